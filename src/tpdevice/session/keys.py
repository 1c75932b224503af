"""What keys do: marks, answers, pause and stop."""

from msgspec.structs import replace

from tpdevice.core.action import Action
from tpdevice.core.record import Ending, Outcome
from tpdevice.core.tape import Key
from tpdevice.core.units import ns
from tpdevice.session import byball, calibrate, guard, leading, lengthening, rating, screening
from tpdevice.session.effects import TakeZero
from tpdevice.session.moving import end, move, stop
from tpdevice.session.phases import ENDED, Happening, Phase
from tpdevice.session.state import unled, unsettled
from tpdevice.session.telling import tell_again
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import forget

_NOTED_NS = ns(10.0)
"""A key is answered no later than this; a correction and its "there" come before. Chosen."""


def pressed(turn: Turn, key: Key) -> None:
    """Take a key. Stop and "sharp" count in every phase, before anything else."""
    state = turn.state
    value = key.value if key.action is Action.RATE else None
    turn.note("key", key.action, key.source, value=value)
    danger = guard.check_key(key.action)
    if state.phase in ENDED:
        turn.state = replace(turn.state, over=True)
        return
    if danger is not None:
        stop(turn, danger)
        return
    if byball.took(turn, key):
        return
    match key.action:
        case Action.PAUSE:
            _pause(turn)
        case Action.RATE:
            rating.rated(turn, key.value)
            leading.look_at_once(turn)
        case Action.YES | Action.NO if not state.paused:
            _answer(turn, yes=key.action is Action.YES)
        case Action.TENDER | Action.COMFORT if state.phase is Phase.CALIBRATE:
            calibrate.on_key(turn, key.action)
        case Action.LET_GO if state.hold.start_ns is not None:
            hold = replace(state.hold, let_go=True)
            stands = state.told is not None and state.told.cue.key == "let_go"
            until_ns = 0 if stands else state.now_ns + _NOTED_NS
            turn.state = replace(state, hold=hold, noted_until_ns=until_ns)
        case Action.LET_GO if state.done:
            _let_go_late(turn)
        case Action.AGAIN:
            tell_again(turn)
        case Action.NEXT if state.phase is Phase.LENGTHEN:
            lengthening.over(turn)
        case _:
            pass


def _let_go_late(turn: Turn) -> None:
    """Keep it for the repetition that is just over: it was felt before it was said."""
    *before, last = turn.state.done
    felt = Outcome.EASED if last.outcome is Outcome.EASED else Outcome.LET_GO
    turn.state = replace(turn.state, done=(*before, replace(last, let_go=True, outcome=felt)))


def _pause(turn: Turn) -> None:
    state = turn.state
    if state.paused_ns is None:
        turn.state = replace(state, paused_ns=state.now_ns)
        calibrate.void(turn)
        rating.interrupt(turn)
        return
    length_ns = state.now_ns - state.paused_ns
    hold = state.hold
    if hold.ask is not None:
        hold = replace(hold, ask=replace(hold.ask, since_ns=state.now_ns))
    if state.phase is Phase.HOLD:
        # After a pause the tissue settles again before the clock starts, if it still counts.
        hold = unsettled(state) if hold.end_ns is None else unled(hold, state.now_ns)
    turn.state = replace(
        state,
        paused_ns=None,
        since_ns=state.since_ns + length_ns,
        hold=hold,
        chain=forget(state.chain),
    )


def _answer(turn: Turn, *, yes: bool) -> None:
    state = turn.state
    word = "yes" if yes else "no"
    if state.zero.asking:
        turn.note("answer", "zero_far", word)
        doubted = state.zero.doubted
        answered = replace(state.zero, asking=False, far=0, off_since_ns=None)
        if doubted:  # whoever says that it is free has a new one taken, and else the old one stays
            answered = replace(answered, needed=yes, doubted=yes)
        turn.state = replace(state, zero=answered, echo=word)
        if yes:
            turn.effects.append(TakeZero(confirmed=True))
        return
    if state.phase is not Phase.SCREENING or not state.questions:
        return
    question, *rest = state.questions
    turn.note("answer", question, word)
    turn.state = state = replace(state, echo=word)
    if question == "key":
        turn.state = state = replace(state, ball=replace(state.ball, keyless=not yes))
    refused = screening.refusal(question, yes=yes)
    if refused is not None:
        end(turn, Happening.REFUSED, Ending.SCREENED_OUT, refused)
        return
    left = screening.following(question, tuple(rest), yes=yes)
    if not left and state.ball.answered and question != "key":
        left = ("key",)  # who answers so may have no key either for marks and ratings
    turn.state = replace(state, questions=left)
    if not left:
        move(turn, Happening.SCREENED)
