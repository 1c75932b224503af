"""What an answer means, row by row, and what holds for any answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pasts import answer, answers

from tpdevice.core import rules
from tpdevice.homework.followup import RULES, Meaning, meaning
from tpdevice.homework.past import HOUR_S, Answer

NEVER = 1 << 62


def rest_h(told: Answer) -> float | None:
    until_s = meaning(told).until_s
    return until_s and (until_s - told.at_s) / HOUR_S


def what(told: Answer) -> tuple[str, float | None, int, bool]:
    found = meaning(told)
    return found.rule.key, rest_h(told), found.lower_percent, found.firm


@pytest.mark.parametrize("soreness", [0, 1, 2, 3])
@pytest.mark.parametrize("after_h", [24, 48, 72])
def test_up_to_three_is_a_go(soreness: int, after_h: int) -> None:
    assert what(answer(soreness=soreness, after_h=after_h)) == ("go", 0, 0, False)


@pytest.mark.parametrize("soreness", [4, 5])
def test_four_and_five_after_a_day_rest_a_day_more_and_bring_a_tenth_less(soreness: int) -> None:
    assert what(answer(soreness=soreness)) == ("sore", 24, 10, False)


@pytest.mark.parametrize("soreness", [6, 7, 10])
def test_six_and_more_rest_three_days_and_bring_a_fifth_less(soreness: int) -> None:
    assert what(answer(soreness=soreness)) == ("very_sore", 72, 20, True)


@pytest.mark.parametrize("soreness", [0, 5])
def test_a_bruise_rests_three_days_however_little_it_hurts(soreness: int) -> None:
    assert what(answer(soreness=soreness, bruise=True)) == ("bruise", 72, 20, True)


def test_still_sore_after_two_days_is_a_week_and_a_bruise_on_top_asks_for_less_still() -> None:
    assert what(answer(soreness=4, after_h=48)) == ("still_sore", 7 * 24, 10, True)
    assert what(answer(soreness=4, after_h=48, bruise=True)) == ("still_sore", 7 * 24, 20, True)
    assert what(answer(soreness=9, after_h=48)) == ("still_sore", 7 * 24, 20, True)


def test_still_sore_after_three_days_should_be_looked_at_here() -> None:
    told = answer(soreness=4, after_h=72)
    assert what(told) == ("lasting", None, 20, True)
    assert meaning(told).care
    assert not meaning(told).rule.everywhere


@pytest.mark.parametrize("after_h", [24, 48, 72])
def test_a_warning_sign_should_be_looked_at_and_nothing_is_pressed_anywhere(after_h: int) -> None:
    told = answer(soreness=0, after_h=after_h, warning=True)
    assert what(told) == ("warning", None, 20, True)
    assert meaning(told).rule.everywhere


def test_of_dark_urine_with_muscle_pain_it_is_said_that_it_is_urgent() -> None:
    said = meaning(answer(warning=True)).rule.said
    assert "Dark urine with muscle pain is urgent" in said
    assert "doctor" in said


def test_how_much_less_is_asked_for_is_told_as_it_is() -> None:
    assert meaning(answer(soreness=4, after_h=48)).said.endswith("asks for 10 % less.")
    worse = answer(soreness=4, after_h=48, bruise=True)
    assert meaning(worse).said.endswith("asks for 20 % less.")
    assert "%" not in meaning(answer(soreness=1)).said


def test_an_answer_that_comes_late_tells_of_the_hour_at_which_it_came() -> None:
    assert meaning(answer(soreness=4, after_h=24, at_h=50)).rule.key == "still_sore"
    assert meaning(answer(soreness=4, after_h=24, at_h=80)).rule.key == "lasting"
    assert meaning(answer(soreness=4, after_h=48, at_h=44)).rule.key == "still_sore"


def test_the_rows_stand_in_the_order_of_how_long_they_rest() -> None:
    lengths = [NEVER if rule.rest_h is None else rule.rest_h for rule in RULES]
    assert lengths == sorted(lengths, reverse=True)
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert RULES[-1].applies(answer())


# What holds for any answer.


def length(found: Meaning) -> int:
    return NEVER if found.until_s is None else found.until_s


@given(answers(), answers())
def test_a_worse_answer_never_gives_a_shorter_rest_nor_a_higher_band(
    told: Answer, other: Answer
) -> None:
    worse = replace(
        told,
        soreness=max(told.soreness, other.soreness),
        bruise=told.bruise or other.bruise,
        warning=told.warning or other.warning,
    )
    before, after = meaning(told), meaning(worse)
    assert length(after) >= length(before)
    assert after.lower_percent >= before.lower_percent
    assert after.firm >= before.firm
    assert after.care >= before.care
    assert after.rule.everywhere >= before.rule.everywhere


@given(answers(), st.integers(0, 60))
def test_who_says_the_same_later_is_not_let_off_earlier(told: Answer, later_h: int) -> None:
    later = replace(told, at_s=told.at_s + later_h * HOUR_S)
    assert length(meaning(later)) >= length(meaning(told))


@given(answers())
def test_no_answer_raises_a_band_and_every_rest_that_is_longer_than_a_day_is_firm(
    told: Answer,
) -> None:
    found = meaning(told)
    assert 0 <= found.lower_percent <= rules.LOWER_VERY_SORE_PERCENT
    rests_long = found.until_s is None or found.until_s - told.at_s > rules.REST_SORE_H * HOUR_S
    assert found.firm == rests_long
    assert found.rule.why
    assert found.said.endswith(".")
