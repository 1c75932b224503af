"""Three invented people and their results of the same plan: diligent, sporadic, too hard."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from msgspec import structs

from tpdevice.core.plan import Side
from tpdevice.homework.plan import Day, Plan, PlanPoint, Therapist
from tpdevice.homework.report.papers import Papers, Usual
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

FIRST = date(2026, 10, 5)
BAND_N = (27.0, 36.0)
CAP_N = 42.0
ATLAS = {"UT": Usual("top of shoulder"), "LS": Usual("inner top corner of shoulder blade")}
PLAN = Plan(
    person="Wren",
    title="Four weeks, shoulder",
    plan_id="wren-1",
    first_day=FIRST,
    weeks=4,
    days=(Day.MON, Day.WED, Day.FRI),
    points=(
        PlanPoint(
            point="UT",
            side=Side.LEFT,
            tool="hook",
            band_n=BAND_N,
            cap_n=CAP_N,
            hold_s=60.0,
            repetitions=3,
        ),
    ),
    therapist=Therapist(name="K. Osei"),
)
CHECKED = Sensor("progressor", "Progressor_7125", 1.0, date(2026, 10, 2), 0.6)
_HZ = 5


def trace(
    random: Random, *, holds: int, level_n: float, peak_n: float = 0.0, gap: bool = False
) -> Trace:
    """Return force over holds of a minute with rests of half a minute between."""
    forces: list[int | None] = []
    for hold in range(holds):
        rise = [level_n * n / 40 for n in range(40)]
        held = [level_n + random.gauss(0, 0.9) for _ in range(63 * _HZ)]
        if peak_n and hold == 1:
            held[150:158] = [peak_n] * 8
        ease = [level_n * (1 - n / 25) for n in range(25)]
        forces += [round(1000 * max(force, 0)) for force in (*rise, *held, *ease)]
        forces += [round(abs(random.gauss(0, 120))) for _ in range(30 * _HZ)]
    if gap:
        forces[500:580] = [None] * 80
    return Trace(1 / _HZ, tuple(forces))


def session(
    n: int,
    day: date,
    random: Random,
    *,
    holds: int = 3,
    ratings: tuple[int, ...] = (6, 5, 4),
    level_n: float = 31.5,
    peak_n: float = 0.0,
    no_data_s: float = 0.0,
    ending: str = "finished",
    reason: str = "",
    tender_n: float = 30.0,
    sensor: Sensor = CHECKED,
    point: str = "UT",
    notes: tuple[str, ...] = (),
) -> Delivered:
    """Return one session at the place of the plan, or beside it."""
    over = OverCap(130.0, 1.6, peak_n, CAP_N)
    fresh = n % 3 == 0
    return Delivered(
        uid=f"s{n:03}",
        started_utc=f"{day}T17:30:00+00:00",
        local_date=day,
        point=point,
        side="left",
        tool="hook",
        support="hand",
        asked=point == "UT",
        repetitions_asked=3,
        band_n=BAND_N,
        tender_n=tender_n,
        comfort_n=round(tender_n * 1.4, 1),
        sensor=sensor,
        holds=tuple(_hold(each, level_n, no_data_s, ratings) for each in range(holds)),
        ratings=tuple(
            Rated(each // 2 + 1, 20.0 * (each % 2), rating, matched=True, force_n=level_n)
            for each, rating in enumerate(ratings)
        ),
        over_cap=(over,) if peak_n > CAP_N else (),
        first_rating=ratings[0] if ratings else None,
        last_rating=ratings[-1] if len(ratings) > 1 else None,
        outcome="eased" if ratings and ratings[0] - ratings[-1] >= 2 else "no clear change",
        ending=ending,
        reason=reason,
        notes=notes,
        trace=trace(random, holds=holds, level_n=level_n, peak_n=peak_n, gap=no_data_s > 0),
        tender_ramps=2 if fresh else 0,
        comfort_ramps=2 if fresh else 0,
    )


def _hold(n: int, level_n: float, no_data_s: float, ratings: tuple[int, ...]) -> Hold:
    lost = no_data_s if n == 0 else 0.0
    held = 60.0
    return Hold(
        asked_s=60.0,
        held_s=held,
        settling_s=3.0,
        below_s=4.0 + n,
        above_s=1.0,
        no_data_s=lost,
        paused_s=0.0,
        mean_n=level_n,
        peak_n=level_n + 3,
        impulse_n_s=level_n * held,
        first_rating=ratings[0] if ratings else None,
        last_rating=ratings[-1] if ratings else None,
        outcome="no clear change",
    )


def felt(of: Delivered, soreness: int, *, bruise: bool = False, warning: bool = False) -> Felt:
    """Return what was said the day after a session."""
    return Felt(of.uid, 24, of.local_date + timedelta(days=1), soreness, bruise, warning)


def result(
    sessions: list[Delivered], said: list[Felt], *, until: date = date(2026, 11, 1)
) -> Result:
    """Return a result of the plan."""
    return Result(
        plan_id=PLAN.plan_id,
        issue=1,
        plan_digest="0" * 64,
        uid="11111111-2222-4333-8444-555555555555",
        person=PLAN.person,
        made_utc=f"{until}T19:00:00+00:00",
        first_day=FIRST,
        until=until,
        program="0.1.0",
        sessions=tuple(sessions),
        felt=tuple(said),
    )


def _on(week: int, day: int) -> date:
    return FIRST + timedelta(weeks=week, days=day)


def diligent() -> Papers:
    """Return somebody who does what is asked, one day late once."""
    random = Random(1)
    days = [_on(week, day) for week in range(4) for day in (0, 2, 4)]
    days[7] += timedelta(days=1)
    starts = (6, 6, 5, 6, 5, 5, 5, 4, 5, 4, 4, 4)
    done = [
        session(
            n,
            day,
            random,
            ratings=(start, start - 1, start - (2 if n % 2 else 1)),
            no_data_s=16.0 if n == 4 else 0.0,
            tender_n=29.5 + n * 0.3,
            notes=("The hook is easier while sitting.",) if n == 5 else (),
        )
        for n, (day, start) in enumerate(zip(days, starts, strict=True))
    ]
    said = [felt(each, (2, 1, 1, 0)[n % 4]) for n, each in enumerate(done)]
    return Papers(PLAN, result(done, said), atlas=ATLAS)


def sporadic() -> Papers:
    """Return somebody who comes when it suits, stops early, and presses elsewhere, too."""
    random = Random(2)
    unchecked = Sensor("progressor", "Progressor_7125", 1.0)
    done = [
        session(0, _on(0, 0), random, sensor=unchecked),
        session(1, _on(0, 5), random, ratings=(5, 5), holds=2, sensor=unchecked),
        session(
            2,
            _on(1, 2),
            random,
            ratings=(5, 4),
            holds=1,
            ending="stopped by you",
            sensor=unchecked,
            notes=("Phone rang.",),
        ),
        session(3, _on(2, 6), random, ratings=(6, 5), point="LS", sensor=unchecked),
        session(
            4,
            _on(3, 1),
            random,
            ratings=(5, 5),
            holds=1,
            ending="interrupted",
            reason="no link for 60 s",
            no_data_s=48.0,
            sensor=unchecked,
        ),
    ]
    whole = result(done, [felt(done[0], 2)])
    return Papers(PLAN, structs.replace(whole, left_out=_left_out()), atlas=ATLAS)


def _left_out() -> tuple[LeftOut, ...]:
    """Return what they said at home of some of the days that they missed."""
    said = {_on(0, 2): "no time", _on(1, 0): "sore", _on(2, 0): "no time", _on(3, 4): "no time"}
    return tuple([LeftOut(day, "UT", "left", reason) for day, reason in said.items()])


def too_hard() -> Papers:
    """Return somebody who presses more than asked, and pays for it."""
    random = Random(3)
    days = [_on(week, day) for week in range(4) for day in (0, 1, 2, 4)]
    done = [_hard(n, day, random) for n, day in enumerate(days)]
    soreness = (3, 4, 4, 5, 4, 5, 6, 5, 5, 6, 6, 7, 5, 6, 6, 7)
    said = [
        felt(each, sore, bruise=n == 11, warning=n == 14)
        for n, (each, sore) in enumerate(zip(done, soreness, strict=True))
    ]
    return Papers(PLAN, result(done, said), atlas=ATLAS)


def _hard(n: int, day: date, random: Random) -> Delivered:
    stopped = n in {6, 11, 15}
    return session(
        n,
        day,
        random,
        holds=2 if stopped else 3,
        ratings=(6, 7, 8) if stopped else (6, 7) if n % 2 else (6, 6),
        level_n=34.5,
        peak_n=46.0 + n % 4 if n % 3 == 2 else 0.0,
        ending="stopped for safety" if stopped else "finished",
        reason="rating of 8" if stopped else "",
        tender_n=31.0 - n * 0.5,
    )


STORIES: dict[str, Callable[[], Papers]] = {
    "diligent": diligent,
    "sporadic": sporadic,
    "too_hard": too_hard,
}


def crowded(places: int, weeks: int) -> Papers:
    """Return as much of everything as a report may meet: long names, notes, exceptions, places."""
    random = Random(4)
    names = [f"P{n}" for n in range(places)]
    tool = "a hooked cane with a rubber ball on it"
    points = tuple(structs.replace(PLAN.points[0], point=name, tool=tool) for name in names)
    days = [_on(week, day) for week in range(weeks) for day in (0, 1, 2, 4)]
    every = [(day, name) for day in days for name in names]
    done = [_crowd(n, day, name, random) for n, (day, name) in enumerate(every)]
    said = [felt(each, n % 8, bruise=n % 5 == 0, warning=n % 6 == 0) for n, each in enumerate(done)]
    plan = structs.replace(PLAN, weeks=weeks, title="A long title " * 6, points=points)
    told = result(done, said, until=FIRST + timedelta(weeks=weeks))
    return Papers(plan, told, atlas=dict.fromkeys(names, ATLAS["LS"]))


def _crowd(n: int, day: date, point: str, random: Random) -> Delivered:
    return session(
        n,
        day,
        random,
        point=point,
        ratings=(6, 8) if n % 3 else (6, 5),
        peak_n=47.0 if n % 4 == 0 else 0.0,
        ending=("stopped for safety", "stopped by you", "finished", "finished", "finished")[n % 5],
        reason="rating of 8",
        notes=("I wrote a lot of words today. " * 12,),
        sensor=Sensor("progressor", f"Progressor_{n % 4}", 1.0),
    )
