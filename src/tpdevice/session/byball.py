"""Answers by the ball itself, for whoever has no hand free and no key in reach.

Two short presses are yes, one long press is no, three short presses stop. Nothing counts before
the ball was woken by two short presses while a question stood, since a ball is touched for many
reasons. An answer is said back first, and any press or key within two seconds takes it back.
"""

from typing import Final

from msgspec.structs import replace

from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import BY_BALL, Key
from tpdevice.core.units import mn, ns
from tpdevice.session.effects import Answer
from tpdevice.session.phases import ENDED, Phase
from tpdevice.session.screening import READ_S
from tpdevice.session.state import ByBall, Pending, State
from tpdevice.session.turn import Turn
from tpdevice.signal.taps import NOTHING, Feel, Heard, Stage, Tap, feel_of, listen

TAKE_BACK_S: Final = 2.0
"""So long an answer stands before it counts. Chosen."""
SAID_S: Final = 2.5
"""So long it is said that an answer was taken back, or came too soon. Chosen."""
UNLIKE: Final = 2
"""Presses differ from those that woke the ball by no more than this factor. Chosen."""

ECHO: Final = {Action.YES: "ball_yes", Action.NO: "ball_no", Action.PAUSE: "ball_on"}
"""The cue that says an answer back."""
DEAF: Final = Heard(NOTHING)
_ANSWERS: Final = frozenset({Action.YES, Action.NO})
"""Keys that count as themselves where an answer by the ball is pending; others take it back. What
stops comes before both."""


def question(state: State) -> str:
    """Return the yes-or-no question that is open, by id, or nothing."""
    if state.paused or state.phase in ENDED:
        return ""
    if state.zero.asking:
        return "zero_far"
    return state.questions[0] if state.phase is Phase.SCREENING and state.questions else ""


def listening(state: State) -> bool:
    """Say whether presses may mean something; a slow sensor would miss them."""
    if state.phase in ENDED or state.header.coaching is not Coaching.FULL:
        return False
    return state.ball.armed or state.paused or bool(question(state))


def hear(state: State, block: SampleBlock) -> Heard:
    """Follow samples up to the first at which something is heard; deaf where nothing may be."""
    return listen(state.ball.touch, block, _feel(state)) if listening(state) else DEAF


def after(ball: ByBall, what: Heard) -> ByBall:
    """Return what is known once samples were heard."""
    return ball if what.touch is ball.touch else replace(ball, touch=what.touch)


def _feel(state: State) -> Feel:
    return feel_of(gap_ns=state.chain.gap_ns, step_mn=mn(state.header.step_n))


def heard(turn: Turn, what: Heard) -> None:
    """Take what was heard at the newest sample."""
    ball = turn.state.ball
    if what.tap is Tap.BEGUN:
        if ball.pending is not None:
            _take_back(turn, "pressed again")
            # The press that took it back is no part of an answer.
            turn.state = replace(turn.state, ball=replace(turn.state.ball, touch=NOTHING))
        return
    assert what.tap is not None
    turn.note("ball", what.tap.name.lower(), what.tap, value=what.height_mn, unit="mN")
    if not ball.armed:
        _wake(turn, what)
    elif not _alike(ball.height_mn, what.height_mn):
        why = "not like the presses before"
        turn.note("ball", "passed over", why, value=what.height_mn, unit="mN")
    elif what.tap is Tap.THRICE:
        turn.effects.append(Answer(Action.STOP))
    else:
        _answer(turn, what)


def _wake(turn: Turn, what: Heard) -> None:
    """Let two short presses at a question, or in a pause, wake the ball and do nothing else."""
    state = turn.state
    if what.tap is Tap.TWICE and (state.paused or question(state)):
        turn.note("ball", "woken", "answers by the ball count from now on")
        woken = replace(state.ball, armed=True, height_mn=what.height_mn)
        turn.state = replace(state, ball=woken)


def _alike(one_mn: int, other_mn: int) -> bool:
    return max(one_mn, other_mn) <= UNLIKE * min(one_mn, other_mn)


def _answer(turn: Turn, what: Heard) -> None:
    state = turn.state
    if state.paused:
        # Whoever lies on it goes on by hand: a cough must not be able to.
        free = state.zero.ever and abs(what.rest_mn) < state.free_mn
        if what.tap is Tap.TWICE and (free or state.phase is Phase.SCREENING):
            _say_back(turn, Action.PAUSE)
        return
    asked = question(state)
    if not asked or asked != state.ball.asked:
        return
    if what.begun_ns - state.ball.asked_ns < ns(READ_S[asked]):
        turn.note("ball", "passed over", "too soon to have read the question")
        _said(turn, "ball_early")
        return
    _say_back(turn, Action.YES if what.tap is Tap.TWICE else Action.NO)


def _say_back(turn: Turn, action: Action) -> None:
    pending = Pending(action, turn.state.now_ns + ns(TAKE_BACK_S))
    turn.state = replace(turn.state, ball=replace(turn.state.ball, pending=pending, said=""))


def _said(turn: Turn, cue: str) -> None:
    until_ns = turn.state.now_ns + ns(SAID_S)
    ball = replace(turn.state.ball, pending=None, said=cue, said_until_ns=until_ns)
    turn.state = replace(turn.state, ball=ball)


def _take_back(turn: Turn, why: str) -> None:
    turn.note("ball", "taken back", why)
    _said(turn, "ball_back")


def tick(turn: Turn) -> None:
    """Let an answer count once its time is up, if the ball lay still meanwhile."""
    state = turn.state
    ball = state.ball
    if ball.said and state.now_ns >= ball.said_until_ns:
        turn.state = replace(state, ball=replace(ball, said=""))
    if ball.pending is None:
        return
    if not _open(state, ball.pending.action):
        turn.state = replace(state, ball=replace(ball, pending=None))
    elif not state.visible:
        _take_back(turn, "force was not visible")
    elif state.now_ns >= ball.pending.due_ns:
        if ball.touch.stage is Stage.READY and ball.touch.left_ns is None:
            turn.effects.append(Answer(ball.pending.action))
        else:
            _take_back(turn, "the ball did not lie still")


def _open(state: State, action: Action) -> bool:
    """Say whether there is still something that the answer is about."""
    return state.paused if action is Action.PAUSE else question(state) == state.ball.asked


def took(turn: Turn, key: Key) -> bool:
    """Look at a key first; return whether it did no more than to take an answer back."""
    ball = turn.state.ball
    pending = ball.pending
    answered = key.source == BY_BALL if key.action in _ANSWERS else ball.answered
    turn.state = replace(turn.state, ball=replace(ball, pending=None, said="", answered=answered))
    if pending is None or key.source == BY_BALL or key.action in _ANSWERS:
        return False
    _take_back(turn, "a key")
    return True


def cue(state: State) -> str:
    """Return the cue about an answer by the ball that stands now, or nothing."""
    ball = state.ball
    if ball.pending is not None:
        return ECHO[ball.pending.action]
    # Where nothing is asked any more, guiding must not wait for a word about an answer.
    return ball.said if state.paused or question(state) else ""


def asked(state: State, question_id: str | None) -> State:
    """Return the state with since when a question stands; one that comes again is read anew."""
    ball = state.ball
    if cue(state) or (question_id or "") == ball.asked:
        return state
    return replace(state, ball=replace(ball, asked=question_id or "", asked_ns=state.now_ns))
