"""A year of many clients, as the files that a clinic gets: plans of four weeks, and their results.

Who they are is drawn from a seed: some do every day, some leave days out, some press too hard.
Force is that of a hold with a slow wander and a tremor, so that traces compress as real ones do.
"""

import zlib
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from tpdevice.homework.result import (
    VERSION,
    Delivered,
    Felt,
    Hold,
    OverCap,
    Rated,
    Result,
    Sensor,
    Trace,
)
from tpdevice.homework.resultfile import ENDING

FIRST: Final = date(2025, 6, 2)
"""A Monday."""
WEEKS: Final = 4
PLANS: Final = 13
"""Of four weeks: a year."""
PLACES: Final = ("UT", "LS", "IS", "RH")
HOLDS: Final = 3
HOLD_S: Final = 60
RESULT_HZ: Final = 5
"""As results carry it."""
_SETTLING_S: Final = 2.0
_TEMPLATES: Final = 16
_BAND_N: Final = (27.0, 36.0)
_CAP_N: Final = 45.0
_SENSOR: Final = Sensor("progressor", "Progressor_1", 1.0, date(2025, 5, 1), 0.4)


def plan_text(client: int, number: int) -> str:
    """Return a plan of a client as a file says it."""
    first = FIRST + timedelta(weeks=WEEKS * number)
    points = "".join(
        f'\n[[points]]\npoint = "{point}"\nside = "left"\ntool = "cane"\ncap_n = {_CAP_N}\n'
        f"hold_s = {HOLD_S}\nrepetitions = {HOLDS}\n"
        for point in PLACES
    )
    days = '"mon", "tue", "wed", "thu", "fri", "sat", "sun"'
    return (
        f'person = "Client {client:03}"\nplan_id = "{_plan_id(client, number)}"\n'
        f"first_day = {first}\nweeks = {WEEKS}\ndays = [{days}]\n{points}"
    )


def result(client: int, number: int, *, days: int = 7 * WEEKS, hz: float = RESULT_HZ) -> Result:
    """Return what a client did in the first days of a plan."""
    random = np.random.default_rng([client, number])
    first = FIRST + timedelta(weeks=WEEKS * number)
    hard, lazy = client % 10 == 3, client % 10 in (5, 7)
    sessions, felt = [], []
    for day in range(days):
        if lazy and random.random() < 0.5:
            continue
        when = first + timedelta(days=day)
        sessions += [_session(client, when, point, random, hard=hard, hz=hz) for point in PLACES]
        soreness = int(random.integers(0, 8 if hard else 4))
        next_day = when + timedelta(days=1)
        felt.append(Felt(sessions[-1].uid, 24, next_day, soreness, bruise=False, warning=False))
    until = first + timedelta(days=days - 1)
    return Result(
        plan_id=_plan_id(client, number),
        issue=1,
        plan_digest=sha256(plan_text(client, number).encode()).hexdigest(),
        uid=f"result {client} {number} {days}",
        person=f"Client {client:03}",
        made_utc=_utc(until, 20),
        first_day=first,
        until=until,
        program="0.1.0",
        sessions=tuple(sessions),
        felt=tuple(each for each in felt if each.local_date <= until),
    )


def write_plans(folder: Path, clients: int, number: int) -> None:
    """Write one plan of each client as a file."""
    for client in range(clients):
        path = folder / f"{_plan_id(client, number)}.toml"
        path.write_text(plan_text(client, number), "utf-8")


def write_results(
    folder: Path, clients: int, number: int, *, days: int = 7 * WEEKS, hz: float = RESULT_HZ
) -> None:
    """Write what each client did of one plan; compressed quickly, which is all that differs."""
    for client in range(clients):
        path = folder / f"{_plan_id(client, number)}-{days:02}{ENDING}"
        text = msgspec.json.encode(result(client, number, days=days, hz=hz))
        path.write_bytes(b"tpdevice result %d\n" % VERSION + zlib.compress(text, 1))


def _plan_id(client: int, number: int) -> str:
    return f"client-{client:03}-{number:02}"


def _utc(day: date, hour: int) -> str:
    return datetime.combine(day, time(hour)).isoformat(timespec="milliseconds") + "Z"


def _session(
    client: int, day: date, point: str, random: np.random.Generator, *, hard: bool, hz: float
) -> Delivered:
    template = int(random.integers(_TEMPLATES))
    first = int(random.integers(6, 9) if hard else random.integers(4, 7))
    over = hard and random.random() < 0.3
    peak_n = 48.0 if over else 38.0
    return Delivered(
        uid=f"{client} {day} {point}",
        started_utc=_utc(day, 8 + PLACES.index(point)),
        local_date=day,
        point=point,
        side="left",
        tool="cane",
        support="cane",
        asked=True,
        repetitions_asked=HOLDS,
        band_n=_BAND_N,
        tender_n=29.0,
        comfort_n=40.0,
        sensor=_SENSOR,
        holds=tuple([_hold(random, first - n, peak_n) for n in range(HOLDS)]),
        ratings=(
            Rated(1, 0.0, first, matched=True, force_n=33.0),
            Rated(3, 60.0, first - 2, matched=True, force_n=33.0),
        ),
        over_cap=(OverCap(31.0, 1.2, peak_n, _CAP_N),) if over else (),
        first_rating=first,
        last_rating=first - 2,
        outcome="eased",
        ending="finished",
        reason="all repetitions done",
        trace=_trace(template, hz, hard=hard),
    )


def _hold(random: np.random.Generator, rating: int, peak_n: float) -> Hold:
    held_s = float(random.uniform(50, HOLD_S))
    below_s = float(random.uniform(0, 4))
    spent = (_SETTLING_S, below_s, 1.0, 0.0, 0.0)
    return Hold(
        HOLD_S, held_s, *spent, 32.0, peak_n, 32.0 * held_s, rating, max(rating - 1, 0), "full"
    )


@lru_cache
def _trace(template: int, hz: float, *, hard: bool) -> Trace:
    """Return one of a few traces: holds with a wander and a tremor, and rests between."""
    random = np.random.default_rng(template)
    n = int(HOLDS * (HOLD_S + _SETTLING_S) * hz)
    t_s = np.arange(n) / hz
    wander = 1.2 * np.sin(2 * np.pi * t_s / (7 + template) + template)
    level = (37.0 if hard else 32.0) + wander + random.normal(0, 0.4, n)
    resting = (t_s % (HOLD_S + _SETTLING_S)) < _SETTLING_S
    force_mn = np.rint(np.where(resting, random.normal(0, 0.02, n), level) * 1000).astype(int)
    return Trace(1 / hz, tuple(force_mn.tolist()))
