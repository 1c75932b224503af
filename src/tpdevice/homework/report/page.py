"""A report as one page."""

from collections.abc import Iterable
from typing import Final

from tpdevice.homework.report import (
    drawn_days,
    drawn_marks,
    drawn_ratings,
    drawn_traces,
    told,
    worded,
)
from tpdevice.homework.report.counted import seconds_of, strong
from tpdevice.homework.report.document import document, figures, section
from tpdevice.homework.report.markseries import Series, series_of
from tpdevice.homework.report.markup import Markup, join, tag, void
from tpdevice.homework.report.papers import Asked, Papers
from tpdevice.homework.report.room import Room, room_for
from tpdevice.homework.report.style import STYLE
from tpdevice.homework.report.unusual import Unusual, unusual

_NOTE_MOST: Final = 160


def page(papers: Papers) -> str:
    """Return the whole file."""
    cls = _room(papers).cls
    return document(told.title(papers), _body(papers), style=STYLE, cls=cls)


def _body(papers: Papers) -> Iterable[Markup]:
    if papers.simulated:
        yield tag("p", told.SIMULATED, cls="simulated")
    yield tag("h1", told.title(papers))
    yield tag("p", told.span(papers), cls="small")
    yield _first(papers)
    yield figures(told.figures(papers))
    yield section("What was asked, and what was done", _asked(papers))
    yield section("Days", drawn_days.calendar(papers, _room(papers).weeks), drawn_days.legend())
    yield _over_time(papers)
    yield _traces(papers)
    yield from _notes(papers)
    yield tag("p", tag("b", "Sensor: "), "; ".join(told.sensors(papers)) or "none", cls="apart")
    yield tag("footer", told.NOBODY_KNOWS, " ", told.WHAT_IT_IS)


def _room(papers: Papers) -> Room:
    notes = sum(2 for each in papers.sessions for _ in each.notes)
    lines = len(unusual(papers)) + min(notes, 4) + papers.plan.weeks // 4
    return room_for(len(papers.plan.points), lines)


def _first(papers: Papers) -> Markup:
    found = unusual(papers)
    if not found:
        return section("To see first", tag("p", told.NOTHING_UNUSUAL))
    left = len(found) - (most := _room(papers).lines)
    more = tag("li", f"{worded.counted(left, 'more line')} in the Markdown.") if left > 0 else None
    return section("To see first", tag("ul", *map(_line, found[:most]), more))


def _line(each: Unusual) -> Markup:
    return tag("li", tag("b", each.what), f" · {each.when}", cls="grave" if each.grave else "mild")


def _asked(papers: Papers) -> Markup:
    head = tag("tr", *[tag("th", each) for each in ("", "Place", "Asked", "Done")])
    return tag("table", tag("thead", head), *[_row(each, papers) for each in papers.asked()])


def _row(asked: Asked, papers: Papers) -> Markup:
    done = join(told.did(asked, papers), void("br"), told.spent(seconds_of(asked, papers)))
    cells = (str(asked.number), tag("b", asked.name), told.wanted(asked, papers), done)
    return tag("tr", *[tag("td", each) for each in cells])


def _over_time(papers: Papers) -> Markup:
    every = [each for each in papers.asked() if each.sessions]
    first = sorted(every, key=lambda each: (-sum(map(strong, each.sessions)), each.number))
    shown = sorted(first[: _room(papers).charts], key=lambda each: each.number)
    found = _comparable(papers)[: _room(papers).charts]
    rated = [_rated(each, papers) for each in shown]
    marked = [_series(each, papers) for each in found]
    none = None if found else tag("p", told.NO_MARKS, cls="small")
    pairs = tag("div", *rated, *marked, cls="pairs")
    return section("Ratings and marks", pairs, none, _left(every, shown))


def _comparable(papers: Papers) -> list[Series]:
    """Return the series at places of the plan, those with most marks first."""
    asked = {each.place for each in papers.asked()}
    found = [each for each in series_of(papers) if each.place in asked]
    return sorted(found, key=lambda each: -len(each.marked))


def _rated(asked: Asked, papers: Papers) -> Markup:
    head = tag("p", tag("b", "Ratings, 0 to 10"), f" · {asked.name}")
    said = tag("p", told.reported(asked, papers), cls="small")
    drawn = drawn_ratings.ratings(asked, papers)
    return tag("div", head, drawn, drawn_ratings.legend(), said)


def _left(every: list[Asked], shown: list[Asked]) -> Markup | None:
    left = [str(each.number) for each in every if each not in shown]
    said = f"Not drawn here: places {', '.join(left)}; they are in the Markdown." if left else ""
    return tag("p", said, cls="small") if said else None


def _traces(papers: Papers) -> Markup:
    most = _room(papers).traces
    shown, every = drawn_traces.chosen(papers, most), papers.sessions
    if not shown:
        return section("Force in each session", tag("p", told.NO_TRACES))
    scale = f"Each {drawn_traces.scale(papers, most)}; grey: the band; ▲: an exception."
    left = len(every) - len(shown)
    which = " The first, the exceptions and the newest are drawn." if left else ""
    of = f" {len(shown)} of {worded.counted(len(every), 'session')}."
    drawn = drawn_traces.traces(papers, most)
    return section("Force in each session", drawn, tag("p", scale + of + which, cls="small"))


def _series(series: Series, papers: Papers) -> Markup:
    name = papers.name_of(series.place.point, series.place.side)
    said = [tag("p", each, cls="small") for each in series.said()]
    head = tag("p", tag("b", "Marks"), f" · {name} · {worded.short(series.tool, 30)}")
    if len(series.marked) == 1:
        return tag("div", head, tag("p", told.lone_mark(series.marked[0]), cls="small"))
    return tag("div", head, drawn_marks.marks(series), drawn_marks.legend(), *said)


def _notes(papers: Papers) -> Iterable[Markup]:
    said = [(each.local_date, note) for each in papers.sessions for note in each.notes]
    if said:
        newest = said[-_room(papers).notes :]
        left = f" ({len(newest)} newest of {len(said)})" if len(said) > len(newest) else ""
        lines = [
            tag("li", tag("b", worded.day(when)), f" {worded.short(note, _NOTE_MOST)}")
            for when, note in newest
        ]
        yield section(f"In the person's own words{left}", tag("ul", *lines))
