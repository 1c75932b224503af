"""Which rest stands, and how much less the next band asks for."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pasts import HIP, SHOULDER, answer, answers, at, past, pasts, pressed

from tpdevice.core import rules
from tpdevice.homework.past import Answer, Past, Place
from tpdevice.homework.standing import lowered_by, rest_of, resting

NEVER = 1 << 62
PLACES = (SHOULDER, HIP)


def until_s(known: Past, place: Place, at_h: float) -> int:
    rest = rest_of(known, place, now_s=at(at_h))
    if rest is None:
        return 0
    return NEVER if rest.meaning.until_s is None else rest.meaning.until_s


def test_a_rest_stands_until_its_hour_and_at_its_own_place() -> None:
    known = past(answer(soreness=5))
    assert until_s(known, SHOULDER, 47.9) == at(48)
    assert until_s(known, SHOULDER, 48) == 0
    assert until_s(known, HIP, 30) == 0


def test_a_better_answer_does_not_end_a_rest() -> None:
    known = past(answer(soreness=7), answer(soreness=0, after_h=48))
    assert until_s(known, SHOULDER, 60) == at(24 + 72)


def test_of_two_rests_the_longer_one_is_told() -> None:
    known = past(answer(soreness=5), answer(soreness=5, after_h=48))
    assert until_s(known, SHOULDER, 49) == at(48 + 7 * 24)


def test_a_warning_sign_closes_every_place_until_somebody_looked_at_it() -> None:
    known = past(answer(warning=True), pressed(2, HIP))
    assert all(until_s(known, place, 24 * 365) == NEVER for place in PLACES)
    gone = past(answer(warning=True), answer(after_h=73, at_h=60))
    assert all(until_s(gone, place, 61) == 0 for place in PLACES)


def test_a_usual_answer_lifts_no_stop_and_neither_does_one_of_another_session() -> None:
    usual = past(answer(warning=True), answer(after_h=48))
    assert until_s(usual, SHOULDER, 49) == NEVER
    other = past(answer(warning=True), answer(pressed(2, HIP), after_h=80))
    assert until_s(other, SHOULDER, 100) == NEVER


def test_what_is_still_sore_or_still_a_sign_stays_closed() -> None:
    still = past(answer(soreness=5, after_h=72), answer(soreness=4, after_h=100))
    assert until_s(still, SHOULDER, 200) == NEVER
    again = past(answer(warning=True), answer(after_h=73, at_h=60, warning=True))
    assert until_s(again, HIP, 200) == NEVER


def test_whoever_corrects_a_slip_within_the_same_second_is_believed() -> None:
    slip = past(answer(warning=True, at_h=24), answer(after_h=73, at_h=24))
    assert until_s(slip, HIP, 25) == 0


def test_a_sign_that_is_gone_while_it_is_still_sore_closes_that_place_alone() -> None:
    known = past(answer(warning=True), answer(soreness=5, after_h=90))
    assert until_s(known, SHOULDER, 91) == NEVER
    assert until_s(known, HIP, 91) == 0


def test_the_next_band_is_lowered_and_the_one_after_it_is_not() -> None:
    told = answer(soreness=5)
    assert lowered_by(past(told), SHOULDER) == 10
    assert lowered_by(past(told), HIP) == 0
    assert lowered_by(past(told, pressed(2, at_h=60)), SHOULDER) == 0
    assert lowered_by(past(told, pressed(2, HIP, at_h=60)), SHOULDER) == 10


def test_a_touch_that_held_nothing_does_not_use_up_a_lower_band() -> None:
    assert lowered_by(past(answer(soreness=5), pressed(2, at_h=60, held=False)), SHOULDER) == 10


def test_the_worst_that_was_said_of_a_session_counts() -> None:
    known = past(answer(soreness=7), answer(soreness=0, after_h=48))
    assert lowered_by(known, SHOULDER) == 20


# What holds for any past.


@given(pasts(), st.integers(0, 400), st.randoms())
def test_the_order_in_which_things_were_said_changes_nothing(
    known: Past, at_h: int, chance: Random
) -> None:
    done, said = list(known.pressed), list(known.answers)
    chance.shuffle(done)
    chance.shuffle(said)
    mixed = Past(tuple(done), tuple(said))
    assert resting(mixed, now_s=at(at_h)) == resting(known, now_s=at(at_h))
    for place in PLACES:
        assert lowered_by(mixed, place) == lowered_by(known, place)


@given(pasts(), answers(), st.integers(0, 400))
def test_saying_more_at_a_usual_check_never_shortens_a_rest_nor_raises_a_band(
    known: Past, more: Answer, at_h: int
) -> None:
    about = known.pressed[-1]
    usual = replace(more, about=about, after_h=min(more.after_h, rules.CHECK_IF_SORE_H))
    after = Past(known.pressed, (*known.answers, usual))
    for place in PLACES:
        assert until_s(after, place, at_h) >= until_s(known, place, at_h)
        assert lowered_by(after, place) >= lowered_by(known, place)


@given(pasts(), st.integers(0, 400), st.integers(0, 200))
def test_time_alone_starts_no_rest(known: Past, at_h: int, later_h: int) -> None:
    now, then = (resting(known, now_s=at(at_h + more)) for more in (0, later_h))
    assert set(then) <= set(now)


@given(pasts())
def test_a_lower_band_lies_within_what_the_rules_know(known: Past) -> None:
    allowed = {0, rules.LOWER_SORE_PERCENT, rules.LOWER_VERY_SORE_PERCENT}
    assert {lowered_by(known, place) for place in PLACES} <= allowed
