"""What each phase waits for."""

from dataclasses import replace

from tpdevice.core import rules
from tpdevice.core.units import ns
from tpdevice.session.bandrule import outer_ceiling_mn
from tpdevice.session.holding import next_mark_ns, reference_mn
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Phase
from tpdevice.session.state import Asking, Stage, State
from tpdevice.signal.chain import Seen, Wait, Watch
from tpdevice.signal.hold import Mode

_FREE = Wait(Seen.FREE, ns(rules.FREE_S), Notice.FREE)
_PRESSED_LONG = Wait(Seen.PRESSED, ns(rules.IN_ONE_GO_S), Notice.LONG_ENOUGH)
_CUES = (
    Wait(Seen.LOW, ns(rules.MORE_AFTER_S), Notice.CUE, once=True),
    Wait(Seen.HIGH, ns(rules.LESS_AFTER_S), Notice.CUE, once=True),
)
_APPROACH = (Wait(Seen.IN, ns(rules.RE_ENTER_S), Notice.ENTERED), _PRESSED_LONG, _CUES[1])
_OUT = Wait(Seen.OUT, ns(rules.OUT_S), Notice.OUT_LONG)
_HOLDING = (_OUT, _PRESSED_LONG, *_CUES)
_MATCHING = (Wait(Seen.NEAR, ns(rules.MATCH_S), Notice.MATCHED), *_HOLDING)
_RAMP = (
    Wait(Seen.HIGH, 0, Notice.RAMP_TOP),
    Wait(Seen.PRESSED, ns(rules.RAMP_PATIENCE_S), Notice.LONG_ENOUGH),
)
_RAMP_BEGUN = (*_RAMP, _FREE)
_RAMP_BEFORE = (*_RAMP, Wait(Seen.PRESSED, ns(0.2), Notice.ENTERED))


def watch_for(state: State) -> Watch:
    """Return what to look for in the samples that come next."""
    bare = Watch(free_mn=state.free_mn)
    if state.phase is Phase.CALIBRATE:
        return bare if state.paused else _calibrating(state, bare)
    watch = _with_band(state, bare)
    if state.paused:
        return replace(watch, mode=None if watch.mode is None else Mode.PAUSED)
    match state.phase:
        case Phase.APPROACH if state.zero.needed or not state.visible:
            return watch
        case Phase.APPROACH:
            return replace(watch, waits=_APPROACH)
        case Phase.HOLD:
            return _holding(state, watch)
        case Phase.RELEASE | Phase.STOPPED:
            return replace(watch, waits=(_FREE,))
        case Phase.REST:
            rest = Wait(Seen.FREE, ns(state.header.prescription.rest_s), Notice.RESTED)
            return replace(watch, waits=(rest,))
        case _:
            return watch


def _with_band(state: State, bare: Watch) -> Watch:
    band, hold = state.asked_band, state.hold
    if band is None or state.phase not in (Phase.APPROACH, Phase.HOLD):
        return bare
    counting = hold.start_ns is not None and hold.end_ns is None
    return Watch(
        free_mn=bare.free_mn,
        bottom_mn=band.bottom_mn,
        top_mn=band.top_mn,
        margin_mn=band.margin_mn,
        banded=True,
        near_mn=reference_mn(state),
        mode=Mode.SETTLING if counting else None,
    )


def _holding(state: State, watch: Watch) -> Watch:
    hold = state.hold
    if not hold.settled:
        return replace(watch, mark_ns=hold.settle_ns, mark=Notice.SETTLED, waits=_HOLDING)
    matching = hold.ask is not None and hold.ask.stage is Asking.MATCH
    return replace(
        watch,
        mode=None if hold.end_ns is not None else Mode.HELD,
        mark_ns=None if hold.end_ns is not None else next_mark_ns(hold),
        mark=Notice.MARK,
        deadline_ns=deadline_ns(state),
        deadline=Notice.DEADLINE,
        waits=_MATCHING if matching else _HOLDING,
    )


def _calibrating(state: State, bare: Watch) -> Watch:
    calibrating = state.calibrating
    match calibrating.stage:
        case Stage.TENDER | Stage.COMFORT:
            ceiling_mn = outer_ceiling_mn(state.header.rules, state.header.limits)
            return replace(
                bare,
                banded=True,
                bottom_mn=-(1 << 40),
                top_mn=round(rules.TOP_PER_CEILING * ceiling_mn),
                waits=_RAMP_BEGUN if calibrating.pressed else _RAMP_BEFORE,
            )
        case Stage.OFF:
            return replace(bare, waits=(_FREE,))
        case Stage.REST:
            rest_ns = ns(state.header.prescription.calibration_rest_s)
            return replace(bare, waits=(Wait(Seen.FREE, rest_ns, Notice.RESTED),))
        case Stage.ZERO:
            return bare


def deadline_ns(state: State) -> int | None:
    """Return the session time at which patience with a rating or a movement ends, or None."""
    if state.paused:
        return None
    if state.phase is Phase.LENGTHEN:
        asked = state.header.prescription
        return state.since_ns + ns(asked.lengthen_s) * (state.lengthened + 1)
    ask = state.hold.ask
    if state.phase is not Phase.HOLD or ask is None:
        return None
    patience_s = rules.MATCH_PATIENCE_S if ask.stage is Asking.MATCH else rules.ANSWER_PATIENCE_S
    return ask.since_ns + ns(patience_s)
