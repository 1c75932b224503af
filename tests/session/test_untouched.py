"""A session that nobody touches does not wait for ever, and counts nothing meanwhile."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, IN_N, LOW_N, Sitting, header

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.record import Ending
from tpdevice.core.units import seconds
from tpdevice.session.phases import Phase
from tpdevice.session.untouched import LEFT_OUT, NOBODY, untouched_ns

FIRST_S, SECOND_S = rules.UNTOUCHED_ASK_S
END_S = rules.UNTOUCHED_S
UNMARKED = {"calibration": None, "asked": {"calibration_ramps": 1}}


def begun(**changes: object) -> Sitting:
    """A session that waits for somebody to press, and the zero is taken."""
    return Sitting(header(**changes)).connect().press(FREE_N, 0.1)


@pytest.mark.parametrize("changes", [{}, UNMARKED])
def test_who_does_not_press_is_asked_twice_and_then_it_ends_with_nothing_counted(
    changes: dict[str, object],
) -> None:
    sitting = begun(**changes)
    sitting.press(FREE_N, FIRST_S - 1.0)
    assert not {"press_ready", "press_or_end"} & set(sitting.words)
    sitting.press(FREE_N, 2.0)
    assert sitting.word == "press_ready"
    sitting.press(FREE_N, SECOND_S - FIRST_S)
    assert sitting.word == "press_or_end"
    sitting.press(FREE_N, END_S - SECOND_S - 2.0)
    assert not sitting.state.over
    sitting.press(FREE_N, 2.0)
    assert sitting.word == "untouched"
    assert sitting.summary.ending is Ending.UNTOUCHED
    assert (sitting.summary.reason, sitting.summary.exit_code) == (NOBODY, 0)
    assert sitting.summary.repetitions == ()
    assert sitting.summary.buckets.total_ns == sitting.summary.pressed_ns == 0
    assert sitting.words.count("press_ready") == sitting.words.count("press_or_end") == 1


@pytest.mark.parametrize(("changes", "cue"), [({}, "press"), (UNMARKED, "calibrate_tender")])
def test_a_touch_begins_the_time_anew(changes: dict[str, object], cue: str) -> None:
    sitting = begun(**changes).press(FREE_N, END_S - 2.0).press(LOW_N, 2.0)
    assert sitting.word in (cue, "slow_down", "press_slower")
    sitting.press(FREE_N, FIRST_S - 1.0)
    assert not sitting.state.over
    assert sitting.words.count("press_or_end") == 1


def test_a_rest_between_two_ramps_is_no_time_in_which_nobody_presses() -> None:
    sitting = begun(calibration=None, asked={"calibration_ramps": 2, "calibration_rest_s": 60.0})
    sitting.press(38.0, 2.0).key(Action.TENDER).press(50.0, 1.0).key(Action.COMFORT)
    sitting.press(FREE_N, 62.5)
    assert sitting.word == "calibrate_tender"
    assert seconds(untouched_ns(sitting.state)) < 3.0


def test_who_held_something_and_stays_off_goes_on_to_the_movement() -> None:
    sitting = Sitting().repetition(5, 5, 5, 4).press(FREE_N, 31.0)
    assert sitting.state.phase is Phase.APPROACH
    sitting.press(FREE_N, END_S + 1.0)
    assert sitting.state.phase is Phase.LENGTHEN
    assert len(sitting.repetitions) == 1
    sitting.press(FREE_N, 55.0)
    assert (sitting.summary.ending, sitting.summary.reason) == (Ending.FINISHED, LEFT_OUT)
    assert len(sitting.summary.repetitions) == 1
    assert sitting.word == "done"


def test_what_was_held_before_the_hand_was_taken_away_is_kept_and_no_more() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 10.0)
    held_s = sitting.held_s
    sitting.press(FREE_N, END_S + 5.0)
    (row,) = sitting.repetitions
    assert held_s <= seconds(row.buckets.held_ns) < held_s + 0.1
    assert sitting.state.phase is Phase.LENGTHEN


@pytest.mark.parametrize("why", ["paused", "no zero", "unseen"])
def test_what_keeps_anybody_from_pressing_is_not_counted_against_them(why: str) -> None:
    sitting = begun()
    if why == "no zero":
        sitting.zeroes = False
        zero = replace(sitting.state.zero, needed=True)
        sitting.state = replace(sitting.state, zero=zero)
        assert sitting.state.phase is Phase.APPROACH
    if why == "paused":
        sitting.key(Action.PAUSE)
    if why == "unseen":
        sitting.press(FREE_N, END_S - 5.0).silence(10.0).again().press(FREE_N, 10.0)
        assert not {"untouched"} & set(sitting.words)
        assert seconds(untouched_ns(sitting.state)) == pytest.approx(10.0, abs=0.2)
        return
    sitting.press(FREE_N, END_S + 20.0)
    assert untouched_ns(sitting.state) == 0
    assert not sitting.state.over


def test_a_pause_lets_the_time_stand() -> None:
    sitting = begun().press(FREE_N, 20.0).key(Action.PAUSE).press(FREE_N, 300.0).key(Action.PAUSE)
    sitting.press(FREE_N, 5.0)
    assert seconds(untouched_ns(sitting.state)) <= 25.5
    assert "press_ready" not in sitting.words


def test_whoever_presses_too_little_is_somebody() -> None:
    sitting = begun().move(LOW_N).press(LOW_N, 40.0)
    assert untouched_ns(sitting.state) == 0
    assert not {"press_ready", "press_or_end"} & set(sitting.words)
