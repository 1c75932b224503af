"""Pause, stop and the other keys, wherever a session is."""

from collections.abc import Callable

import pytest
from sitting import FREE_N, IN_N, LOW_N, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.record import Ending, Happened
from tpdevice.session import events as ev
from tpdevice.session.phases import Phase

PLACES: dict[str, Callable[[], Sitting]] = {
    "screening": lambda: Sitting(header(screen=("screen_a", "screen_b", "screen_c"))),
    "waiting for the sensor": Sitting,
    "zero": lambda: Sitting(zeroes=False).connect().press(FREE_N, 0.5),
    "ramp": lambda: Sitting(header(calibration=None)).connect().press(10.0, 2.0),
    "ramp, tender marked": lambda: (
        Sitting(header(calibration=None)).connect().move(30.0).key(Action.TENDER)
    ),
    "approach": lambda: Sitting().approach().press(LOW_N, 1.0),
    "settling": lambda: Sitting().approach().until(Phase.HOLD, IN_N).press(IN_N, 1.0),
    "first question": lambda: Sitting().hold(),
    "hold": lambda: Sitting().hold().rate(5).press(IN_N, 5.0),
    "matching": lambda: Sitting().hold().rate(5).press(41.0, 21.0),
    "last question": lambda: Sitting().hold().answering(IN_N, 61.0, ratings=[5, 5, 5]),
    "out of the band": lambda: Sitting().hold().rate(5).press(LOW_N, 5.0),
    "unseen": lambda: Sitting().hold().rate(5).press(IN_N, 5.0).silence(2.0),
    "release": lambda: Sitting().hold().answering(IN_N, 61.0, ratings=[5, 5, 5, 5]),
    "rest": lambda: Sitting().repetition(5, 5, 5, 5),
    "lengthen": lambda: Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5),
}
PAUSED = {
    f"{name}, paused": lambda make=make: make().key(Action.PAUSE) for name, make in PLACES.items()
}


@pytest.mark.parametrize("place", [*PLACES, *PAUSED])
def test_stop_works_at_once_from_anywhere(place: str) -> None:
    sitting = (PLACES | PAUSED)[place]().key(Action.STOP)
    assert sitting.state.phase is Phase.STOPPED
    assert sitting.word == "come_off_stop"
    assert sitting.state.over
    assert sitting.summary.ending is Ending.STOPPED_BY_PERSON
    assert sitting.summary.exit_code == 0


@pytest.mark.parametrize("place", PLACES)
def test_sharp_works_at_once_from_anywhere(place: str) -> None:
    sitting = PLACES[place]().key(Action.SHARP)
    assert sitting.word == "come_off_sharp"
    assert sitting.summary.exit_code == 4


@pytest.mark.parametrize("place", [place for place in PLACES if place != "unseen"])
def test_pause_works_at_once_from_anywhere_and_space_goes_on(place: str) -> None:
    sitting = PLACES[place]()
    phase, since_ns = sitting.state.phase, sitting.state.now_ns - sitting.state.since_ns
    sitting.key(Action.PAUSE)
    assert sitting.word == "paused"
    sitting.silence(10.0, unseen_after_s=None)
    assert sitting.state.phase is phase
    assert sitting.state.lasted_ns() == since_ns
    sitting.key(Action.PAUSE)
    assert sitting.state.phase is phase
    assert not sitting.state.paused
    assert sitting.word != "paused"


def test_a_pause_stands_the_clock_and_is_counted_as_such() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 10.0)
    held_s = sitting.held_s
    sitting.key(Action.PAUSE).press(IN_N, 7.0).key(Action.PAUSE)
    assert sitting.held_s == held_s
    sitting.press(IN_N, 2.9)
    assert sitting.held_s == held_s, "the tissue settles again"
    sitting.press(IN_N, 1.1).key(Action.STOP)
    (row,) = sitting.repetitions
    assert row.buckets.paused_ns == 7_000_000_000
    assert row.buckets.settling_ns == 6_000_000_000
    assert row.buckets.total_ns == row.end_ns - row.start_ns


def test_letting_go_in_a_pause_is_safe() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 10.0).key(Action.PAUSE).press(FREE_N, 5.0)
    assert sitting.word == "paused"
    sitting.key(Action.PAUSE).press(FREE_N, 3.2)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.word == "press"


def test_letting_go_without_a_pause_is_safe_too() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 10.0)
    held_s = sitting.held_s
    sitting.press(FREE_N, 30.0)
    assert sitting.held_s == pytest.approx(held_s, abs=0.013)
    assert sitting.state.phase is Phase.APPROACH


def test_a_question_that_a_pause_interrupted_is_asked_again_afterwards() -> None:
    sitting = Sitting().hold().key(Action.PAUSE).press(FREE_N, 20.0).key(Action.PAUSE)
    sitting.until(Phase.APPROACH, FREE_N).until(Phase.HOLD, IN_N).press(IN_N, 3.2)
    assert sitting.ratings == []
    assert sitting.word == "rate"


def test_an_answer_given_in_a_pause_is_not_matched() -> None:
    sitting = Sitting().hold().answering(IN_N, 61.0, ratings=[5, 5, 5])
    sitting.key(Action.PAUSE).press(FREE_N, 2.0).rate(2)
    assert not sitting.ratings[-1].matched


def test_the_last_question_comes_back_after_a_pause() -> None:
    sitting = Sitting().hold().answering(IN_N, 61.0, ratings=[5, 5, 5])
    sitting.key(Action.PAUSE).press(IN_N, 5.0).key(Action.PAUSE).press(IN_N, 2.5)
    assert sitting.word == "rate"
    sitting.rate(5)
    assert sitting.ratings[-1].matched
    assert sitting.state.phase is Phase.RELEASE


def test_the_guard_does_not_pause() -> None:
    sitting = Sitting().hold().key(Action.PAUSE).press(66.0, 0.1)
    assert sitting.word == "come_off_ceiling"


def test_the_program_may_be_told_to_end_from_anywhere_and_keeps_what_was_held() -> None:
    for signal, code in (("SIGINT", 130), ("SIGTERM", 143)):
        sitting = Sitting().hold().rate(5).press(IN_N, 10.0)
        sitting.feed(ev.Ended(sitting.t_ns, signal))
        assert sitting.state.over
        assert sitting.summary.exit_code == code
        assert sitting.summary.ending is Ending.QUIT
        assert sitting.summary.buckets.held_ns > 9_000_000_000


def test_after_the_guard_a_session_ends_when_the_point_is_free() -> None:
    sitting = Sitting().hold().rate(8).press(IN_N, 2.0)
    assert not sitting.state.over
    sitting.press(FREE_N, 1.3)
    assert sitting.state.over


@pytest.mark.parametrize("way", ["key", "ten seconds", "unseen", "quit"])
def test_after_the_guard_a_session_ends_without_that_too(way: str) -> None:
    sitting = Sitting().hold().rate(8)
    match way:
        case "key":
            sitting.key(Action.STOP)
        case "ten seconds":
            sitting.press(IN_N, 10.1)
        case "unseen":
            sitting.silence(1.0)
        case _:
            sitting.feed(ev.Ended(sitting.t_ns, "SIGTERM"))
    assert sitting.state.over
    assert sitting.summary.ending is Ending.STOPPED_BY_GUARD


def test_every_key_is_in_the_log_with_its_source() -> None:
    sitting = Sitting().hold().rate(5).key(Action.PAUSE)
    keys = [row for row in sitting.rows(Happened) if row.kind == "key"]
    assert [(row.name, row.cause, row.value) for row in keys] == [
        ("rate", "person", 5),
        ("pause", "person", None),
    ]
