"""What the room of one client shows."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tpdevice.clinic.asking import Days
from tpdevice.clinic.overview import Client, Seen
from tpdevice.core.text import harmless
from tpdevice.homework.standout import Kind
from tpdevice.store.clinic.reading import KeptDay, KeptSession
from tpdevice.tui.clinicwords import heard, of, percent, ratings
from tpdevice.tui.palette import MUTED, TEXT, TONES
from tpdevice.tui.past import Rated, Trend
from tpdevice.tui.widgets.bandchart import AtOnePlace, Pressed
from tpdevice.tui.widgets.dayscalendar import Calendar
from tpdevice.tui.widgets.page import Line
from tpdevice.tui.widgets.sessionlist import Item


@dataclass(frozen=True, slots=True)
class ClientPage:
    """One client, in some days."""

    client: Client
    days: Days
    known: tuple[KeptDay, ...]
    sessions: tuple[KeptSession, ...]
    """The newest first."""
    seen: tuple[Seen, ...]
    """What stands out, the newest first."""
    file: Path | None
    """The newest result that was taken, if that is known."""


def facts(page: ClientPage) -> Iterator[Line]:
    """Yield what the days come to, and how to get the whole report."""
    client = page.client
    text, quiet = heard(client)
    if quiet:
        yield Line(f"{text}, while a plan runs.", TONES["ask"], bold=True)
    pressed = "" if client.pressed is None else f" · last pressed {client.pressed}"
    yield Line(
        f"{of(client.days)} days ({percent(client.days)}) · in the band {of(client.held)} s "
        f"({percent(client.held)}) · no data {client.no_data_s:.0f} s",
        TEXT,
    )
    yield Line(f"rated {ratings(client)} on average{pressed}{_plan(client)}", TEXT)
    result = "RESULT" if page.file is None else shlex.quote(harmless(page.file.name))
    yield Line(f"Whole report: tpdevice report PLAN {result} -o FILE --open", MUTED)


def _plan(client: Client) -> str:
    unheard = " · no result yet" if client.until is None else ""
    if client.last is None:
        return unheard
    return f"{unheard} · plan {'until' if client.runs else 'ended'} {client.last}"


def calendar(page: ClientPage) -> Calendar:
    """Return the days as a calendar."""
    until = page.client.until
    return Calendar(
        since=page.days.since,
        until=page.days.today,
        told=None if until is None or not page.known else (page.known[0].day, until),
        asked=frozenset([each.day for each in page.known if each.asked]),
        done=frozenset([each.day for each in page.known if each.done]),
        noticed=frozenset([each.day for each in page.seen if each.kind is not Kind.MISSED]),
    )


def items(page: ClientPage) -> tuple[Item, ...]:
    """Return all rows: what stands out, the gravest kind first, then sessions."""
    kinds = list(Kind)
    gravest = sorted(page.seen, key=lambda each: kinds.index(each.kind))
    found: list[Item] = []
    if gravest:
        found += [f"Exceptions, the gravest first: {len(gravest)}", *gravest]
    if page.sessions:
        found += [f"Sessions, the newest first: {len(page.sessions)}", *page.sessions]
    return tuple(found)


def places(page: ClientPage) -> tuple[tuple[str, str], ...]:
    """Return each place and tool, those that were pressed last first."""
    return tuple(dict.fromkeys((each.place, each.tool) for each in page.sessions))


def forces(page: ClientPage, where: tuple[str, str], number: str) -> AtOnePlace:
    """Return forces at one place against their bands."""
    pressed = [
        Pressed(each.day, each.band_n, each.mean_n, each.peak_n)
        for each in reversed(page.sessions)
        if (each.place, each.tool) == where
    ]
    title = harmless(f"{where[0]}, {where[1]}: force, N{number}")
    return AtOnePlace(title, page.days.since, page.days.today, tuple(pressed))


def rated(page: ClientPage, where: tuple[str, str]) -> Trend:
    """Return ratings at one place, the newest first."""
    found = [
        Rated(each.day.isoformat(), each.first_rating, each.last_rating)
        for each in page.sessions
        if (each.place, each.tool) == where and each.first_rating is not None
    ]
    return Trend(*where, "N", (), (), (), tuple(found))
