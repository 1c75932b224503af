"""One client of a clinic is read back as the results told of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from clinicfolder import Folder, on
from msgspec.structs import replace
from some_result import HOLD

from tpdevice.homework.result import Felt
from tpdevice.store.clinic.reading import KeptDay, days_of, newest_file, sessions_of
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.database import Store, open_for_reading

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = Folder(tmp_path)
    holds = (replace(HOLD, held_s=10, mean_n=20.0), replace(HOLD, held_s=30, mean_n=40.0))
    felt = tuple(
        Felt("2026-03-02 UT", hours, date(2026, 3, 4), sore, bruise=False, warning=False)
        for hours, sore in ((24, 5), (48, 2))
    )
    folder.result(on(2), on(5, holds=holds), on(4, band_n=None, holds=()), felt=felt)
    bea = folder.plan("Bea", "bea-1")
    folder.result(on(3, uid="b"), name="b", plan_id="bea-1", plan_digest=bea)
    folder.take()
    with open_for_reading(folder.desk.path, schema=CLINIC) as opened:
        yield opened


def client(store: Store, name: str) -> int:
    row = store.row("SELECT id FROM client WHERE name = :name", {"name": name})
    assert row is not None
    return int(row["id"])


def test_sessions_come_newest_first_and_are_the_clients_own(store: Store) -> None:
    found = sessions_of(store, client(store, "Ada"), since=FIRST, until=LAST)
    assert [each.day.day for each in found] == [5, 4, 2]
    assert [each.place for each in found] == ["UT left"] * 3


def test_a_mean_counts_each_second_that_was_held_alike(store: Store) -> None:
    newest, unheld, first = sessions_of(store, client(store, "Ada"), since=FIRST, until=LAST)
    assert newest.mean_n == pytest.approx(35.0)
    assert (newest.held_s, newest.asked_s, newest.band_n) == (40.0, 120.0, (30.0, 40.0))
    assert (unheld.mean_n, unheld.band_n, unheld.soreness) == (None, None, None)
    assert first.soreness == 5


def test_only_the_days_that_are_asked_for_are_read(store: Store) -> None:
    ada = client(store, "Ada")
    found = sessions_of(store, ada, since=date(2026, 3, 4), until=date(2026, 3, 4))
    assert [each.day.day for each in found] == [4]
    days = days_of(store, ada, since=date(2026, 3, 3), until=date(2026, 3, 4))
    assert [each.day.day for each in days] == [4]


def test_days_tell_what_was_asked_and_done_the_oldest_first(store: Store) -> None:
    found = days_of(store, client(store, "Ada"), since=FIRST, until=LAST)
    assert found == (
        KeptDay(date(2026, 3, 2), asked=True, done=True),
        KeptDay(date(2026, 3, 4), asked=True, done=False),
        KeptDay(date(2026, 3, 5), asked=False, done=True),
        KeptDay(date(2026, 3, 6), asked=True, done=False),
    )


def test_a_day_of_two_plans_is_one_day(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.result(on(2))
    other = folder.plan("Ada", "ada-2")
    folder.result(on(4, uid="o"), name="o", plan_id="ada-2", plan_digest=other)
    folder.take()
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        found = days_of(store, client(store, "Ada"), since=FIRST, until=date(2026, 3, 4))
    assert [(each.day.day, each.done) for each in found] == [(2, True), (4, True)]


def test_the_file_of_the_newest_result_is_named(store: Store, tmp_path: Path) -> None:
    assert newest_file(store, client(store, "Bea")) == (tmp_path / "in" / "b.tpresult").resolve()
    assert newest_file(store, 999) is None
