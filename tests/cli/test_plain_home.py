"""Home in lines: what is due as numbered choices, each list once, and what is chosen is done."""

from datetime import timedelta
from pathlib import Path

import pytest
from carelog import ADA, press
from msgspec.structs import replace
from running import Said, tpdevice

from tpdevice.core.plan import Side
from tpdevice.runtime.memory import local_now


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def rested(log: Path) -> Path:
    """Return the log of somebody with a place that is due and one that rests."""
    press(log, local_now() - timedelta(days=4), replace(ADA, side=Side.RIGHT))
    press(log, local_now() - timedelta(days=1))
    return log


def home(log: Path, *arguments: str, typed: str | None = None, stdin: str = "") -> Said:
    return tpdevice("--db", str(log), "--plain", *arguments, typed=typed, stdin=stdin)


def test_what_is_due_is_the_first_choice_and_what_rests_says_so(rested: Path) -> None:
    lines = home(rested, typed="q\n").out.splitlines()
    assert lines[0] == "Home of Ada."
    assert lines[1].startswith("1. Top of the shoulder, right: due. Last pressed 4 days ago")
    assert lines[1].endswith("With cane. Begin it.")
    assert lines[2] == "2. Top of the shoulder, left: rests. Pressed yesterday. With cane."
    assert lines[-1].startswith("Home. 1 to 13, Enter lists, q leaves: ")


def test_whoever_is_new_is_led_to_the_lesson_first(log: Path) -> None:
    lines = home(log, typed="q\n").out.splitlines()
    assert lines[:2] == [
        "Welcome.",
        "New here? The lesson needs no sensor, and letting go is always safe.",
    ]
    assert lines[2].startswith("1. The lesson")
    assert not log.exists()


def test_every_prompt_says_what_may_be_answered(rested: Path) -> None:
    typed = "c\nq\nf\nb\nl\nb\np\nb\ns\n1\nb\nb\ne\nb\ni\nb\nq\n"
    said = home(rested, stdin=typed).out
    prompts = [line for line in said.splitlines() if line.endswith(":")]
    assert len(prompts) == typed.count("\n")
    for prompt in prompts:
        assert prompt.endswith((" b goes back:", " q leaves:", " b puts it off:")), prompt


def test_a_list_is_said_again_only_when_it_is_wanted(rested: Path) -> None:
    once = home(rested, typed="help\nl\nb\nq\n").out
    assert once.count("Past sessions.\n") == 1
    for again in ("", "?"):
        assert home(rested, typed=f"{again}\nq\n").out.count("Past sessions.\n") == 2


def test_a_list_that_has_changed_is_said_anew_before_a_number_is_asked(rested: Path) -> None:
    said = home(rested, typed="p\n2\nKim\n1\nq\n").out
    _, _, after = said.partition("You are Kim.")
    assert "Home of Kim.\n1. Begin at a place.\n" in after


def test_what_is_not_understood_is_said_and_asked_again(rested: Path) -> None:
    said = home(rested, typed="seven\n0\n99\n\x1b[2J\nq\n")
    assert said.code == 0
    for shown in ("'seven'", "'0'", "'99'", "'[2J'"):
        assert f"{shown} is not understood.\nHome. 1 to 13" in said.out


@pytest.mark.parametrize("leaves", ["q\n", "b\n", "Q\n", "13\n", "leave\n", "", "l\n"])
def test_home_is_left_by_a_key_its_number_or_the_end_of_input(rested: Path, leaves: str) -> None:
    assert home(rested, typed=leaves).code == 0


def test_on_a_terminal_nobody_has_to_hear_commands(rested: Path) -> None:
    assert "`" not in home(rested, typed="q\n").out


def test_through_a_pipe_every_choice_tells_the_command_that_does_it(rested: Path) -> None:
    said = home(rested)
    assert said.code == 0
    place = "--point UT --side right --tool cane --support cane"
    assert (
        f"Begin it. `tpdevice --db {rested} run --plain --profile Ada {place}`"
        in said.out.splitlines()[1]
    )
    assert f"`tpdevice --db {rested} follow-up --profile Ada`" in said.out
    assert said.out.endswith("q leaves:\n"), "no prompt without a line end"


def test_what_is_printed_to_be_typed_works_on_the_same_file(rested: Path) -> None:
    [line] = [each for each in home(rested).out.splitlines() if "Past sessions" in each]
    words = line.partition("`tpdevice ")[2].rstrip("`").split()
    assert tpdevice(*words).out.count("Ada") == 2


def test_answers_through_a_pipe_are_done_in_their_order(rested: Path) -> None:
    said = home(rested, stdin="l\n1\nb\nq\n")
    assert said.code == 0
    assert "session 2, " in said.out


def test_an_answer_through_a_pipe_that_is_not_understood_ends_it(rested: Path) -> None:
    said = home(rested, stdin="bogus\nl\n")
    assert said.code == 2
    assert "'bogus' is not understood." in said.err
    assert "1 to 13" in said.err


def test_with_a_simulated_sensor_nothing_real_is_asked_or_due(rested: Path) -> None:
    assert "how is it now?" in home(rested).out
    said = home(rested, "--sim", "127.0.0.1:1")
    assert said.code == 0
    assert said.out.startswith("Home of Ada. SIMULATED.\n")
    assert "how is it now?" not in said.out
    assert "ressed" not in said.out


def test_a_simulated_place_is_due_as_often_as_one_likes(rested: Path) -> None:
    press(rested, local_now() - timedelta(hours=1), simulated=True)
    lines = home(rested, "--sim", "127.0.0.1:1", typed="q\n").out.splitlines()
    assert lines[1] == (
        "1. Top of the shoulder, left: due. Simulated: as often as you like. With cane. Begin it."
    )


def test_an_option_of_home_before_a_command_is_refused_with_the_reason(log: Path) -> None:
    said = tpdevice("--db", str(log), "--plain", "log")
    assert said.code == 2
    assert "--plain before a command is for home" in said.err


def test_a_log_that_cannot_be_read_is_told_and_home_still_opens(log: Path) -> None:
    log.write_text("this is no database, but a text of some length that says so")
    said = home(log, typed="q\n")
    assert said.code == 0
    assert str(log) in said.out.splitlines()[1]
