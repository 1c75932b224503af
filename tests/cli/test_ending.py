"""The end of a session: who asks for it, how often, and where it is kept."""

import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tpdevice.cli.ending import report, save_elsewhere
from tpdevice.cli.paths import command_on, usual_database
from tpdevice.cli.signals import told_to_quit
from tpdevice.core.errors import StoreError
from tpdevice.core.record import Buckets, Ending, Outcome, Summary
from tpdevice.core.tape import Header
from tpdevice.runtime.content import questions
from tpdevice.session.sight import NO_LIVE_FORCE

REFUSED = StoreError("old.db", "cannot grow: the disk is full.", hint="Free some space.")


@pytest.fixture(params=["SIGINT", "SIGTERM", "SIGHUP"])
def asked(request: pytest.FixtureRequest) -> Iterator[signal.Signals]:
    if not hasattr(signal, request.param):
        pytest.skip("this system has no such signal")
    number = signal.Signals[request.param]
    before = signal.getsignal(number)
    yield number
    assert signal.getsignal(number) is before


def test_a_signal_asks_for_the_end_by_its_name(asked: signal.Signals) -> None:
    ends: list[str] = []
    also: list[str] = []
    with told_to_quit(ends.append, lambda: also.append("screen closed")):
        signal.raise_signal(asked)
    assert (ends, also) == ([asked.name], ["screen closed"])


def test_a_third_signal_leaves_at_once_with_the_code_of_the_first(
    asked: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    ends: list[str] = []
    with told_to_quit(ends.append):
        signal.raise_signal(asked)
        assert capsys.readouterr().err == ""
        signal.raise_signal(signal.SIGINT)
        assert "once more leaves at once" in capsys.readouterr().err
        with pytest.raises(SystemExit) as left:
            signal.raise_signal(signal.SIGINT)
    assert left.value.code == {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}[asked.name]
    assert ends == [asked.name, asked.name]


class Shelf:
    """Takes a session at some places only."""

    def __init__(self, *takes: Path) -> None:
        self.takes = takes
        self.tried: list[Path] = []

    def save(self, path: Path) -> int:
        self.tried.append(path)
        if path not in self.takes:
            raise StoreError(str(path), "cannot be opened.", hint="Choose another.")
        return 7


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nobody_to_ask_means_the_nearest_folder_that_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    shelf = Shelf(tmp_path / "home" / "tpdevice-rescued.db")
    assert save_elsewhere(shelf.save, REFUSED)
    assert shelf.tried == [tmp_path / "tpdevice-rescued.db", *shelf.takes]
    said = capsys.readouterr()
    assert said.out == ""
    assert "Not stored: old.db: cannot grow: the disk is full. Free some space." in said.err
    assert f"Saved as session 7 of {shelf.takes[0]}" in said.err


def test_somebody_at_a_terminal_is_asked_until_a_file_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    good = tmp_path / "good.db"
    monkeypatch.setattr(sys, "stdin", Terminal(f"\n{good}\n"))
    shelf = Shelf(good)
    assert save_elsewhere(shelf.save, REFUSED)
    assert shelf.tried == [tmp_path / "tpdevice-rescued.db", good]
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("Save this session to") == 2


def test_somebody_who_gives_up_is_told_that_it_is_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert not save_elsewhere(Shelf().save, REFUSED)
    assert "The session was not saved." in capsys.readouterr().err


def test_a_command_names_the_file_only_where_it_is_not_the_usual_one() -> None:
    assert command_on(usual_database(), "show 3") == "tpdevice show 3"
    assert command_on(Path("my logs") / "x.db", "log") in (
        "tpdevice --db 'my logs/x.db' log",
        "tpdevice --db 'my logs\\x.db' log",
    )


def summary(ending: Ending, code: int) -> Summary:
    return Summary(
        end_ns=0,
        ending=ending,
        reason="no sensor\x1b[31m",
        exit_code=code,
        buckets=Buckets(held_ns=1_600_000_000, below_ns=1_600_000_000),
        repetitions=(),
        first_rating=None,
        last_rating=None,
        outcome=Outcome.NOT_RATED,
        let_go=False,
        peak_mn=0,
        pressed_ns=0,
        cues=0,
        bad_frames=0,
    )


def test_an_interrupted_session_ends_with_what_to_do(
    short_header: Header, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(summary(Ending.INTERRUPTED, 3), short_header) == 3
    said = capsys.readouterr()
    assert "no sensor[31m" in said.out
    assert "in all: held 2 s · below 1 s" in said.out or "in all: held 2 s · below 1" in said.out
    assert said.err.startswith("Wake the sensor up")


def test_a_sensor_that_was_there_all_the_time_is_not_to_be_woken_up(
    short_header: Header, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = f"{NO_LIVE_FORCE}: switch the scale's hold off"
    assert report(replace(summary(Ending.INTERRUPTED, 3), reason=reason), short_header) == 3
    said = capsys.readouterr()
    assert f"interrupted: {reason}" in said.out
    assert said.err == ""


def test_an_interrupted_simulated_session_sends_nobody_to_a_sensor(
    short_header: Header, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated = replace(short_header, simulated=True)
    assert report(summary(Ending.INTERRUPTED, 3), simulated) == 3
    assert capsys.readouterr().err.startswith("See that the simulator runs")


@pytest.mark.parametrize("question", ["screen_a", "screen_b", "screen_c", "nerve", "place"])
def test_whoever_is_refused_reads_the_advice(
    question: str, short_header: Header, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = replace(summary(Ending.SCREENED_OUT, 4), reason=question)
    assert report(refused, short_header) == 4
    said = capsys.readouterr().out
    assert questions()[question].advice in said
    assert f": {question}" not in said


class Full(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_summary_that_nobody_can_read_is_no_success(
    short_header: Header, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(summary(Ending.FINISHED, 0), short_header, heard=False) == 1
    assert report(summary(Ending.QUIT, 143), short_header, heard=False) == 143
    monkeypatch.setattr(sys, "stdout", Full())
    assert report(summary(Ending.FINISHED, 0), short_header) == 1
    assert "stdout takes no more lines (No space left on device)" in capsys.readouterr().err
