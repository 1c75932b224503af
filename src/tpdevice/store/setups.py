"""How a sensor was set up by a person, by its address, and what its values were found to mean."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import StoreError
from tpdevice.store.database import Row, Store
from tpdevice.store.write import utc_text


@dataclass(frozen=True, slots=True)
class Found:
    """What the values of one sensor were found to mean, with a known weight or on a scale."""

    conversion: Conversion
    date: str
    """ISO 8601, where the person was."""
    fit_error_n: float | None
    """How far the worst of the points lies beside it, N; None where nothing could tell."""


@dataclass(frozen=True, slots=True)
class Setup:
    """One sensor."""

    address: str
    kind: str
    """Key of its driver."""
    name: str
    options: tuple[tuple[str, str], ...] = ()
    """What a person said of it."""
    true_rate_hz: float | None = None
    """Values a second that it was measured to send."""
    found: Found | None = None
    """None: as its kind has it, or nobody knows yet."""


def remember_setup(store: Store, setup: Setup, *, simulated: bool, now: datetime) -> None:
    """Keep how a sensor is set up, in place of what was said of its address before."""
    values = {
        "address": setup.address,
        "simulated": int(simulated),
        "kind": setup.kind,
        "name": setup.name,
        "options": msgspec.json.encode(dict(setup.options)).decode(),
        "rate": setup.true_rate_hz,
        "made": utc_text(now),
    } | _values(setup.found)
    sql = """
        INSERT INTO sensor_setup (
            address, simulated, kind, name, options_json, true_rate_hz, made_utc,
            conversion_json, conversion_date, fit_error_n
        )
        VALUES (
            :address, :simulated, :kind, :name, :options, :rate, :made, :conversion, :date, :error
        )
        ON CONFLICT (address, simulated) DO UPDATE SET
            kind = excluded.kind,
            name = excluded.name,
            options_json = excluded.options_json,
            true_rate_hz = excluded.true_rate_hz,
            made_utc = excluded.made_utc,
            conversion_json = excluded.conversion_json,
            conversion_date = excluded.conversion_date,
            fit_error_n = excluded.fit_error_n
    """
    with store.transaction():
        store.change(sql, values)


def forget_setup(store: Store, address: str, *, simulated: bool) -> bool:
    """Forget what was said of an address; return whether there was anything."""
    sql = "DELETE FROM sensor_setup WHERE address = :address AND simulated = :simulated"
    with store.transaction():
        asked = {"address": address, "simulated": int(simulated)}
        return bool(store.change(sql, asked).rowcount)


def setup_of(store: Store, address: str, *, simulated: bool) -> Setup | None:
    """Return how the sensor with this address is set up, or None.

    Raises
    ------
    StoreError
        If what stands there makes no sense.
    """
    sql = "SELECT * FROM sensor_setup WHERE address = :address AND simulated = :simulated"
    row = store.row(sql, {"address": address, "simulated": int(simulated)})
    return None if row is None else _setup(store, row)


def setups(store: Store, *, simulated: bool) -> tuple[Setup, ...]:
    """Return every sensor that is set up, the newest first.

    Raises
    ------
    StoreError
        If what stands of one makes no sense.
    """
    sql = """
        SELECT * FROM sensor_setup WHERE simulated = :simulated ORDER BY made_utc DESC, id DESC
    """
    return tuple([_setup(store, row) for row in store.rows(sql, {"simulated": int(simulated)})])


def _values(found: Found | None) -> dict[str, object]:
    if found is None:
        return {"conversion": None, "date": None, "error": None}
    if not found.conversion.sound:
        raise ValueError("a conversion that is not rising cannot be kept")
    text = msgspec.json.encode(found.conversion).decode()
    return {"conversion": text, "date": found.date, "error": found.fit_error_n}


def _setup(store: Store, row: Row) -> Setup:
    try:
        options = msgspec.json.decode(row["options_json"], type=dict[str, str])
        found = None if row["conversion_json"] is None else _found(row)
    except (msgspec.DecodeError, ValueError) as error:
        raise StoreError(
            str(store.path),
            f"says nothing sensible of the sensor {row['address']}: {error}.",
            hint=f"Set it up anew: `tpdevice set-up --device {row['address']}`.",
        ) from error
    return Setup(
        row["address"],
        row["kind"],
        row["name"],
        tuple(options.items()),
        row["true_rate_hz"],
        found,
    )


def _found(row: Row) -> Found:
    conversion = msgspec.json.decode(row["conversion_json"], type=Conversion)
    if not conversion.sound:
        raise ValueError("its conversion is not rising")
    return Found(conversion, row["conversion_date"] or "", row["fit_error_n"])
