"""Answers by the ball itself: woken first, said back, and taken back by a touch."""

import pytest
from sitting import FREE_N, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching
from tpdevice.core.cue import Direction
from tpdevice.core.record import Ending, Happened
from tpdevice.runtime.content import questions
from tpdevice.session import events as ev
from tpdevice.session.byball import ECHO, TAKE_BACK_S
from tpdevice.session.cues import CUES
from tpdevice.session.phases import Phase
from tpdevice.session.screening import QUESTIONS, READ_S, questions_for

FIRST = questions_for(first_session=True, refused=False, new_place=False)
LATER = questions_for(first_session=False, refused=False, new_place=False)
SHORT, LONG = 0.3, 2.0
YES, NO, STOP = (SHORT, SHORT), (LONG,), (SHORT, SHORT, SHORT)
READ = 30.0
"""Longer than any question is to be read, s."""


def asked(screen: tuple[str, ...] = FIRST, rest_n: float = FREE_N) -> Sitting:
    """A session at its first question, with a ball that lies still and was not woken."""
    sitting = Sitting(header(screen=screen), zeroes=True).connect()
    return sitting.press(rest_n, READ)


def woken(screen: tuple[str, ...] = FIRST, rest_n: float = FREE_N) -> Sitting:
    return asked(screen, rest_n).presses(*YES)


def answered(sitting: Sitting, *lengths_s: float) -> Sitting:
    """Answer, and wait until the answer counts and the next question could be read."""
    sitting.presses(*lengths_s)
    return sitting.press(sitting.force_n, TAKE_BACK_S + 0.2)


def notes(sitting: Sitting, kind: str) -> list[tuple[str, str]]:
    return [(row.name, row.cause) for row in sitting.rows(Happened) if row.kind == kind]


def test_two_short_presses_wake_the_ball_and_answer_nothing() -> None:
    sitting = asked()
    assert sitting.word == "question"
    sitting.presses(*YES).press(FREE_N, 10.0)
    assert sitting.state.questions == FIRST
    assert sitting.word == "question_ball"
    assert "woken" in [name for name, _ in notes(sitting, "ball")]


@pytest.mark.parametrize("lengths_s", [NO, STOP, (SHORT,)])
def test_nothing_else_wakes_it_and_nothing_counts_before(lengths_s: tuple[float, ...]) -> None:
    sitting = answered(asked(), *lengths_s).press(FREE_N, 5.0)
    assert sitting.state.questions == FIRST
    assert not sitting.state.ball.armed
    assert set(sitting.words) == {"question"}


@pytest.mark.parametrize("rest_n", [0.0, 14.0, -5.0])
def test_one_long_press_answers_no_after_it_was_said_back(rest_n: float) -> None:
    sitting = woken(rest_n=rest_n).presses(*NO)
    assert sitting.word == "ball_no"
    assert sitting.state.questions == FIRST, "it does not count yet"
    sitting.press(rest_n, TAKE_BACK_S + 0.2)
    assert sitting.state.questions == FIRST[1:]
    assert ("no", "ball") in notes(sitting, "key")
    assert (FIRST[0], "no") in notes(sitting, "answer")


def test_two_short_presses_answer_yes_the_same_way_as_the_key() -> None:
    sitting = answered(woken(), *YES)
    assert sitting.state.phase is Phase.DONE
    assert sitting.summary.ending is Ending.SCREENED_OUT
    assert sitting.word == "refused"


@pytest.mark.parametrize("after_s", [0.2, 0.8, 1.4])
@pytest.mark.parametrize("lengths_s", [YES, NO])
def test_a_press_takes_an_answer_back_and_the_question_stands_again(
    lengths_s: tuple[float, ...], after_s: float
) -> None:
    sitting = woken().presses(*lengths_s).press(FREE_N, after_s - 0.2)
    sitting.press(12.0, 0.3)
    assert sitting.word == "ball_back"
    sitting.press(FREE_N, 0.3).press(12.0, 0.3).press(FREE_N, 5.0)
    assert sitting.state.questions == FIRST
    assert sitting.word == "question_ball"
    assert answered(sitting, *NO).state.questions == FIRST[1:], "and can be answered"


@pytest.mark.parametrize("key", [Action.PAUSE, Action.TENDER, Action.LET_GO, Action.NEXT])
def test_any_other_key_only_takes_an_answer_back(key: Action) -> None:
    sitting = woken().presses(*NO).key(key).press(FREE_N, 5.0)
    assert sitting.state.questions == FIRST
    assert not sitting.state.paused


def test_yes_no_and_stop_keys_count_as_themselves_over_a_pending_answer() -> None:
    assert woken().presses(*NO).key(Action.YES).state.phase is Phase.DONE
    assert woken().presses(*NO).key(Action.STOP).state.phase is Phase.STOPPED
    one = woken().presses(*YES).key(Action.NO).press(FREE_N, 5.0)
    assert one.state.questions == FIRST[1:], "and the pending answer is gone"


def test_a_ball_that_does_not_lie_still_takes_an_answer_back() -> None:
    sitting = woken().presses(*NO).press(lambda s: 3.0 if (s * 5) % 1 < 0.5 else 0.0, 3.0)
    assert sitting.state.questions == FIRST
    assert ("taken back", "the ball did not lie still") in notes(sitting, "ball")


def test_no_answer_counts_while_force_cannot_be_seen() -> None:
    sitting = woken().presses(*NO).silence(3.0)
    assert sitting.state.questions == FIRST
    assert ("taken back", "force was not visible") in notes(sitting, "ball")


def test_an_answer_that_comes_before_the_question_can_be_read_is_passed_over() -> None:
    sitting = answered(woken(), *NO)
    assert sitting.state.questions == FIRST[1:]
    sitting.presses(*NO)
    assert sitting.word == "ball_early"
    sitting.press(FREE_N, 5.0)
    assert sitting.state.questions == FIRST[1:]
    sitting.press(FREE_N, READ)
    assert answered(sitting, *NO).state.questions == FIRST[2:]


def test_every_question_has_time_to_be_read_at_four_words_a_second() -> None:
    assert set(READ_S) == {*QUESTIONS, "zero_far"}
    for key, question in questions().items():
        words = len(" ".join((question.title, *question.items)).split())
        assert READ_S[key] >= words / 4.0, f"{key}: {words} words"


@pytest.mark.parametrize("height_n", [5.0, 8.0, 20.0, 45.0])
def test_presses_unlike_those_that_woke_it_are_passed_over(height_n: float) -> None:
    sitting = woken().presses(*NO, height_n=height_n).press(FREE_N, 3.0)
    unlike = not 6.0 <= height_n <= 24.0
    assert (sitting.state.questions == FIRST) is unlike


def test_three_short_presses_stop_once_the_ball_is_woken() -> None:
    sitting = woken().presses(*STOP)
    assert sitting.state.phase is Phase.STOPPED
    assert sitting.summary.ending is Ending.STOPPED_BY_PERSON


def keyless(answer: tuple[float, ...] = NO, screen: tuple[str, ...] = LATER) -> Sitting:
    """Answer all of the screening by the ball, and then whether a key is within reach."""
    sitting = woken(screen)
    for _ in screen:
        answered(sitting, *NO).press(FREE_N, READ)
    assert sitting.told[-1].question_id == "key"
    return answered(sitting, *answer)


def test_who_answers_by_the_ball_is_asked_for_a_key_and_goes_without_marks() -> None:
    sitting = Sitting(header(screen=LATER, calibration=None, calibrate=True)).connect()
    sitting.press(FREE_N, READ).presses(*YES)
    for _ in LATER:
        answered(sitting, *NO).press(FREE_N, READ)
    answered(sitting, *NO).press(FREE_N, 3.0)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.state.band is not None
    assert sitting.state.band.kind == "uncalibrated"
    middle_n = sitting.state.band.aim_mn / 1000
    sitting.until(Phase.HOLD, middle_n).press(middle_n, 100.0)
    assert sitting.state.phase is Phase.RELEASE
    assert "rate" not in sitting.words, "that is for who has a key"
    assert {row.value for row in sitting.ratings} == {None}, "who does not answer is not rated"


def test_who_has_a_key_in_reach_is_asked_for_marks_and_ratings_as_usual() -> None:
    sitting = keyless(YES)
    assert not sitting.state.ball.keyless
    assert sitting.hold().word == "rate"


def test_who_answered_the_last_question_by_a_key_is_not_asked_for_one() -> None:
    sitting = answered(woken(LATER), *NO).press(FREE_N, READ).key(Action.NO)
    assert sitting.state.phase is not Phase.SCREENING
    assert "key" not in {told.question_id for told in sitting.told}


def test_who_paused_goes_on_by_two_short_presses_off_the_ball() -> None:
    sitting = keyless(YES).press(FREE_N, 2.0).key(Action.PAUSE).press(FREE_N, 2.0)
    assert sitting.word == "paused_ball"
    sitting.presses(*YES)
    assert sitting.word == "ball_on"
    assert sitting.press(FREE_N, 2.3).state.paused is False


def test_nobody_goes_on_after_a_pause_by_what_happens_on_top_of_a_load() -> None:
    sitting = keyless(YES).press(FREE_N, 2.0).key(Action.PAUSE)
    before = [name for name, _ in notes(sitting, "ball")]
    sitting.press(44.0, 6.0).presses(*YES).press(44.0, 4.0)
    assert [name for name, _ in notes(sitting, "ball")] == [*before, "twice"], "it was heard"
    assert sitting.state.paused


def test_the_ball_is_woken_in_a_pause_too() -> None:
    sitting = Sitting().approach().key(Action.PAUSE).press(FREE_N, 2.0).presses(*YES)
    assert sitting.word == "paused_ball"
    assert sitting.state.paused


def test_whether_the_sensor_is_free_is_answered_by_it_and_the_zero_is_then_taken() -> None:
    sitting = Sitting(header(screen=LATER), zeroes=False).connect().press(12.0, READ)
    sitting.presses(*YES)
    for _ in LATER:
        answered(sitting, *NO).press(12.0, READ)
    answered(sitting, *YES)
    for _ in range(6):
        sitting.press(12.0, 1.1)
        if not sitting.state.zero.asking:
            sitting.feed(ev.ZeroRefused(sitting.state.now_ns, ev.NoZero.FAR))
    assert sitting.word == "zero_far_ball"
    sitting.press(12.0, READ_S["zero_far"])
    assert not [e for e in sitting.effects if getattr(e, "confirmed", False)]
    answered(sitting, *YES)
    assert [e for e in sitting.effects if getattr(e, "confirmed", False)]


@pytest.mark.parametrize("coaching", [Coaching.SLOW, Coaching.NONE])
def test_a_sensor_that_is_too_slow_is_not_listened_to(coaching: Coaching) -> None:
    sitting = Sitting(header(screen=FIRST, coaching=coaching)).connect().press(FREE_N, READ)
    sitting.presses(*YES).presses(*YES).press(FREE_N, 4.0)
    assert sitting.state.questions == FIRST


def test_somebody_who_lies_down_while_a_question_stands_answers_nothing() -> None:
    sitting = woken().move(70.0, n_per_s=9.0).press(70.0, 5.0).move(FREE_N, n_per_s=9.0)
    sitting.press(FREE_N, 5.0)
    assert sitting.state.questions == FIRST


def test_no_echo_asks_for_force_and_all_fit() -> None:
    echoes = {*ECHO.values(), "ball_back", "ball_early", "question_ball", "zero_far_ball"}
    for key in (*echoes, "paused_ball"):
        assert CUES[key].direction in (Direction.NONE, Direction.OFF)
        assert len(CUES[key].text) <= 40
