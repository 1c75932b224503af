"""`tpdevice follow-up`, and what `run` says of it before it begins."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from carelog import ADA, press, say
from msgspec.structs import replace
from running import Said, tpdevice

from tpdevice.cli.resting import rests, tell_what_waits
from tpdevice.core.plan import Identity, Side
from tpdevice.runtime.care import here, waiting
from tpdevice.runtime.memory import local_now
from tpdevice.store.database import open_store
from tpdevice.store.followups import past_of

RIGHT = replace(ADA, side=Side.RIGHT)
RUN = ("run", "--plain", "--profile", "Ada", "--point", "UT", "--side", "left", "--tool", "cane")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def yesterday(log: Path, identity: Identity = ADA, hours: float = 24) -> int:
    # At this very time of the day: an hour more is the day before, for an hour after midnight.
    return press(log, local_now() - timedelta(hours=hours), identity)


def follow_up(log: Path, *arguments: str, stdin: str = "", typed: str | None = None) -> Said:
    return tpdevice("--db", str(log), "follow-up", *arguments, stdin=stdin, typed=typed)


def said(log: Path) -> list[tuple[int, int, bool, bool]]:
    with open_store(log) as store:
        told = past_of(store, "Ada").answers
    return [(each.after_h, each.soreness, each.bruise, each.warning) for each in told]


def test_without_a_log_there_is_nothing_to_ask_and_none_is_made(log: Path) -> None:
    done = follow_up(log)
    assert (done.code, done.out) == (0, "")
    assert "Nothing to ask" in done.err
    assert not log.exists()


def test_three_lines_of_a_pipe_are_kept_and_their_meaning_is_told(log: Path) -> None:
    yesterday(log)
    done = follow_up(log, stdin="5\nn\nn\n")
    assert done.code == 0
    assert said(log) == [(24, 5, False, False)]
    (line,) = done.out.splitlines()
    assert "Give this place 24 hours more. The next time asks for 10 % less." in line
    assert "It rests until tomorrow" in line
    assert "pressed yesterday" in done.err


def test_what_was_answered_is_not_asked_again(log: Path) -> None:
    yesterday(log)
    follow_up(log, stdin="1\nn\nn\n")
    done = follow_up(log, stdin="9\ny\ny\n")
    assert "Nothing to ask Ada now." in done.err
    assert said(log) == [(24, 1, False, False)]


def test_an_empty_line_puts_a_place_off_and_the_next_one_is_asked(log: Path) -> None:
    yesterday(log)
    yesterday(log, RIGHT, hours=26)
    done = follow_up(log, stdin="\n2\nn\nn\n")
    assert done.code == 0
    assert "Put off" in done.err
    assert "right:" in done.out
    assert [each["side"] for each in json.loads(follow_up(log, "--json").out)["pending"]] == [
        "left"
    ]


@pytest.mark.parametrize("lines", ["", "5\n", "5\nn\n"])
def test_a_pipe_that_ends_early_puts_it_off_and_keeps_nothing(log: Path, lines: str) -> None:
    yesterday(log)
    done = follow_up(log, stdin=lines)
    assert done.code == 0
    assert "Put off" in done.err
    assert said(log) == []


@pytest.mark.parametrize(
    "lines", ["11\nn\nn\n", "-1\n", "5\nmaybe\nn\n", "5\nn\n7\n", "5.5\n", "٣\n"]
)
def test_a_line_that_is_not_understood_keeps_nothing_of_its_place(log: Path, lines: str) -> None:
    yesterday(log)
    done = follow_up(log, stdin=lines)
    assert done.code == 2
    assert "is not understood; nothing of this place was kept." in done.err
    assert said(log) == []


def test_somebody_at_a_terminal_is_asked_again_and_sees_the_answers_before_they_are_kept(
    log: Path,
) -> None:
    yesterday(log)
    done = follow_up(log, typed="x\n5\nn\ny\nn\n5\nn\nn\ny\n")
    assert done.code == 0
    assert said(log) == [(24, 5, False, False)]
    assert "Sore 5 of 10, bruise no, signs yes: keep it" in done.err


def test_signs_are_asked_about_once_for_all_places(log: Path) -> None:
    yesterday(log)
    yesterday(log, RIGHT, hours=26)
    done = follow_up(log, stdin="5\nn\ny\n2\nn\n")
    assert done.err.count("Any of these") == 1
    assert [warning for *_, warning in said(log)] == [True, False]
    assert "Everywhere: rests until somebody looked at it." in follow_up(log).out


def test_a_warning_sign_says_in_plain_words_what_to_do_and_is_asked_about_again(log: Path) -> None:
    yesterday(log)
    done = follow_up(log, stdin="2\nn\ny\n")
    assert "Do not press anywhere for now" in done.out
    assert "Dark urine with muscle pain is urgent" in done.out
    assert "Nothing to ask" in follow_up(log).err
    asked = follow_up(log, "--again", stdin="0\nn\nn\n")
    assert "nobody who knows looked at it" in asked.err
    assert "Everywhere" not in follow_up(log).out
    assert asked.code == 0
    with open_store(log) as store:
        assert here(store, ADA).rest is None


def test_what_is_pending_is_listed_as_json_and_nothing_is_asked(log: Path) -> None:
    number = yesterday(log)
    listed = json.loads(follow_up(log, "--json", "--profile", "Ada").out)
    (pending,) = listed["pending"]
    assert (pending["session"], pending["point"], pending["side"]) == (number, "UT", "left")
    assert (pending["after_h"], pending["again"]) == (24, False)
    assert list(pending["questions"]) == ["soreness", "bruise", "warning"]
    assert [item["kind"] for item in listed["due"]] == ["answer", "may"]
    assert listed["advice"] == []
    assert said(log) == []


def test_only_the_person_who_is_named_is_asked(log: Path) -> None:
    yesterday(log)
    assert "Nothing to ask Bo now." in follow_up(log, "--profile", "Bo").err
    assert waiting(log, "Bo") == ""
    assert "shoulder, left" in waiting(log, "Ada")


# Before a session. Exit code 4, and not 3, says that no radio was reached for.


def run(log: Path, *arguments: str) -> Said:
    return tpdevice("--db", str(log), *RUN, "--support", "cane", *arguments)


def test_a_place_that_rests_is_told_before_a_sensor_is_looked_for(log: Path) -> None:
    say(log, yesterday(log), bruise=True)
    done = run(log, "--anyway")
    assert done.code == 4
    assert "it left a bruise, so it rests until" in done.err
    assert "this rest cannot be skipped" in done.err


def test_a_days_rest_is_advice_and_the_way_past_it_is_told(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(log, yesterday(log), soreness=4)
    done = run(log)
    assert done.code == 4
    assert "this rest is advice" in done.err
    assert "`tpdevice run --anyway` goes on all the same." in done.err
    assert not rests(log, ADA, anyway=True)
    assert "You go on anyway." in capsys.readouterr().err


def test_after_a_warning_sign_the_way_back_is_told(log: Path) -> None:
    say(log, yesterday(log), warning=True)
    done = run(log, "--anyway")
    assert done.code == 4
    assert "doctor" in done.err
    assert "`tpdevice follow-up --again`" in done.err


def test_where_nothing_rests_nothing_is_said(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not rests(log, ADA, anyway=False)
    say(log, yesterday(log), soreness=3)
    assert not rests(log, ADA, anyway=False)
    assert capsys.readouterr().err == ""


def test_what_waits_for_an_answer_is_told_before_a_session(log: Path) -> None:
    told: list[str] = []
    tell_what_waits(log, "Ada", told.append)
    yesterday(log)
    tell_what_waits(log, "Bo", told.append)
    assert told == []
    tell_what_waits(log, "Ada", told.append)
    (line,) = told
    assert line.startswith("How is it since the last time (")
    assert line.endswith("`tpdevice follow-up` asks.")


def test_a_log_that_cannot_be_read_is_no_reason_not_to_begin(log: Path) -> None:
    log.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    tell_what_waits(log, "Ada", pytest.fail)
    assert not rests(log, ADA, anyway=False)
    assert follow_up(log).code == 1
