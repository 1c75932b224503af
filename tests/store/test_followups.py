"""What was done and said comes back as it was kept."""

from dataclasses import replace as changed
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import ASKED, HEADER, NOON, SUMMARY, on, store_one

from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Side
from tpdevice.core.record import Outcome
from tpdevice.core.units import ns
from tpdevice.homework.past import Answer, Place, Pressed
from tpdevice.homework.progress import Done
from tpdevice.store.database import open_store
from tpdevice.store.followups import done_by, keep_answer, past_of

PLACE = Place("UT", "left")
AT_S = round(NOON.timestamp())


def test_a_session_that_pressed_is_known_with_its_place_and_hour(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = store_one(path)
    with open_store(path) as store:
        known = past_of(store, "Ada")
    assert known.pressed == (Pressed(number, PLACE, AT_S, date(2026, 3, 1).toordinal()),)
    assert known.answers == ()


def test_simulated_imported_and_untouched_sessions_and_those_of_others_never_count(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    store_one(path, replace(HEADER, simulated=True))
    store_one(path, imported=True)
    store_one(path, on(HEADER, profile="Bo"))
    nothing = replace(SUMMARY, pressed_ns=0, repetitions=())
    store_one(path, on(HEADER, side=Side.RIGHT), summary=nothing)
    with open_store(path) as store:
        assert past_of(store, "Ada").pressed == ()
        assert done_by(store, "Ada") == {}


def test_whether_a_session_held_long_enough_is_known(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    short = replace(SUMMARY, buckets=replace(SUMMARY.buckets, held_ns=ns(9.9)))
    store_one(path, summary=short)
    with open_store(path) as store:
        assert [each.held for each in past_of(store, "Ada").pressed] == [False]


def test_an_answer_comes_back_and_is_kept_once_for_each_check(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        (about,) = past_of(store, "Ada").pressed
        told = Answer(about, 24, AT_S + 90_000, 5, bruise=True, warning=False)
        assert keep_answer(store, told, local_date="2026-03-02")
        assert past_of(store, "Ada").answers == (told,)
        assert not keep_answer(store, changed(told, soreness=0), local_date="2026-03-02")
        later = changed(told, after_h=48, at_s=told.at_s + 90_000, bruise=False, warning=True)
        assert keep_answer(store, later, local_date="2026-03-03")
        assert past_of(store, "Ada").answers == (told, later)


@pytest.mark.parametrize("simulated", [True, False])
def test_an_answer_about_what_does_not_count_is_not_seen(
    tmp_path: Path, *, simulated: bool
) -> None:
    path = tmp_path / "log.db"
    number = store_one(path, replace(HEADER, simulated=simulated), imported=not simulated)
    about = Pressed(number, PLACE, AT_S, 1)
    with open_store(path) as store:
        told = Answer(about, 24, AT_S, 5, bruise=False, warning=True)
        keep_answer(store, told, local_date="2026-03-02")
        assert past_of(store, "Ada").answers == ()


def test_what_tells_of_a_gain_is_the_first_answer_of_the_first_hold(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    first = replace(ASKED, value=None)
    said = replace(ASKED, value=6, force_mn=30_000)
    second = replace(ASKED, value=2, repetition=2)
    store_one(path, rows=(first, said, ASKED, second))
    store_one(path, rows=(second,), at=NOON + timedelta(hours=1))
    with open_store(path) as store:
        done, unrated = done_by(store, "Ada")[PLACE]
        assert done_by(store, "Ada", since="2026-03-02") == {}
    day = date(2026, 3, 1).toordinal()
    assert done == Done(day, 6, 30_000, done.rig, str(Outcome.EASED))
    assert (unrated.start_rating, unrated.start_mn) == (None, None)


def test_another_tool_sensor_rig_or_map_is_another_rig(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    rows = (ASKED,)
    store_one(path, rows=rows)
    ball = replace(HEADER, conversion=Conversion.straight(2.0))
    store_one(path, ball, rows=rows, at=NOON + timedelta(hours=3))
    store_one(path, on(HEADER, tool="cane"), rows=rows)
    store_one(path, replace(HEADER, rig_multiplier=2.0), rows=rows, at=NOON + timedelta(hours=1))
    store_one(path, replace(HEADER, device_address="x"), rows=rows, at=NOON + timedelta(hours=2))
    with open_store(path) as store:
        assert len({done.rig for done in done_by(store, "Ada")[PLACE]}) == 5


def test_a_damaged_header_keeps_nobody_from_what_is_due(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        with store.transaction():
            store.change("UPDATE session SET header_json = '{'", {})
        assert len(done_by(store, "Ada")[PLACE]) == 1
