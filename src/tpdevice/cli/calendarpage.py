"""A calendar of the days on which something was pressed."""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from tpdevice.cli.output import as_json, say, talk
from tpdevice.core.errors import NotInStore
from tpdevice.store.database import open_for_reading
from tpdevice.store.pointhistory import Day, days_between, newest_day

_WEEK = "Mo   Tu   We   Th   Fr   Sa   Su"
_STARS = 3


def show_calendar(
    path: Path, *, months: int, profile: str | None, simulated: bool, json_: bool
) -> None:
    """Print so many months, the last of them that of the newest session."""
    days: tuple[Day, ...] = ()
    newest: str | None = None
    try:
        with open_for_reading(path) as store:
            newest = newest_day(store, profile=profile, include_simulated=simulated)
            if newest is not None:
                first = _first(date.fromisoformat(newest), months).isoformat()
                days = days_between(
                    store, first, newest, profile=profile, include_simulated=simulated
                )
    except NotInStore:
        talk(f"There is no log yet at {path}.")
    if json_:
        as_json(msgspec.to_builtins(days))
    elif newest is None or not days:
        talk("No sessions yet." + ("" if simulated else " Simulated ones: --simulated."))
    else:
        for month in months_of(days, date.fromisoformat(newest), months):
            for line in (*month, ""):
                say(line)
        talk("Each star is a session that pressed; three stars are three or more.")


def _first(newest: date, months: int) -> date:
    """Return the first day of so many months that end with the newest."""
    number = 12 * newest.year + newest.month - months
    return date(max(number // 12, 1), number % 12 + 1, 1)


def months_of(days: Sequence[Day], newest: date, months: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of so many months: its name, the days, and what they come to."""
    done = {date.fromisoformat(day.local_date): day for day in days}
    month = _first(newest, months)
    while month <= newest:
        yield tuple(_month(month, done))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _month(month: date, done: dict[date, Day]) -> Iterator[str]:
    here = [day for at, day in done.items() if (at.year, at.month) == (month.year, month.month)]
    yield f"{calendar.month_name[month.month]} {month.year}"
    yield _WEEK
    for week in calendar.Calendar().monthdatescalendar(month.year, month.month):
        cells = [_cell(at, done) if at.month == month.month else " " * 5 for at in week]
        yield "".join(cells).rstrip()
    if not here:
        yield "nothing pressed"
        return
    sessions, held_s = sum(day.sessions for day in here), sum(day.held_s for day in here)
    plural = "" if sessions == 1 else "s"
    on = f"{len(here)} day" + ("" if len(here) == 1 else "s")
    yield f"{sessions} session{plural} on {on}, {held_s / 60:.0f} min held"


def _cell(at: date, done: dict[date, Day]) -> str:
    stars = "*" * min(done[at].sessions, _STARS) if at in done else ""
    return f"{at.day:2}{stars:<3}"
