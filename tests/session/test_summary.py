"""What a session was, in one record."""

import pytest
from sitting import FREE_N, HIGH_N, IN_N, LOW_N, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.record import Buckets, Ending, Outcome
from tpdevice.session.events import Ticked
from tpdevice.session.summary import EXIT_CODES
from tpdevice.signal.easing import learned


def mixed() -> Sitting:
    """One repetition with every kind of time in it."""
    sitting = Sitting(header(asked={"repetitions": 2})).hold().rate(6)
    sitting.press(IN_N, 10.0).press(LOW_N, 1.0).press(IN_N, 5.0).press(HIGH_N, 0.5)
    sitting.press(IN_N, 5.0).key(Action.PAUSE).press(IN_N, 4.0).key(Action.PAUSE)
    return sitting.press(IN_N, 5.0).silence(2.0).again().press(IN_N, 6.0)


def test_where_the_time_went_adds_up_to_the_nanosecond() -> None:
    sitting = mixed()
    sitting.answering(IN_N, 60.0, ratings=[5, 5, 5]).move(FREE_N).press(FREE_N, 1.5)
    (row,) = sitting.repetitions
    buckets = row.buckets
    assert buckets.total_ns == row.end_ns - row.start_ns
    assert buckets.held_ns == 60_000_000_000
    assert buckets.below_ns == pytest.approx(1.0e9, abs=13e6)
    assert buckets.above_ns == pytest.approx(0.5e9, abs=13e6)
    assert buckets.paused_ns == 4_000_000_000
    assert buckets.no_data_ns == pytest.approx(2.0e9, abs=13e6)
    # Thrice, and 2 s in the band before the approach after the silence is over.
    assert buckets.settling_ns == pytest.approx(11.0e9, abs=0.2e9)


def test_nothing_is_without_data_where_every_sample_came() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 10.03).key(Action.STOP)
    assert sitting.summary.buckets.no_data_ns == 0


def test_it_adds_up_when_samples_lag_behind_the_host() -> None:
    sitting = Sitting().approach()
    # The newest sample is always a third of a second older than the last tick.
    sitting.feed(Ticked(sitting.t_ns + 330_000_000))
    lagging = sitting.press(IN_N, 0.2)
    while lagging.now_s < 30:
        lagging.feed(Ticked(lagging.t_ns + 330_000_000))
        lagging.press(IN_N, 0.1)
    lagging.key(Action.STOP)
    (row,) = lagging.repetitions
    assert row.buckets.total_ns == row.end_ns - row.start_ns
    assert row.buckets.no_data_ns == 0


def test_the_session_is_the_sum_of_its_repetitions() -> None:
    sitting = Sitting(header(asked={"repetitions": 2}))
    sitting.repetition(6, 6, 5, 5).press(FREE_N, 29.5).repetition(5, 5, 5, 4)
    sitting.press(FREE_N, 55.0)
    summary = sitting.summary
    assert summary.repetitions == tuple(sitting.repetitions)
    whole = Buckets()
    for row in sitting.repetitions:
        whole = whole.plus(row.buckets)
    assert summary.buckets == whole
    assert (summary.first_rating, summary.last_rating) == (6, 4)
    assert summary.cues == len(sitting.told) - 1, "all but the one that ends it"
    assert summary.pressed_ns == sitting.state.chain.pressed_ns > whole.held_ns


def test_the_best_outcome_of_the_repetitions_is_the_sessions() -> None:
    sitting = Sitting(header(asked={"repetitions": 2}))
    sitting.repetition(6, 6, 3, 3).press(FREE_N, 29.5).repetition(5, 5, 5, 5).press(FREE_N, 55.0)
    assert [row.outcome for row in sitting.repetitions] == [
        Outcome.EASED,
        Outcome.NO_CLEAR_CHANGE,
    ]
    assert sitting.summary.outcome is Outcome.EASED


@pytest.mark.parametrize(
    ("answers", "said"),
    [([4, 4, 2, 8], Outcome.ROSE), ([6, 6, 2], Outcome.NO_CLEAR_CHANGE)],
)
def test_what_was_stopped_for_safety_is_not_called_a_success(
    answers: list[int], said: Outcome
) -> None:
    sitting = Sitting(header(asked={"repetitions": 2}))
    sitting.repetition(6, 6, 3, 3).press(FREE_N, 29.5).hold()
    sitting.key(Action.LET_GO).answering(IN_N, 62.0, ratings=answers).key(Action.SHARP)
    sitting.press(FREE_N, 10.0)
    summary = sitting.summary
    assert summary.ending is Ending.STOPPED_BY_GUARD
    assert [row.outcome for row in summary.repetitions] == [Outcome.EASED, said]
    assert summary.outcome is said
    assert summary.let_go, "what the person said is kept"


def test_a_session_that_had_to_be_stopped_says_what_its_last_hold_says() -> None:
    sitting = Sitting(header(asked={"repetitions": 3}))
    sitting.repetition(6, 6, 3, 3).press(FREE_N, 29.5).repetition(5, 5, 5, 5)
    sitting.press(FREE_N, 5.0).key(Action.SHARP).press(FREE_N, 5.0)
    assert sitting.summary.ending is Ending.STOPPED_BY_GUARD
    assert sitting.summary.outcome is Outcome.NO_CLEAR_CHANGE
    later = Sitting(header(asked={"repetitions": 3}))
    later.repetition(6, 6, 3, 3).press(FREE_N, 29.5).repetition(5, 5, 5, 5)
    later.press(FREE_N, 33.0).key(Action.SHARP).press(FREE_N, 5.0)
    assert later.summary.outcome is sitting.summary.outcome, "in the rest or after it"


def test_the_mean_and_the_impulse_are_of_the_held_time_only() -> None:
    sitting = Sitting().repetition(5, 5, 5, 5)
    (row,) = sitting.repetitions
    assert row.mean_mn == 44_000
    assert row.impulse_mn_ns == 44_000 * 60_000_000_000


def test_the_peak_is_known_even_where_no_hold_began() -> None:
    sitting = Sitting().approach().press(LOW_N, 5.0).press(66.0, 0.1)
    assert sitting.summary.repetitions == ()
    assert sitting.summary.peak_mn == 66_000


def test_the_peak_is_the_highest_of_all_repetitions() -> None:
    sitting = Sitting(header(asked={"repetitions": 2}))
    sitting.hold().press(53.0, 0.2).answering(IN_N, 66.0, ratings=[5] * 4).press(FREE_N, 31.0)
    sitting.repetition(5, 5, 5, 5).press(FREE_N, 55.0)
    assert sitting.summary.peak_mn == 53_000
    assert [row.peak_mn for row in sitting.repetitions] == [53_000, 44_000]


def test_one_answer_has_a_first_rating_and_no_last() -> None:
    sitting = Sitting().hold().rate(5).key(Action.STOP)
    assert (sitting.summary.first_rating, sitting.summary.last_rating) == (5, None)


def test_a_session_that_ends_at_once_has_an_empty_summary() -> None:
    summary = Sitting().key(Action.STOP).summary
    assert summary.buckets == Buckets()
    assert summary.outcome is Outcome.NOT_RATED
    assert summary.repetitions == ()


def test_every_ending_has_an_exit_code() -> None:
    assert set(EXIT_CODES) == set(Ending)
    assert EXIT_CODES[Ending.FINISHED] == EXIT_CODES[Ending.STOPPED_BY_PERSON] == 0
    assert EXIT_CODES[Ending.STOPPED_BY_GUARD] == 4
    assert EXIT_CODES[Ending.INTERRUPTED] == 3


def test_there_is_one_summary_whatever_comes_afterwards() -> None:
    sitting = Sitting().hold().rate(8).key(Action.STOP).key(Action.SHARP)
    sitting.press(FREE_N, 2.0).silence(61.0)
    assert sitting.summary.ending is Ending.STOPPED_BY_GUARD


def test_each_hold_teaches_how_a_persons_ratings_fade() -> None:
    taught = Sitting(header(asked={"repetitions": 2})).repetition(6, 5, 5, 4)
    assert len(taught.state.fading) > 1
    assert taught.state.header.fading == ()
    again = Sitting(header(fading=taught.state.fading))
    assert again.state.fading == taught.state.fading
    assert again.repetition(6, 5, 5, 4).state.fading != taught.state.fading


def test_what_was_learned_before_decides_what_a_fall_is_called() -> None:
    outcomes = []
    for before in ((5, 5, 5, 5), (6, 5, 5, 4)):
        ratings = Sitting().repetition(*before).ratings
        known: tuple[float, ...] = ()
        for _ in range(8):
            known = learned(ratings, known)
        sitting = Sitting(header(fading=known)).repetition(6, 6, 5, 4)
        outcomes.append(sitting.repetitions[0].outcome)
    assert outcomes == [Outcome.EASED, Outcome.FADED]
