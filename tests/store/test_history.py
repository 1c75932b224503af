from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from some_session import HEADER, IDENTITY, NOON, REPETITION, ROWS, on, store_one

from tpdevice.core.plan import Calibration, Side
from tpdevice.core.record import Happened, MarksRow, ZeroRow
from tpdevice.core.tape import Header
from tpdevice.store.database import Store, open_store
from tpdevice.store.history import (
    Screening,
    held_today_s,
    is_first_session,
    last_screening,
    last_zero_n,
    latest_calibration,
    never_calibrated,
    used_today,
)
from tpdevice.store.remembered import (
    Place,
    last_place,
    profiles,
    remember_sensor,
    remembered_sensor,
    remembered_sensors,
)

SIMULATED = replace(HEADER, simulated=True)
TODAY = HEADER.local_date
GOOD = Calibration(25.001, 40.003, 2, 0.0)


def calibration(path: Path, header: Header = HEADER, *, day: str = TODAY) -> Calibration | None:
    with open_store(path) as store:
        return latest_calibration(
            store,
            header.identity,
            local_date=day,
            rig_multiplier=header.rig_multiplier,
            simulated=header.simulated,
        )


@pytest.mark.parametrize(
    ("day", "age_days"),
    [("2026-03-01", 0.0), ("2026-03-08", 7.0), ("2026-02-28", 0.0)],
)
def test_marks_are_valid_for_seven_days(tmp_path: Path, day: str, age_days: float) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    assert calibration(path, day=day) == replace(GOOD, age_days=age_days)


@pytest.mark.parametrize("day", ["2026-03-09", "2026-02-27"])
def test_marks_of_another_week_are_not(tmp_path: Path, day: str) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    assert calibration(path, day=day) is None


@pytest.mark.parametrize(
    "other",
    [
        on(HEADER, profile="Bob"),
        on(HEADER, point="LS"),
        on(HEADER, side=Side.RIGHT),
        on(HEADER, tool="cane"),
        replace(HEADER, rig_multiplier=2.0),
        SIMULATED,
    ],
)
def test_marks_belong_to_one_person_place_tool_and_rig(tmp_path: Path, other: Header) -> None:
    path = tmp_path / "log.db"
    store_one(path, other)
    assert calibration(path) is None
    assert calibration(path, other) == GOOD


def test_one_ramp_is_no_calibration(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, rows=(MarksRow(1, 25_000, 40_000, 1),))
    assert calibration(path) is None


def test_the_newest_marks_count(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    later = replace(HEADER, local_date="2026-03-02")
    store_one(path, later, at=NOON + timedelta(days=1), rows=(MarksRow(1, 1_000, None, 2),))
    store_one(path)
    assert calibration(path, day="2026-03-02") == Calibration(1.0, None, 2, 0.0)


def held(store: Store, *, side: Side = Side.LEFT, day: str = TODAY) -> float:
    return held_today_s(store, "Ada", point="UT", side=side, local_date=day)


def test_held_time_of_a_day_is_of_all_tools_and_killed_sessions_too(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    store_one(path, on(HEADER, tool="cane"))
    store_one(path, at=NOON + timedelta(hours=1), rows=(REPETITION,), summary=None)
    store_one(path, on(HEADER, side=Side.RIGHT))
    store_one(path, on(HEADER, profile="Bob"))
    with open_store(path) as store:
        assert held(store) == 3 * 54.125
        assert held(store, day="2026-03-02") == 0.0


def test_simulated_and_imported_sessions_never_count(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, SIMULATED)
    store_one(path, imported=True)
    with open_store(path) as store:
        assert held(store) == 0.0
        assert used_today(store, "Ada", local_date=TODAY).pressed_s == 0.0
        assert last_zero(store, simulated=False) is None
        assert is_first_session(store, "Ada", simulated=False)
        assert never_calibrated(store, "Ada", simulated=False)
        assert last_screening(store, "Ada", simulated=False) is None
        assert not never_calibrated(store, "Ada", simulated=True)
        assert store.rows("SELECT * FROM daily_use") == []
    assert calibration(path) is None


def test_what_was_pressed_today_is_counted_by_place(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, point="LS"))
    store_one(path, at=NOON + timedelta(hours=1))
    store_one(path, at=NOON + timedelta(hours=2))
    with open_store(path) as store:
        used = used_today(store, "Ada", local_date=TODAY)
    assert used.pressed_s == 3 * 66.5
    assert used.points == (("LS", "left"), ("UT", "left"))


def test_a_session_that_ended_at_screening_was_no_first_session(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    refused = (
        Happened(1, "answer", "screen_a", "SCREENING", 0, "yes"),
        Happened(1, "phase", "STOPPED", "STOPPED", 0),
    )
    store_one(path, rows=refused)
    with open_store(path) as store:
        assert is_first_session(store, "Ada", simulated=False)
    store_one(path, at=NOON + timedelta(hours=1))
    with open_store(path) as store:
        assert not is_first_session(store, "Ada", simulated=False)
        assert is_first_session(store, "Ada", simulated=True)
        assert is_first_session(store, "Bob", simulated=False)


def test_the_last_answers_of_the_last_day_are_known(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    later = replace(HEADER, local_date="2026-03-05")
    rows = (
        Happened(1, "answer", "changed", "SCREENING", 0, "no"),
        Happened(2, "answer", "screen_c", "SCREENING", 0, "yes"),
        Happened(3, "answer", "zero_far", "CALIBRATE", 0, "yes"),
    )
    store_one(path, later, at=NOON + timedelta(days=4), rows=rows)
    with open_store(path) as store:
        found = last_screening(store, "Ada", simulated=False)
    assert found == Screening("2026-03-05", {"changed": False, "screen_c": True})


def last_zero(store: Store, *, simulated: bool, address: str = "AA:BB") -> float | None:
    return last_zero_n(store, "Ada", tool="ball", sensor_address=address, simulated=simulated)


def test_the_last_zero_belongs_to_a_set_up(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, rows=(ZeroRow(1, 100), ZeroRow(2, 250)))
    with open_store(path) as store:
        assert last_zero(store, simulated=False) == 0.25
        assert last_zero(store, simulated=True) is None
        assert last_zero(store, simulated=False, address="CC") is None


def test_the_sensor_used_last_is_remembered_and_a_simulated_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with open_store(path) as store:
        assert remembered_sensor(store) is None
        remember_sensor(store, "progressor", address="CC", name="P", now=NOON)
    store_one(path, at=NOON + timedelta(hours=1))
    store_one(path, SIMULATED, at=NOON + timedelta(hours=2))
    with open_store(path) as store:
        assert [sensor.address for sensor in remembered_sensors(store)] == ["AA:BB", "CC"]
        remember_sensor(store, "progressor", address="CC", name="Q", now=NOON + timedelta(hours=3))
        found = remembered_sensor(store)
    assert found is not None
    assert (found.kind, found.address, found.name) == ("progressor", "CC", "Q")


def test_profiles_and_places_come_back_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, profile="Bob"))
    store_one(path, at=NOON + timedelta(hours=1), rows=ROWS)
    store_one(path, on(SIMULATED, profile="Sim"), at=NOON + timedelta(hours=2))
    with open_store(path) as store:
        assert profiles(store) == ("Ada", "Bob")
        assert profiles(store, include_simulated=True) == ("Sim", "Ada", "Bob")
        assert last_place(store, "Ada") == Place("UT", "left", IDENTITY.tool, "wall")
        assert last_place(store, "Sim") is None
