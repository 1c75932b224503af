"""A rating by the ball: the numbers come one by one, and a short lightening takes the last one.

What was taken is said back and counts after two seconds; lightening again takes it back. A
correction comes before all of it, and the list then waits.
"""

from typing import Final

from msgspec.structs import replace

from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching
from tpdevice.core.rules import RATING_MIN, RATING_STOP
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.session.effects import Answer
from tpdevice.session.phases import Phase
from tpdevice.session.state import Asking, ByBall, Listing, State
from tpdevice.session.turn import Turn
from tpdevice.signal.dips import NO_DIP, Dipped, dips

BEGIN_S: Final = 4.0
"""So long it is said how to answer. Chosen: its words, and a breath."""
NUMBER_S: Final = 1.2
"""So long each number stands. Chosen: to hear a word and to react."""
LATE_S: Final = 0.3
"""A lightening so soon after a number is about the one before. Chosen: a reaction time."""
TAKE_BACK_S: Final = 2.0
"""So long a number is said back before it counts. Chosen."""
LAST: Final = RATING_STOP
"""From here on all ratings mean the same: to come off."""
DEAF: Final = Dipped(NO_DIP)


def rates(state: State) -> bool:
    """Say whether this person rates so: no key is in reach, and the sensor is quick enough."""
    return state.ball.keyless and state.header.coaching is Coaching.FULL


def _answers(state: State) -> bool:
    ask = state.hold.ask
    awaited = ask is not None and ask.stage is Asking.ANSWER and state.phase is Phase.HOLD
    return awaited and rates(state) and state.visible and not state.paused


def cue(state: State) -> str:
    """Return the cue of a rating that is awaited from the ball."""
    listing = _current(state)
    if listing is None:
        return "rate_ball"
    word = "number" if listing.due_ns is None else "rated"
    return f"{word}_{listing.number}"


def _current(state: State) -> Listing | None:
    """Return the list of the rating that is asked now, or None before its first number."""
    ask, listing = state.hold.ask, state.ball.listing
    same = ask is not None and listing is not None and listing.asked_ns == ask.since_ns
    return listing if same else None


def hear(state: State, block: SampleBlock) -> Dipped:
    """Follow samples up to the first at which a lightening is over; deaf where none is awaited."""
    listing = _current(state)
    if listing is None or not _answers(state):
        return DEAF
    gap_ns = state.chain.gap_ns
    return dips(listing.dip, block, level_mn=listing.level_mn, gap_ns=gap_ns)


def after(ball: ByBall, what: Dipped) -> ByBall:
    """Return what is known once samples were heard."""
    if ball.listing is None or what is DEAF:
        return ball
    return replace(ball, listing=replace(ball.listing, dip=what.dip))


def heard(turn: Turn, what: Dipped) -> None:
    """Take the number that stood when a lightening began, or take back what was taken."""
    listing = turn.state.ball.listing
    assert listing is not None
    if listing.due_ns is not None:
        turn.note("ball", "taken back", "lightened again", value=listing.number)
        number = max(listing.number - 2, RATING_MIN)
        again = replace(listing, number=number, since_ns=turn.state.now_ns, due_ns=None)
        _list(turn, again)
        return
    late = what.begun_ns - listing.since_ns < ns(LATE_S)
    number = max(listing.number - late, RATING_MIN)
    turn.note("ball", "lightened", "takes a number", value=number)
    due_ns = turn.state.now_ns + ns(TAKE_BACK_S)
    _list(turn, replace(listing, number=number, due_ns=due_ns))


def tick(turn: Turn) -> None:
    """Go on with the list, or let what was taken count."""
    state = turn.state
    listing = state.ball.listing
    if not _answers(state):
        if listing is not None:
            _list(turn, None)
        return
    assert state.hold.ask is not None
    asked_ns = state.hold.ask.since_ns
    if listing is not None and listing.asked_ns != asked_ns:
        _list(turn, None)  # it belonged to the rating before
    elif listing is None:
        if state.now_ns - asked_ns >= ns(BEGIN_S) and state.hold.lead is None:
            level_mn = max(1, state.chain.steady_mn)
            _list(turn, Listing(RATING_MIN, state.now_ns, asked_ns, level_mn))
    elif listing.due_ns is not None:
        if state.now_ns >= listing.due_ns:
            turn.effects.append(Answer(Action.RATE, listing.number))
            # It stands until the key has come, which follows at once and ends it.
            _list(turn, replace(listing, due_ns=state.now_ns + ns(TAKE_BACK_S)))
    elif state.hold.lead is not None or listing.dip.since_ns is not None:
        _list(turn, replace(listing, waits=True))
    elif listing.waits:
        # What a correction cut is said once more.
        _list(turn, replace(listing, since_ns=state.now_ns, waits=False))
    elif state.now_ns - listing.since_ns >= ns(NUMBER_S) and listing.number < LAST:
        _list(turn, replace(listing, number=listing.number + 1, since_ns=state.now_ns))


def _list(turn: Turn, listing: Listing | None) -> None:
    turn.state = replace(turn.state, ball=replace(turn.state.ball, listing=listing))
