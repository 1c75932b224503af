"""Leaving one phase and entering another."""

from enum import StrEnum

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.record import Ending, Outcome
from tpdevice.core.units import mn, ns, seconds
from tpdevice.session.guard import Danger
from tpdevice.session.phases import ENDED, Happening, Phase, following
from tpdevice.session.state import State, hold_for, unsettled
from tpdevice.session.summary import read_so_far, summarise, with_repetition_closed
from tpdevice.session.turn import Turn
from tpdevice.signal.chain import anew, forget
from tpdevice.signal.easing import learned


def move(turn: Turn, happening: Happening) -> None:
    """Let a happening move the session, if the table says that it does."""
    before = turn.state.phase
    after = following(before, happening)
    if after is before:
        return
    _leave(turn, after)
    turn.state = replace(
        turn.state,
        phase=after,
        since_ns=turn.state.now_ns,
        chain=forget(turn.state.chain),
        paused_ns=None if after in ENDED else turn.state.paused_ns,
    )
    turn.note("phase", after, happening)
    _enter(turn, happening)


def stop(turn: Turn, danger: Danger) -> None:
    """End this point for today: the guard said so, or the person did."""
    if turn.state.phase in ENDED:
        return
    by_person = danger is Danger.STOP
    ending = Ending.STOPPED_BY_PERSON if by_person else Ending.STOPPED_BY_GUARD
    over_n = danger is Danger.CEILING and turn.state.chain.force_mn > _range_mn(turn.state)
    reason = "the sensor was beyond its range" if over_n else str(danger)
    turn.state = replace(turn.state, danger=danger, ending=ending, reason=reason)
    turn.note("guard", danger.name.lower(), str(danger), value=turn.state.chain.force_mn, unit="mN")
    move(turn, Happening.STOP_PRESSED if by_person else Happening.COME_OFF)


def _range_mn(state: State) -> int:
    return mn(state.header.limits.range_n)


def end(turn: Turn, happening: Happening, ending: Ending, reason: str) -> None:
    """End the session for a reason that is nobody's danger."""
    if turn.state.phase in ENDED:
        return
    turn.state = replace(turn.state, ending=ending, reason=reason)
    move(turn, happening)


def more_to_come(state: State) -> bool:
    """Say whether another repetition follows the present one."""
    return state.repetition < state.repetitions and _may_begin(state)


def pressed_enough(state: State) -> bool:
    """Say whether the pressing of this sitting has come to its limit."""
    before_ns = ns(state.header.limits.pressed_session_s)
    return before_ns + state.pressed_ns >= ns(rules.PRESSED_PER_SITTING_S)


class Bar(StrEnum):
    """Why nothing may begin here today."""

    STOPPED = "this point was stopped for safety today; it rests until tomorrow"
    PLACES = "two places in one sitting are enough; after an hour's break there may be others"
    SITTING = "this sitting has had its six minutes of pressing; it goes on after an hour's break"
    DAY = "this point has had its 180 seconds for today"


def barred(state: State) -> str | None:
    """Return why nothing may begin here today, in words, or None.

    Whoever should be seen first is told that before anything that one night makes good.
    """
    limits = state.header.limits
    rest = limits.rest
    if rest is not None and (rest.care or not limits.stopped_today):
        return rest.words
    if limits.stopped_today:
        return Bar.STOPPED
    if limits.places_before >= rules.PLACES_PER_SITTING:
        return Bar.PLACES
    if not _sitting_has_time(state):
        return Bar.SITTING
    return None if _may_begin(state) else Bar.DAY


def _may_begin(state: State) -> bool:
    """Say whether the limits of the day leave enough for another repetition."""
    least_ns = min(ns(state.header.prescription.hold_s), ns(rules.SHORTEST_HOLD_S))
    next_hold = hold_for(state.header, held_before_ns=state.held_ns)
    return next_hold.target_ns >= least_ns and _sitting_has_time(state)


def _sitting_has_time(state: State) -> bool:
    """Say whether enough of the sitting's pressing is left for one more repetition."""
    pressed_s = state.header.limits.pressed_session_s + seconds(state.pressed_ns)
    return pressed_s + rules.PRESSED_LEAST_S <= rules.PRESSED_PER_SITTING_S


def _leave(turn: Turn, after: Phase) -> None:
    """Close a hold when its release begins, and a repetition when the release is over."""
    if turn.state.phase is Phase.READING:
        turn.state = replace(turn.state, read=read_so_far(turn.state))
    state = turn.state
    hold = state.hold
    if after in (Phase.RELEASE, *ENDED) and hold.start_ns is not None and hold.end_ns is None:
        turn.state = replace(state, hold=replace(hold, end_ns=state.newest_ns, ask=None))
    if after in (Phase.REST, Phase.LENGTHEN, *ENDED):
        _close_repetition(turn)


def _close_repetition(turn: Turn) -> None:
    closed = with_repetition_closed(turn.state)
    if len(closed.done) > len(turn.state.done):
        turn.row(closed.done[-1])
    chain = anew(closed.chain)
    held_ns = sum(row.buckets.held_ns for row in closed.done)
    before = closed.hold
    hold = hold_for(closed.header, held_before_ns=held_ns)
    if before.strong:
        hold = replace(hold, cap_mn=before.cap_mn, strong=True)
    peak_mn = max(closed.peak_mn, closed.chain.peak_mn)
    fading = learned(before.ratings, closed.fading)
    turn.state = replace(closed, chain=chain, hold=hold, peak_mn=peak_mn, fading=fading)


def _enter(turn: Turn, happening: Happening) -> None:
    state = turn.state
    match state.phase:
        case Phase.HOLD:
            start_ns = state.newest_ns if state.hold.start_ns is None else state.hold.start_ns
            turn.state = replace(state, hold=replace(unsettled(state), start_ns=start_ns))
        case Phase.REST if state.header.rezero:
            turn.state = replace(state, zero=replace(state.zero, needed=True))
        case Phase.READING:
            turn.state = replace(state, chain=anew(state.chain))
        case Phase.APPROACH if happening is Happening.RESTED:
            turn.state = replace(state, repetition=state.repetition + 1, aim_mn=_aim(state))
        case Phase.APPROACH if happening is Happening.MARKED:
            chain = anew(state.chain)
            turn.state = replace(state, chain=chain, calibrated_ns=chain.pressed_ns)
        case Phase.DONE | Phase.STOPPED:
            _finish(turn)
        case _:
            pass


def _aim(state: State) -> int | None:
    """Return the next aim: after "eased" the old feeling may lie a little higher."""
    band = state.asked_band
    if band is None:
        return None
    if state.done and state.done[-1].outcome is Outcome.EASED:
        return min(round(rules.REMATCH * band.aim_mn), band.top_mn)
    return band.aim_mn


def _finish(turn: Turn) -> None:
    state = turn.state
    if state.ending is None:
        turn.state = state = replace(state, ending=Ending.FINISHED, reason="all done")
    over = state.phase is Phase.DONE or state.danger is Danger.STOP
    turn.state = replace(state, over=over)
    turn.row(summarise(state))
