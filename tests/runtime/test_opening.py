"""From wishes and what the log says to the first entry of a tape."""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace as changed
from pathlib import Path

import pytest
from msgspec.structs import replace

from tpdevice.core.band import Support
from tpdevice.core.coaching import TOO_COARSE, Coaching
from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Calibration, Identity, Side
from tpdevice.core.tape import Header
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver
from tpdevice.devices.progressor import SPEC, Progressor
from tpdevice.runtime import content
from tpdevice.runtime.fast import FastLink, open_link, run
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.past import history_of
from tpdevice.runtime.runner import Runner

WHO = Identity("demo", "UT", Side.RIGHT, "hook cane", Support.CANE)
SENSOR = Device(SPEC, "Progressor_0001", "C0:DE", rig_multiplier=2.0)
TODAY = "2026-03-01"
MARKS = Calibration(30.0, 40.0, 2, 1.0)


def opened(
    history: History | None = None,
    wishes: Wishes | None = None,
    *,
    sensor: Device = SENSOR,
    who: Identity = WHO,
) -> Header:
    return header(
        who,
        sensor,
        history=history or History(),
        wishes=wishes or Wishes(),
        local_date=TODAY,
        simulated=True,
        seed=7,
    )


def test_the_first_entry_holds_everything_that_replay_needs() -> None:
    first = opened()
    assert first.identity == WHO
    assert first.rules == content.point("UT").rules
    assert first.limits.range_n == pytest.approx(SPEC.range_n * 2.0)
    assert (first.device_key, first.device_name) == ("progressor", "Progressor_0001")
    assert (first.seed, first.simulated, first.local_date) == (7, True, TODAY)
    assert first.calibration is None
    assert first.calibrate


def test_a_rig_makes_the_steps_of_its_sensor_coarser_on_the_body() -> None:
    """Else a lever would let somebody be led in steps of which the aim has few."""
    assert opened().step_n == pytest.approx(0.05 * N_PER_KGF * 2.0)


def test_a_rate_that_was_measured_decides_and_not_the_name() -> None:
    slow = changed(SENSOR, rate_hz=6.0)
    assert opened().coaching is Coaching.FULL
    assert opened(sensor=slow).coaching is Coaching.SLOW
    assert "6 values a second" in opened(sensor=slow).why_not_more


def test_a_ball_is_zeroed_before_each_hold_and_a_load_cell_is_not() -> None:
    spec = driver("pressensor").spec
    ball = Device(spec, "PRS1", "C0:DE", own_conversion=Conversion((5.0, 20.0), (10.0, 30.0)))
    assert opened(sensor=ball).rezero
    assert not opened().rezero


def test_a_first_session_is_screened_in_full_and_later_ones_ask_what_changed() -> None:
    assert opened().screen == ("screen_a", "screen_b", "screen_c", "place")
    known = History(first_session=False, new_place=False)
    assert opened(known).screen == ("changed", "screen_c")


@pytest.mark.parametrize(
    ("key", "allowed"), [("climbro", Coaching.NONE), ("force-board", Coaching.FULL)]
)
def test_nobody_looks_for_marks_that_no_step_of_the_sensor_could_lead_to(
    key: str, allowed: Coaching
) -> None:
    """Steps of 9.8 N are more than a twentieth of any aim here, those of 4.4 N of most."""
    first = opened(sensor=Device(driver(key).spec, "a board", "C0:DE"))
    assert first.coaching is allowed
    assert (first.why_not_more == TOO_COARSE) is (allowed is Coaching.NONE)


def test_the_very_first_ramp_is_practice() -> None:
    assert opened().prescription.calibration_ramps == 3
    assert opened(History(first_ramp_ever=False)).prescription.calibration_ramps == 2


def test_marks_that_are_valid_are_used_unless_new_ones_are_wanted() -> None:
    assert opened(History(calibration=MARKS)).calibration == MARKS
    assert opened(History(calibration=MARKS), Wishes(again=True)).calibration is None
    without = opened(History(calibration=MARKS), Wishes(calibrate=False))
    assert not without.calibrate
    assert without.calibration is None, "no marks means no target force"


def test_a_short_session_is_one_hold_of_ten_seconds() -> None:
    asked = opened(wishes=Wishes(short=True)).prescription
    assert (asked.hold_s, asked.repetitions, asked.rest_s) == (10.0, 1, 0.0)
    assert asked.calibration_ramps == 1


def test_more_ratings_are_asked_by_choice() -> None:
    assert opened().prescription.rating_at_s == (0.0, 20.0, 40.0)
    asked = opened(wishes=Wishes(full_ratings=True)).prescription
    assert asked.rating_at_s == (0.0, 8.0, 20.0, 40.0, 52.0)


@pytest.mark.parametrize(
    ("point", "support", "hold_s", "repetitions", "asked_at_s"),
    [
        ("UT", "cane", 60.0, 3, (0.0, 20.0, 40.0)),
        ("SO", "lying", 30.0, 3, (0.0, 20.0)),
        ("MAS", "hand", 20.0, 3, (0.0,)),
        ("PLA", "hand", 45.0, 3, (0.0, 20.0)),
        ("PIR", "wall", 30.0, 2, (0.0, 20.0)),
    ],
)
def test_how_long_and_how_often_is_of_the_point(
    point: str, support: str, hold_s: float, repetitions: int, asked_at_s: tuple[float, ...]
) -> None:
    who = replace(WHO, point=point, support=Support(support))
    asked = opened(who=who).prescription
    assert (asked.hold_s, asked.repetitions, asked.rating_at_s) == (hold_s, repetitions, asked_at_s)


def test_the_deep_buttock_is_locked_by_a_question_of_its_own_each_time() -> None:
    who = replace(WHO, point="PIR", support=Support.WALL)
    assert opened(who=who).screen == ("screen_a", "screen_b", "screen_c", "nerve", "place")
    known = History(first_session=False, new_place=False)
    assert opened(known, who=who).screen == ("changed", "screen_c", "nerve")


@pytest.mark.parametrize(
    ("point", "support"),
    [("PIR", "lying"), ("PIR", "hand"), ("SO", "cane"), ("QL", "lying"), ("TEM", "wall")],
)
def test_a_gentle_point_is_pressed_only_as_the_atlas_says(point: str, support: str) -> None:
    with pytest.raises(UsageError, match=f"{point} .* not offered with {support}") as caught:
        opened(who=replace(WHO, point=point, support=Support(support)))
    assert caught.value.hint.startswith("Offered: ")


def test_every_point_of_the_atlas_is_complete() -> None:
    points = content.points()
    assert len(points) == 25
    for key, point in points.items():
        assert key == key.upper()
        assert point.sides
        assert 0 < point.sanity_low_n < point.sanity_high_n <= point.ceiling_n
        assert content.point(key.lower()) is point
        assert point.rules.guidance == (point.where, point.do, point.care)


def test_every_question_of_the_screening_has_words_and_advice() -> None:
    for key in ("changed", "screen_a", "screen_b", "screen_c", "nerve", "place"):
        question = content.questions()[key]
        assert question.title
        assert question.advice or key == "changed"


def test_a_point_that_is_not_in_the_atlas_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="no point 'moon'") as caught:
        content.point("moon")
    for key in content.points():
        assert key in caught.value.hint


def a_session(first: Header) -> MemoryRecorder:
    virtual = open_link("seed=1&subject=novice&scenario=obedient")
    link, recorder = FastLink(virtual), MemoryRecorder(first)
    runner = Runner(first, Progressor(), recorder=recorder, sinks=(link,), link=link)
    run(runner, virtual, link)
    return recorder


def test_a_returning_person_keeps_their_marks_and_is_asked_less(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    before = history_of(path, WHO, SENSOR, local_date=TODAY, simulated=True)
    assert before == History()
    a_session(opened(before)).save(path)
    after = history_of(path, WHO, SENSOR, local_date=TODAY, simulated=True)
    assert not after.first_session
    assert not after.first_ramp_ever
    assert after.calibration is not None
    assert after.zero_n is not None
    assert not after.new_place
    assert after.fading
    assert opened(after).fading == after.fading
    # A simulated session counts in no limit, and for nobody real.
    assert (after.held_today_s, after.pressed_session_s) == (0.0, 0.0)
    assert history_of(path, WHO, SENSOR, local_date=TODAY, simulated=False) == History()
    again = opened(after)
    assert again.screen == ("changed", "screen_c")
    assert again.calibration == after.calibration


_AS_OTHER = """
import os, sys
from pathlib import Path
from tpdevice.cli.asking import choose_rig
from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.devices.progressor import SPEC
from tpdevice.runtime.opening import Device
from tpdevice.runtime.past import history_of
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path, who = Path(sys.argv[1]), Identity("demo", "UT", Side.RIGHT, "hook cane", Support.CANE)
sensor = Device(SPEC, "Progressor_0001", "C0:DE", rig_multiplier=2.0)
print(history_of(path, who, sensor, local_date="2026-03-01", simulated=True).calibration)
print(choose_rig(path, who, rig=None, address="AA", simulated=True)[0])
"""


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_a_log_that_may_not_be_written_still_says_what_was_done() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "log.db"
        a_session(opened()).save(path)
        path.chmod(0o444)
        folder.chmod(0o555)
        run = subprocess.run(
            [sys.executable, "-c", _AS_OTHER, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        folder.chmod(0o755)
    assert run.returncode == 0, run.stderr
    marks, rig = run.stdout.splitlines()
    assert marks.startswith("Calibration(")
    assert rig == "2.0"
