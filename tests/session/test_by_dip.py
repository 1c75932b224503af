"""A rating by the ball: numbers one by one, and a short lightening takes the one just said."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, HIGH_N, IN_N, LOW_N, Sitting, header

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching
from tpdevice.core.cue import Direction
from tpdevice.core.record import Ending, Happened
from tpdevice.core.tape import BY_BALL
from tpdevice.session.bydip import BEGIN_S, LAST, LATE_S, NUMBER_S, TAKE_BACK_S
from tpdevice.session.cues import CUES, NUMBERS
from tpdevice.session.phases import Phase


def asked(**changes: object) -> Sitting:
    """A hold in which the first rating is asked of somebody with no key in reach."""
    sitting = Sitting(header(**changes)).connect()
    sitting.state = replace(sitting.state, ball=replace(sitting.state.ball, keyless=True))
    return sitting.hold()


def at_number(number: int, *, and_s: float = 0.6) -> Sitting:
    """The list, so long after a number was said."""
    sitting = asked()
    while sitting.word != f"number_{number}":
        sitting.press(IN_N, 0.1)
    return sitting.press(IN_N, and_s)


def lighten(sitting: Sitting, for_s: float = 0.3) -> Sitting:
    return sitting.press(5.0, for_s).press(IN_N, 0.1)


def test_the_numbers_are_said_one_by_one_after_how_to_answer() -> None:
    sitting = asked()
    assert sitting.word == "rate_ball"
    since_s = sitting.told[-1].at_ns / 1e9
    sitting.press(IN_N, BEGIN_S + NUMBER_S * (LAST + 1))
    told = [each for each in sitting.told if each.cue.key.startswith("number_")]
    assert [each.cue.key for each in told] == [f"number_{n}" for n in range(LAST + 1)]
    for n, each in enumerate(told):
        assert each.at_ns / 1e9 == pytest.approx(
            since_s + BEGIN_S + NUMBER_S * n, abs=0.11 * (n + 2)
        )


@pytest.mark.parametrize("number", [0, 3, 6])
def test_a_lightening_takes_the_number_just_said_and_counts_after_it_was_said_back(
    number: int,
) -> None:
    sitting = lighten(at_number(number))
    assert sitting.word == f"rated_{number}"
    assert sitting.ratings == []
    sitting.press(IN_N, TAKE_BACK_S + 0.2)
    assert [row.value for row in sitting.ratings] == [number]
    keys = [row for row in sitting.rows(Happened) if row.kind == "key"]
    assert [(row.name, row.cause, row.value) for row in keys] == [("rate", BY_BALL, number)]
    assert sitting.told[-1].echo == str(number)
    words = sitting.words[sitting.words.index(f"rated_{number}") :]
    assert words[0] != words[1]
    assert "rate_ball" not in words, "what follows is no question"


def test_a_lightening_just_after_a_number_is_about_the_one_before() -> None:
    assert LATE_S > 0.1
    assert lighten(at_number(4, and_s=0.1)).word == "rated_3"
    assert lighten(at_number(0, and_s=0.1)).word == "rated_0"


def test_lightening_again_takes_it_back_and_the_list_goes_on_near_it() -> None:
    sitting = lighten(lighten(at_number(5)).press(IN_N, 0.5))
    assert sitting.word == "number_3"
    sitting.press(IN_N, NUMBER_S)
    assert sitting.word == "number_4"
    lighten(sitting.press(IN_N, 0.4)).press(IN_N, TAKE_BACK_S + 0.2)
    assert [row.value for row in sitting.ratings] == [4]


def test_who_lets_go_answers_nothing() -> None:
    sitting = at_number(4).press(FREE_N, 2.0).press(IN_N, 0.5)
    assert not {f"rated_{n}" for n in range(LAST + 1)} & set(sitting.words)
    assert sitting.ratings == []


def test_the_last_number_means_to_come_off_for_today() -> None:
    sitting = lighten(at_number(LAST)).press(IN_N, TAKE_BACK_S + 0.3)
    assert sitting.word == "come_off_rating"
    assert sitting.summary.ending is Ending.STOPPED_BY_GUARD


def test_a_correction_comes_first_and_the_list_waits_for_it() -> None:
    sitting = at_number(3).press(HIGH_N, 0.5)
    assert sitting.word == "less"
    sitting.press(HIGH_N, 2.0)
    assert "number_5" not in sitting.words
    sitting.press(IN_N, NUMBER_S)
    assert sitting.word == "number_3", "it is said once more, and stands as long as before"
    assert CUES["number_3"].priority < CUES["come_off_alarm"].priority


def test_who_says_no_number_is_not_rated_and_the_session_goes_on() -> None:
    sitting = asked().press(IN_N, rules.LIST_PATIENCE_S + 0.5)
    assert [row.value for row in sitting.ratings] == [None]
    assert sitting.state.ball.listing is None
    assert sitting.word == "rate_ball", "the next one is due, and its list begins anew"


@pytest.mark.parametrize("what", ["pause", "unseen", "key"])
def test_what_interrupts_a_list_leaves_nothing_of_it(what: str) -> None:
    sitting = lighten(at_number(4))
    if what == "pause":
        sitting.key(Action.PAUSE).press(IN_N, 3.0)
    elif what == "unseen":
        sitting.silence(3.0)
    else:
        sitting.rate(6).press(IN_N, 3.0)
    assert sitting.state.ball.listing is None
    assert [row.value for row in sitting.ratings if row.value is not None] == (
        [6] if what == "key" else []
    )


def test_a_sensor_that_is_too_slow_for_it_rates_nothing() -> None:
    sitting = asked(coaching=Coaching.SLOW)
    assert "rate_ball" not in sitting.words
    assert [row.value for row in sitting.ratings] == [None]


def test_no_cue_of_a_list_asks_for_more_force_and_all_fit() -> None:
    for number, word, _ in NUMBERS:
        for cue in (CUES[f"number_{number}"], CUES[f"rated_{number}"]):
            assert (cue.direction, cue.word) == (Direction.STAY, word)
            assert len(cue.text) <= 40


def test_the_whole_list_and_one_change_fit_into_the_patience_with_it() -> None:
    assert BEGIN_S + NUMBER_S * (LAST + 1) + 2 * TAKE_BACK_S < rules.LIST_PATIENCE_S


def test_who_has_a_key_lightens_for_nothing() -> None:
    sitting = Sitting().hold().press(IN_N, 6.0)
    lighten(sitting).press(IN_N, 3.0)
    assert sitting.ratings == []
    assert sitting.state.phase is Phase.HOLD
    assert LOW_N < IN_N


def test_what_a_lightening_did_to_the_mean_is_no_reason_to_press_more() -> None:
    sitting = lighten(at_number(3), 0.4)
    since = len(sitting.words)
    sitting.press(IN_N, 3.0)
    assert "more" not in sitting.words[since:]
    assert [row.value for row in sitting.ratings] == [3]
