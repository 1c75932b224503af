"""Which column is the time and which the force: said, or guessed where there is no mistaking it."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless
from tpdevice.replay.cells import MN_PER, force_unit_in, time_unit_in, words_in
from tpdevice.replay.tables import Table, Wish

_TIME: Final = frozenset({"time", "t", "timestamp", "zeit", "datetime", "elapsed", "temps"})
_FORCE: Final = frozenset({"force", "weight", "load", "kraft", "gewicht", "pull", "f"})
_NAMED: Final = 12
"""Columns that are listed where one has to be chosen. Chosen."""


class Columns(Struct, frozen=True):
    """The two columns that matter, from 0 on, and all names."""

    time: int
    force: int
    names: tuple[str, ...]

    @property
    def time_name(self) -> str:
        """Return the name of the column with the time."""
        return self.names[self.time]

    @property
    def force_name(self) -> str:
        """Return the name of the column with the force."""
        return self.names[self.force]

    def unclear(self, problem: str, hint: str) -> UsageError:
        """Return what to say where these two do not tell something."""
        about = f"time in {harmless(self.time_name)!r}, force in {harmless(self.force_name)!r}"
        return UsageError(f"{problem}: {about}.", hint=hint)


def chosen(table: Table, wish: Wish) -> Columns:
    """Return the columns that were said, or that are meant without a doubt.

    Raises
    ------
    UsageError
        If there is a doubt; the names are listed.
    """
    names = table.names
    time = _said(names, wish.time, "--time")
    force = _said(names, wish.force, "--force")
    if time is None:
        time = _only(names, _is_time, besides=force)
    if time is None:
        raise _which("time", names)
    if force is None:
        force = _only(names, _is_force, besides=time)
    if force is None and len(names) == 2:
        force = 1 - time
    if force is None:
        raise _which("force", names)
    if time == force:
        raise UsageError("--time and --force name the same column.", hint=_listed(names))
    return Columns(time, force, names)


def unit_of_force(columns: Columns, wish: Wish) -> str:
    """Return the unit that was said, or that stands in the column's name.

    Raises
    ------
    UsageError
        If neither tells.
    """
    unit = wish.unit or force_unit_in(columns.force_name)
    if unit is None:
        raise columns.unclear(
            "The unit of force is not clear", f"--unit {', '.join(MN_PER)}: one of them says it."
        )
    return unit


def _is_time(name: str) -> bool:
    words = words_in(name)
    return bool(_TIME.intersection(words)) or (len(words) == 1 and time_unit_in(name) is not None)


def _is_force(name: str) -> bool:
    words = words_in(name)
    return bool(_FORCE.intersection(words)) or (len(words) == 1 and force_unit_in(name) is not None)


def _only(
    names: tuple[str, ...], fits: Callable[[str], bool], *, besides: int | None
) -> int | None:
    found = [at for at, name in enumerate(names) if at != besides and fits(name)]
    return found[0] if len(found) == 1 else None


def _said(names: tuple[str, ...], wish: str | None, option: str) -> int | None:
    if wish is None:
        return None
    meant = wish.strip().casefold()
    found = [at for at, name in enumerate(names) if name.casefold() == meant]
    if not found and meant.isascii() and meant.isdigit() and 1 <= int(meant) <= len(names):
        return int(meant) - 1
    if len(found) != 1:
        many = f"{len(found)} columns are" if found else "No column is"
        raise UsageError(f"{option}: {many} called {harmless(wish)!r}.", hint=_listed(names))
    return found[0]


def _which(what: str, names: tuple[str, ...]) -> UsageError:
    return UsageError(
        f"Which column is the {what}?", hint=f"Say --{what} NAME or its number. {_listed(names)}"
    )


def _listed(names: tuple[str, ...]) -> str:
    # Where a table has no line of names, a column is called by its number.
    numbered = ((str(number), harmless(name)[:40]) for number, name in enumerate(names, 1))
    shown = [number if number == name else f"{number} {name}" for number, name in numbered]
    more = ", …" if len(shown) > _NAMED else ""
    return f"There are: {', '.join(shown[:_NAMED])}{more}."
