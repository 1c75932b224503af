"""One session out of the log, as a page for its room."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from tpdevice.cli.wording import advice_on, all_told, buckets_line, hold_told, marks_line
from tpdevice.core.band import PRESSED
from tpdevice.core.errors import StoreError
from tpdevice.core.record import Happened, RatingRow, RepetitionRow, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.settings import Unit, fine_text
from tpdevice.core.text import harmless
from tpdevice.core.units import NS_PER_S, seconds
from tpdevice.homework.past import Answer, Place
from tpdevice.runtime.carewords import title
from tpdevice.runtime.mending import as_it_stands
from tpdevice.session.logged import LoggedBand
from tpdevice.session.phases import Phase
from tpdevice.store.database import Store
from tpdevice.store.followups import answers_about
from tpdevice.store.read import SessionPage, read_trace, show_session
from tpdevice.tui.past import Course, PastHold, PastPage
from tpdevice.tui.scale import band_figures

Edges = tuple[int, int]
_UNREADABLE = "It was never closed, and its tape is damaged: what it held cannot be counted."
_SO_FAR = "It was cut off, or is still running: this is what it comes to so far."


class _Asked(Struct, frozen=True):
    """What the log says was asked for: the band at each hold, and its time where it was longer."""

    bands: dict[int, Edges]
    longer_ns: dict[int, int]


def past_page(store: Store, number: int, *, unit: Unit) -> PastPage:
    """Return everything about one session that a person may want to read again.

    Raises
    ------
    NotInStore
        If there is no such session.
    StoreError
        If its header or its summary is damaged.
    """
    page = show_session(store, number)
    summary = page.summary or as_it_stands(store, number)
    holds = page.repetitions if summary is None else summary.repetitions
    asked = _asked(page, holds)
    samples, trouble = _samples(store, number)
    line = page.line
    return PastPage(
        place=harmless(title(Place(line.point, line.side))),
        mark="SIMULATED" if line.simulated else "imported" if line.imported else "",
        head=tuple(_head(page, asked, unit)),
        holds=tuple(_hold(page, row, asked, unit) for row in holds),
        told=tuple(harmless(text) for text in _told(page, summary, unit)),
        later=tuple(_later(each) for each in answers_about(store, number)),
        notes=tuple(harmless(note) for note in page.notes),
        course=None if not len(samples) else _course(samples, holds, asked, unit),
        trouble=trouble,
    )


def _head(page: SessionPage, asked: _Asked, unit: Unit) -> Iterator[str]:
    who = page.header.identity
    yield f"{page.line.started:%Y-%m-%d %H:%M}"
    yield f"{harmless(who.tool)} · {PRESSED[who.support]}"
    bands = [
        f"{band_figures(*edges, unit=unit)} {unit}" for edges, _ in groupby(asked.bands.values())
    ]
    if bands:
        yield f"band {', then '.join(bands)}"
    for marks in page.marks:
        yield marks_line(marks, unit=unit)


def _asked(page: SessionPage, holds: tuple[RepetitionRow, ...]) -> _Asked:
    """Follow the log up to the beginning of each hold."""
    lines: list[Happened | RatingRow] = [*page.happenings, *page.ratings]
    lines.sort(key=lambda row: row.at_ns)
    band, found = LoggedBand(), _Asked({}, {})
    for hold in holds:
        while lines and lines[0].at_ns <= hold.start_ns:
            _follow(band, lines.pop(0))
        if any(band.edges_mn):
            found.bands[hold.repetition] = band.edges_mn
    for row in page.happenings:
        if (row.kind, row.name) == ("hold", "longer") and row.value is not None:
            found.longer_ns[row.repetition] = row.value
    return found


def _follow(band: LoggedBand, row: Happened | RatingRow) -> None:
    if isinstance(row, RatingRow):
        band.rating(row)
    elif (row.kind, row.name) == ("phase", Phase.REST):
        band.next_repetition()
    else:
        band.line(row)


def _hold(page: SessionPage, row: RepetitionRow, asked: _Asked, unit: Unit) -> PastHold:
    asked_s = page.header.prescription.hold_s
    if row.repetition in asked.longer_ns:
        asked_s = seconds(asked.longer_ns[row.repetition])
    return PastHold(
        name=f"hold {row.repetition}, of {asked_s:.0f} s",
        lines=(buckets_line(row.buckets), harmless(hold_told(row, unit=unit))),
        rated=tuple(
            _rated(each, unit) for each in page.ratings if each.repetition == row.repetition
        ),
    )


def _rated(row: RatingRow, unit: Unit) -> str:
    when = f"{row.held_ns / NS_PER_S:.0f} s held"
    if row.value is None:
        return f"{when}: asked, not answered"
    elsewhere = "" if row.matched else ", at another force"
    return f"{when}: {row.value} at {fine_text(row.force_mn, unit)}{elsewhere}"


def _told(page: SessionPage, summary: Summary | None, unit: Unit) -> Iterator[str]:
    if summary is None:
        yield _UNREADABLE
        return
    if page.summary is None:
        yield _SO_FAR
    yield from advice_on(summary)
    yield from all_told(summary, page.header, unit=unit)


def _later(answer: Answer) -> str:
    bruise = "a bruise" if answer.bruise else "no bruise"
    sign = "a sign that somebody should look at" if answer.warning else "no warning sign"
    return f"{answer.hours} h later: sore {answer.soreness} of 10 · {bruise} · {sign}"


def _samples(store: Store, number: int) -> tuple[SampleBlock, str]:
    """Return the force over time, and why there is none where it is damaged."""
    try:
        return read_trace(store, number), ""
    except StoreError as error:
        return SampleBlock.of([], []), f"{error} {error.hint}".strip()


def _course(
    samples: SampleBlock, holds: tuple[RepetitionRow, ...], asked: _Asked, unit: Unit
) -> Course:
    return Course(
        samples=samples,
        holds=tuple((row.repetition, row.start_ns, row.end_ns) for row in holds),
        band_mn=next(iter(asked.bands.values()), None),
        unit=unit,
    )
