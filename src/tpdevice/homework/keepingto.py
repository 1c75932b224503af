"""How a session keeps to a plan: it may be asked for less by it, and never for more."""

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.plan import Limits, Move, PointRules, Prescription, Side
from tpdevice.homework.plan import Plan, PlanPoint
from tpdevice.homework.schedule import Stands, stands


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan that runs says of one place."""

    point: PlanPoint | None = None
    """None where it does not ask for this place."""
    full_ratings: bool = False
    left_out: bool = False
    """Nobody presses here while it lasts."""


def planned(plan: Plan, point: str, side: Side, *, first: date, today: date) -> Planned | None:
    """Return what a plan says of a place today, or None while it does not run."""
    if stands(plan, first=first, today=today) is not Stands.RUNS:
        return None
    asked = [each for each in plan.points if (each.point, each.side) == (point, side)]
    return Planned(
        point=asked[0] if asked else None,
        full_ratings=plan.full_ratings,
        left_out=point in plan.exclude,
    )


def plan_n(point: PlanPoint) -> float | None:
    """Return the most that a plan allows at a place, N: its cap, or what keeps its band's top."""
    caps_n = [] if point.cap_n is None else [point.cap_n]
    if point.band_n is not None:
        caps_n.append(point.band_n[1] / rules.TOP_PER_CEILING)
    return min(caps_n, default=None)


def kept_to(asked: Prescription, point: PlanPoint) -> Prescription:
    """Return what is asked for, shorter, less often and with longer rests where a plan says so."""
    hold_s = min(asked.hold_s, point.hold_s or asked.hold_s)
    return replace(
        asked,
        hold_s=hold_s,
        repetitions=min(asked.repetitions, point.repetitions or asked.repetitions),
        rest_s=max(asked.rest_s, point.rest_s or asked.rest_s) if asked.rest_s else 0.0,
        rating_at_s=tuple([at_s for at_s in asked.rating_at_s if at_s < hold_s]),
    )


def bounded(limits: Limits, point: PlanPoint) -> Limits:
    """Return limits with the cap of a plan, unless there is a lower one."""
    cap_n = plan_n(point)
    caps_n = [each for each in (limits.plan_n, cap_n) if each is not None]
    return replace(limits, plan_n=min(caps_n, default=None))


def asked_text(point: PlanPoint) -> str:
    """Return what a plan asks for at a place, in a sentence."""
    parts = []
    if point.repetitions is not None:
        parts.append("once" if point.repetitions == 1 else f"{point.repetitions} times")
    if point.hold_s is not None:
        parts.append(f"{point.hold_s:g} s")
    cap_n = plan_n(point)
    if cap_n is not None:
        parts.append(f"never more than {cap_n:.0f} N")
    return f"Your plan asks for this place: {', '.join(parts) or 'as usual'}."


def moved(point: PointRules, movements: tuple[Move, ...]) -> PointRules:
    """Return a place with other movements afterwards; nothing leaves it as it is."""
    if not movements:
        return point
    return replace(point, lengthen=movements[0].words, movements=movements)
