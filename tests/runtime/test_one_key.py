"""What one key means, press by press."""

import pytest

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.units import ns
from tpdevice.runtime.onekey import (
    LATE_S,
    NUMBER_S,
    SURE_S,
    WAITS_S,
    OneKey,
    Out,
    looked,
    pressed,
    words,
)
from tpdevice.runtime.onelist import NUMBERS, Do
from tpdevice.runtime.pressabout import HINTS, About, Kind, Say

RATING, CHOICE = About(Kind.RATING, "1.0"), About(Kind.CHOICE, "screen_a")
PAUSE, RESUME = About(Kind.PAUSE), About(Kind.RESUME)
TENDER, COMFORT = About(Kind.TENDER, "0"), About(Kind.COMFORT, "0")


class Finger:
    """Presses at given times, and looks every 50 ms in between."""

    def __init__(self, now: About) -> None:
        self.now, self.t_s, self.outs = now, 0.0, list[Out]()
        self.key = OneKey()
        self.wait(1.0)

    def wait(self, for_s: float) -> "Finger":
        end_s = self.t_s + for_s
        while self.t_s < end_s - 1e-9:
            self.t_s = min(end_s, self.t_s + 0.05)
            self.key, outs = looked(self.key, ns(self.t_s), self.now)
            self.outs += outs
        return self

    def press(self, *after_s: float) -> "Finger":
        for gap_s in after_s:
            self.wait(gap_s)
            self.key, outs = pressed(self.key, ns(self.t_s), self.now)
            self.outs += outs
        return self

    def times(self, count: int, gap_s: float = 0.4) -> "Finger":
        return self.press(*[gap_s] * count)

    @property
    def did(self) -> list[Do]:
        return [out for out in self.outs if isinstance(out, Do)]

    @property
    def said(self) -> list[str]:
        return [out.word for out in self.outs if isinstance(out, Say)]


@pytest.mark.parametrize("count", range(1, 11))
@pytest.mark.parametrize("gap_s", [0.2, 0.4, 1.0])
def test_presses_are_counted_said_back_and_taken(count: int, gap_s: float) -> None:
    finger = Finger(RATING).times(count, gap_s).wait(1.3)
    assert finger.said[-1] == f"{count}?"
    assert finger.did == []
    assert finger.wait(1.6).did == [Do(Action.RATE, count)]


def test_a_press_while_it_is_said_back_begins_the_count_anew() -> None:
    finger = Finger(RATING).times(4).wait(1.5).times(2).wait(3.0)
    assert finger.said[-2:] == ["4?", "2?"]
    assert finger.did == [Do(Action.RATE, 2)]


@pytest.mark.parametrize("delay_s", [0.25, 0.5, 0.66])
def test_a_key_that_is_held_is_a_nought(delay_s: float) -> None:
    finger = Finger(RATING).press(0.4, delay_s, *[0.033] * 20).wait(3.0)
    assert finger.did == [Do(Action.RATE, 0)]


def test_two_presses_at_once_are_a_nought() -> None:
    assert Finger(RATING).press(0.4, 0.13).wait(3.0).did == [Do(Action.RATE, 0)]
    assert Finger(RATING).press(0.4, 0.13, 0.3).wait(3.0).did == [Do(Action.RATE, 3)]


def test_more_than_ten_presses_are_a_stop() -> None:
    assert Finger(RATING).times(11, 0.2).did == [Do(Action.STOP)]


def test_a_question_that_is_over_takes_its_count_with_it() -> None:
    finger = Finger(RATING).times(3)
    finger.now = PAUSE
    assert finger.wait(3.0).did == []


@pytest.mark.parametrize(
    ("after_s", "answer"),
    [(0.8, Action.YES), (2.2, Action.NO), (3.8, Action.YES), (5.2, Action.NO)],
)
def test_answers_come_one_by_one_and_a_press_takes_the_one_that_stands(
    after_s: float, answer: Action
) -> None:
    finger = Finger(CHOICE).press(0.5, after_s)
    assert finger.said[-1] == f"{answer.value.upper()}?"
    assert finger.did == []
    assert finger.wait(1.6).did == [Do(answer)]


def test_a_press_just_after_the_list_moved_on_is_about_the_answer_before() -> None:
    assert Finger(CHOICE).press(0.5, 1.7).wait(2.0).did == [Do(Action.YES)]


def test_the_list_says_each_answer_once_while_it_stands() -> None:
    finger = Finger(CHOICE).press(0.5).wait(4.4)
    assert finger.said[-3:] == ["YES?", "NO?", "YES?"]
    assert len(finger.said) == 3, "how to begin the list was said by the question"


def test_an_answer_is_taken_back_by_a_press_and_asked_again() -> None:
    finger = Finger(CHOICE).press(0.5, 2.2, 0.8).wait(4.0)
    assert finger.did == []
    assert finger.said[-1] == "YES OR NO"


def test_a_list_that_nobody_heeds_comes_to_an_end_without_an_answer() -> None:
    finger = Finger(CHOICE).press(0.5).wait(60.0)
    assert finger.did == []
    assert finger.said[-1] == "YES OR NO"


def test_one_press_pauses_and_one_goes_on() -> None:
    assert Finger(PAUSE).press(0.5).did == [Do(Action.PAUSE)]
    assert Finger(RESUME).press(0.5).did == [Do(Action.PAUSE)]


@pytest.mark.parametrize("now", [PAUSE, RESUME, TENDER, CHOICE])
def test_a_key_that_is_held_acts_no_more_than_once(now: About) -> None:
    finger = Finger(now).press(0.4, 0.5, *[0.033] * 30).wait(0.1)
    assert len(finger.did) <= 1
    assert Do(Action.STOP) not in finger.did


@pytest.mark.parametrize("now", [PAUSE, RESUME, TENDER, COMFORT, CHOICE])
def test_three_quick_presses_stop(now: About) -> None:
    finger = Finger(now).press(0.5, 0.25, 0.25)
    assert finger.did[-1] == Do(Action.STOP)
    assert len(finger.did) <= 2, "the first may have marked or paused"


@pytest.mark.parametrize(("now", "action"), [(TENDER, Action.TENDER), (COMFORT, Action.COMFORT)])
def test_one_press_marks_at_once(now: About, action: Action) -> None:
    assert Finger(now).press(0.5).did == [Do(action)]


def test_a_second_press_at_first_tender_does_not_mark_the_end_of_comfort() -> None:
    finger = Finger(TENDER).press(0.5)
    finger.now = COMFORT
    finger.press(0.4)
    assert finger.did == [Do(Action.TENDER)]
    assert finger.press(2.0).did[-1] == Do(Action.COMFORT)


def test_what_is_to_be_done_is_said_and_fits() -> None:
    for kind in Kind:
        assert Finger(About(kind, "x")).outs == [], "the cue says it"
    assert all(len(hint.text) <= 40 for hint in HINTS.values())
    finger = Finger(RATING).times(10).wait(1.3)
    now = words(finger.key, ns(finger.t_s))
    assert now is not None
    assert now.text == "10? Press to count again"


def test_who_waits_hears_the_numbers_one_by_one_and_nothing_is_taken() -> None:
    finger = Finger(RATING).wait(WAITS_S - 1.2)
    assert finger.said == []
    finger.wait(0.3 + NUMBER_S * 3)
    assert finger.said == ["0?", "1?", "2?", "3?"][: len(finger.said)]
    finger.wait(20.0)
    assert finger.said == [*[f"{number}?" for number in range(8)], "8-10"], "and once only"
    assert finger.did == []


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize("after_s", [0.35, 0.7, NUMBER_S + LATE_S - 0.05])
def test_a_press_takes_the_number_that_was_just_said(value: int, after_s: float) -> None:
    finger = Finger(RATING).press(WAITS_S - 1.0 + NUMBER_S * value + after_s + 0.06)
    assert finger.said[-1] == f"{value}?", "said back"
    assert finger.did == []
    assert finger.wait(SURE_S + 0.1).did == [Do(Action.RATE, value)]


def test_a_number_that_was_taken_is_taken_back_by_a_press_and_the_list_goes_on_near_it() -> None:
    finger = Finger(RATING).press(WAITS_S - 1.0 + NUMBER_S * 5.5, 0.9)
    assert finger.said[-2:] == ["5?", "3?"]
    finger.wait(NUMBER_S)
    assert finger.said[-1] == "4?"
    assert finger.press(0.3).wait(SURE_S + 0.1).did == [Do(Action.RATE, 4)]


def test_who_begins_to_count_where_the_numbers_begin_goes_on_counting() -> None:
    finger = Finger(RATING).press(WAITS_S - 0.9, 0.4, 0.4, 0.4).wait(3.0)
    assert finger.did == [Do(Action.RATE, 4)]


def test_the_numbers_and_the_last_answer_fit_into_the_patience_with_a_rating() -> None:
    longest_s = WAITS_S + NUMBER_S * len(NUMBERS) + LATE_S + SURE_S
    assert longest_s < rules.ANSWER_PATIENCE_S


def test_what_is_said_in_a_list_has_a_short_tone_so_that_its_word_is_heard_in_time() -> None:
    for finger in (Finger(RATING).wait(5.0), Finger(CHOICE).press(0.5).wait(3.0)):
        assert {out.tone for out in finger.outs if isinstance(out, Say)} == {"count"}


def test_what_stands_in_the_list_of_numbers_is_on_the_screen() -> None:
    finger = Finger(RATING).wait(WAITS_S - 1.0 + NUMBER_S * 8.5)
    now = words(finger.key, ns(finger.t_s))
    assert now is not None
    assert (now.word, now.text) == ("8-10", "Press now for 8 or more: it stops")
