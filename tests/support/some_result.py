"""A plan and a result of it, and how to change them."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from tpdevice.core.plan import Side
from tpdevice.homework.plan import Day, Plan, PlanPoint
from tpdevice.homework.result import (
    Delivered,
    Felt,
    Hold,
    LeftOut,
    OverCap,
    Rated,
    Result,
    Sensor,
    Trace,
)

MONDAY = date(2026, 3, 2)
PLAN = Plan(
    person="Ada",
    points=(
        PlanPoint("UT", Side.LEFT, "ball", hold_s=60, repetitions=3),
        PlanPoint("QL", Side.RIGHT, "ball", days=(Day.MON,)),
    ),
    first_day=MONDAY,
    plan_id="desk-1",
)
"""Upper trapezius on Monday, Wednesday and Friday, and the lower back on Mondays."""
PLAN_TEXT = """\
# Homework
plan_version = 1
plan_id = "desk-1"
person = "Ada"
first_day = 2026-03-01

[[points]]
point = "UT"
side = "left"
tool = "ball"
"""
HOLD = Hold(60, 54, 3, 2, 1, 5, 0, 31.0, 40.5, 1_800.0, 6, 4, "eased")


def session(day: date = MONDAY, **changes: Any) -> Delivered:
    """Return a session of three holds at the first place of the plan."""
    made = Delivered(
        uid=f"{day} {changes.get('point', 'UT')}",
        started_utc=f"{day}T10:00:00.000Z",
        local_date=day,
        point="UT",
        side="left",
        tool="ball",
        support="wall",
        asked=True,
        repetitions_asked=3,
        band_n=(30.0, 40.0),
        tender_n=30.0,
        comfort_n=42.0,
        sensor=Sensor("progressor", "Progressor_1", 1.0, date(2026, 2, 1), 0.5),
        holds=(HOLD,) * 3,
        ratings=(Rated(1, 0, 6, matched=True, force_n=35.0),),
        over_cap=(),
        first_rating=6,
        last_rating=4,
        outcome="eased",
        ending="finished",
        reason="all repetitions done",
    )
    return replace(made, **changes)


def result(*sessions: Delivered, until: date = date(2026, 3, 8), **changes: Any) -> Result:
    """Return a result of these sessions, over a week."""
    made = Result(
        plan_id="desk-1",
        issue=1,
        plan_digest="0" * 64,
        uid="result-1",
        person="Ada",
        made_utc="2026-03-08T18:00:00.000Z",
        first_day=MONDAY,
        until=until,
        program="0.1.0",
        sessions=sessions,
    )
    return replace(made, **changes)


FULL = result(
    session(trace=Trace(0.2, (0, 31_000, None)), notes=("a good day",)),
    session(date(2026, 3, 4), over_cap=(OverCap(12.0, 1.5, 47.0, 42.0),)),
    felt=(Felt("2026-03-02 UT", 24, date(2026, 3, 3), 2, bruise=False, warning=True),),
    left_out=(LeftOut(date(2026, 3, 6), "UT", "left", "no time"),),
)
