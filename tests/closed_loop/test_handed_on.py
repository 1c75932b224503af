"""What a state works out once and hands on is always what it would be if worked out anew."""

import pytest
from looped import looped

from tpsim.scenarios import SCENARIOS


@pytest.mark.parametrize("calibrated", [True, False])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_that_is_handed_on_is_stale(scenario: str, *, calibrated: bool) -> None:
    run = looped(f"scenario={scenario}", calibrated=calibrated, short=True)
    assert run.stale == []
