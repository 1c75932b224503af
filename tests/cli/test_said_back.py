"""Answers in plain mode are said back, and nothing that was not asked for."""

from sitting import IN_N, Sitting, header

from tpdevice.cli.saidback import said_back
from tpdevice.core.action import Action


def test_a_rating_is_said_back_and_no_key_that_a_cue_answers() -> None:
    state = Sitting().hold().state
    assert said_back(state, Action.RATE, 5) == "5 of 10."
    assert said_back(state, Action.PAUSE, 0) == ""
    assert said_back(state, Action.YES, 0) == ""


def test_yes_and_no_are_said_back_where_they_are_asked_for() -> None:
    state = Sitting(header(screen=("screen_a",))).state
    assert said_back(state, Action.YES, 0) == "Yes."
    assert said_back(state, Action.NO, 0) == "No."
    assert said_back(state, Action.RATE, 5) == ""


def test_what_nobody_asked_for_is_not_said_back() -> None:
    state = Sitting().hold().rate(5).press(IN_N, 1.0).state
    assert said_back(state, Action.RATE, 5) == ""
    assert said_back(None, Action.RATE, 5) == ""
