"""The history of a place out of the log."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import HEADER, NOON, ROWS, on, store_one

from tpdevice.core.plan import Side
from tpdevice.store.database import Store, open_store
from tpdevice.store.pointhistory import Day, days_between, history_at, newest_day, notes_with
from tpdevice.store.remembered import add_note

LATER = NOON + timedelta(days=1)
NEXT_DAY = replace(HEADER, local_date="2026-03-02")
SIMULATED = replace(HEADER, simulated=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "log.db"
    store_one(path, on(NEXT_DAY, tool="cane"), at=LATER)
    store_one(path)
    store_one(path, SIMULATED)
    store_one(path, imported=True)
    store_one(path, on(HEADER, side=Side.RIGHT))
    with open_store(path) as store:
        yield store


def test_a_place_is_told_by_person_and_side_oldest_first_with_every_tool(store: Store) -> None:
    left, right = history_at(store, "UT")
    assert [(each.session, each.tool) for each in left.sessions] == [(2, "ball"), (1, "cane")]
    assert [each.session for each in right.sessions] == [5]
    assert history_at(store, "UT", profile="Bo") == ()
    assert history_at(store, "LS") == ()


def test_a_damaged_header_takes_no_session_out_of_a_history_and_is_compared_with_none(
    store: Store,
) -> None:
    with store.transaction():
        store.change("UPDATE session SET header_json = '{' WHERE id = 2", {})
        alike = "UPDATE session SET setup_id = (SELECT setup_id FROM session WHERE id = 2)"
        store.change(f"{alike} WHERE id = 1", {})
    damaged, whole = history_at(store, "UT", profile="Ada")[0].sessions
    assert (damaged.session, whole.session) == (2, 1)
    assert damaged.rig != whole.rig


def test_a_session_is_told_with_marks_ratings_time_in_band_and_soreness(store: Store) -> None:
    with store.transaction():
        said = {"session_id": 2, "after_h": 24, "soreness": 3, "bruise": 0, "warning": 0}
        store.insert("follow_up", {**said, "answered_utc": "", "local_date": "2026-03-02"})
        store.insert("follow_up", {**said, "after_h": 48, "answered_utc": "", "local_date": ""})
    once = history_at(store, "UT")[0].sessions[0]
    assert (once.held_s, once.first_rating, once.last_rating) == (54.125, 6, 4)
    assert once.in_band_percent == round(100 * (54.125 + 3) / (54.125 + 3 + 4 + 2))
    assert (once.threshold_n, once.threshold_ramps) == (25.001, 2)
    assert (once.outcome, once.next_day_soreness) == ("eased", 3)
    assert once.forces_n == ((5, 31.111),)


def test_what_was_simulated_stands_apart_and_only_where_asked_for(store: Store) -> None:
    found = history_at(store, "UT", include_simulated=True)
    assert [(each.simulated, len(each.sessions)) for each in found] == [
        (False, 2),
        (True, 1),
        (False, 1),
    ]


def test_newtons_of_another_tool_or_sensor_are_another_rig(store: Store) -> None:
    store_one(store.path, replace(NEXT_DAY, device_address="CC"), at=LATER, rows=ROWS[:1])
    left = history_at(store, "UT")[0]
    assert len({each.rig for each in left.sessions}) == 3


def test_only_the_newest_are_looked_at_and_it_says_that_there_are_more(store: Store) -> None:
    left = history_at(store, "UT", most=1)[0]
    assert [each.session for each in left.sessions] == [1]
    assert left.more
    assert not history_at(store, "UT", most=2)[0].more


def test_a_calendar_has_the_days_that_count(store: Store) -> None:
    days = days_between(store, "2026-03-01", "2026-03-31")
    assert days == (Day("2026-03-01", 2, 2, 108.25), Day("2026-03-02", 1, 1, 54.125))
    assert days_between(store, "2026-03-02", "2026-03-02") == days[1:]
    with_simulated = days_between(store, "2026-03-01", "2026-03-01", include_simulated=True)
    assert [day.sessions for day in with_simulated] == [3]
    assert newest_day(store, include_simulated=False) == "2026-03-02"
    assert newest_day(store, profile="Bo", include_simulated=True) is None


def test_notes_are_found_by_every_word_or_its_beginning(store: Store) -> None:
    add_note(store, 2, "Slept badly, long day", now=NOON)
    add_note(store, 3, "a long drive", now=NOON)
    assert [each.session for each in notes_with(store, "long BAD")] == [2]
    assert notes_with(store, "long nothing") == ()
    assert [each.session for each in notes_with(store, "long", include_simulated=True)] == [3, 2]
    assert notes_with(store, "long", profile="Bo") == ()


@pytest.mark.parametrize("words", ["", '"', 'long"', "long OR", "NEAR(", "text:", "*", "a'b", "^-"])
def test_no_words_can_make_the_search_fail(words: str, store: Store) -> None:
    add_note(store, 2, "a long day", now=NOON)
    notes_with(store, words)
