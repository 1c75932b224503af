"""What is said in each phase while all goes as it should."""

from typing import Final

from tpdevice.core import rules
from tpdevice.core.coaching import Coaching
from tpdevice.core.record import Outcome
from tpdevice.core.units import mn, ns
from tpdevice.session import bydip
from tpdevice.session.phases import Phase
from tpdevice.session.rating import matching, room_for_a_little
from tpdevice.session.state import Asking, Stage, State
from tpdevice.session.untouched import asks
from tpdevice.session.watching import quick_times
from tpdevice.signal.watch import Seen

_TOO_FAST_MN_PER_S: Final = mn(rules.TOO_FAST_N_PER_S)
_OFF_MN_PER_S: Final = rules.PACE_SLACK * mn(rules.RELEASE_N_PER_S[1])
_FURTHER: Final = ("press_on", "press_or_off")
_THERE_NS: Final = ns(1.5)
"""How long "there" stands at least before what is no correction. Chosen: to hear it out."""
_NOTED_NS: Final = ns(2.0)
_OFFER_NS: Final = ns(4.0)
"""How long these stand once they are said. Chosen."""
_OF_STAGE: Final = {
    Stage.ZERO: "zero",
    Stage.TENDER: "calibrate_tender",
    Stage.COMFORT: "calibrate_comfort",
    Stage.REST: "calibrate_rest",
}


def guiding(state: State) -> tuple[str, str]:
    """Return the key of the cue that guides now, and what brought it."""
    if state.zero.doubted and state.coming_off:
        return _zeroing(state)
    match state.phase:
        case Phase.CALIBRATE if state.header.coaching is Coaching.NONE:
            return "reading", state.header.why_not_more
        case Phase.CALIBRATE:
            return _calibrating(state)
        case Phase.READING:
            return "reading", "" if state.read is None else state.read.why
        case Phase.APPROACH:
            return _approaching(state)
        case Phase.HOLD:
            return _holding(state)
        case Phase.RELEASE:
            if state.chain.pace_mn_per_s < -_OFF_MN_PER_S:
                return "release_slower", "faster than guided"
            if state.chain.account.buckets.held_ns < state.hold.target_ns:
                return "release_long", "pressed long enough in one go"
            return "release", "hold over"
        case Phase.REST:
            free = state.chain.holds(Seen.FREE)
            return ("rest" if free else "rest_off"), "between two holds"
        case _:
            return ("lengthen_again" if state.lengthened else "lengthen"), "after the last hold"


def stands(state: State, key: str, *, less_than_ns: int) -> bool:
    """Say whether a cue is the one that stands, and has not stood for so long yet."""
    told = state.told
    return told is not None and told.cue.key == key and state.now_ns - told.at_ns < less_than_ns


def just_there(state: State) -> bool:
    """Say whether a correction is just being ended: nothing may stand in for that word."""
    told = state.told
    unsaid = told is None or told.cue.key != "there"
    return state.hold.there and (unsaid or stands(state, "there", less_than_ns=_THERE_NS))


def _zeroing(state: State) -> tuple[str, str]:
    if state.zero.asking:
        return "zero_far", "zero is far from the last"
    if state.zero.beyond:
        return "zero_beyond", "too far to be a zero"
    return ("zero_still" if state.zero.moving else "zero"), "zero to be taken"


def _calibrating(state: State) -> tuple[str, str]:
    calibrating = state.calibrating
    if state.zero.needed:
        return _zeroing(state)
    if calibrating.stage is Stage.OFF:
        if calibrating.odd:
            return "calibrate_odd", "unusual mark"
        if calibrating.void:
            return "calibrate_void", "ramp not seen to its end"
        key = "calibrate_empty" if calibrating.empty else "calibrate_off"
        return key, "ramp over"
    if asks(state):
        return asks(state), "nobody presses"
    if calibrating.stage in (Stage.TENDER, Stage.COMFORT) and _too_fast(state):
        return "slow_down", "loading fast"
    if calibrating.stage in (Stage.TENDER, Stage.COMFORT) and _quick(state):
        return "press_slower", "faster than guided"
    return _OF_STAGE[calibrating.stage], f"ramp {len(calibrating.ramps) + 1}"


def _approaching(state: State) -> tuple[str, str]:
    if state.zero.needed:
        return _zeroing(state)
    if _lasted(state, Seen.OVER, quick_times(state) * rules.LESS_AFTER_S):
        return "less", "above the band"
    if _too_fast(state):
        return "slow_down", "loading fast"
    if _quick(state):
        return "press_slower", "faster than guided"
    if state.chain.holds(Seen.PRESSED):
        further = _further(state)
        if further is not None:
            return further
    if asks(state):
        return asks(state), "nobody presses"
    if state.done and state.done[-1].outcome is Outcome.EASED:
        return "press_again", "it eased"
    return "press", "below the band"


def _further(state: State) -> tuple[str, str] | None:
    """Return what is said to somebody who presses and comes no nearer to the band, or None."""
    pressed_ns = min(state.lasted_ns(), state.chain.dwell(Seen.PRESSED).lasted_ns(state.now_ns))
    least_n_per_s, _ = rules.APPROACH_N_PER_S[state.header.identity.support]
    at_a_stand = state.chain.pace_mn_per_s * rules.PACE_SLACK < mn(least_n_per_s)
    if at_a_stand and pressed_ns >= ns(rules.PRESS_OR_OFF_S):
        return "press_or_off", "long at a stand below the band"
    told = state.told
    if told is not None and told.phase is Phase.APPROACH and told.cue.key in _FURTHER:
        # Once it is said it stands, so that words do not flicker around the guided pace.
        return told.cue.key, "below the band"
    if at_a_stand and pressed_ns >= ns(rules.PRESS_ON_S):
        return "press_on", "no nearer to the band"
    return None


def _holding(state: State) -> tuple[str, str]:
    hold = state.hold
    lead = hold.lead
    if state.now_ns < state.strong_until_ns:
        return "strong", "strong rating"
    if lead is not None:
        begun_for_it = hold.ask is not None and lead.since_ns >= hold.ask.since_ns
        word = f"match_{lead.direction}" if matching(state) and begun_for_it else lead.direction
        return word, lead.why
    if hold.ask is not None:
        if hold.ask.stage is Asking.ANSWER:
            key = bydip.cue(state) if bydip.rates(state) else "rate"
            return key, f"{hold.ask.due_s:g} s held"
        return "match_stay", "before a rating"
    said = _advised(state)
    if said is not None and not just_there(state):
        return said
    if hold.there:
        return "there", "where it is to stay"
    return ("hold" if hold.settled else "settle"), "in the band"


def _advised(state: State) -> tuple[str, str] | None:
    """Return what is said once, and waits for the end of a correction, or None."""
    if state.now_ns < state.noted_until_ns or stands(state, "let_go", less_than_ns=_NOTED_NS):
        return "let_go", "key"
    offered = state.now_ns < state.offer_until_ns and room_for_a_little(state)
    if offered or stands(state, "deeper", less_than_ns=_OFFER_NS):
        return "deeper", "light rating"
    return None


def _lasted(state: State, seen: Seen, need_s: float) -> bool:
    dwell = state.chain.dwell(seen)
    newest_ns = state.chain.t_ns
    return (
        newest_ns is not None
        and dwell.since_ns is not None
        and (newest_ns - dwell.since_ns >= ns(need_s))
    )


def _too_fast(state: State) -> bool:
    if state.header.coaching is not Coaching.FULL:
        return False  # a quarter of a second holds too few of its values
    if state.header.step_n > rules.STEP_TOO_FAST_N:
        return False  # one of its steps would look like a rush
    return state.chain.slope_mn_per_s > _TOO_FAST_MN_PER_S


def _quick(state: State) -> bool:
    """Say whether force rises faster than is guided, though nothing is wrong with that yet."""
    _, most_n_per_s = rules.APPROACH_N_PER_S[state.header.identity.support]
    return state.chain.pace_mn_per_s > rules.PACE_SLACK * mn(most_n_per_s)
