"""From wishes and history to the first entry of a tape."""

from dataclasses import dataclass, replace
from importlib.metadata import version

from tpdevice.core import rules
from tpdevice.core.coaching import TOO_COARSE, Coaching, coaching_of, too_coarse
from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import DriverSpec, Quantity
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Calibration, Identity, Limits, Move, PointRules, Prescription, Rest
from tpdevice.core.rig import RigNote
from tpdevice.core.tape import TAPE_VERSION, Header
from tpdevice.core.units import mn
from tpdevice.homework.keepingto import Planned, bounded, kept_to, moved
from tpdevice.runtime import content
from tpdevice.runtime.atlas import Point
from tpdevice.session.bandrule import strongest_aim_mn
from tpdevice.session.screening import questions_for

REST_S = 30.0
"""Source: common dose of self-massage trials, 30 s between holds. How long and how often is of the
point, in `docs/reference/atlas.md`."""
LENGTHEN_S = 25.0
LENGTHEN_TIMES = 2
"""The movement afterwards. Source: Hanten 2000 for a stretch after the pressure; how long and how
often is chosen."""
RATING_AT_S = (0.0, 20.0, 40.0)
"""Held time at which a rating is asked; the end of the hold is always asked. Source: simulated
reports, `docs/explanation/eased.md`."""
FULL_RATING_AT_S = (0.0, 8.0, 20.0, 40.0, 52.0)
"""A fuller schedule, by choice; the end of the hold is always asked. Chosen."""
RATING_BEFORE_END_S = 8.0
"""No rating is asked later than this before the end of a hold, which asks by itself. Chosen: as far
apart as the last two of the fuller schedule."""
PRACTICE_RAMPS = 1
"""Ramps more, the first time ever, of which nothing is kept. Source: the first of three
measurements of a pressure threshold is left out (Bordachar 2019; Mailloux 2021)."""


@dataclass(frozen=True, slots=True)
class History:
    """What earlier sessions mean for this one."""

    calibration: Calibration | None = None
    """Valid marks of this person, point, side and tool."""
    first_session: bool = True
    """Of this profile."""
    first_ramp_ever: bool = True
    """Of this profile: practice comes first."""
    refused: bool = False
    """The newest answers of this profile spoke against all pressing."""
    new_place: bool = True
    """This profile never pressed at this point and side."""
    zero_n: float | None = None
    held_today_s: float = 0.0
    pressed_session_s: float = 0.0
    stopped_today: bool = False
    places_before: int = 0
    pressed_yesterday: bool = False
    fading: tuple[float, ...] = ()
    """What earlier holds of this profile taught about its ratings."""
    rest: Rest | None = None
    """Why this place rests, by what was said after the last time."""
    lower_percent: int = 0
    """By how much the band is lowered, by what was said after the last time."""
    planned: Planned | None = None
    """What the plan of this profile says of this place, while one runs."""
    movements: tuple[Move, ...] = ()
    """What the plan asks for afterwards, in place of the atlas's own."""


@dataclass(frozen=True, slots=True)
class Device:
    """The sensor of a session and how it is rigged."""

    spec: DriverSpec
    name: str
    address: str
    rig_multiplier: float = 1.0
    rig: RigNote | None = None
    """What a known weight said of it."""
    options: tuple[tuple[str, str], ...] = ()
    """How a person set it up, where it cannot know by itself."""
    own_conversion: Conversion | None = None
    """The map of a ball, or what a known weight said; None: as its kind has it."""
    conversion_date: str = ""
    conversion_error_n: float | None = None
    rate_hz: float | None = None
    """Values a second that it was measured to send; None: as its kind."""

    @property
    def conversion(self) -> Conversion:
        """How its values become newtons.

        Raises
        ------
        UsageError
            If a person has to find out first.
        """
        found = self.own_conversion or self.spec.conversion
        if found is None:
            raise UsageError(
                f"{self.spec.label}: nobody has said yet what force its values mean.",
                hint=self.spec.finds_out,
            )
        return found

    @property
    def step_n(self) -> float:
        """Its smallest step on the body, N."""
        return self.spec.resolution_raw * self.conversion.n_per_raw * self.rig_multiplier


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    short: bool = False
    full_ratings: bool = False
    calibrate: bool = True
    again: bool = False
    """Calibrate anew although valid marks are stored."""
    anyway: bool = False
    """Press although a rest is advised; a firm one stands all the same."""


def prescription(point: Point, *, first_ramp_ever: bool, wishes: Wishes) -> Prescription:
    """Return what is asked for at a point by default, or a short form for rigs and demos."""
    if wishes.short:
        return Prescription(
            hold_s=10.0,
            repetitions=1,
            rest_s=0.0,
            lengthen_s=5.0,
            lengthen_times=1,
            rating_at_s=(0.0,),
            calibration_ramps=1,
            calibration_rest_s=3.0,
        )
    practice = PRACTICE_RAMPS if first_ramp_ever else 0
    schedule = FULL_RATING_AT_S if wishes.full_ratings else RATING_AT_S
    last_s = point.hold_s - RATING_BEFORE_END_S
    return Prescription(
        hold_s=point.hold_s,
        repetitions=point.repetitions,
        rest_s=REST_S,
        lengthen_s=LENGTHEN_S,
        lengthen_times=LENGTHEN_TIMES,
        rating_at_s=tuple([at_s for at_s in schedule if at_s <= last_s]),
        calibration_ramps=rules.CALIBRATION_RAMPS + practice,
        calibration_rest_s=REST_S,
    )


def header(
    identity: Identity,
    device: Device,
    *,
    history: History,
    wishes: Wishes,
    local_date: str,
    simulated: bool,
    seed: int | None = None,
) -> Header:
    """Return the first entry of a session's tape.

    Raises
    ------
    UsageError
        If the point is not in the atlas, or not offered with this support.
    """
    point = content.point(identity.point)
    content.see_that_it_is_offered(point, identity.support)
    limits = _limits(device, history, anyway=wishes.anyway)
    asked = _prescription(point, history, wishes)
    allowed, why = _coaching(identity, device, point=point.rules, limits=limits)
    return Header(
        tape_version=TAPE_VERSION,
        program=version("tpdevice"),
        seed=seed,
        simulated=simulated,
        identity=identity,
        rules=moved(point.rules, history.movements),
        prescription=asked,
        limits=limits,
        calibration=history.calibration if wishes.calibrate and not wishes.again else None,
        calibrate=wishes.calibrate,
        screen=questions_for(
            first_session=history.first_session,
            refused=history.refused,
            new_place=history.new_place,
            locked_by=point.locked_by,
        ),
        device_key=device.spec.key,
        device_name=device.name,
        device_address=device.address,
        rig_multiplier=device.rig_multiplier,
        rig=device.rig,
        zero_n=history.zero_n,
        local_date=local_date,
        fading=history.fading,
        device_options=device.options,
        conversion=device.own_conversion,
        conversion_date=device.conversion_date,
        conversion_error_n=device.conversion_error_n,
        coaching=allowed,
        why_not_more=why,
        rezero=device.spec.quantity is Quantity.PRESSURE,
        step_n=device.step_n,
    )


def _prescription(point: Point, history: History, wishes: Wishes) -> Prescription:
    """Return what is asked for here; a plan may ask for less of it."""
    plan, first = history.planned, history.first_ramp_ever
    if plan is not None and plan.full_ratings:
        wishes = replace(wishes, full_ratings=True)
    asked = None if plan is None else plan.point
    if asked is None:
        return prescription(point, first_ramp_ever=first, wishes=wishes)
    shorter = replace(point, hold_s=min(point.hold_s, asked.hold_s or point.hold_s))
    return kept_to(prescription(shorter, first_ramp_ever=first, wishes=wishes), asked)


def _limits(device: Device, history: History, *, anyway: bool) -> Limits:
    rest = history.rest
    stands = rest is not None and rest.stands(anyway=anyway)
    limits = Limits(
        plan_n=None,
        range_n=device.conversion.range_n(device.spec.range_raw) * device.rig_multiplier,
        held_today_s=history.held_today_s,
        pressed_session_s=history.pressed_session_s,
        stopped_today=history.stopped_today,
        places_before=history.places_before,
        lower_percent=history.lower_percent,
        rest=rest if stands else None,
    )
    plan = history.planned
    return limits if plan is None or plan.point is None else bounded(limits, plan.point)


def _coaching(
    identity: Identity, device: Device, *, point: PointRules, limits: Limits
) -> tuple[Coaching, str]:
    """Return what the sensor allows here; nobody looks for marks that would be of no use."""
    allowed, why = coaching_of(device.spec, rate_hz=device.rate_hz)
    strongest_mn = strongest_aim_mn(point, limits, support=identity.support)
    if allowed is not Coaching.NONE and too_coarse(mn(device.step_n), strongest_mn):
        return Coaching.NONE, TOO_COARSE
    return allowed, why
