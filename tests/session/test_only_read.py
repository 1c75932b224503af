"""What a sensor's rate, steps and way of sending allow, and what becomes of the rest."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, HIGH_N, IN_N, Sitting, header

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.coaching import Coaching, coaching_of, in_words
from tpdevice.core.driver import Certainty, Sends
from tpdevice.core.record import Ending, RepetitionRow
from tpdevice.devices.progressor import SPEC
from tpdevice.session.phases import Phase

READ = header(coaching=Coaching.NONE, why_not_more="it sends peaks")


@pytest.mark.parametrize(
    ("rate_hz", "allowed"),
    [
        (80.0, Coaching.FULL),
        (10.0, Coaching.FULL),
        (9.9, Coaching.SLOW),
        (5.0, Coaching.SLOW),
        (4.9, Coaching.NONE),
        (0.2, Coaching.NONE),
    ],
)
def test_the_rate_decides_how_far_a_person_is_coached(rate_hz: float, allowed: Coaching) -> None:
    of_kind = coaching_of(replace(SPEC, rate_hz=rate_hz))
    assert of_kind[0] is allowed
    assert bool(of_kind[1]) == (allowed is not Coaching.FULL)
    assert coaching_of(SPEC, rate_hz=0.95 * rate_hz)[0] is allowed


def test_a_rate_that_was_measured_may_be_a_little_less() -> None:
    assert coaching_of(SPEC, rate_hz=9.6)[0] is Coaching.FULL
    assert coaching_of(SPEC, rate_hz=9.4)[0] is Coaching.SLOW
    assert coaching_of(SPEC, rate_hz=4.7)[0] is Coaching.NONE


@pytest.mark.parametrize("sends", [Sends.PEAKS, Sends.SETTLED])
def test_what_sends_no_live_force_is_never_coached_however_fast(sends: Sends) -> None:
    allowed, why = coaching_of(replace(SPEC, sends=sends))
    assert allowed is Coaching.NONE
    assert why


def test_what_is_only_guessed_is_never_coached_though_it_can_be_weighed() -> None:
    allowed, why = coaching_of(replace(SPEC, certainty=Certainty.GUESS), rate_hz=80.0)
    assert allowed is Coaching.NONE
    assert "guessed" in why


def reading() -> Sitting:
    sitting = Sitting(READ).connect().press(30.0, 0.3)
    assert sitting.state.phase is Phase.READING
    return sitting


def test_a_sensor_that_is_only_read_asks_for_no_force_and_counts_nothing() -> None:
    sitting = reading().press(IN_N, 100.0).press(FREE_N, 100.0)
    assert sitting.phases == ["SCREENING", "CALIBRATE", "READING", "DONE"]
    assert set(sitting.words) <= {"wait_sensor", "reading", "read"}
    assert sitting.summary.ending is Ending.READ
    assert sitting.summary.reason == "it sends peaks"
    assert sitting.summary.exit_code == 0
    assert not sitting.rows(RepetitionRow)


def test_it_says_why_it_does_not_coach() -> None:
    cue = next(told for told in reading().told if told.cue.key == "reading")
    assert cue.cause == "it sends peaks"
    assert cue.text == "Only read and logged. It sends peaks"


@pytest.mark.parametrize(
    ("rate_hz", "said"),
    [
        (80.0, ""),
        (8.0, "8 values a second: cues come a little later."),
        (3.0, "It is only read and logged: it sends 3 values a second, and that is too few."),
        (1.0, "It is only read and logged: it sends one value a second, and that is too few."),
    ],
)
def test_what_a_sensor_allows_is_said_in_words(rate_hz: float, said: str) -> None:
    assert in_words(*coaching_of(replace(SPEC, rate_hz=rate_hz))) == said


def test_time_is_read_only_between_values_and_the_rest_is_no_data() -> None:
    sitting = reading().press(10.0, 20.0).silence(5.0).again().press(10.0, 30.0)
    sitting.key(Action.PAUSE).press(10.0, 40.0).key(Action.PAUSE).press(10.0, 10.0)
    read = sitting.key(Action.STOP).summary.read
    assert read is not None
    assert read.seen_ns == pytest.approx(60.3e9, abs=0.3e9)
    assert read.no_data_ns == pytest.approx(5e9, abs=0.3e9)
    assert read.why == "it sends peaks"


def test_the_peak_is_that_of_what_was_read() -> None:
    sitting = Sitting(header(coaching=Coaching.NONE, screen=("screen_a",))).connect()
    sitting.press(90.0, 1.0).key(Action.NO).press(30.0, 1.0).key(Action.STOP)
    assert sitting.summary.peak_mn == 30_000


def test_what_was_coached_was_not_only_read() -> None:
    assert Sitting().hold().key(Action.STOP).summary.read is None


def test_reading_takes_as_long_as_the_holds_would() -> None:
    sitting = reading()
    while not sitting.state.over:
        sitting.press(10.0, 1.0)
    assert sitting.now_s == pytest.approx(3 * 60.0, abs=2.0)


def test_the_guard_looks_at_what_is_only_read() -> None:
    sitting = reading().press(115.0, 0.2)
    assert sitting.state.phase is Phase.STOPPED
    assert sitting.word == "come_off_ceiling"


def test_what_is_only_read_says_come_off_while_nothing_comes() -> None:
    sitting = reading().silence(1.0)
    assert sitting.word == "come_off_unseen"
    assert sitting.again().press(10.0, 0.2).word == "reading"


def test_reading_ends_at_once_when_stopped() -> None:
    sitting = reading().key(Action.STOP)
    assert sitting.summary.ending is Ending.STOPPED_BY_PERSON


@pytest.mark.parametrize(("step_n", "phase"), [(2.19, Phase.APPROACH), (2.21, Phase.READING)])
def test_steps_over_a_twentieth_of_the_aim_are_not_led(step_n: float, phase: Phase) -> None:
    """The aim of these marks is 44 N."""
    sitting = Sitting(header(step_n=step_n)).connect().press(FREE_N, 0.5)
    assert sitting.state.phase is phase


def over_s(coaching: Coaching) -> float:
    """Return how long force was above the band before a word."""
    sitting = Sitting(header(coaching=coaching)).hold().rate(5).press(IN_N, 6.0)
    from_s = sitting.now_s
    sitting.press(HIGH_N, 2.0)
    return sitting.told_s("less", after_s=from_s) - from_s


def test_slower_cues_wait_longer_before_a_word() -> None:
    assert over_s(Coaching.FULL) == pytest.approx(rules.LESS_AFTER_S, abs=0.05)
    assert over_s(Coaching.SLOW) == pytest.approx(rules.SLOW_TIMES * rules.LESS_AFTER_S, abs=0.05)


@pytest.mark.parametrize(("coaching", "said"), [(Coaching.FULL, True), (Coaching.SLOW, False)])
def test_no_rate_is_told_of_a_quarter_second_that_holds_two_values(
    coaching: Coaching, *, said: bool
) -> None:
    sitting = Sitting(header(coaching=coaching)).approach().move(30.0, n_per_s=60.0)
    assert ("slow_down" in sitting.words) is said


@pytest.mark.parametrize(("step_n", "said"), [(2.4, True), (2.6, False)])
def test_no_rate_is_told_of_a_sensor_of_which_one_step_would_look_like_a_rush(
    step_n: float, *, said: bool
) -> None:
    sitting = Sitting(header(calibration=None, step_n=step_n)).connect().press(FREE_N, 2.0)
    assert sitting.word == "calibrate_tender"
    assert ("slow_down" in sitting.move(20.0, n_per_s=60.0).words) is said


def test_nothing_is_read_before_something_comes() -> None:
    sitting = Sitting(READ).silence(20.0)
    assert sitting.state.phase is Phase.CALIBRATE
    assert sitting.word == "wait_sensor"
    sitting.silence(45.0)
    assert sitting.summary.ending is Ending.INTERRUPTED
