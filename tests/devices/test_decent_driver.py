from itertools import pairwise

import pytest
from frames import golden
from simulated import Joined, S

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Battery, Readings
from tpdevice.devices.decent import DATA, HEARTBEAT, LED_ON, Decent

WRONG = bytes.fromhex("03ce04d200001c")


class Deaf(Decent):
    """A driver that forgets its heartbeats."""

    def due(self, t_ns):
        return tuple(w for w in super().due(t_ns) if w.data != HEARTBEAT)


def sent(decoder, seconds, *, every_s=0.1, first_s=0.0):
    """What is sent in so many seconds of ticks: when, s, and the bytes."""
    ticks = [first_s + i * every_s for i in range(round(seconds / every_s))]
    return [(t, write.data) for t in ticks for write in decoder.due(round(t * S))]


@pytest.mark.parametrize("every_s", [0.1, 0.01])
@pytest.mark.parametrize("first_s", [0.0, 0.001, 37.95])
def test_what_starts_the_stream_is_sent_twice_and_not_too_soon(
    first_s: float, every_s: float
) -> None:
    decoder = Decent()
    assert [write.data for write in decoder.start()] == [LED_ON]
    ticks = sent(decoder, 5.0, first_s=first_s, every_s=every_s)
    (again,) = [t for t, data in ticks if data == LED_ON]
    # The start was at some time before the first tick.
    assert 0.0499 <= again - first_s <= 0.2


def test_a_second_start_is_sent_twice_as_well() -> None:
    decoder = Decent()
    decoder.start()
    sent(decoder, 5.0)
    decoder.start()
    later = sent(decoder, 5.0, first_s=5.0)
    assert [data for _, data in later].count(LED_ON) == 1


def test_a_heartbeat_comes_well_within_the_scales_patience() -> None:
    decoder = Decent()
    decoder.start()
    beats = [t for t, data in sent(decoder, 60.0) if data == HEARTBEAT]
    assert beats[0] <= 0.1
    assert max(b - a for a, b in pairwise(beats)) < 2.5


def test_a_scale_that_hears_its_heartbeat_stays() -> None:
    joined = Joined("decent", Decent(), kg_per_s=0.01)
    joined.run(60.0)
    assert joined.device.link_orders(joined.now_ns) == []
    assert Battery(percent=80) in joined.events
    assert len(joined.raw) > 580


def test_a_scale_without_heartbeats_hangs_up() -> None:
    joined = Joined("decent", Deaf(), kg_per_s=0.01)
    joined.run(60.0)
    ((at_ns, how, away_s),) = joined.device.link_orders(joined.now_ns)
    assert (how, away_s) == ("goodbye", 0.0)
    assert 4.9 * S < at_ns < 10 * S


def test_a_command_that_is_sent_once_may_be_dropped() -> None:
    joined = Joined("decent", Decent(), kg_per_s=0.01)
    joined.device.on_connect(0)
    joined.device.on_write(0, "000036f5-0000-1000-8000-00805f9b34fb", LED_ON)
    assert joined.device.poll(2 * S) == []


def test_one_wrong_checksum_is_left_out_each_time() -> None:
    decoder = Decent()
    for _ in range(30):
        with pytest.raises(FrameError, match="checksum"):
            decoder.receive(DATA, WRONG)
        decoder.receive(DATA, bytes.fromhex("03ce04d200001b"))


def test_a_scale_that_never_gets_its_checksum_right_is_read_all_the_same() -> None:
    decoder = Decent()
    decoder.start()
    for _ in range(9):
        with pytest.raises(FrameError, match="checksum"):
            decoder.receive(DATA, WRONG)
    assert decoder.receive(DATA, WRONG) == (Readings((123.4,), None),)
    assert decoder.receive(DATA, WRONG) == (Readings((123.4,), None),)
    decoder.start()
    with pytest.raises(FrameError, match="checksum"):
        decoder.receive(DATA, WRONG)


def test_nothing_that_tares_is_ever_sent() -> None:
    decoder = Decent()
    everything = {write.data for write in decoder.start()}
    everything |= {data for _, data in sent(decoder, 100.0)}
    assert everything == {bytes.fromhex(data) for data in golden("decent")["may_write"]}
