"""Which questions are due, and when."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pasts import HIP, SHOULDER, answer, at, past, pasts, pressed

from tpdevice.core import rules
from tpdevice.homework.checks import checks_due
from tpdevice.homework.past import Past
from tpdevice.homework.questions import SIGNS, questions_of


def due(known: Past, at_h: float, **how: int) -> list[tuple[int, int]]:
    return [
        (check.about.session, check.after_h) for check in checks_due(known, now_s=at(at_h), **how)
    ]


@pytest.mark.parametrize(
    ("at_h", "asked"),
    [(1, []), (19.9, []), (20, [24]), (30, [24]), (43.9, [24]), (44, [48]), (119, [48]), (121, [])],
)
def test_it_is_asked_after_one_day_and_after_two_and_after_five_no_more(
    at_h: float, asked: list[int]
) -> None:
    assert [hours for _, hours in due(past(pressed()), at_h)] == asked


def test_each_check_is_asked_once() -> None:
    first = past(answer(soreness=2))
    assert due(first, 30) == []
    assert due(first, 47) == [(1, 48)]
    assert due(past(answer(soreness=2), answer(soreness=1, after_h=48)), 60) == []


def test_only_who_was_still_sore_is_asked_after_three_days() -> None:
    assert due(past(answer(soreness=4, after_h=48)), 69) == [(1, 72)]
    assert due(past(answer(soreness=3, after_h=48)), 69) == []
    eased = past(answer(soreness=5), answer(soreness=3, after_h=48))
    assert due(eased, 72) == []
    assert due(past(answer(soreness=5)), 72) == [(1, 72)]


def test_one_late_answer_stands_for_the_checks_that_it_came_after() -> None:
    assert due(past(answer(soreness=2, after_h=24, at_h=47.9)), 50) == [(1, 48)]
    assert due(past(answer(soreness=2, after_h=24, at_h=50)), 60) == []
    assert due(past(answer(soreness=5, after_h=48, at_h=75)), 80) == []


def test_only_the_newest_session_at_a_place_is_asked_about() -> None:
    known = past(pressed(1), pressed(2, at_h=24), pressed(3, HIP, at_h=10))
    assert due(known, 50) == [(2, 24), (3, 24)]


def test_who_was_told_to_have_it_looked_at_is_asked_the_next_day_until_it_is_gone() -> None:
    told = answer(warning=True)
    assert due(past(told), 30) == []
    (check,) = checks_due(past(told), now_s=at(45))
    assert (check.again, check.after_h) == ("warning", 73)
    no = answer(after_h=73, at_h=45, warning=True)
    assert due(past(told, no), 60) == []
    assert due(past(told, no), 66) == [(1, 74)]
    assert due(past(told, no), 24 * 30) == [(1, 24 * 30)]
    assert due(past(told, no, answer(after_h=74, at_h=66)), 24 * 30) == []


def test_whoever_wants_to_can_say_so_at_once() -> None:
    assert due(past(answer(warning=True)), 25, again_h=0) == [(1, 73)]


def test_where_it_lasts_only_that_place_is_asked_about_and_the_others_as_usual() -> None:
    known = past(answer(soreness=5, after_h=72), pressed(2, HIP, at_h=72))
    assert due(known, 100) == [(2, 24), (1, 100)]


@given(pasts(), st.integers(0, 400))
def test_no_session_is_asked_about_twice_and_no_check_that_was_answered(
    known: Past, at_h: int
) -> None:
    found = checks_due(known, now_s=at(at_h))
    assert len({check.about.session for check in found}) == len(found)
    said = {(each.about.session, each.after_h) for each in known.answers}
    for check in found:
        assert (check.about.session, check.after_h) not in said
        age_h = (at(at_h) - check.about.at_s) / 3600
        assert check.again or 20 <= age_h <= rules.CHECK_LATEST_H


@given(pasts(), st.integers(0, 400), st.randoms())
def test_the_order_in_which_things_were_said_changes_no_question(
    known: Past, at_h: int, chance: Random
) -> None:
    assert checks_due(_shuffled(known, chance), now_s=at(at_h)) == checks_due(known, now_s=at(at_h))


def _shuffled(known: Past, chance: Random) -> Past:
    done, said = list(known.pressed), list(known.answers)
    chance.shuffle(done)
    chance.shuffle(said)
    return Past(tuple(done), tuple(said))


def test_a_place_is_one_point_on_one_side() -> None:
    other = SHOULDER.__class__("UT", "right")
    assert due(past(pressed(1), pressed(2, other, at_h=1)), 26) == [(2, 24), (1, 24)]


def test_after_a_sign_it_is_asked_whether_it_is_gone_and_was_looked_at() -> None:
    (sign,) = checks_due(past(answer(warning=True)), now_s=at(45))
    (lasting,) = checks_due(past(answer(soreness=5, after_h=72)), now_s=at(95))
    (usual,) = checks_due(past(pressed()), now_s=at(24))
    assert [each.key for each in questions_of(usual)] == ["soreness", "bruise", "warning"]
    assert questions_of(lasting) == questions_of(usual)
    assert questions_of(sign)[:2] == questions_of(usual)[:2]
    assert "nobody who knows looked at it" in questions_of(sign)[2].text


def test_where_a_sign_and_soreness_stand_together_the_sign_is_asked_about() -> None:
    known = past(answer(soreness=5, after_h=72), answer(after_h=73, at_h=95, warning=True))
    (check,) = checks_due(known, now_s=at(120))
    assert check.again == "warning"


@pytest.mark.parametrize("sign", ["spreads", "swelling", "weakness", "dark urine", "fever"])
def test_every_sign_is_named(sign: str) -> None:
    assert sign in SIGNS.text
