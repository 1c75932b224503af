from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import ASKED, HEADER, IDENTITY, NOON, REPETITION, ROWS, SUMMARY, on, store_one

from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Calibration, Side
from tpdevice.core.record import Ending, Happened, MarksRow, ZeroRow
from tpdevice.core.tape import Header
from tpdevice.store.database import Store, open_store
from tpdevice.store.history import (
    UsedHere,
    earlier_ratings,
    has_pressed,
    last_zero_n,
    latest_calibration,
    never_calibrated,
    newest_answers,
    used_here,
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
            sensor_address=header.device_address,
            rig_multiplier=header.rig_multiplier,
            conversion=header.conversion,
            local_date=day,
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
        replace(HEADER, device_address="CC:DD"),
        replace(HEADER, conversion=Conversion((5.0, 9.0), (20.0, 60.0), 101.3)),
        SIMULATED,
    ],
)
def test_marks_belong_to_person_place_tool_sensor_and_rig(tmp_path: Path, other: Header) -> None:
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


def here(store: Store, *, side: Side = Side.LEFT, day: str = TODAY) -> UsedHere:
    return used_here(store, "Ada", point="UT", side=side, local_date=day)


def held(store: Store, *, day: str = TODAY) -> float:
    return here(store, day=day).held_today_s


def first_session(store: Store, profile: str = "Ada", *, simulated: bool = False) -> bool:
    return not has_pressed(store, profile, simulated=simulated)


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
        assert first_session(store)
        assert never_calibrated(store, "Ada", simulated=False)
        assert newest_answers(store, "Ada", simulated=False) == {}
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
        assert first_session(store)
    store_one(path, at=NOON + timedelta(hours=1))
    with open_store(path) as store:
        assert not first_session(store)
        assert first_session(store, simulated=True)
        assert first_session(store, "Bob")


def test_a_place_is_new_until_it_was_pressed(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        for point, side, known in (
            ("UT", Side.LEFT, True),
            ("UT", Side.RIGHT, False),
            ("LS", Side.LEFT, False),
        ):
            assert has_pressed(store, "Ada", simulated=False, point=point, side=side) is known


def test_a_stop_of_the_guard_is_known_on_that_day_at_that_place(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    stopped = replace(SUMMARY, ending=Ending.STOPPED_BY_GUARD)
    store_one(path, summary=stopped)
    with open_store(path) as store:
        assert here(store).stopped_today
        assert not here(store, side=Side.RIGHT).stopped_today
        assert not here(store, day="2026-03-02").stopped_today
    other = tmp_path / "other.db"
    store_one(other)
    store_one(other, SIMULATED, summary=stopped)
    with open_store(other) as store:
        assert not here(store).stopped_today


def test_a_place_that_was_pressed_the_day_before_is_known(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        found = [here(store, day=f"2026-03-0{day}").pressed_yesterday for day in (1, 2, 3)]
    assert found == [False, True, False]


def test_the_newest_answer_to_each_question_is_known(tmp_path: Path) -> None:
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
        found = newest_answers(store, "Ada", simulated=False)
    assert found == {"screen_a": False, "changed": False, "screen_c": True}


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


def test_earlier_answers_come_hold_by_hold_with_the_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    second = replace(ASKED, repetition=2)
    store_one(path, rows=(ASKED, second, second), at=NOON + timedelta(days=1))
    store_one(path, rows=(replace(ASKED, value=7), replace(ASKED, value=6)))
    with open_store(path) as store:
        holds = earlier_ratings(store, IDENTITY.profile, simulated=False)
    assert [[rating.value for rating in hold] for hold in holds] == [[7, 6], [5], [5, 5]]


def test_only_the_newest_holds_are_looked_back_on(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    for day in range(12):
        holds = tuple(replace(ASKED, repetition=n, value=day % 10) for n in (1, 2, 3))
        store_one(path, rows=holds, at=NOON + timedelta(days=day))
    with open_store(path) as store:
        found = earlier_ratings(store, IDENTITY.profile, simulated=False)
    assert len(found) == 30
    assert found[0][0].value == 2


def test_nobody_learns_from_another_from_a_simulation_or_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, profile="Bob"), rows=(ASKED,))
    store_one(path, SIMULATED, rows=(ASKED,))
    store_one(path, rows=(ASKED,), imported=True)
    elsewhere = on(HEADER, point="LS", side=Side.RIGHT, tool="cane")
    with open_store(path) as store:
        assert earlier_ratings(store, IDENTITY.profile, simulated=False) == ()
        assert len(earlier_ratings(store, IDENTITY.profile, simulated=True)) == 1
    store_one(path, elsewhere, rows=(ASKED,))
    with open_store(path) as store:
        assert len(earlier_ratings(store, IDENTITY.profile, simulated=False)) == 1
