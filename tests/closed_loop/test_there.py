"""Whoever is told to go on until "there" is told when they are: over whole simulated sessions."""

import pytest
from ended import left_open
from looped import looped

SEEDS = (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("story", ["", "subject=lying", "scenario=lets_go"])
def test_no_correction_of_a_hold_is_left_open(story: str, seed: int) -> None:
    told = looped(story, seed=seed).sink.told
    assert left_open(told) == []
