"""The rooms of home in lines: another place, a day later, the past, people, settings, pages."""

from datetime import timedelta
from pathlib import Path

import pytest
from carelog import ADA, press, say
from msgspec.structs import replace
from running import Said, tpdevice
from some_session import HEADER, NOON, MarksRow, on, store_one

from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.linerooms.sensor import sensor_line
from tpdevice.core.plan import Side
from tpdevice.core.settings import Unit
from tpdevice.runtime import content
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.targets import REAL
from tpdevice.store.database import open_store
from tpdevice.store.followups import past_of
from tpdevice.store.people import settings_of
from tpdevice.tui.desk import Seen, SensorView
from tpdevice.tui.liking import LIKINGS

SIM = ("--sim", "127.0.0.1:1")
"""A simulator that is not there: no radio is reached for."""
BOXES = set("│─┌┐└┘├┤╭╮╰╯█▁▂▃▄▅▆▇▏▎▍▌▋▊▉●○◆▸✓→…")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def pressed(log: Path) -> Path:
    """Return the log of somebody who pressed with a cane the day before yesterday."""
    press(log, local_now() - timedelta(hours=50))
    return log


def home(log: Path, *lines: str, options: tuple[str, ...] = ()) -> Said:
    typed = "".join(f"{line}\n" for line in lines)
    return tpdevice("--db", str(log), "--plain", *options, stdin=typed)


# Another place.


def test_a_place_is_found_by_where_it_hurts_and_told_before_side_tool_and_how(
    pressed: Path,
) -> None:
    said = home(pressed, "c", "temple", "1", "2", "b", "q")
    assert said.code == 0
    lines = said.out.splitlines()
    found = lines.index("Which place. 1 to 2, Enter lists, b goes back:")
    assert lines[found - 2].startswith("1. ")
    assert "often felt there: temple" in said.out
    order = ["Find it: ", "Keep away: ", "Stop at once: ", "Side. ", "Right: free", "With what. "]
    places = [said.out.index(words) for words in order]
    assert places == sorted(places)


def test_a_place_that_is_named_outright_is_not_asked_about_again(pressed: Path) -> None:
    said = home(pressed, "c", "ut", "b", "q").out
    assert "Which place" not in said
    assert "Top of the shoulder. Upper trapezius." in said


def test_of_a_side_that_rests_it_is_said_why(log: Path) -> None:
    say(log, press(log, local_now() - timedelta(hours=30)), soreness=8)
    said = home(log, "c", "UT", "1", "b", "q").out
    assert "Left: rests today: " in said


def test_every_place_can_be_listed(pressed: Path) -> None:
    said = home(pressed, "c", "?", "b", "q").out.splitlines()
    for point in content.points().values():
        assert f"{point.plain}, {point.key}" in said


def test_words_for_no_place_are_answered_and_asked_again(pressed: Path) -> None:
    said = home(pressed, "c", "xqzzw", "b", "q").out
    assert "Nothing was found.\nWhere: " in said


def test_what_is_never_offered_says_why(pressed: Path) -> None:
    assert "Not offered: " in home(pressed, "c", "front of the neck", "b", "b", "q").out


def test_whoever_begins_somewhere_says_first_who_it_is(log: Path) -> None:
    said = home(log, "c", "Kim", "1", "UT", "b", "q").out
    assert said.index("You are Kim.") < said.index("Where: ")
    assert HouseDesk(log, REAL).people().here == "Kim"


def test_only_ways_that_are_offered_there_are_asked_for(pressed: Path) -> None:
    point = next(p for p in content.points().values() if p.gentle and len(p.supports) == 1)
    said = home(pressed, "c", point.key, "1", "1", options=SIM)
    assert "Only this way here: " in said.out


# A session.


def test_a_choice_that_is_due_begins_there_with_the_tool_of_last_time(pressed: Path) -> None:
    press(pressed, local_now() - timedelta(days=1), simulated=True)
    said = tpdevice("--db", str(pressed), "--plain", *SIM, typed="1\nq\n")
    assert "Begins: Top of the shoulder, left, with cane.\n" in said.out
    assert "Side. " not in said.out
    # Nobody simulates there: it is told, and home is still there.
    assert said.out.count("Home. 1 to") == 2
    assert said.code == 0


def test_another_place_begins_as_it_was_answered(pressed: Path) -> None:
    said = tpdevice("--db", str(pressed), "--plain", *SIM, typed="c\nUT\n2\n2\nrolling pin\n3\nq\n")
    assert "Begins: Top of the shoulder, right, with rolling pin.\n" in said.out


def test_a_place_that_rests_says_all_of_why_and_begins_nothing_where_it_must_not(
    log: Path,
) -> None:
    say(log, press(log, local_now() - timedelta(hours=50)), bruise=True)
    said = tpdevice("--db", str(log), "--plain", typed="1\nq\n")
    assert "it left a bruise, so it rests until" in said.out
    assert "Another place may be pressed." in said.out
    assert said.code == 0


def test_a_session_that_cannot_begin_fails_a_pipe(pressed: Path) -> None:
    press(pressed, local_now() - timedelta(days=1), simulated=True)
    said = home(pressed, "1", "l", "q", options=SIM)
    assert said.code == 3
    assert "Past sessions. " not in said.out.partition("Begins")[2]


# A day later.


def answers(log: Path) -> list[tuple[int, bool, bool]]:
    with open_store(log) as store:
        told = past_of(store, "Ada").answers
    return [(each.soreness, each.bruise, each.warning) for each in told]


def test_a_day_later_is_answered_line_by_line_and_heard_before_it_counts(log: Path) -> None:
    press(log, local_now() - timedelta(hours=30))
    said = home(log, "f", "5", "n", "y", "n", "5", "n", "n", "y", "q")
    assert "Sore 5 of 10, bruise no, signs yes: keep it? y or n" in said.out
    assert answers(log) == [(5, False, False)]
    assert "The next time asks for 10 % less." in said.out


def test_what_is_put_off_keeps_nothing_and_is_still_offered(log: Path) -> None:
    press(log, local_now() - timedelta(hours=30))
    said = home(log, "f", "5", "b", "", "q").out
    assert "Put off." in said
    assert answers(log) == []
    assert said.count("how is it now?") == 2


def test_every_session_that_is_asked_about_is_answered_in_one_go(log: Path) -> None:
    press(log, local_now() - timedelta(hours=30))
    press(log, local_now() - timedelta(hours=31), replace(ADA, side=Side.RIGHT))
    said = home(log, "f", *("1", "n", "n", "y") * 2, "q").out
    assert "Answer, first of 2: " in said
    assert len(answers(log)) == 2


# The past.


def test_a_past_session_is_chosen_by_number_and_read_in_full(pressed: Path) -> None:
    said = home(pressed, "l", "1", "b", "q").out
    assert ", Top of the shoulder, left: held 60 s, rated 6 to 6, no clear change, with cane." in (
        said
    )
    assert "session 1, " in said
    assert "hold 1, after 0 s: 6 of 10" in said


def test_many_sessions_are_read_out_some_at_a_time(log: Path) -> None:
    for days in range(1, 13):
        press(log, local_now() - timedelta(days=days))
    said = home(log, "l", "10", "1", "b", "q").out
    assert "10. Earlier ones.\nPast sessions. 1 to 10" in said
    assert "Past sessions. 1 to 3," in said
    assert "session 10, " in said


def test_how_it_went_says_marks_with_their_error_and_what_may_be_said_of_them(log: Path) -> None:
    store_one(log, on(HEADER, profile="Ada"), rows=(MarksRow(1, 25_001, 40_003, 2),))
    said = home(log, "t", "q").out
    assert "2026-03-01: first tender 25.0 N, give or take " in said
    assert "Threshold: nothing to compare yet." in said
    assert "marks of the same person wander further." in said
    assert "2026-03-01: rated 6 to 4." in said


def test_how_it_went_says_the_force_at_one_rating_and_the_soreness_without_signs(
    log: Path,
) -> None:
    for day in range(4):
        at = NOON + timedelta(days=day)
        ada = replace(on(HEADER, profile="Ada"), local_date=at.date().isoformat())
        number = store_one(log, ada, at=at)
    say(log, number, soreness=2)
    said = home(log, "t", "q").out
    assert "Force rated 5: 31.1 N in the first 2 sessions, 31.1, give or take 6.5 N" in said
    assert "2026-03-04: rated 6 to 4, sore 2 the next day.\n" in said
    assert "2026-03-03: rated 6 to 4.\n" in said
    assert "Soreness the next day: 2 in the median of 1 session." in said


# People and settings.


def test_another_person_is_chosen_by_number_and_a_new_one_by_name_and_unit(pressed: Path) -> None:
    said = home(pressed, "p", "2", "Kim", "3", "p", "Ada", "q")
    assert said.code == 2, "a name is no number"
    said = home(pressed, "p", "2", "q").out
    assert "You are Kim." in said
    with open_store(pressed) as store:
        assert settings_of(store, "Kim").unit is Unit.LBF


def test_a_name_that_is_none_is_refused_with_the_reason(pressed: Path) -> None:
    said = home(pressed, "p", "2", "x" * 81, "1", "q").out
    assert "81 characters long" in said


def test_every_setting_is_a_line_with_its_value_and_a_change_is_said_and_kept(
    pressed: Path,
) -> None:
    voice = 1 + [row.field for row in LIKINGS].index("voice")
    said = home(pressed, "s", "1", "2", str(voice), "", "b", "q").out
    assert "1. Unit of force: N.\n" in said
    assert "\nUnit of force: kgf.\n" in said
    assert "\nVoice: on.\n" in said
    assert f"{voice}. Voice: on.\n" in said, "the list that is said again tells what is so now"
    settings = HouseDesk(pressed, REAL).settings()
    assert (settings.unit, settings.voice) == (Unit.KGF, True)


# Pages.


def test_the_lesson_is_told_and_then_offered(log: Path) -> None:
    said = home(log, "i", "b", "q").out
    assert "HOLD: You are there.\nBetween just tender and still comfortable lies your band." in said
    assert "1. Try it.\nLesson. 1, Enter lists" in said
    assert "d for numbers" not in said, "lines have no such key"


def test_whether_it_works_is_answered_in_short_and_each_part_on_request(log: Path) -> None:
    said = home(log, "e", "5", "8", "b", "q").out
    assert "Nobody has tried this program on people in a study." in said
    assert "5. What nobody knows." in said
    assert "Lu 2022: " in said


def test_how_it_is_with_the_sensor_is_one_line() -> None:
    live = SensorView(Seen.LIVE, "Progressor_1", "live", reads="4 N", battery="battery low 8 %")
    assert sensor_line(live) == "Progressor_1: live, reads 4 N, battery low 8 %."
    away = SensorView(Seen.AWAY, "No sensor", "Bluetooth is off. Switch it on.")
    assert sensor_line(away) == "No sensor: Bluetooth is off. Switch it on."


def test_nothing_is_drawn_coloured_or_written_over_in_any_room(pressed: Path) -> None:
    store_one(pressed, on(HEADER, profile="Ada"))
    asked = ("f b l 1 b t s 1 b b p b i b e 1 8 b help c UT b", "q")
    said = home(pressed, *" ".join(asked).split()).out
    assert "Home of Ada." in said
    assert not {char for char in said if char in BOXES or (ord(char) < 32 and char != "\n")}
    assert max(len(line) for line in said.splitlines() if "`" not in line) <= 250
