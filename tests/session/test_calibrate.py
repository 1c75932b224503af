"""Slow ramps, on which a person marks first tender and the comfort mark."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, POINT, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.band import BandKind
from tpdevice.core.record import MarksRow
from tpdevice.session import events as ev
from tpdevice.session.phases import Phase
from tpdevice.session.state import Stage


def fresh(ramps: int = 2) -> Sitting:
    opening = header(calibration=None, asked={"calibration_ramps": ramps})
    return Sitting(opening).connect().press(FREE_N, 1.0)


def ramp(sitting: Sitting, tender_n: float, comfort_n: float | None) -> Sitting:
    sitting.move(tender_n, n_per_s=6.0).press(tender_n, 0.4).key(Action.TENDER)
    if comfort_n is not None:
        sitting.move(comfort_n, n_per_s=6.0).press(comfort_n, 0.4).key(Action.COMFORT)
    return sitting.move(FREE_N).press(FREE_N, 1.3)


def rested(sitting: Sitting) -> Sitting:
    assert sitting.word == "calibrate_rest"
    return sitting.press(FREE_N, 30.0)


def test_two_ramps_thirty_seconds_apart_give_the_mean_of_both() -> None:
    sitting = ramp(fresh(), 38.0, 50.0)
    sitting.press(FREE_N, 27.0)
    assert sitting.state.calibrating.stage is Stage.REST
    sitting.press(FREE_N, 3.0)
    ramp(sitting, 42.0, 54.0)
    (row,) = sitting.rows(MarksRow)
    assert (row.tender_mn, row.comfort_mn, row.ramps) == (40_000, 52_000, 2)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.state.band is not None
    assert sitting.state.band.aim_mn == 44_000


def test_of_three_ramps_the_first_is_practice() -> None:
    sitting = rested(ramp(fresh(3), 60.0, 80.0))
    rested(ramp(sitting, 38.0, 50.0))
    ramp(sitting, 42.0, 54.0)
    (row,) = sitting.rows(MarksRow)
    assert (row.tender_mn, row.comfort_mn, row.ramps) == (40_000, 52_000, 2)


@pytest.mark.parametrize(
    ("comforts_n", "counted"),
    [((80.0, 50.0, None), 1), ((None, 50.0, 54.0), 2), ((80.0, None, None), 0)],
)
def test_a_ramp_without_a_comfort_mark_is_not_counted_for_its_mean(
    comforts_n: tuple[float | None, ...], counted: int
) -> None:
    practice, second, third = comforts_n
    sitting = rested(ramp(fresh(3), 40.0, practice))
    rested(ramp(sitting, 38.0, second))
    ramp(sitting, 42.0, third)
    (row,) = sitting.rows(MarksRow)
    assert (row.ramps, row.comfort_ramps, row.comfort_marks) == (2, counted, counted)


def test_known_marks_need_no_ramp() -> None:
    sitting = Sitting().connect().press(FREE_N, 0.3)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.rows(MarksRow) == []


def test_coming_off_before_the_second_mark_leaves_only_the_tender_one() -> None:
    sitting = rested(ramp(fresh(), 40.0, None))
    ramp(sitting, 40.0, None)
    assert sitting.state.marks is not None
    assert sitting.state.marks.comfort_mn is None
    assert sitting.rows(MarksRow)[0].comfort_ramps == 0
    assert sitting.state.band is not None
    assert sitting.state.band.kind is BandKind.TENDER_ONLY


def test_a_mark_without_pressing_is_none() -> None:
    sitting = fresh().key(Action.TENDER)
    assert sitting.state.calibrating.stage is Stage.TENDER


@pytest.mark.parametrize("odd_n", [10.0, 95.0])
def test_an_unusual_mark_is_asked_for_again_and_then_believed(odd_n: float) -> None:
    sitting = fresh().move(odd_n).press(odd_n, 0.4).key(Action.TENDER)
    assert sitting.word == "calibrate_odd"
    sitting.move(FREE_N).press(FREE_N, 1.3)
    rested(sitting)
    sitting.move(odd_n).press(odd_n, 0.4).key(Action.TENDER)
    assert sitting.state.calibrating.stage is Stage.COMFORT
    assert sitting.state.calibrating.now is not None
    assert sitting.state.calibrating.now.tender_mn == pytest.approx(odd_n * 1000, abs=10)


def test_a_ramp_ends_at_nine_tenths_of_the_ceiling() -> None:
    sitting = fresh().move(40.0).press(40.0, 0.4).key(Action.TENDER)
    sitting.move(98.9, n_per_s=7.0).press(98.9, 0.3)
    assert sitting.word == "calibrate_comfort"
    sitting.press(99.2, 0.2)
    assert sitting.word == "calibrate_off"
    assert sitting.state.calibrating.ramps[0].comfort_mn == pytest.approx(99_000, abs=500)


def test_a_ramp_that_reaches_its_end_without_a_mark_is_empty() -> None:
    sitting = fresh().move(99.5, n_per_s=10.0)
    assert sitting.word == "calibrate_empty"
    assert sitting.state.calibrating.ramps == ()


def test_three_empty_ramps_go_on_without_a_target_force() -> None:
    sitting = fresh()
    for _ in range(3):
        sitting.move(99.5, n_per_s=10.0).move(FREE_N, n_per_s=20.0).press(FREE_N, 1.3)
        if sitting.state.phase is Phase.CALIBRATE:
            rested(sitting)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.state.band is not None
    assert sitting.state.band.kind is BandKind.UNCALIBRATED
    assert sitting.rows(MarksRow) == []


def test_a_ramp_that_takes_a_minute_is_over() -> None:
    sitting = fresh().press(20.0, 60.5)
    assert sitting.word == "calibrate_empty"


@pytest.mark.parametrize("how", ["pause", "unseen"])
def test_a_ramp_that_is_interrupted_is_void_and_comes_again(how: str) -> None:
    sitting = fresh().move(40.0).press(40.0, 0.4).key(Action.TENDER)
    if how == "pause":
        sitting.key(Action.PAUSE).press(40.0, 1.0).key(Action.PAUSE)
    else:
        sitting.silence(1.0).again()
    sitting.press(40.0, 0.2).key(Action.COMFORT)
    assert sitting.state.calibrating.ramps == ()
    assert sitting.word == "calibrate_void", "nothing was noted, and nobody says so"
    sitting.move(FREE_N).press(FREE_N, 1.3)
    rested(sitting)
    ramp(sitting, 40.0, 52.0)
    assert len(sitting.state.calibrating.ramps) == 1


def test_no_mark_is_taken_while_the_zero_is_not_known() -> None:
    sitting = fresh()
    sitting.zeroes = False
    sitting.feed(ev.LinkWent(sitting.t_ns, "gone"))
    sitting.feed(ev.LinkCame(sitting.t_ns))
    sitting.press(40.0, 1.0).key(Action.TENDER)
    assert sitting.word == "zero"
    assert sitting.state.calibrating.now is None


def test_a_ramp_that_is_too_fast_gets_slow_down_to_its_end() -> None:
    before = fresh().move(30.0, n_per_s=60.0)
    assert "slow_down" in before.words
    after = fresh().move(30.0, n_per_s=6.0).press(30.0, 0.4).key(Action.TENDER)
    after.press(30.0, 2.0).move(60.0, n_per_s=60.0)
    assert "slow_down" in after.words


def test_above_the_ceiling_a_ramp_ends_at_once() -> None:
    sitting = fresh().move(90.0, n_per_s=10.0).press(111.0, 0.1)
    assert sitting.word == "come_off_ceiling"
    assert sitting.summary.peak_mn == 111_000


def test_the_lowest_ceiling_bounds_a_ramp() -> None:
    planned = header(calibration=None, limits={"plan_n": 60.0})
    sitting = Sitting(planned).connect().press(FREE_N, 1.0).move(55.0, n_per_s=10.0)
    assert sitting.word == "calibrate_empty"
    low = header(calibration=None, rules=replace(POINT, ceiling_n=50.0))
    sitting = Sitting(low).connect().press(FREE_N, 1.0).move(46.0, n_per_s=10.0)
    assert sitting.word == "calibrate_empty"


def test_who_does_not_want_to_calibrate_goes_without() -> None:
    sitting = Sitting(header(calibration=None, calibrate=False)).connect().press(FREE_N, 0.5)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.state.band is not None
    assert sitting.state.band.kind is BandKind.UNCALIBRATED


def test_no_ramp_begins_while_the_zero_is_not_known() -> None:
    sitting = ramp(fresh(), 40.0, 52.0)
    sitting.zeroes = False
    sitting.feed(ev.LinkCame(sitting.t_ns))
    sitting.press(FREE_N, 35.0)
    assert sitting.state.calibrating.stage is Stage.REST
    sitting.feed(ev.ZeroTaken(sitting.t_ns, 0))
    sitting.press(FREE_N, 30.5)
    assert sitting.word == "calibrate_tender"
