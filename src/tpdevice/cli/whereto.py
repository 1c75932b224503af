"""From what somebody types to a place of the atlas: an id, its name, or where it hurts."""

import sys
from collections.abc import Sequence
from typing import Final

import click

from tpdevice.cli.folding import page_of
from tpdevice.cli.lines import paragraph
from tpdevice.cli.output import table, talk
from tpdevice.core.errors import UsageError
from tpdevice.runtime import content
from tpdevice.runtime.searching import Hit, Why

QUESTION: Final = "Where: an id, a name, or where it hurts; ? lists all"
_AGAIN: Final = "Which number, or other words"
_TABLE: Final = 72
"""Columns that a table of places needs. Chosen."""
LISTED: Final = 8
"""Places in a numbered list, at most. Chosen."""


def point_named(text: str) -> str:
    """Return the atlas id that `text` names: an id, a whole name, or words for one place only.

    Raises
    ------
    UsageError
        If the words fit several places, none, or one that is not offered.
    """
    known = whole_name(text)
    if known is not None:
        return known
    found = content.search(text)
    if found and found[0].why is Why.NEVER:
        raise UsageError(not_offered(found[0].key), hint=_others(found))
    here = _points(found)
    if len(here) > 1:
        names = ", ".join(f"{hit.key} ({content.point(hit.key).plain})" for hit in here)
        raise UsageError(f"{text!r} may be any of {names}.", hint="Say which of them.")
    if not here:
        content.point(text)  # raises, and lists what there is
    return here[0].key


def ask_point(default: str) -> str:
    """Return the place that somebody at the terminal means; several are listed by number."""
    said = _prompt(QUESTION, default)
    while True:
        if said.strip() == "?":
            list_all()
            said = _prompt(QUESTION, default)
            continue
        known = outright(said)
        if known is not None:
            return known
        found = content.search(said)
        listed = _points(found)[:LISTED]
        show_hits(found, listed)
        if len(listed) == 1 and found[0].why is Why.HERE:
            return listed[0].key
        said = _prompt(_AGAIN, "1") if listed else _prompt(QUESTION, default)
        if listed and said.strip() in [str(number) for number in range(1, len(listed) + 1)]:
            return listed[int(said) - 1].key


def list_all() -> None:
    """List every place on stderr."""
    rows = [(key, point.plain, point.label) for key, point in content.points().items()]
    table(("", "where", "name"), rows, aside=True)


def show_hits(found: Sequence[Hit], listed: Sequence[Hit]) -> None:
    """Show what words may mean on stderr: what to mind first, then places by number."""
    for hit in found:
        if hit.why is Why.NEVER:
            paragraph(not_offered(hit.key), hang=2, aside=True)
    for care in cares(found):
        paragraph(f"Mind: {care}", hang=2, aside=True)
    if listed:
        rows = [(number, *row(hit)) for number, hit in enumerate(listed, 1)]
        show_rows(rows, aside=True)
    elif not found:
        talk("No place is known by these words. Try others, or ? for all.")


def show_rows(rows: Sequence[tuple[object, ...]], *, aside: bool = False) -> None:
    """Show places with why: as a table, or in lines where that would be too wide."""
    if page_of(sys.stderr if aside else sys.stdout) >= _TABLE:
        table(("",) * (len(rows[0]) - 2) + ("where", "why"), rows, aside=aside)
        return
    for *first, where, why in rows:
        paragraph(f"{'  '.join(map(str, first))}  {where}: {why}", hang=6, aside=aside)


def cares(found: Sequence[Hit]) -> tuple[str, ...]:
    """Return what belongs to a clinician in the regions that were found, each sentence once."""
    regions = content.regions()
    said = [regions[key].care for hit in found for key in hit.regions]
    return tuple(dict.fromkeys([care for care in said if care]))


def row(hit: Hit) -> tuple[str, str, str]:
    """Return id, plain name, and how a place came to be found."""
    point = content.point(hit.key)
    return point.key, point.plain, _REASONS[hit.why].format(about=hit.about)


_REASONS: Final = {
    Why.HERE: "it is called so",
    Why.FELT: "often felt there: {about}",
    Why.ABOUT: "goes with it: {about}",
}


def not_offered(key: str) -> str:
    """Return what is never offered, why, and what may be done instead."""
    return f"Not offered: {why_never(key)}"


def why_never(key: str) -> str:
    """Return the same without saying that it is not offered."""
    place = content.never()[key]
    instead = f" Instead: {place.instead}" if place.instead else ""
    return f"{place.label}. {place.why}{instead}"


def outright(text: str) -> str | None:
    """Return the id of a place whose whole name is not also where something is felt."""
    felt = {region.plain for region in content.regions().values()}
    return None if " ".join(text.lower().split()) in felt else whole_name(text)


def whole_name(text: str) -> str | None:
    """Return the id of a place that is called exactly so."""
    name = " ".join(text.lower().split())
    names = {
        each.lower(): key
        for key, point in content.points().items()
        for each in (key, point.plain, point.label)
    }
    return names.get(name)


def _points(found: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in found if hit.why is not Why.NEVER]


def _others(found: Sequence[Hit]) -> str:
    named = [f"{hit.key} ({content.point(hit.key).plain})" for hit in _points(found)]
    return f"Other places for these words: {', '.join(named)}." if named else ""


def _prompt(text: str, default: str) -> str:
    return str(click.prompt(text, default=default, err=True))
