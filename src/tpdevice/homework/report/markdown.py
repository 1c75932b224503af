"""A report as Markdown: the same sentences, and every session in a table."""

from collections.abc import Iterable, Iterator
from typing import Final

from tpdevice.homework.report import told, worded
from tpdevice.homework.report.counted import days_of, highest, left_out, seconds_of
from tpdevice.homework.report.markseries import Series, series_of
from tpdevice.homework.report.papers import Papers, held_s
from tpdevice.homework.report.unusual import unusual
from tpdevice.homework.result import Delivered

_SPECIAL: Final = "\\`*_[]<>#|~&$@"


def markdown(papers: Papers) -> str:
    """Return the whole text."""
    return "\n".join(_lines(papers)) + "\n"


def plain(text: str) -> str:
    """Return somebody's words so that Markdown, and HTML inside of it, takes them as words."""
    kept = "".join(f"\\{char}" if char in _SPECIAL else char for char in worded.short(text, 2_000))
    # Else an address in a note would become a link.
    return kept.replace("://", "\\://")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Return a table, line by line."""
    columns = tuple(head)
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield f"| {' | '.join(plain(cell) for cell in row)} |"


def _lines(papers: Papers) -> Iterator[str]:
    if papers.simulated:
        yield from (f"**{told.SIMULATED}**", "")
    yield from (f"# {plain(told.title(papers))}", "", plain(told.span(papers)), "")
    yield from ("## To see first", "")
    found = unusual(papers)
    yield from [f"- **{plain(each.what)}** - {plain(each.when)}" for each in found] or [
        told.NOTHING_UNUSUAL
    ]
    yield from ("", *table(("", ""), told.figures(papers)))
    yield from ("", "## What was asked, and what was done", "")
    yield from table(("n", "place", "asked", "days", "time", "missed"), _asked(papers))
    yield ""
    for asked in papers.asked():
        yield f"- {plain(asked.name)}: {plain(told.reported(asked, papers))}"
    yield from _left_out(papers)
    yield from ("", "## Sessions", "")
    yield from table(_HEAD, (_session(each, papers) for each in papers.sessions))
    yield from ("", "## Marks", "")
    yield from _marks(papers)
    yield from _notes(papers)
    yield from ("", "## Sensor", "")
    yield from [f"- {plain(each)}" for each in told.sensors(papers)]
    yield from ("", "---", "", told.NOBODY_KNOWS, "", told.WHAT_IT_IS)


def _asked(papers: Papers) -> Iterator[tuple[str, ...]]:
    for asked in papers.asked():
        yield (
            str(asked.number),
            asked.name,
            told.wanted(asked, papers),
            told.did(asked, papers),
            told.spent(seconds_of(asked, papers)),
            worded.days(days_of(asked, papers).missed) or "none",
        )


def _left_out(papers: Papers) -> Iterator[str]:
    """Yield why each missed day was missed; where nobody said why, nothing."""
    said = [(asked, each) for asked in papers.asked() for each in left_out(asked, papers)]
    if said:
        yield from ("", "## Why days were missed, as the person said it", "")
    for asked, each in said:
        yield f"- {worded.day(each.local_date)}, {plain(asked.name)}: {plain(each.reason)}"


_HEAD: Final = ("day", "n", "held s", "no data s", "ratings", "top", "outcome", "ended", "sore")


def _session(each: Delivered, papers: Papers) -> tuple[str, ...]:
    number, rated = papers.number_of(each), highest(each)
    felt = [f"{said.soreness} after {said.after_h} h" for said in papers.felt_of(each)]
    over = ", over cap" if each.over_cap else ""
    simulated = " SIMULATED" if each.simulated else ""
    return (
        worded.day(each.local_date) + simulated,
        papers.name_of(each.point, each.side) if number is None else str(number),
        f"{held_s(each):.0f}",
        f"{sum(hold.no_data_s for hold in each.holds):.0f}",
        worded.ratings(each.first_rating, each.last_rating),
        "" if rated is None else str(rated),
        worded.short(each.outcome),
        worded.ended(each.ending) + over,
        ", ".join(felt),
    )


def _marks(papers: Papers) -> Iterator[str]:
    found = series_of(papers)
    if not found:
        yield told.NO_MARKS
    for series in found:
        name = papers.name_of(series.place.point, series.place.side)
        yield from (f"{plain(name)}, {plain(series.tool)}:", "")
        yield from table(("day", "threshold N", "±", "comfort mark N", "±"), _rows(series))
        yield from ("", *[f"- {each}" for each in series.said()])


def _rows(series: Series) -> Iterator[tuple[str, ...]]:
    for each in series.marked:
        both = [mark for mark in (each.tender, each.comfort) if mark is not None]
        cells = [f"{mn / 1000:.1f}" for mark in both for mn in (mark.force_mn, mark.error_mn)]
        yield (worded.day(each.day), *cells, *[""] * (4 - len(cells)))


def _notes(papers: Papers) -> Iterator[str]:
    said = [(each.local_date, note) for each in papers.sessions for note in each.notes]
    if said:
        yield from ("", "## In the person's own words", "")
        yield from [f"- {worded.day(when)}: {plain(note)}" for when, note in said]
