"""How a sensor was set up is found again by its address, and by nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from some_session import store_one

from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import StoreError
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.read import list_sessions
from tpdevice.store.schema import LOG
from tpdevice.store.setups import (
    Found,
    Setup,
    forget_setup,
    remember_setup,
    setup_of,
    setups,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MAP = Found(Conversion((1.0, 4.0), (10.0, 60.0), 101.3), "2026-03-01", 1.5)
SCALE = Setup(
    "C0:DE:00:00:00:01",
    "uart-text",
    "MyScale42",
    (("format", "csv"), ("field", "2"), ("unit", "kgf")),
    9.87,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "log.db") as opened:
        yield opened


def keep(store: Store, setup: Setup, *, simulated: bool = False, now: datetime = NOON) -> None:
    remember_setup(store, setup, simulated=simulated, now=now)


def test_a_set_up_is_found_by_its_address_however_it_is_written(store: Store) -> None:
    keep(store, SCALE)
    assert setup_of(store, SCALE.address, simulated=False) == SCALE
    assert setup_of(store, SCALE.address.lower(), simulated=False) == SCALE
    assert setup_of(store, "C0:DE:00:00:00:02", simulated=False) is None


def test_a_simulated_set_up_is_not_taken_for_a_real_one(store: Store) -> None:
    keep(store, SCALE, simulated=True)
    assert setup_of(store, SCALE.address, simulated=False) is None
    assert setups(store, simulated=False) == ()
    assert setups(store, simulated=True) == (SCALE,)


def test_setting_up_anew_forgets_what_was_said_before(store: Store) -> None:
    keep(store, replace(SCALE, found=MAP))
    other = Setup(SCALE.address.lower(), "value", "MyScale42")
    keep(store, other)
    found = setups(store, simulated=False)
    assert [(each.kind, each.options, each.found) for each in found] == [("value", (), None)]


def test_what_values_mean_is_kept_with_its_date_and_its_error(store: Store) -> None:
    for found in (MAP, Found(Conversion.straight(0.0005, rest_raw=83_457.0), "2026-03-02", None)):
        keep(store, replace(SCALE, found=found))
        assert setup_of(store, SCALE.address, simulated=False) == replace(SCALE, found=found)


def test_a_map_that_does_not_rise_is_never_kept(store: Store) -> None:
    falling = replace(MAP, conversion=Conversion((1.0, 2.0), (5.0, 4.0)))
    with pytest.raises(ValueError, match="not rising"):
        keep(store, replace(SCALE, found=falling))
    assert setups(store, simulated=False) == ()


def test_what_is_forgotten_is_gone(store: Store) -> None:
    keep(store, SCALE)
    assert not forget_setup(store, SCALE.address, simulated=True)
    assert forget_setup(store, SCALE.address.lower(), simulated=False)
    assert setup_of(store, SCALE.address, simulated=False) is None


def test_the_newest_set_up_comes_first(store: Store) -> None:
    other = replace(SCALE, address="C0:DE:00:00:00:02")
    keep(store, SCALE, now=NOON + timedelta(days=1))
    keep(store, other)
    assert setups(store, simulated=False) == (SCALE, other)
    keep(store, other, now=NOON + timedelta(days=2))
    assert setups(store, simulated=False) == (other, SCALE)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("options_json", "[]"),
        ("options_json", '{"unit": 3}'),
        ("options_json", "{"),
        ("conversion_json", "null"),
        ("conversion_json", '{"above": [2.0, 1.0], "force_n": [1.0, 2.0]}'),
        ("conversion_json", '{"above": [], "force_n": []}'),
    ],
)
def test_what_another_program_made_of_it_is_refused(tmp_path: Path, column: str, text: str) -> None:
    path = tmp_path / "log.db"
    with open_store(path) as store:
        keep(store, replace(SCALE, found=MAP))
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"UPDATE sensor_setup SET {column} = ?", (text,))
        other.commit()
    with open_for_reading(path) as store:
        with pytest.raises(StoreError, match="nothing sensible") as caught:
            setup_of(store, SCALE.address, simulated=False)
        with pytest.raises(StoreError):
            setups(store, simulated=False)
    assert "set-up --device" in caught.value.hint


def test_a_file_of_the_second_step_gets_room_for_set_ups(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with closing(sqlite3.connect(path)) as old:
        old.execute("DROP TABLE sensor_setup")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_sensor_setups'")
        old.execute("PRAGMA user_version = 2")
        old.commit()
    with open_store(path) as store:
        assert store.pragma("user_version") == LOG.version
        assert len(list_sessions(store)) == 1
        keep(store, SCALE)
        assert setups(store, simulated=False) == (SCALE,)
