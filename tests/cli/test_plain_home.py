"""Home in lines: a numbered list, one line each, and what is chosen is done."""

from datetime import timedelta
from pathlib import Path

from carelog import press
from running import tpdevice

from tpdevice.runtime.memory import local_now


def test_without_a_terminal_home_is_a_list_of_commands(tmp_path: Path) -> None:
    said = tpdevice("--db", str(tmp_path / "log.db"))
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "Welcome."
    # What is printed to be typed works on the same file.
    begins = f"`tpdevice --db {tmp_path / 'log.db'} run --plain`"
    assert f"1. Begin a session with a sensor. {begins}" in lines
    assert lines[-1] == "q. Leave."
    assert "no terminal to choose on" in said.err
    assert not (tmp_path / "log.db").exists()


def test_a_number_does_it_and_home_comes_back(tmp_path: Path) -> None:
    db = ("--db", str(tmp_path / "log.db"))
    listed = tpdevice(*db, "--plain").out.splitlines()
    log = next(line.partition(".")[0] for line in listed if "past sessions" in line)
    said = tpdevice(*db, "--plain", typed=f"{log}\nseven\n0\nq\n")
    assert said.code == 0
    assert "There is no log yet" in said.err
    assert said.err.count("A number from 1 to") == 2
    assert said.out.count("q. Leave.") == 2


def test_the_end_of_input_leaves_home(tmp_path: Path) -> None:
    assert tpdevice("--db", str(tmp_path / "log.db"), "--plain", typed="").code == 0


def test_an_option_of_home_before_a_command_is_refused_with_the_reason(tmp_path: Path) -> None:
    said = tpdevice("--db", str(tmp_path / "log.db"), "--plain", "log")
    assert said.code == 2
    assert "--plain before a command is for home" in said.err


def test_who_it_is_and_what_is_due_is_said_first(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "--plain")
    assert said.out.splitlines()[0] == "Welcome."
    assert "New here?" not in said.out, "the lesson was taken"


def test_with_a_simulated_sensor_nothing_real_is_asked_or_due(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    press(path, local_now() - timedelta(hours=30))
    db = ("--db", str(path), "--plain")
    assert "how is it now?" in tpdevice(*db).out
    said = tpdevice(*db, "--sim", "127.0.0.1:1")
    assert said.code == 0
    assert "how is it now?" not in said.out
    assert "Pressed" not in said.out
