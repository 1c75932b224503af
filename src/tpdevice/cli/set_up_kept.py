"""What came of setting a sensor up: kept for its address, and told."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tpdevice.cli.output import talk
from tpdevice.cli.setting_up import Outcome
from tpdevice.cli.sitting import today
from tpdevice.core.coaching import coaching_of
from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import DriverSpec
from tpdevice.core.options import Options
from tpdevice.core.text import harmless
from tpdevice.core.wire import Advert
from tpdevice.devices import driver
from tpdevice.store.database import open_store
from tpdevice.store.remembered import remember_sensor
from tpdevice.store.setups import Found, Setup, remember_setup, setup_of

_BESIDE: Final = frozenset(
    {"rate", "range", "resolution", "start", "stop", "line", "time", "time_unit"}
)
"""Options that say nothing of what a raw value means."""


def keep(path: Path, advert: Advert, outcome: Outcome, *, simulated: bool) -> Setup:
    """Keep how a sensor is to be read, and return it.

    What a weight or a map said before stays, if raw values still mean the same.

    Raises
    ------
    StoreError
        If the file does not take it.
    """
    found, now = None, datetime.now(UTC)
    if outcome.conversion is not None:
        found = Found(outcome.conversion, today(), outcome.fit_error_n)
    with open_store(path) as store:
        before = setup_of(store, advert.address, simulated=simulated)
        if found is None and before is not None and before.found is not None:
            found = before.found if _means_the_same(before, outcome) else None
            if found is not None:
                talk(f"What its values mean was found out on {found.date}, and stays.")
        setup = Setup(
            advert.address, outcome.kind, advert.name, outcome.options, outcome.rate_hz, found
        )
        remember_setup(store, setup, simulated=simulated, now=now)
        if not simulated:
            remember_sensor(store, outcome.kind, address=advert.address, name=advert.name, now=now)
    return setup


def lines(setup: Setup) -> Iterator[str]:
    """Yield what there is to know of it, in sentences."""
    spec, known = _read(setup)
    rate_hz = setup.true_rate_hz or spec.rate_hz
    coaching, why = coaching_of(spec, rate_hz=rate_hz)
    words = " ".join([f"{name}={value}" for name, value in setup.options])
    name = harmless(setup.name) or setup.address
    yield f"{name} is read as {setup.kind}" + (f", with {words}." if words else ".")
    since = f", since {why}." if why else "."
    yield f"It sends {rate_hz:g} values a second: {coaching}{since}"
    if known is not None:
        bent = "" if known.is_straight else " in the middle, along its map"
        yield f"1 {spec.raw_unit} is {known.n_per_raw:.6g} N{bent}."


def what_next(setup: Setup) -> str:
    """Return what to do now."""
    spec, known = _read(setup)
    if known is None:
        return f"Kept. What force its values mean is not known yet: {spec.finds_out}"
    return "Kept. `tpdevice run` knows it by its address. Check it against a known weight."


def plain(setup: Setup, *, simulated: bool) -> dict[str, Any]:
    """Return it as data."""
    spec, known = _read(setup)
    coaching, _ = coaching_of(spec, rate_hz=setup.true_rate_hz)
    return {
        "address": setup.address,
        "name": setup.name,
        "kind": setup.kind,
        "options": dict(setup.options),
        "rate_hz": setup.true_rate_hz,
        "coaching": coaching,
        "n_per_raw": None if known is None else known.n_per_raw,
        "found_on": None if setup.found is None else setup.found.date,
        "fit_error_n": None if setup.found is None else setup.found.fit_error_n,
        "simulated": simulated,
    }


def _read(setup: Setup) -> tuple[DriverSpec, Conversion | None]:
    spec = driver(setup.kind, setup.options).spec
    return spec, spec.conversion if setup.found is None else setup.found.conversion


def _means_the_same(before: Setup, outcome: Outcome) -> bool:
    same = _meaning(before.options) == _meaning(outcome.options)
    return before.kind == outcome.kind and same


def _meaning(options: Options) -> frozenset[tuple[str, str]]:
    return frozenset([(name, value) for name, value in options if name not in _BESIDE])
