"""The big figure of each phase, and whether it is running."""

from math import ceil
from typing import Final

from tpdevice.core.settings import Unit, force_text
from tpdevice.core.units import ns, seconds
from tpdevice.session.lengthening import movements
from tpdevice.session.phases import Phase
from tpdevice.session.state import Asking, Calibrating, Stage, State
from tpdevice.signal.watch import Seen
from tpdevice.tui.scale import zone_of
from tpdevice.tui.view import TimerView, Zone
from tpdevice.tui.waiting import nothing_text

_COUNTS_ON_SIGHT: Final = frozenset({Phase.CALIBRATE, Phase.READING, Phase.RELEASE, Phase.REST})
"""Phases whose figure means nothing while the cue is to come off because there is no data."""
_OUTSIDE: Final = {
    False: ("to hold, once in the band", "to hold", False),
    True: ("paused: find the band", "paused", False),
}
"""What is said outside the band, before the hold began and in it."""


def timer_of(state: State, *, seen: bool, unit: Unit = Unit.N) -> TimerView | None:
    """Return the timer of the present phase, or None where none runs."""
    if not seen and state.phase in _COUNTS_ON_SIGHT:
        return None
    match state.phase:
        case Phase.CALIBRATE if state.calibrating.stage is Stage.REST:
            return _rest(state, state.header.prescription.calibration_rest_s)
        case Phase.CALIBRATE:
            return _ramp(state)
        case Phase.READING:
            return _reading(state, unit)
        case Phase.APPROACH | Phase.HOLD:
            return _hold(state, seen=seen)
        case Phase.RELEASE:
            held_s = int(seconds(state.chain.account.buckets.held_ns))
            return TimerView(str(held_s), "seconds held", "s held", running=False, share=1.0)
        case Phase.REST:
            return _rest(state, state.header.prescription.rest_s)
        case Phase.LENGTHEN:
            return _lengthen(state)
        case _:
            return None


def eases_off_marked(calibrating: Calibrating) -> bool:
    """Return whether the ramp being eased off was marked, so that it is the last of `ramps`."""
    for_nothing = calibrating.void or calibrating.odd or calibrating.empty > 0
    return calibrating.stage is Stage.OFF and bool(calibrating.ramps) and not for_nothing


def _ramp(state: State) -> TimerView | None:
    if state.zero.needed:
        return None
    asked, done = state.header.prescription.calibration_ramps, len(state.calibrating.ramps)
    now = min(done + (not eases_off_marked(state.calibrating)), asked)
    caption = f"slow press {now} of {asked}"
    return TimerView(str(now), caption, caption, running=True, share=min(done / asked, 1.0))


def _reading(state: State, unit: Unit) -> TimerView:
    """Return the force in place of a clock: nothing is counted while it is only read."""
    big = force_text(max(0, state.chain.smooth_mn), unit)
    caption, short = "as the sensor sends it, not coached", "as sent, not coached"
    return TimerView(big, caption, short, running=True, share=None)


def _left(state: State, left_ns: int, whole_ns: int, captions: tuple[str, str]) -> TimerView:
    caption, short = ("paused: space goes on", "paused") if state.paused else captions
    left_ns = min(max(left_ns, 0), whole_ns)
    share = 1 - left_ns / whole_ns if whole_ns else 1.0
    big = str(ceil(seconds(left_ns)))
    return TimerView(big, caption, short, running=not state.paused, share=share)


def _rest(state: State, whole_s: float) -> TimerView:
    """Return the rest, which counts only while the point is free."""
    now_ns = state.chain.t_ns if state.chain.t_ns is not None else state.now_ns
    free_ns = state.chain.dwell(Seen.FREE).lasted_ns(now_ns)
    left_ns = ns(whole_s) - min(free_ns, state.now_ns - state.since_ns)
    captions = "seconds of rest", "s of rest"
    if state.phase is Phase.REST:
        following = f"{min(state.repetition + 1, state.repetitions)} of {state.repetitions}"
        captions = f"seconds of rest, then hold {following}", f"rest, then {following}"
    return _left(state, left_ns, ns(whole_s), captions)


def _lengthen(state: State) -> TimerView:
    asked = state.header.prescription
    whole_ns = ns(asked.lengthen_s)
    left_ns = whole_ns * (state.lengthened + 1) - state.lasted_ns()
    now = min(state.lengthened + 1, asked.lengthen_times)
    times, many = f"{now} of {asked.lengthen_times}", len(movements(state))
    captions = f"movement {times}", f"movement {times}"
    if many > 1:
        which = state.moved + 1
        captions = f"movement {which} of {many}, {times}", f"movement {which}/{many}, {times}"
    return _left(state, left_ns, whole_ns, captions)


def _hold(state: State, *, seen: bool) -> TimerView:
    target_ns = state.hold.target_ns
    held_ns = min(state.chain.account.buckets.held_ns, target_ns)
    caption, short, running = _hold_caption(state, seen=seen)
    share = held_ns / target_ns if target_ns else 0.0
    big = str(ceil(seconds(target_ns - held_ns)))
    return TimerView(big, caption, short, running, share)


def _in_band(state: State) -> bool:
    """Say whether the force that is shown lies in the band, so that clock and needle agree.

    What counts is each sample; the two differ for less than the quarter second that is shown.
    """
    band = state.asked_band
    edges = None if band is None else (band.bottom_mn, band.top_mn)
    return zone_of(max(0, state.chain.smooth_mn), edges) is Zone.INSIDE


def _hold_caption(state: State, *, seen: bool) -> tuple[str, str, bool]:
    """Return caption, short caption, and whether the clock runs."""
    hold = state.hold
    if state.paused:
        return "paused: space goes on", "paused", False
    if not seen:
        return f"paused: {nothing_text(state)}", nothing_text(state), False
    if hold.end_ns is not None:
        return "held: one last answer", "held", False
    if not _in_band(state):
        return _OUTSIDE[hold.start_ns is not None]
    if state.phase is Phase.APPROACH:
        return "in the band, not counting yet", "not counting yet", False
    if not hold.settled:
        return "settling, then it counts", "settling", False
    if hold.ask is not None and hold.ask.stage is Asking.MATCH:
        return "seconds to hold, a question", "seconds", True
    return "seconds to hold", "seconds", True
