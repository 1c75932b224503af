import itertools
import struct

import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Readings
from tpdevice.devices.frez import CONTROL, DATA, Frez, write
from tpsim.wire.frez import COUNTS_PER_KG, UNLOADED_COUNTS


def packet(first_ms: int, *, counts: int = 0, period_ms: int = 4) -> bytes:
    pairs = [(counts + i, first_ms + i * period_ms) for i in range(9)]
    return b"\x01\x00" + b"".join(struct.pack("<iI", count, ms) for count, ms in pairs)


def readings(decoder: Frez, data: bytes) -> Readings:
    (event,) = decoder.receive(DATA, data)
    assert isinstance(event, Readings)
    return event


@given(st.binary(min_size=2, max_size=2))
def test_a_command_is_sent_only_if_it_is_on_the_list(command: bytes) -> None:
    if command.hex() in golden("frez")["may_write"]:
        assert write(command).data == command
    else:
        with pytest.raises(ValueError, match="never be sent"):
            write(command)


def test_every_write_waits_to_be_acknowledged() -> None:
    decoder = Frez()
    for sent in (*decoder.start(), *decoder.stop()):
        assert sent.channel == CONTROL
        assert sent.response is True


@given(st.integers(-(1 << 31), (1 << 31) - 9), st.integers(0, 1 << 31), st.integers(1, 1000))
def test_counts_and_stamps_come_as_they_were_sent(counts: int, first_ms: int, step: int) -> None:
    event = readings(Frez(), packet(first_ms, counts=counts, period_ms=step))
    assert event.raw == tuple(range(counts, counts + 9))
    assert event.device_us == tuple((first_ms + i * step) * 1000 for i in range(9))


def test_the_stream_goes_on_in_one_epoch() -> None:
    decoder = Frez()
    decoder.start()
    epochs = {readings(decoder, packet(4 + 36 * i)).epoch for i in range(100)}
    assert len(epochs) == 1


def test_a_packet_that_comes_twice_is_used_once() -> None:
    decoder = Frez()
    first = readings(decoder, packet(100))
    with pytest.raises(FrameError, match="same packet again"):
        decoder.receive(DATA, packet(100))
    assert readings(decoder, packet(136)).epoch == first.epoch


def test_a_clock_that_begins_anew_is_a_new_epoch() -> None:
    decoder = Frez()
    before = readings(decoder, packet(5000))
    assert readings(decoder, packet(4)).epoch == before.epoch + 1
    assert readings(decoder, packet(40)).epoch == before.epoch + 1


def test_a_packet_that_begins_when_the_last_one_ended_is_a_new_beginning() -> None:
    decoder = Frez()
    before = readings(decoder, packet(100))
    assert readings(decoder, packet(132, counts=7)).epoch == before.epoch + 1


def test_the_count_may_run_out() -> None:
    """After 49 days; then time has to be found out anew, and nothing goes back."""
    decoder = Frez()
    before = readings(decoder, packet((1 << 32) - 33))
    assert readings(decoder, packet(3)).epoch == before.epoch + 1


def test_a_start_forgets_the_packet_before() -> None:
    decoder = Frez()
    before = readings(decoder, packet(4))
    decoder.start()
    assert readings(decoder, packet(4)).epoch > before.epoch


def test_a_refused_packet_changes_nothing() -> None:
    decoder = Frez()
    before = readings(decoder, packet(100))
    for bad in (packet(500)[:-1], packet(500, period_ms=0), b"\x02" + packet(500)[1:]):
        with pytest.raises(FrameError):
            decoder.receive(DATA, bad)
    assert readings(decoder, packet(136)).epoch == before.epoch


def test_a_narrow_link_is_named() -> None:
    with pytest.raises(FrameError, match="MTU below 77"):
        Frez().receive(DATA, packet(0)[:20])


def test_a_simulated_load_comes_as_counts_every_four_milliseconds() -> None:
    joined = Joined("frez", Frez(), kg_per_s=1.0)
    joined.run(3)
    events = [event for event in joined.events if isinstance(event, Readings)]
    assert {len(event.raw) for event in events} == {9}
    raw = [count for event in events for count in event.raw]
    us = [stamp for event in events for stamp in event.device_us or ()]
    assert {later - earlier for earlier, later in itertools.pairwise(us)} == {4000}
    expected = [(kg * COUNTS_PER_KG) + UNLOADED_COUNTS for _, kg in joined.source.given]
    assert max(abs(a - b) for a, b in zip(raw, expected, strict=False)) <= 0.5
    assert len({event.epoch for event in events}) == 1


def test_a_simulated_instrument_stops_when_told() -> None:
    joined = Joined("frez", Frez())
    joined.run(1)
    for sent in joined.decoder.stop():
        joined.device.on_write(joined.now_ns, sent.channel, sent.data)
    before = len(joined.raw)
    joined.run(1)
    assert len(joined.raw) == before
