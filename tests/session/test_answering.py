"""How to answer is said in the terms of how somebody answers now, and named at one place."""

import re

import pytest
from sitting import FREE_N, Sitting, header

from tpdevice.core.cue import Told
from tpdevice.runtime.content import questions
from tpdevice.session.answering import EVERY_WAY, WAYS, By, worded
from tpdevice.session.cues import CUES, EVERY_WORD

A_KEY = re.compile(r"(?<!['’])\b(?:[b-hj-z]|space|esc|escape|enter|keys?)\b", re.IGNORECASE)
"""What would be the name of a key; "a" and "I" are words."""


def told(key: str) -> Told:
    return Told(7, CUES[key], "CALIBRATE", "", text=CUES[key].text)


@pytest.mark.parametrize("key", CUES)
def test_no_cue_names_a_key_by_itself(key: str) -> None:
    assert not A_KEY.search(CUES[key].text)
    assert not A_KEY.search(CUES[key].spoken)


@pytest.mark.parametrize("by", [By.TOUCH, By.ONE_KEY])
def test_nobody_who_has_no_keys_is_told_of_one(by: By) -> None:
    for key in CUES:
        cue = worded(told(key), by).cue
        assert not A_KEY.search(cue.text), cue.text
        assert not A_KEY.search(cue.spoken), cue.spoken


@pytest.mark.parametrize("key", [*questions()])
def test_no_question_names_a_key(key: str) -> None:
    question = questions()[key]
    said = " ".join((question.title, *question.items, question.advice))
    assert not A_KEY.search(said.replace("reach a key", "").replace("C7", ""))


def test_whoever_has_keys_is_told_which() -> None:
    assert worded(told("calibrate_tender"), By.KEYS).text == "Slowly. Press t when first tender"
    for key in ("calibrate_tender", "calibrate_comfort", "paused", "question", "rate", "zero_far"):
        assert A_KEY.search(worded(told(key), By.KEYS).text), key


def test_how_to_answer_fits_a_line_and_a_breath_and_has_its_words_made_before() -> None:
    for key, ways in WAYS.items():
        assert set(ways) == set(By)
        assert key in CUES
        for words in ways.values():
            assert 0 < len(words.text) <= 40, words.text
            assert 0 < len(words.spoken.split()) <= 7, words.spoken
    assert set(EVERY_WAY) <= set(EVERY_WORD)


def test_every_cue_that_awaits_an_answer_of_a_hand_says_how() -> None:
    by_ball = re.compile(r"_ball$|^number_|^rated_")
    asking = {key for key, cue in CUES.items() if cue.question and not by_ball.search(key)}
    assert asking <= set(WAYS)


@pytest.mark.parametrize("by", By)
def test_what_is_no_question_is_told_as_it_is(by: By) -> None:
    assert worded(told("press"), by) == told("press")


def test_answers_by_the_ball_keep_their_own_words_whatever_else_is_at_hand() -> None:
    sitting = Sitting(header(screen=("changed",))).connect().press(FREE_N, 5.0)
    sitting.presses(0.3, 0.3)
    assert sitting.word == "question_ball"
    assert worded(sitting.told[-1], By.TOUCH) == sitting.told[-1]
