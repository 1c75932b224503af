"""The last seconds of a hold: three beats, a second apart, and only while its clock runs."""

import pytest
from listened import ListenedTo
from sitting import IN_N, LOW_N, header

from tpdevice.core.action import Action
from tpdevice.core.record import Happened
from tpdevice.core.units import seconds

SHORT = {"hold_s": 20.0, "rating_at_s": (0.0,)}


def started() -> ListenedTo:
    return ListenedTo(header(asked=SHORT)).hold().rate(5)


def complete_s(sitting: ListenedTo) -> float:
    (row,) = [row for row in sitting.rows(Happened) if (row.kind, row.name) == ("hold", "complete")]
    return seconds(row.at_ns)


def test_the_last_three_seconds_of_a_hold_are_counted_to_the_sample() -> None:
    sitting = started().press(IN_N, 25.0)
    end_s = complete_s(sitting)
    assert sitting.beats_s() == pytest.approx([end_s - 3, end_s - 2, end_s - 1], abs=0.0126)


def test_nothing_is_counted_before() -> None:
    assert started().press(IN_N, 15.0).beats_s() == []


def test_out_of_the_band_nothing_is_counted_and_no_beat_comes_twice() -> None:
    sitting = started().press(IN_N, 16.9)
    assert len(sitting.beats_s()) == 1
    sitting.press(LOW_N, 2.0)
    counted = len(sitting.beats_s())
    assert counted <= 2
    sitting.press(IN_N, 12.0)
    beats, end_s = sitting.beats_s(), complete_s(sitting)
    assert len(beats) == 3
    assert beats[-1] == pytest.approx(end_s - 1, abs=0.0126)


def test_while_it_is_paused_nothing_is_counted() -> None:
    sitting = started().press(IN_N, 16.0).key(Action.PAUSE).press(IN_N, 10.0)
    assert sitting.beats_s() == []


def test_each_repetition_is_counted() -> None:
    sitting = started().press(IN_N, 25.0).rate(5).press(IN_N, 0.5)
    sitting.move(0.0).press(0.0, 33.0)
    assert sitting.state.repetition == 2
    sitting.hold().press(IN_N, 25.0)
    assert len(sitting.beats_s()) == 6


def test_a_hold_that_is_made_longer_is_counted_at_its_later_end() -> None:
    light_n = 39.0
    sitting = ListenedTo(header(asked={"rating_at_s": (0.0,)})).hold().rate(3)
    sitting.answering(light_n, 95.0, ratings=[3] * 9)
    if sitting.state.hold.lengthened:
        assert sitting.beats_s()[-1] > sitting.beats_s()[0] + 25
        assert len(sitting.beats_s()) == 6
    else:
        pytest.fail("the hold was not made longer")
