"""A whole session with no key and no free hand, from the first question to the end."""

import pytest
from looped import looped

from tpdevice.core.record import Ending, Outcome
from tpdevice.core.tape import BY_BALL, Key

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("subject", ["novice", "lying"])
def test_a_whole_session_is_done_by_the_ball_alone(subject: str, seed: int) -> None:
    run = looped(f"scenario=by_ball&subject={subject}", seed=seed, calibrated=False)
    keys = [entry for entry in run.kept.entries if isinstance(entry, Key)]
    assert {key.source for key in keys} == {BY_BALL}
    assert run.summary.ending is Ending.FINISHED, run.summary.reason
    answers = {row.name: row.cause for row in run.happened("answer")}
    assert answers == {
        "screen_a": "no",
        "screen_b": "no",
        "screen_c": "no",
        "place": "yes",
        "key": "no",
    }
    assert run.state.band is not None
    assert run.state.band.kind == "uncalibrated"
    assert len(run.summary.repetitions) == 3
    assert {row.outcome for row in run.summary.repetitions} == {Outcome.NOT_RATED}
    assert "rate" not in {told.cue.key for told in run.sink.told}


@pytest.mark.parametrize("seed", SEEDS)
def test_known_marks_serve_who_has_no_key_too(seed: int) -> None:
    run = looped("scenario=by_ball", seed=seed)
    assert run.state.band is not None
    assert run.state.band.kind == "standard"
    assert run.summary.ending is Ending.FINISHED, run.summary.reason


@pytest.mark.parametrize("scenario", ["obedient", "coughs", "lets_go", "lifts_off"])
def test_nobody_who_uses_keys_answers_anything_by_the_ball(scenario: str) -> None:
    run = looped(f"scenario={scenario}&subject=lying", seed=3, calibrated=False)
    assert not run.happened("ball")
