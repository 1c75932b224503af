"""All clients as Markdown: the same sentences, and nothing left out."""

from collections.abc import Iterator
from typing import Final

from tpdevice.clinic import told
from tpdevice.clinic.first import Told, to_see_first
from tpdevice.clinic.overview import Client, Overview
from tpdevice.homework.report import worded
from tpdevice.homework.report.markdown import plain, table
from tpdevice.store.clinic.daynumbers import day_of
from tpdevice.store.database import Row

_HEAD: Final = (
    "client",
    "days",
    "%",
    "time in band",
    "%",
    "no data",
    "to look at",
    "ratings",
    "last pressed",
    "last result to",
)


def markdown(overview: Overview) -> str:
    """Return the whole text."""
    return "\n".join(_lines(overview)) + "\n"


def _lines(found: Overview) -> Iterator[str]:
    if told.all_simulated(found):
        yield from (f"**{told.SIMULATED}**", "")
    yield from (f"# {plain(told.title(found))}", "", plain(told.span(found)), "")
    yield from table(("", ""), told.figures(found))
    if apart := told.apart(found):
        yield from ("", f"**{plain(apart)}**")
    yield from ("", "## To see first", "")
    yield from [_first(each) for each in to_see_first(found)] or [told.NOTHING_UNUSUAL]
    yield from ("", "## Gone quiet", "", *_quiet(found), "", "## Weeks of all clients", "")
    yield from _weeks(found)
    yield from ("", "## All clients", "")
    yield from table(_HEAD, map(_row, found.clients)) if found.clients else [told.NOBODY_HERE]
    yield from ("", "---")
    for each in told.FOOT:
        yield from ("", plain(each))


def _first(each: Told) -> str:
    said = [f"{what} ({newest})" if newest else what for what, newest in each.lines]
    words = " · ".join([*said, *([f"and {each.rest}"] if each.rest else [])])
    return f"- **{plain(_name(each.client))}** - {plain(words)}"


def _name(client: Client) -> str:
    return told.named(client.name) + (" SIMULATED" if client.simulated else "")


def _quiet(found: Overview) -> Iterator[str]:
    lines = [f"- **{plain(_name(each))}** - {plain(told.silence(each))}" for each in found.quiet]
    yield from lines or [told.NOBODY_QUIET]
    if unheard := told.unheard(found):
        yield from ("", plain(unheard))


def _weeks(found: Overview) -> Iterator[str]:
    if not found.weeks:
        yield told.NO_WEEKS
        return
    head = ("week of", "days asked", "of them done", "done, not asked")
    yield from table(head, [_week(row) for row in found.weeks])


def _week(row: Row) -> tuple[str, ...]:
    numbers = (row["days_asked"], row["days_done"], row["days_beside"])
    return (worded.full_day(day_of(row["week_day"])), *map(str, numbers))


def _row(client: Client) -> tuple[str, ...]:
    return (
        _name(client),
        told.of(client.days),
        told.percent(client.days),
        told.of_time(client.held),
        told.percent(client.held),
        worded.minutes(client.no_data_s),
        told.in_short(client.counts) or "-",
        told.ratings(client),
        told.pressed(client),
        "-" if client.until is None else told.day(client.until, client.today),
    )
