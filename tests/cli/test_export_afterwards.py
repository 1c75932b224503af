"""Tables that are written after each session, where somebody wished it."""

import csv
from pathlib import Path

import pytest
from msgspec.structs import replace
from running import tpdevice
from some_session import HEADER, NOON, on, store_one

from tpdevice.cli.afterwards import export_after
from tpdevice.cli.liking import liked
from tpdevice.cli.sitting import Sitting, _Kept
from tpdevice.cli.sounding import SoundWish
from tpdevice.core.settings import Settings
from tpdevice.runtime.opening import Wishes
from tpdevice.store.database import open_store
from tpdevice.store.people import keep_settings


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, profile="Ada"))
    store_one(path, on(HEADER, profile="Bo"))
    return path


def people_in(folder: Path) -> list[str]:
    with (folder / "sessions.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["profile"] for row in csv.DictReader(file)]


def wished(log: Path, folder: Path, *options: str) -> Settings:
    """Ask for tables after each session of Ada; return her settings."""
    said = tpdevice("--db", str(log), "export", str(folder), "--profile", "Ada", *options)
    assert said.code == 0, said.err
    return liked(log, "Ada")


def test_the_tables_of_one_person_are_brought_up_to_date(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    settings = wished(log, folder, "--after-each", "--format", "csv")
    number = store_one(log, on(HEADER, profile="Ada"), at=NOON.replace(day=3))
    assert people_in(folder) == ["Ada"]
    export_after(log, number, settings=settings)
    assert people_in(folder) == ["Ada", "Ada"]


def test_two_people_get_no_folder_together(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    wished(log, folder, "--after-each", "--format", "csv")
    (tmp_path / "link").symlink_to(folder)
    for same in (folder, tmp_path / "link", tmp_path / "other" / ".." / "mine"):
        words = ("export", str(same), "--profile", "Bo", "--after-each", "--force")
        said = tpdevice("--db", str(log), *words)
        assert said.code == 2
        assert "The tables of Ada go there after each session" in " ".join(said.err.split())
    assert people_in(folder) == ["Ada"]
    assert liked(log, "Bo") == Settings()
    words = ("export", str(folder), "--profile", "Ada", "--after-each", "--force")
    assert tpdevice("--db", str(log), *words).code == 0


def test_a_folder_that_two_people_were_given_before_is_told_and_left_alone(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    settings = wished(log, folder, "--after-each", "--format", "csv")
    with open_store(log) as store:
        keep_settings(store, "Bo", settings)
    export_after(log, 2, settings=settings)
    assert "The tables of Ada go there" in " ".join(capsys.readouterr().err.split())
    assert people_in(folder) == ["Ada"]


def test_a_folder_that_another_log_was_given_since_is_told_and_left_alone(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, other = tmp_path / "mine", tmp_path / "other.db"
    settings = wished(log, folder, "--after-each", "--format", "csv")
    store_one(other, on(HEADER, profile="Ada"))
    store_one(other, on(HEADER, profile="Ada"), at=NOON.replace(day=3))
    theirs = wished(other, folder, "--after-each", "--format", "csv", "--force")
    export_after(log, 1, settings=settings)
    told = " ".join(capsys.readouterr().err.split())
    assert "The folder was given to another log. `export --after-each` chooses another" in told
    assert len(people_in(folder)) == 2
    export_after(other, 1, settings=theirs)
    assert "are up to date" in capsys.readouterr().err
    taken_back = wished(log, folder, "--after-each", "--format", "csv", "--force")
    export_after(other, 1, settings=theirs)
    export_after(log, 1, settings=taken_back)
    assert len(people_in(folder)) == 1


def test_a_folder_that_was_put_away_is_made_anew(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    settings = wished(log, folder, "--after-each", "--format", "csv")
    folder.rename(tmp_path / "put away")
    for _ in range(2):
        export_after(log, 1, settings=settings)
        assert people_in(folder) == ["Ada"]


def test_names_stay_left_out(log: Path, tmp_path: Path) -> None:
    settings = wished(log, tmp_path / "mine", "--after-each", "--without-names")
    export_after(log, 1, settings=settings)
    assert people_in(tmp_path / "mine") == ["person 1"]


def test_it_ends_when_it_is_no_longer_wished(log: Path, tmp_path: Path) -> None:
    wished(log, tmp_path / "mine", "--after-each")
    said = tpdevice("--db", str(log), "export", "--not-after-each", "--profile", "Ada")
    assert (said.code, "nothing is written" in said.err) == (0, True)
    assert liked(log, "Ada") == Settings()


def test_a_failure_is_told_and_stops_nothing(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = wished(log, tmp_path / "mine", "--after-each")
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    export_after(log, 1, settings=replace(settings, export_folder=str(blocked)))
    export_after(log, 1, settings=replace(settings, export_folder=str(blocked / "deeper")))
    export_after(log, 99, settings=settings)
    assert capsys.readouterr().err.count("The tables were not written to") == 3


@pytest.mark.parametrize("simulated", [False, True])
def test_a_session_that_was_kept_is_exported_unless_it_was_made_up(
    log: Path, tmp_path: Path, *, simulated: bool
) -> None:
    folder = tmp_path / "fixed"
    sitting = Sitting(
        log,
        lambda _status, _search: pytest.fail("nothing is searched for"),
        wishes=Wishes(),
        plain=True,
        simulated=simulated,
        settings=Settings(export_folder=str(folder)),
        sound=SoundWish(),
    )
    sitting._kept = _Kept(1, None, lambda _: 0)
    assert sitting.keep()
    assert folder.exists() is not simulated


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ((), "A folder is missing"),
        (("mine", "--after-each"), "After whose sessions"),
        (("--not-after-each",), "After whose sessions"),
        (("--after-each", "--profile", "Ada"), "A folder is missing"),
    ],
)
def test_what_is_missing_is_said(options: tuple[str, ...], reason: str, log: Path) -> None:
    said = tpdevice("--db", str(log), "export", *options)
    assert (said.code, reason in said.err) == (2, True)


def test_a_person_who_is_not_there_is_said(log: Path) -> None:
    said = tpdevice("--db", str(log), "export", "--not-after-each", "--profile", "Cy")
    assert (said.code, "knows nobody called Cy" in said.err) == (1, True)
