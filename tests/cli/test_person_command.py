"""`tpdevice person`, as it is typed."""

from pathlib import Path

import pytest
from running import Said, tpdevice
from two_people import two_people

from tpdevice.core.settings import Settings
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.people import keep_settings, people


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    two_people(path)
    return path


def person(log: Path, *words: str, typed: str | None = None) -> Said:
    return tpdevice("--db", str(log), "person", *words, typed=typed)


def who_is_in(path: Path) -> set[str]:
    with open_for_reading(path) as store:
        return set(people(store))


def test_deleting_says_what_goes_and_asks(log: Path) -> None:
    said = person(log, "delete", "Ada", typed="n\n")
    assert said.code == 0
    assert f"Of Ada, {log} holds: 3 sessions, 1 note, 1 answer" in said.err.replace("\n", " ")
    assert "Nothing was deleted." in said.err
    assert who_is_in(log) == {"Ada", "Kim"}


@pytest.mark.parametrize(("typed", "more"), [("y\n", ()), (None, ("--yes",))])
def test_whoever_is_sure_is_believed(typed: str | None, more: tuple[str, ...], log: Path) -> None:
    said = person(log, "delete", "Ada", *more, typed=typed)
    assert said.code == 0
    assert "none is left" in said.err
    assert "copies are yours to delete" in said.err
    assert who_is_in(log) == {"Kim"}


def test_deleting_names_the_folder_of_tables_that_the_log_knew_of(log: Path) -> None:
    with open_store(log) as store:
        keep_settings(store, "Ada", Settings(export_folder="/stick/tables"))
    said = person(log, "delete", "Ada", "--yes")
    assert "The tables that were written after each session stay in /stick/tables." in said.err


def test_nobody_is_deleted_where_nobody_can_be_asked(log: Path) -> None:
    said = person(log, "delete", "Ada")
    assert said.code == 2
    assert "--yes" in said.err
    assert who_is_in(log) == {"Ada", "Kim"}


def test_a_name_that_is_not_there_names_those_that_are(log: Path) -> None:
    said = person(log, "delete", "Eve", "--yes")
    assert said.code == 1
    assert "It knows Ada, Kim." in said.err
    assert who_is_in(log) == {"Ada", "Kim"}


def test_moving_says_what_went_where(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "ada.db"
    said = person(log, "move", "Ada", str(file))
    assert said.code == 0
    assert f"{file} has everything of Ada: 3 sessions" in said.err.replace("\n", " ")
    assert (who_is_in(log), who_is_in(file)) == ({"Kim"}, {"Ada"})
    assert "is still in" not in said.err


def test_without_a_log_nobody_is_there(tmp_path: Path) -> None:
    said = person(tmp_path / "none.db", "delete", "Ada", "--yes")
    assert said.code == 1
    assert "does not exist." in said.err
    assert list(tmp_path.iterdir()) == []
