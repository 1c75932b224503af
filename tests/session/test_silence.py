"""What happens while force cannot be seen, and after the sensor is back."""

import pytest
from sitting import FREE_N, IN_N, LOW_N, SAMPLE_NS, Sitting, header

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.record import Ending, Happened, ZeroRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import mn, ns
from tpdevice.session import events as ev
from tpdevice.session.effects import Log, Relink, Restart, TakeZero
from tpdevice.session.guard import CALM
from tpdevice.session.phases import Phase


def holding() -> Sitting:
    return Sitting().hold().rate(5).press(IN_N, 10.0)


def test_silence_in_a_hold_says_come_off_and_keeps_what_was_held() -> None:
    sitting = holding()
    held_s = sitting.held_s
    sitting.silence(0.4)
    assert sitting.word == "hold"
    sitting.silence(1.0, unseen_after_s=0.1)
    assert sitting.word == "come_off_unseen"
    assert sitting.told[-1].cue.direction == "off"
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.held_s == held_s


@pytest.mark.parametrize("outage_s", [0.3, 0.4, 0.6, 3.0, 20.0])
def test_the_time_without_force_is_no_data_and_never_held(outage_s: float) -> None:
    sitting = holding()
    held_s = sitting.held_s
    # Only bad frames count after 0.3 s, silence after 0.5 s: the engine is told of either.
    sitting.silence(outage_s, unseen_after_s=0.3).again().press(IN_N, 0.2)
    assert sitting.held_s == held_s
    sitting.key(Action.STOP)
    (row,) = sitting.repetitions
    assert row.buckets.no_data_ns / 1e9 == pytest.approx(outage_s + 0.0125, abs=1e-6)
    assert row.buckets.total_ns == row.end_ns - row.start_ns


def test_a_gap_that_nobody_named_is_no_data_all_the_same() -> None:
    sitting = holding()
    held_s = sitting.held_s
    sitting.silence(0.6, unseen_after_s=None).press(IN_N, 1.0)
    assert sitting.held_s == pytest.approx(held_s + 1.0 - 0.0125, abs=1e-6)
    assert sitting.state.chain.account.buckets.no_data_ns == 612_500_000


def test_after_a_silence_the_hold_goes_on_where_it_was() -> None:
    sitting = holding()
    held_s = sitting.held_s
    sitting.silence(3.0).again()
    sitting.until(Phase.HOLD, IN_N).press(IN_N, 2.8)
    assert sitting.held_s == held_s, "it settles first"
    sitting.press(IN_N, 2.0)
    assert sitting.held_s > held_s + 1.5
    assert sitting.state.repetition == 1


def test_a_silence_in_the_last_question_ends_the_hold() -> None:
    sitting = Sitting().hold().answering(IN_N, 62.0, ratings=[5, 5, 5]).silence(1.0)
    assert sitting.state.phase is Phase.RELEASE
    assert sitting.word == "come_off_unseen"
    assert sitting.state.chain.account.buckets.no_data_ns == 0


def test_after_a_reconnect_the_zero_is_checked_before_anybody_is_asked_to_press() -> None:
    sitting = holding()
    sitting.zeroes = False
    held_s = sitting.held_s
    sitting.feed(ev.LinkWent(sitting.t_ns, "gone"))
    sitting.feed(ev.Unseen(sitting.t_ns, ev.Why.LINK_DOWN))
    sitting.silence(3.0)
    began = len(sitting.told)
    sitting.connect().press(IN_N, 3.0)
    assert sitting.state.phase is Phase.APPROACH
    assert {told.cue.key for told in sitting.told[began:]} == {"zero"}
    sitting.press(FREE_N, 1.0)
    sitting.feed(ev.ZeroTaken(sitting.t_ns, 120))
    assert sitting.word == "press"
    sitting.until(Phase.HOLD, IN_N).press(IN_N, 4.0)
    assert sitting.held_s > held_s
    assert sitting.rows(ZeroRow)[-1].zero_mn == 120


def test_a_zero_is_tried_again_each_second_until_it_is_taken() -> None:
    sitting = Sitting(zeroes=False).connect().press(FREE_N, 3.5)
    tries = sum(isinstance(effect, TakeZero) for effect in sitting.effects)
    assert tries == 4
    sitting.feed(ev.ZeroTaken(sitting.t_ns, 0))
    sitting.press(FREE_N, 3.0)
    assert sum(isinstance(effect, TakeZero) for effect in sitting.effects) == tries


def test_a_zero_that_is_far_off_is_taken_only_when_the_person_says_so() -> None:
    sitting = Sitting(zeroes=False).connect()
    for _ in range(5):
        sitting.feed(ev.ZeroRefused(sitting.t_ns, ev.NoZero.FAR))
        sitting.press(FREE_N, 1.0)
    assert sitting.word == "zero_far"
    assert sitting.told[-1].cue.question == "yes_no"
    sitting.key(Action.NO)
    assert not sitting.state.zero.asking
    for _ in range(5):
        sitting.feed(ev.ZeroRefused(sitting.t_ns, ev.NoZero.FAR))
    sitting.key(Action.YES)
    assert sitting.effects.count(TakeZero(confirmed=True)) == 1


def test_a_sensor_that_moves_is_asked_to_lie_still() -> None:
    sitting = Sitting(zeroes=False).connect()
    sitting.feed(ev.ZeroRefused(sitting.t_ns, ev.NoZero.MOVING))
    sitting.press(FREE_N, 1.5)
    assert sitting.word == "zero_still"


def test_a_silent_stream_is_started_again_and_then_the_link() -> None:
    sitting = holding().silence(2.4)
    assert not any(isinstance(effect, Restart) for effect in sitting.effects)
    sitting.silence(0.3)
    assert sum(isinstance(effect, Restart) for effect in sitting.effects) == 1
    sitting.silence(2.0)
    assert sum(isinstance(effect, Relink) for effect in sitting.effects) == 1
    sitting.silence(10.0)
    assert sum(isinstance(effect, Relink) for effect in sitting.effects) == 1


def test_a_minute_without_a_sensor_ends_the_session_as_interrupted_with_what_was_held() -> None:
    sitting = holding()
    held_ns = sitting.state.chain.account.buckets.held_ns
    sitting.silence(60.3)
    assert sitting.state.phase is Phase.APPROACH
    sitting.silence(0.5)
    assert sitting.summary.ending is Ending.INTERRUPTED
    assert sitting.summary.exit_code == 3
    assert sitting.word == "interrupted"
    assert sitting.summary.buckets.held_ns == held_ns
    (row,) = sitting.repetitions
    assert row.buckets.total_ns == row.end_ns - row.start_ns
    assert row.buckets.no_data_ns / 1e9 == pytest.approx(60.5, abs=0.2)


def test_the_minute_also_runs_while_paused() -> None:
    sitting = holding().key(Action.PAUSE).silence(61.0)
    assert sitting.summary.ending is Ending.INTERRUPTED


def test_a_sensor_that_goes_away_in_the_questions_is_waited_for_no_longer_than_elsewhere() -> None:
    sitting = Sitting(header(screen=("screen_b", "screen_c"))).connect().press(FREE_N, 90.0)
    sitting.key(Action.NO).silence(30.0).again().press(FREE_N, 5.0)
    sitting.silence(60.3)
    assert sitting.word == "question"
    sitting.silence(0.5)
    assert sitting.summary.ending is Ending.INTERRUPTED
    assert sitting.summary.exit_code == 3
    assert sitting.word == "interrupted"
    answers = [row.name for row in sitting.rows(Happened) if row.kind == "answer"]
    assert answers == ["screen_b"], "what was answered is kept"


def test_a_sensor_that_never_comes_is_waited_for_no_longer_in_the_questions() -> None:
    sitting = Sitting(header(screen=("screen_c",))).silence(50.0).key(Action.NO)
    assert sitting.word == "wait_sensor"
    sitting.silence(9.8)
    assert sitting.state.phase is Phase.CALIBRATE
    sitting.silence(0.3)
    assert sitting.summary.ending is Ending.INTERRUPTED


def test_a_stream_that_falls_silent_in_the_questions_is_started_again() -> None:
    sitting = Sitting(header(screen=("screen_c",))).connect().press(FREE_N, 1.0).silence(7.0)
    assert sum(isinstance(effect, Restart) for effect in sitting.effects) == 1
    assert sum(isinstance(effect, Relink) for effect in sitting.effects) == 1
    assert sitting.word == "question"


def test_come_off_wins_over_paused_while_force_cannot_be_seen() -> None:
    sitting = holding().key(Action.PAUSE)
    assert sitting.word == "paused"
    sitting.silence(1.0)
    assert sitting.word == "come_off_unseen"
    sitting.again()
    assert sitting.word == "paused"


def test_pressing_on_through_a_silence_still_counts_to_the_two_minutes() -> None:
    sitting = Sitting().approach().press(LOW_N, 60.0).silence(3.0).again().press(LOW_N, 56.5)
    assert sitting.state.phase is not Phase.STOPPED
    sitting.press(LOW_N, 1.0)
    assert sitting.word == "come_off_long"


def test_a_short_silence_does_not_put_off_the_end_of_a_long_press() -> None:
    sitting = Sitting().approach().press(LOW_N, 60.0).silence(0.7).again().press(LOW_N, 50.0)
    assert sitting.state.phase is Phase.RELEASE, "ended in good time, not by the guard"
    assert sitting.press(FREE_N, 2.0).state.phase is not Phase.STOPPED


@pytest.mark.parametrize("together", [1, 8, 1000])
@pytest.mark.parametrize("for_s", [0.6, 2.0, 6.0])
def test_samples_that_come_late_after_a_silence_are_not_counted(
    for_s: float, together: int
) -> None:
    sitting = holding()
    before, start_ns = sitting.state.chain.account.buckets, sitting.t_ns
    sitting.silence(for_s).again()
    late = list(range(start_ns + SAMPLE_NS, sitting.t_ns, SAMPLE_NS))
    for at in range(0, len(late), together):
        times = late[at : at + together]
        sitting.feed(ev.Samples(SampleBlock.of(times, [mn(IN_N)] * len(times))))
    after = sitting.state.chain.account.buckets
    assert after.held_ns == before.held_ns
    assert after.total_ns - before.total_ns <= ns(rules.SILENCE_S), "only what is no silence old"
    sitting.until(Phase.HOLD, IN_N).press(IN_N, rules.SETTLE_S - rules.SILENCE_S - 0.2)
    assert not sitting.state.hold.settled, "what came late has not settled it"
    sitting.press(IN_N, rules.SILENCE_S + 0.4)
    assert sitting.state.hold.settled
    sitting.key(Action.STOP)
    (row,) = sitting.repetitions
    assert row.buckets.total_ns == row.end_ns - row.start_ns


def test_bad_frames_are_counted_and_the_first_is_logged() -> None:
    sitting = holding()
    for _ in range(3):
        sitting.feed(ev.BadFrame(sitting.t_ns, "empty"))
    sitting.key(Action.STOP)
    assert sitting.summary.bad_frames == 3


def test_a_new_zero_begins_the_guards_two_minutes_anew() -> None:
    sitting = Sitting().approach().press(LOW_N, 60.0)
    assert sitting.state.guard.pressed_since_ns is not None
    sitting.feed(ev.ZeroTaken(sitting.t_ns, 20_000))
    assert sitting.state.guard == CALM
    sitting.press(FREE_N, 1.0).press(LOW_N, 100.0)
    assert sitting.state.phase is not Phase.STOPPED


def test_every_silence_is_answered_anew_by_a_restart_and_then_a_new_link() -> None:
    sitting = holding()
    for times in (1, 2):
        sitting.silence(7.0).again().press(IN_N, 2.0)
        assert sum(isinstance(effect, Restart) for effect in sitting.effects) == times
        assert sum(isinstance(effect, Relink) for effect in sitting.effects) == times


def test_a_new_link_that_is_silent_is_started_again_too() -> None:
    sitting = holding().silence(7.0)
    sitting.feed(ev.LinkWent(sitting.t_ns, "lost"))
    sitting.feed(ev.LinkCame(sitting.t_ns))
    sitting.silence(7.0)
    assert sum(isinstance(effect, Restart) for effect in sitting.effects) == 2
    assert sum(isinstance(effect, Relink) for effect in sitting.effects) == 2


def shifted() -> Sitting:
    """Return a sitting whose sensor shows 9 N although nothing presses, after a hold."""
    sitting = Sitting(zeroes=False)
    sitting.connect().press(FREE_N, 0.3).feed(ev.ZeroTaken(sitting.state.now_ns, 0))
    sitting.repetition(5, 5, 5, 5)
    assert sitting.state.phase is Phase.REST
    return sitting


def doubting() -> Sitting:
    """Return a sitting in which the person is asked whether the sensor is free."""
    sitting = shifted()
    sitting.effects.clear()
    sitting.press(9.0, rules.ZERO_LOST_S - 0.5)
    assert sitting.word == "rest_off"
    sitting.press(9.0, 1.0)
    assert sitting.word == "zero_far"
    assert TakeZero() not in sitting.effects, "nothing is hidden without asking"
    return sitting


def test_who_came_off_and_is_not_free_is_asked_and_then_has_a_new_zero() -> None:
    """Free of pressure is below 8 N here."""
    sitting = doubting().key(Action.YES)
    assert TakeZero(confirmed=True) in sitting.effects
    sitting.feed(ev.ZeroTaken(sitting.state.now_ns, 9_000))
    assert sitting.press(FREE_N, 0.3).word == "rest"


def test_who_presses_lightly_all_the_while_keeps_the_zero() -> None:
    sitting = doubting().key(Action.NO)
    assert sitting.press(9.0, 1.0).word == "rest_off"
    assert not sitting.state.zero.needed
    assert sitting.press(9.0, rules.ZERO_LOST_S).word == "zero_far"


def test_who_is_free_while_asked_need_not_answer() -> None:
    sitting = doubting().press(FREE_N, 0.3)
    assert sitting.word == "rest"
    assert not sitting.state.zero.asking


def test_a_zero_that_cannot_be_taken_yet_is_tried_again() -> None:
    sitting = doubting().key(Action.YES)
    sitting.effects.clear()
    sitting.feed(ev.ZeroRefused(sitting.state.now_ns, ev.NoZero.MOVING))
    assert sitting.press(9.0, rules.ZERO_AGAIN_S + 0.1).word == "zero_still"
    assert TakeZero() in sitting.effects


def test_who_is_free_soon_has_no_zero_doubted() -> None:
    sitting = shifted().press(9.0, rules.ZERO_LOST_S - 1.0).press(FREE_N, 5.0).press(9.0, 9.0)
    assert not [row for row in sitting.rows(Happened) if row.name == "doubted"]


def test_a_ball_is_zeroed_anew_before_each_repetition() -> None:
    zeroes = [
        len([effect for effect in sitting.effects if isinstance(effect, TakeZero)])
        for sitting in (
            Sitting(header(rezero=rezero)).repetition(5, 5, 5, 5).press(FREE_N, 5.0)
            for rezero in (False, True)
        )
    ]
    assert zeroes == [1, 2]


def test_a_sensor_that_came_back_at_a_new_address_is_noted_in_the_log() -> None:
    sitting = holding().silence(2.0)
    sitting.feed(ev.LinkWent(sitting.t_ns, "lost"))
    sitting.feed(ev.LinkCame(sitting.t_ns, "at a new address, AA"))
    rows = [effect.row for effect in sitting.effects if isinstance(effect, Log)]
    ups = [row.cause for row in rows if isinstance(row, Happened) and row.name == "up"]
    assert ups == ["", "at a new address, AA"]
