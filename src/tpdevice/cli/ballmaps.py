"""The maps of balls that were made, with their age and error."""

from datetime import date
from pathlib import Path
from typing import Any, Final

from tpdevice.cli.output import as_json, table, talk
from tpdevice.cli.sitting import today
from tpdevice.core.driver import Quantity
from tpdevice.core.errors import NotInStore, StoreError
from tpdevice.devices import DRIVERS, driver
from tpdevice.runtime.finding import Known
from tpdevice.store.database import open_for_reading
from tpdevice.store.setups import Setup, setup_of, setups

OLD_DAYS: Final = 42
"""Age from which a map is called old. Chosen: six weeks, in which a ball may lose air."""
_HEAD: Final = ("name", "address", "kind", "made", "days old", "up to N", "error N", "")


def show_maps(path: Path, *, simulated: bool, json_: bool) -> None:
    """Print every map, the newest first."""
    now = date.fromisoformat(today())
    rows = [_row(setup, now) for setup in _maps(path, simulated=simulated)]
    if json_:
        as_json(rows)
    elif not rows:
        talk("There is no map of a ball yet. `tpdevice ball-map` makes one.")
    else:
        marks = ["old: make it anew" if row["old"] else "" for row in rows]
        lines = [list(row.values())[:-1] for row in rows]
        table(_HEAD, [[*line, mark] for line, mark in zip(lines, marks, strict=True)])


def map_in_words(path: Path, sensor: Known, *, simulated: bool) -> str:
    """Return what is known of the map that a ball is read by; nothing where there is none."""
    try:
        with open_for_reading(path) as store:
            setup = setup_of(store, sensor.sighting.advert.address, simulated=simulated)
    except StoreError:
        return ""
    if setup is None or setup.found is None or sensor.own_conversion is None:
        return ""
    found, days = setup.found, _age_days(setup.found.date, date.fromisoformat(today()))
    off = "" if found.fit_error_n is None else f", off by {found.fit_error_n:.1f} N at most"
    old = " It is old: `tpdevice ball-map` makes it anew." if _is_old(days) else ""
    return f"Ball map of {found.date}, up to {found.conversion.force_n[-1]:.0f} N{off}.{old}"


def _age_days(made: str, now: date) -> int | None:
    """Return how many days ago a map was made, or None where its date is none."""
    try:
        return (now - date.fromisoformat(made)).days
    except ValueError:
        return None


def _is_old(days: int | None) -> bool:
    """Say whether a map of this age should be made anew."""
    return days is None or days > OLD_DAYS


def _maps(path: Path, *, simulated: bool) -> list[Setup]:
    try:
        with open_for_reading(path) as store:
            known = setups(store, simulated=simulated)
    except NotInStore:  # there is no log yet
        return []
    return [setup for setup in known if setup.found is not None and _is_ball(setup)]


def _is_ball(setup: Setup) -> bool:
    if setup.kind not in DRIVERS:
        return False
    return driver(setup.kind, setup.options).spec.quantity is Quantity.PRESSURE


def _row(setup: Setup, now: date) -> dict[str, Any]:
    found = setup.found
    assert found is not None
    days = _age_days(found.date, now)
    return {
        "name": setup.name,
        "address": setup.address,
        "kind": setup.kind,
        "made": found.date,
        "age_days": days,
        "up_to_n": round(found.conversion.force_n[-1], 1),
        "error_n": None if found.fit_error_n is None else round(found.fit_error_n, 2),
        "old": _is_old(days),
    }
