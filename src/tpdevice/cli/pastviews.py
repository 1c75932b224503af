"""The past out of the log, in views for the rooms."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from tpdevice.cli.calendarpage import months_of
from tpdevice.cli.commands.thresholds import MARKS, change_sentence, estimates
from tpdevice.cli.overtime import helped_lines, within_tool
from tpdevice.core.record import Ending
from tpdevice.core.settings import Unit, in_unit
from tpdevice.core.text import harmless
from tpdevice.core.units import newtons
from tpdevice.homework.helped import together
from tpdevice.homework.overtime import Once
from tpdevice.homework.past import Place
from tpdevice.runtime.carewords import title
from tpdevice.session.thresholds import Estimate
from tpdevice.store.database import Store
from tpdevice.store.marks import Series, series_of_marks
from tpdevice.store.pointhistory import Day, history_at
from tpdevice.store.read import SessionLine, list_sessions
from tpdevice.tui.past import Dot, LogView, PastSession, Rated, Trend, TrendsView

MOST: Final = 200
"""Sessions that the rooms of the log and of trends look back on; `tpdevice log` and
`tpdevice thresholds` have all. Chosen."""
MONTHS: Final = 3
"""Of the calendar of a place, as in `tpdevice log calendar`. Chosen."""


def past_sessions(store: Store, person: str, *, simulated: bool) -> LogView:
    """Return one person's sessions, newest first."""
    lines = list_sessions(store, profile=person, include_simulated=simulated, limit=MOST)
    return LogView(tuple(_session(line) for line in lines))


def _session(line: SessionLine) -> PastSession:
    read = line.ending == Ending.READ
    ended = "" if line.ending in (Ending.FINISHED, Ending.READ) else line.ending
    return PastSession(
        number=line.id,
        when=f"{line.started:%Y-%m-%d %H:%M}",
        place=_place(line.point, line.side),
        tool=harmless(line.tool),
        held="only read" if read else f"held {line.held_s:.0f} s",
        ratings="" if read else _ratings(line),
        outcome="" if read else line.outcome or "",
        ended=ended,
        mark="SIMULATED" if line.simulated else "imported" if line.imported else "",
    )


def _place(point: str, side: str) -> str:
    return harmless(title(Place(point, side)))


def _ratings(line: SessionLine) -> str:
    if line.first_rating is None:
        return ""
    return Rated(line.local_date, line.first_rating, line.last_rating).text


def past_trends(
    store: Store, person: str, *, unit: Unit, simulated: bool, most: int = MOST
) -> TrendsView:
    """Return marks and ratings of one person, place by place, the newest place first."""
    lines = list_sessions(store, profile=person, include_simulated=simulated, limit=most)
    since = lines[-1].local_date if len(lines) == most else ""
    done = _done(store, person, lines)
    marked = series_of_marks(store, profile=person, since=since, include_simulated=simulated)
    series = (*marked, *_unmarked(marked, [line for line in lines if line.id in done]))
    newest_first = sorted(series, key=lambda each: _newest(each, lines), reverse=True)
    alike = Counter(map(_owner, series))
    trends = (
        _trend(each, lines, done, unit, alone=alike[_owner(each)] == 1) for each in newest_first
    )
    return TrendsView(tuple(trends), since)


def _unmarked(marked: Sequence[Series], pressed: Sequence[SessionLine]) -> tuple[Series, ...]:
    """Return a series without marks for each place and tool that has none, as a plan may ask."""
    known = set(map(_owner, marked))
    others = {_owner(line): line for line in pressed if _owner(line) not in known}
    return tuple(
        Series(line.profile, line.point, line.side, line.tool, "", 1.0, line.simulated, ())
        for line in others.values()
    )


def _newest(series: Series, lines: Sequence[SessionLine]) -> str:
    """Return the date of the newest mark, or where there are none that of the newest session."""
    if series.marked:
        return series.marked[-1].local_date
    return max(line.local_date for line in lines if _owner(line) == _owner(series))


def _done(store: Store, person: str, lines: Sequence[SessionLine]) -> dict[int, Once]:
    """Return what came out of listed sessions that pressed, by number; no others are read."""
    listed, made_up = {line.id for line in lines}, any(line.simulated for line in lines)
    found: dict[int, Once] = {}
    for point, many in Counter(line.point for line in lines).items():
        for history in history_at(
            store, point, profile=person, include_simulated=made_up, most=many
        ):
            found |= {each.session: each for each in history.sessions if each.session in listed}
    return found


def _trend(
    series: Series,
    lines: Sequence[SessionLine],
    done: Mapping[int, Once],
    unit: Unit,
    *,
    alone: bool,
) -> Trend:
    tender, comfort = (_dots(series, name, unit) for name in MARKS)
    here = [line for line in lines if _owner(line) == _owner(series)]
    pressed = [done[line.id] for line in reversed(here) if line.id in done]
    rigs = {done[each.session].rig for each in series.marked if each.session in done}
    alike = [each for each in pressed if each.rig in rigs or not series.marked]
    return Trend(
        place=_place(series.point, series.side),
        tool=harmless(series.tool) if alone else f"{harmless(series.tool)}, {_days(series)}",
        unit=unit,
        tender=tender,
        comfort=comfort,
        sentences=(
            *(change_sentence(series, name) for name in MARKS),
            *within_tool(alike, unit),
        ),
        ratings=tuple(
            Rated(line.local_date, line.first_rating, line.last_rating, _sore(done, line))
            for line in here
            if line.first_rating is not None
        ),
        simulated=series.simulated,
        helped=tuple(helped_lines(together(_at(series, lines, done)))),
        months=_months(done[line.id] for line in here if line.id in done),
    )


def _at(series: Series, lines: Sequence[SessionLine], done: Mapping[int, Once]) -> tuple[Once, ...]:
    """Return what was pressed at the place of a series with any tool, oldest first."""
    where = series.point, series.side, series.simulated
    here = (each for each in reversed(lines) if (each.point, each.side, each.simulated) == where)
    return tuple(done[each.id] for each in here if each.id in done)


def _months(pressed: Iterable[Once]) -> tuple[tuple[str, ...], ...]:
    held_s: defaultdict[str, list[float]] = defaultdict(list)
    for each in pressed:
        held_s[each.local_date].append(each.held_s)
    if not held_s:
        return ()
    days = [Day(day, len(held), 1, sum(held)) for day, held in held_s.items()]
    return tuple(months_of(days, date.fromisoformat(max(held_s)), MONTHS))


def _days(series: Series) -> str:
    """Return what tells two sensors or scales of one tool from each other."""
    first, last = series.marked[0].local_date, series.marked[-1].local_date
    return f"since {first}" if first == last else f"{first} to {last}"


def _owner(of: Series | SessionLine) -> tuple[str, str, str, bool]:
    return of.point, of.side, of.tool, of.simulated


def _sore(done: Mapping[int, Once], line: SessionLine) -> int | None:
    return done[line.id].next_day_soreness if line.id in done else None


def _dots(series: Series, name: str, unit: Unit) -> tuple[Dot, ...]:
    found = ((each.local_date, estimates(each)[name]) for each in series.marked)
    return tuple(_dot(date, mark, unit) for date, mark in found if mark is not None)


def _dot(date: str, mark: Estimate, unit: Unit) -> Dot:
    force, error = (in_unit(newtons(mn), unit) for mn in (mark.force_mn, mark.error_mn))
    return Dot(date, force, error)
