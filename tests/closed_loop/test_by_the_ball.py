"""A whole session with no key and no free hand, from the first question to the end."""

import pytest
from looped import Looped, looped

from tpdevice.core.record import Ending, RatingRow
from tpdevice.core.tape import BY_BALL, Key
from tpdevice.session.guard import Danger

SEEDS = (1, 2)
OBEDIENT_END = (Danger.RATING, Danger.ROSE)
"""What may stop those who do as they are told: answers scatter."""


def ended_well(run: Looped) -> bool:
    """Say whether it came to its end, or to one that chance in the answers brings."""
    return run.summary.ending is Ending.FINISHED or run.summary.reason in OBEDIENT_END


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("subject", ["novice", "lying"])
def test_a_whole_session_is_done_by_the_ball_alone(subject: str, seed: int) -> None:
    run = looped(f"scenario=by_ball&subject={subject}", seed=seed, calibrated=False)
    keys = [entry for entry in run.kept.entries if isinstance(entry, Key)]
    assert {key.source for key in keys} == {BY_BALL}
    assert ended_well(run)
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
    rated = [row.value for row in run.kept.rows if isinstance(row, RatingRow)]
    answered = [value for value in rated if value is not None]
    assert len(answered) >= 0.75 * len(rated), rated
    assert "rate" not in {told.cue.key for told in run.sink.told}


@pytest.mark.parametrize("seed", SEEDS)
def test_known_marks_serve_who_has_no_key_too(seed: int) -> None:
    run = looped("scenario=by_ball", seed=seed)
    assert run.state.band is not None
    assert run.state.band.kind == "standard"
    assert ended_well(run)


@pytest.mark.parametrize("scenario", ["obedient", "coughs", "lets_go", "lifts_off"])
def test_nobody_who_uses_keys_answers_anything_by_the_ball(scenario: str) -> None:
    run = looped(f"scenario={scenario}&subject=lying", seed=3, calibrated=False)
    assert not run.happened("ball")
