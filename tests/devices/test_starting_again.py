"""A stream that is silent is started again, in the midst of whatever its driver was doing."""

import pytest
from simulated import Joined

from tpdevice.core import rules
from tpdevice.core.wire import Readings
from tpdevice.devices import DRIVERS, driver
from tpsim.wire import KINDS

connected = pytest.mark.parametrize("key", [key for key in DRIVERS if KINDS[key].connectable])


def readings(joined: Joined) -> int:
    return sum(isinstance(event, Readings) for event in joined.events)


@connected
def test_a_stream_comes_before_it_would_be_started_again(key: str) -> None:
    joined = Joined(key, driver(key))
    joined.run(rules.RESTART_AFTER_S)
    assert readings(joined)


@connected
@pytest.mark.parametrize("after_s", [0.1, 0.3, 1.0, 3.0])
def test_a_stream_that_is_started_again_comes(key: str, after_s: float) -> None:
    joined = Joined(key, driver(key))
    joined.run(after_s)
    joined.restart()
    joined.run(rules.RELINK_AFTER_S - rules.RESTART_AFTER_S)
    before = readings(joined)
    joined.run(3.0)
    assert readings(joined) > before


@connected
def test_a_stream_whose_first_start_was_not_heard_comes_at_the_second(key: str) -> None:
    joined = Joined(key, driver(key))
    joined.deaf = True
    joined.run(rules.RESTART_AFTER_S)
    joined.deaf = False
    joined.restart()
    joined.run(rules.RELINK_AFTER_S - rules.RESTART_AFTER_S)
    assert readings(joined)
