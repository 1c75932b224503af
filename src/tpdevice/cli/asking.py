"""Questions before a session: who, where, with what, and how it is pressed."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tpdevice.cli.asked import USUAL, Asked, sides_of, somebody_there, ways_of
from tpdevice.cli.naming import OneOf, named
from tpdevice.cli.output import talk
from tpdevice.cli.whereto import ask_point
from tpdevice.cli.wording import rig_text
from tpdevice.core.band import PRESSED, Support
from tpdevice.core.errors import NotInStore, StoreError, UsageError
from tpdevice.core.plan import Identity, Side
from tpdevice.core.rig import RigNote
from tpdevice.runtime import content
from tpdevice.store.database import open_for_reading
from tpdevice.store.remembered import Place, last_place, last_rig, profiles
from tpdevice.store.rigs import RigCheck, newest_check


def choose_identity(path: Path, asked: Asked, *, simulated: bool) -> Identity:
    """Return who presses where with what; what was not said is asked."""
    known, place = _before(path, asked.profile, simulated=simulated)
    who = asked.profile or _ask(
        "Who presses? A pseudonym is welcome", known or USUAL["profile"], _name
    )
    if asked.profile is None:
        _, place = _before(path, who, simulated=simulated)
    last = USUAL if place is None else asdict(place)
    where = asked.point or ask_point(last["point"])
    which = _side(where, asked.side, last["side"])
    what = asked.tool or _ask(
        "With what, in your own words; marks belong to it", last["tool"], _name
    )
    how = _support(where, asked.support, last["support"])
    return Identity(who, where, Side(which), what, Support(how))


def choose_rig(
    path: Path, identity: Identity, *, rig: float | None, address: str, simulated: bool
) -> tuple[float, RigNote | None]:
    """Return the multiplier of the rig, and what a known weight said of it; both are told.

    As asked for; else as `rig_of`.
    """
    times, note = rig_of(path, identity, address=address, simulated=simulated)
    if rig is not None and (note is None or rig != round(times, 3)):
        times, note = rig, None
    if note is not None or times != 1.0:
        talk(f"Rig: {rig_text(times, note)}.")
    return times, note


def rig_of(
    path: Path, identity: Identity, *, address: str, simulated: bool
) -> tuple[float, RigNote | None]:
    """Return the multiplier of a rig that was used before, and what a known weight said of it.

    As a known weight said of this tool with this sensor; else as last time with this tool; else 1.
    """
    checked = checked_rig(path, identity, address=address, simulated=simulated)
    if checked is not None:
        return checked.checked.multiplier, checked.note
    return _last_rig(path, identity, simulated=simulated), None


def _last_rig(path: Path, identity: Identity, *, simulated: bool) -> float:
    try:
        with open_for_reading(path) as store:
            known = last_rig(store, identity.profile, tool=identity.tool, simulated=simulated)
    except StoreError:
        known = None
    return 1.0 if known is None else known


def known_owner(path: Path, profile: str | None, *, simulated: bool) -> tuple[str, str | None]:
    """Return who used the program last, or `profile`, and with which tool."""
    known, place = _before(path, profile, simulated=simulated)
    return profile or known or USUAL["profile"], None if place is None else place.tool


def checked_rig(
    path: Path, identity: Identity, *, address: str, simulated: bool
) -> RigCheck | None:
    """Return what a known weight said last of this tool with this sensor, or None."""
    try:
        with open_for_reading(path) as store:
            return newest_check(
                store, identity.profile, tool=identity.tool, address=address, simulated=simulated
            )
    except StoreError as error:
        if not isinstance(error, NotInStore):
            talk(f"{error} {error.hint}")
        return None


def another_place() -> bool:
    """Ask whether one more place is to follow; nobody who can be asked means no."""
    if not somebody_there():
        return False
    try:
        return click.confirm("Another place now? One or two are enough", default=False, err=True)
    except click.Abort:
        return False


def _before(path: Path, profile: str | None, *, simulated: bool) -> tuple[str | None, Place | None]:
    """Return the last profile and its last place; a file that cannot be read has none."""
    try:
        with open_for_reading(path) as store:
            known = profiles(store, include_simulated=simulated)
            name = profile or (known[0] if known else None)
            return name, last_place(store, name, simulated=simulated) if name else None
    except StoreError:
        return None, None


def _ask(text: str, default: str, kind: click.Choice[str] | Callable[[str], str]) -> str:
    """Ask until the answer is understood."""
    if isinstance(kind, click.Choice):
        answer: Any = click.prompt(text, default=default, type=kind, err=True)
    else:
        answer = click.prompt(text, default=default, value_proc=_asking_again(kind), err=True)
    return str(answer)


def _asking_again(read: Callable[[str], str]) -> Callable[[str], str]:
    def understood(text: str) -> str:
        try:
            return read(text)
        except UsageError as error:
            raise click.UsageError(str(error)) from error

    return understood


def _name(text: str) -> str:
    return named(text, "The answer")


def _side(where: str, side: str | None, last: str) -> str:
    sides = sides_of(where)
    if side is not None and side in sides:
        return side
    if side is not None:
        talk(f"{where} has no side {side!r}.")
    return _ask("Which side", last if last in sides else sides[0], OneOf(sides))


def _support(where: str, support: str | None, last: str) -> str:
    """Return how it is pressed; at a gentle point only as the atlas says."""
    point = content.point(where)
    ways = ways_of(where)
    if support in ways:
        return str(support)
    if support is not None:
        talk(f"{where} ({point.plain}) is not offered with {support}.")
    for way, position in point.positions.items():
        talk(f"{way}: {position}")
    if len(ways) == 1:
        talk(f"Only this way here: {ways[0]}.")
        return ways[0]
    return _ask(
        "How is it pressed: " + ", ".join([PRESSED[way] for way in ways]),
        last if last in ways else point.supports[0].value,
        OneOf(ways),
    )
