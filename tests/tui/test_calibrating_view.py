"""What is shown while the two marks are looked for, ramp by ramp."""

import pytest
import session_states as made

from tpdevice.session.phases import Phase
from tpdevice.session.state import Calibrating, Ramp, Stage
from tpdevice.tui.present import present
from tpdevice.tui.view import View

FIRST = Ramp(35_000, 50_000)


def view_of(calibrating: Calibrating) -> View:
    return present(
        made.state(
            "calibrate_off", 41.0, phase=Phase.CALIBRATE, band=None, calibrating=calibrating,
            done=(), hold=made.holding(start_ns=None),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("calibrating", "caption"),
    [
        (Calibrating(Stage.TENDER), "slow press 1 of 2"),
        (Calibrating(Stage.COMFORT, now=Ramp(35_000)), "slow press 1 of 2"),
        (Calibrating(Stage.OFF, (FIRST,)), "slow press 1 of 2"),
        (Calibrating(Stage.TENDER, (FIRST,)), "slow press 2 of 2"),
        (Calibrating(Stage.OFF, (FIRST,), void=True), "slow press 2 of 2"),
        (Calibrating(Stage.OFF, (FIRST,), odd=True), "slow press 2 of 2"),
        (Calibrating(Stage.OFF, (FIRST,), empty=1), "slow press 2 of 2"),
        (Calibrating(Stage.OFF, (FIRST, FIRST)), "slow press 2 of 2"),
    ],
)
def test_a_ramp_is_counted_until_the_next_begins(calibrating: Calibrating, caption: str) -> None:
    timer = view_of(calibrating).timer
    assert timer is not None
    assert timer.caption == caption


@pytest.mark.parametrize(
    ("calibrating", "marks"),
    [
        (Calibrating(Stage.TENDER, (FIRST,)), []),
        (Calibrating(Stage.COMFORT, (FIRST,), Ramp(36_000)), [36]),
        (Calibrating(Stage.OFF, (FIRST,)), [35, 50]),
        (Calibrating(Stage.OFF, (FIRST,), void=True), []),
        (Calibrating(Stage.OFF, (FIRST, Ramp(36_000))), [36]),
        (Calibrating(Stage.REST, (FIRST,)), []),
    ],
)
def test_no_marks_but_those_of_the_present_ramp_are_shown(
    calibrating: Calibrating, marks: list[float]
) -> None:
    assert [mark.force_n for mark in view_of(calibrating).gauge.marks] == marks
