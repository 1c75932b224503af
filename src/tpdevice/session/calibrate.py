"""CALIBRATE: slow ramps on which the person marks first tender and comfortable most."""

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.band import Band, NoBand, Thresholds
from tpdevice.core.coaching import TOO_COARSE, Coaching, too_coarse
from tpdevice.core.record import Ending, MarksRow, Read
from tpdevice.core.units import mn
from tpdevice.session.bandrule import band_for
from tpdevice.session.moving import move
from tpdevice.session.notices import Notice
from tpdevice.session.phases import Happening, Phase
from tpdevice.session.state import Ramp, Stage
from tpdevice.session.turn import Turn

_LEAST_MARK_MN = mn(rules.FREE_N)
NOTED = "noted"
"""What a mark is answered with."""


def begin(turn: Turn) -> None:
    """Go on from the zero: to the first ramp, or past it where marks are known or not wanted."""
    header = turn.state.header
    known = header.calibration
    if header.coaching is Coaching.NONE:
        only_read(turn, header.why_not_more)
    elif known is not None and known.tender_n is not None:
        comfort_mn = None if known.comfort_n is None else mn(known.comfort_n)
        settle_marks(turn, Thresholds(mn(known.tender_n), comfort_mn))
    elif not header.calibrate or turn.state.ball.keyless:
        settle_marks(turn, Thresholds(None, None))
    else:
        _go(turn, Stage.TENDER)


def only_read(turn: Turn, why: str) -> None:
    """Go on without any coaching, and say why."""
    turn.state = replace(turn.state, read=Read(0, 0, why))
    turn.note("coaching", Coaching.NONE, why)
    move(turn, Happening.ONLY_READ)


def void(turn: Turn) -> None:
    """Drop the present ramp: force was not visible, or the session was paused."""
    calibrating = turn.state.calibrating
    ramping = calibrating.stage in (Stage.TENDER, Stage.COMFORT)
    if ramping and turn.state.phase is Phase.CALIBRATE:
        turn.state = replace(
            turn.state,
            calibrating=replace(calibrating, stage=Stage.OFF, now=None, void=True),
        )


def on_key(turn: Turn, action: Action) -> None:
    """Take a mark."""
    calibrating = turn.state.calibrating
    force_mn = turn.state.chain.smooth_mn
    if turn.state.zero.needed:
        turn.note("mark", action, "refused: the zero is to be taken first")
    elif action is Action.TENDER and calibrating.stage is Stage.TENDER:
        if force_mn < _LEAST_MARK_MN:
            turn.note("mark", "tender", "refused: nothing is pressed", value=force_mn, unit="mN")
            return
        _tender(turn, force_mn)
    elif action is Action.COMFORT and calibrating.stage is Stage.COMFORT and calibrating.now:
        comfort_mn = max(force_mn, calibrating.now.tender_mn)
        turn.note("mark", "comfort", value=comfort_mn, unit="mN")
        _finish_ramp(turn, replace(calibrating.now, comfort_mn=comfort_mn))
        turn.state = replace(turn.state, echo=NOTED)


def _tender(turn: Turn, force_mn: int) -> None:
    calibrating, point = turn.state.calibrating, turn.state.header.rules
    usual = mn(point.sanity_low_n) <= force_mn <= mn(point.sanity_high_n)
    if usual or calibrating.odd:
        turn.note("mark", "tender", value=force_mn, unit="mN")
        changed = replace(calibrating, stage=Stage.COMFORT, now=Ramp(force_mn), odd=False)
    else:
        turn.note("mark", "tender", "unusual: asked again", value=force_mn, unit="mN")
        changed = replace(calibrating, stage=Stage.OFF, now=None, odd=True)
    turn.state = replace(turn.state, calibrating=changed, echo=NOTED)


def on_notice(turn: Turn, notice: Notice) -> None:
    """Follow what force does during a ramp."""
    calibrating = turn.state.calibrating
    match calibrating.stage, notice:
        case ((Stage.TENDER | Stage.COMFORT), Notice.ENTERED):
            turn.state = replace(turn.state, calibrating=replace(calibrating, pressed=True))
        case ((Stage.TENDER | Stage.COMFORT), (Notice.RAMP_TOP | Notice.LONG_ENOUGH)):
            _end_of_ramp(turn, reached_top=notice is Notice.RAMP_TOP)
        case ((Stage.TENDER | Stage.COMFORT), Notice.FREE):
            _end_of_ramp(turn, reached_top=False)
        case Stage.OFF, Notice.FREE:
            _next(turn)
        case Stage.REST, Notice.RESTED:
            _go(turn, Stage.TENDER)
        case _:
            pass


def _end_of_ramp(turn: Turn, *, reached_top: bool) -> None:
    """End a ramp that the person did not mark to its end."""
    calibrating = turn.state.calibrating
    if calibrating.now is None:
        changed = replace(calibrating, stage=Stage.OFF, empty=calibrating.empty + 1)
        turn.state = replace(turn.state, calibrating=changed)
        return
    comfort_mn = turn.state.chain.smooth_mn if reached_top else None
    if comfort_mn is not None:
        # As far as this program goes: what was comfortable until here is all that will be used.
        turn.note("mark", "comfort", "end of the ramp", value=comfort_mn, unit="mN")
        comfort_mn = max(comfort_mn, calibrating.now.tender_mn)
    _finish_ramp(turn, replace(calibrating.now, comfort_mn=comfort_mn))


def _finish_ramp(turn: Turn, ramp: Ramp) -> None:
    calibrating = turn.state.calibrating
    changed = replace(
        calibrating, stage=Stage.OFF, ramps=(*calibrating.ramps, ramp), now=None, empty=0
    )
    turn.state = replace(turn.state, calibrating=changed)


def _next(turn: Turn) -> None:
    calibrating, asked = turn.state.calibrating, turn.state.header.prescription
    if len(calibrating.ramps) >= asked.calibration_ramps:
        settle_marks(turn, _means(calibrating.ramps, asked.calibration_ramps))
    elif calibrating.empty >= rules.RAMPS_WITHOUT_MARK:
        settle_marks(turn, Thresholds(None, None))
    else:
        _go(turn, Stage.REST)


def _used(ramps: tuple[Ramp, ...], wanted: int) -> tuple[Ramp, ...]:
    """Return the ramps that count; with three of them the first was practice."""
    return ramps[1:] if wanted > rules.CALIBRATION_RAMPS else ramps


def _comforts_mn(ramps: tuple[Ramp, ...]) -> list[int]:
    """Return the comfort ceilings of ramps, mN; not every ramp has one."""
    return [ramp.comfort_mn for ramp in ramps if ramp.comfort_mn is not None]


def _means(ramps: tuple[Ramp, ...], wanted: int) -> Thresholds:
    """Return the mean of each mark."""
    used = _used(ramps, wanted)
    comfort = _comforts_mn(used)
    return Thresholds(
        round(sum(ramp.tender_mn for ramp in used) / len(used)),
        round(sum(comfort) / len(comfort)) if comfort else None,
    )


def _go(turn: Turn, to: Stage) -> None:
    state = turn.state
    changed = replace(
        state.calibrating, stage=to, now=None, pressed=False, void=False, since_ns=state.now_ns
    )
    turn.state = replace(state, calibrating=changed)


def settle_marks(turn: Turn, marks: Thresholds) -> None:
    """Make the band, and go on or end."""
    state = turn.state
    header, ramps = state.header, state.calibrating.ramps
    if ramps and marks.tender_mn is not None:
        used = _used(ramps, header.prescription.calibration_ramps)
        count = len(_comforts_mn(used))
        turn.row(MarksRow(state.now_ns, marks.tender_mn, marks.comfort_mn, len(used), count))
    band = band_for(
        marks, support=header.identity.support, point=header.rules, limits=header.limits
    )
    if isinstance(band, Band) and too_coarse(mn(header.step_n), band.aim_mn):
        turn.state = replace(state, marks=marks)
        only_read(turn, TOO_COARSE)
        return
    if isinstance(band, NoBand):
        turn.state = replace(state, marks=marks, ending=Ending.NOT_OFFERED, reason=band.reason)
        move(turn, Happening.NOT_OFFERED)
        return
    turn.state = replace(state, marks=marks, band=band, aim_mn=band.aim_mn)
    turn.note("band", "bottom", band.kind, value=band.bottom_mn, unit="mN")
    turn.note("band", "top", band.kind, value=band.top_mn, unit="mN")
    turn.note("band", "aim", band.kind, value=band.aim_mn, unit="mN")
    turn.note("band", "ceiling", band.kind, value=band.ceiling_mn, unit="mN")
    move(turn, Happening.MARKED)
    assert turn.state.phase is Phase.APPROACH
