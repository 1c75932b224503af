"""What each phase waits for."""

from typing import Final

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.coaching import Coaching
from tpdevice.core.cue import Direction
from tpdevice.core.units import ns
from tpdevice.session.bandrule import in_one_go_ns, outer_ceiling_mn
from tpdevice.session.holding import next_mark_ns
from tpdevice.session.leading import goal_for, lead_due_ns, steer_for
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Phase
from tpdevice.session.rating import answer_due_ns, matching, reference_mn
from tpdevice.session.state import NOTHING_PRESSES_MN, Stage, State
from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Seen, Wait, Watch

_FREE = Wait(Seen.FREE, ns(rules.FREE_S), Notice.FREE)
_THERE = Wait(Seen.THERE, 0, Notice.THERE)
_OVER = Wait(Seen.OVER, ns(rules.LESS_AFTER_S), Notice.OVER)
_APPROACH = (
    _THERE,
    Wait(Seen.IN, ns(rules.RE_ENTER_S), Notice.ENTERED),
    Wait(Seen.OVER, ns(rules.LESS_AFTER_S), Notice.CUE, once=True),
)
_OUT = Wait(Seen.OUT, ns(rules.OUT_S), Notice.OUT_LONG)
_LOW = Wait(Seen.LOW, ns(rules.MORE_AFTER_S), Notice.LOW)
_STEERED = (Wait(Seen.SAGGED, 0, Notice.SAGGED), Wait(Seen.RISEN, 0, Notice.RISEN))
HOLDING: Final = {
    None: (_OUT, *_STEERED, _LOW, _OVER),
    Direction.MORE: (_OUT, _THERE, _OVER),
    Direction.LESS: (_OUT, _THERE, _LOW),
}
"""What a hold waits for while it is led nowhere, to more or to less; beside the end of pressing in
one go. Of what comes at one sample the last counts: force itself before its mean, and less before
more."""
_QUICK: Final = frozenset({Seen.LOW, Seen.OVER})
"""What is said of force itself, soon; with few values a second it waits longer."""
_NEAR = Wait(Seen.NEAR, 0, Notice.MATCHED)
_RAMP = (
    Wait(Seen.HIGH, 0, Notice.RAMP_TOP),
    Wait(Seen.PRESSED, ns(rules.RAMP_PATIENCE_S), Notice.LONG_ENOUGH),
)
_RAMP_BEGUN = (*_RAMP, _FREE)
_RAMP_BEFORE = (*_RAMP, Wait(Seen.PRESSED, ns(0.2), Notice.ENTERED))


def watch_for(state: State) -> Watch:
    """Return what to look for in the samples that come next."""
    # Worked out once for as long as only samples and ticks come: nothing in it depends on them.
    known = state.__dict__
    if "watch" not in known:
        known["watch"] = _watch_for(state)
    watch: Watch = known["watch"]
    return watch


def _watch_for(state: State) -> Watch:
    match state.phase:
        case Phase.CALIBRATE:
            return _calibrating(state)
        case Phase.APPROACH | Phase.HOLD if state.band is not None:
            return _pressing(state)
        case Phase.READING:
            return Watch(
                free_mn=state.free_mn,
                bottom_mn=-NOTHING_PRESSES_MN,
                top_mn=NOTHING_PRESSES_MN,
                mode=None if state.paused else Mode.READ,
            )
        case _:
            return Watch(free_mn=state.free_mn, waits=() if state.paused else _coming_off(state))


def _coming_off(state: State) -> tuple[Wait, ...]:
    match state.phase:
        case Phase.RELEASE | Phase.STOPPED:
            return (_FREE,)
        case Phase.REST:
            return (Wait(Seen.FREE, ns(state.header.prescription.rest_s), Notice.RESTED),)
        case _:
            return ()


def _pressing(state: State) -> Watch:
    hold = state.hold
    counting = hold.start_ns is not None and hold.end_ns is None
    if state.paused:
        return _with_band(state, Mode.PAUSED if counting else None)
    if state.phase is Phase.APPROACH:
        ready = state.visible and not state.zero.needed
        mode = Mode.SETTLING if counting else None
        return _with_band(state, mode, waits=_paced(state, _APPROACH) if ready else ())
    waits = _paced(state, HOLDING[hold.lead.direction if hold.lead is not None else None])
    if matching(state):
        waits = (_NEAR, *waits)
    if not counting:
        return _with_band(state, None, waits=waits)
    if not hold.settled:
        return _with_band(
            state, Mode.SETTLING, waits=waits, mark_ns=hold.settle_ns, mark=Notice.SETTLED
        )
    return _with_band(state, Mode.HELD, waits=waits, mark_ns=next_mark_ns(hold), mark=Notice.MARK)


def _paced(state: State, waits: tuple[Wait, ...]) -> tuple[Wait, ...]:
    """Return the waits as the sensor's rate allows."""
    times = quick_times(state)
    if times == 1:
        return waits
    return tuple(
        [replace(w, need_ns=round(times * w.need_ns)) if w.seen in _QUICK else w for w in waits]
    )


def quick_times(state: State) -> float:
    """Return how many times as long force is outside before a word is said about it."""
    return rules.SLOW_TIMES if state.header.coaching is Coaching.SLOW else 1


def _with_band(
    state: State,
    mode: Mode | None,
    *,
    waits: tuple[Wait, ...] = (),
    mark_ns: int | None = None,
    mark: Notice | None = None,
) -> Watch:
    band = state.asked_band
    assert band is not None
    assert state.band is not None
    long_enough = Wait(Seen.PRESSED, in_one_go_ns(state.band), Notice.LONG_ENOUGH)
    return Watch(
        free_mn=state.free_mn,
        bottom_mn=band.bottom_mn,
        top_mn=band.top_mn,
        margin_mn=band.margin_mn,
        banded=True,
        near_mn=reference_mn(state) if matching(state) else None,
        steer=steer_for(state, band),
        goal=goal_for(state, band),
        mode=mode,
        mark_ns=mark_ns,
        mark=mark,
        deadline_ns=deadline_ns(state),
        deadline=Notice.DEADLINE,
        waits=(*waits, long_enough) if waits else (),
    )


def _calibrating(state: State) -> Watch:
    free_mn, calibrating = state.free_mn, state.calibrating
    if state.paused or state.zero.needed:
        return Watch(free_mn=free_mn)
    match calibrating.stage:
        case Stage.TENDER | Stage.COMFORT:
            return Watch(
                free_mn=free_mn,
                banded=True,
                bottom_mn=-NOTHING_PRESSES_MN,
                top_mn=ramp_top_mn(state),
                waits=_RAMP_BEGUN if calibrating.pressed else _RAMP_BEFORE,
            )
        case Stage.OFF:
            return Watch(free_mn=free_mn, waits=(_FREE,))
        case Stage.REST:
            rest_ns = ns(state.header.prescription.calibration_rest_s)
            return Watch(free_mn=free_mn, waits=(Wait(Seen.FREE, rest_ns, Notice.RESTED),))
        case Stage.ZERO:
            return Watch(free_mn=free_mn)


def ramp_top_mn(state: State) -> int:
    """Return the force at which a calibration ramp ends, whatever the person marks."""
    ceiling_mn = outer_ceiling_mn(state.header.rules, state.header.limits)
    return round(rules.TOP_PER_CEILING * ceiling_mn)


def deadline_ns(state: State) -> int | None:
    """Return the session time at which patience with a rating or a movement ends, or None."""
    if state.paused:
        return None
    if state.phase is Phase.LENGTHEN:
        asked = state.header.prescription
        return state.since_ns + ns(asked.lengthen_s) * (state.lengthened + 1)
    if state.phase is Phase.READING:
        asked = state.header.prescription
        return state.since_ns + ns(asked.hold_s) * asked.repetitions
    if state.phase is not Phase.HOLD:
        return None
    dues_ns = [
        due_ns for due_ns in (answer_due_ns(state), lead_due_ns(state)) if due_ns is not None
    ]
    return min(dues_ns, default=None)
