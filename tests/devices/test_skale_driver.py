import pytest
from simulated import Joined, S

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Readings
from tpdevice.devices.skale import START, WEIGHT, Skale


def test_what_starts_the_stream_is_sent_twice_and_then_nothing() -> None:
    decoder = Skale()
    first = [write.data for write in decoder.start()]
    ticks = {tick: [w.data for w in decoder.due(tick * S // 10)] for tick in range(600)}
    later = {tick: data for tick, data in ticks.items() if data}
    assert first == list(START)
    assert later == {1: list(START)}


@pytest.mark.parametrize("exponent", [-4, -3, -2, -1, 0, 1])
def test_a_weight_is_a_number_and_a_power_of_ten(exponent: int) -> None:
    block = (-1234).to_bytes(3, "little", signed=True) + exponent.to_bytes(1, "little", signed=True)
    (event,) = Skale().receive(WEIGHT, b"\0" + block)
    assert isinstance(event, Readings)
    assert event.raw[0] == pytest.approx(-1234 * 10.0**exponent)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 6, 7, 8, 10, 20])
def test_a_frame_of_another_length_is_left_out(size: int) -> None:
    with pytest.raises(FrameError):
        Skale().receive(WEIGHT, bytes(size))


def test_a_simulated_skale_streams_once_it_is_asked_to() -> None:
    class Silent(Skale):
        def start(self):
            return ()

    asked, unasked = Joined("skale", Skale()), Joined("skale", Silent())
    asked.run(5.0)
    unasked.run(5.0)
    assert len(asked.raw) > 45
    assert unasked.raw == []
