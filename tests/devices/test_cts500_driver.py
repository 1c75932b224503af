from contextlib import suppress

import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Battery, Ignored, Malformed, Readings, Unusable, WireEvent
from tpdevice.devices.cts500 import COMMAND, DATA, OPCODES, Cts500, write
from tpsim.wire.cts500 import Cts500 as Simulated
from tpsim.wire.cts500 import framed

S = 1_000_000_000
PEAK_OFF, BATTERY, START, STOP = (bytes.fromhex(h) for h in golden("cts500")["may_write"])


def weight(load: int) -> bytes:
    return framed(1, *load.to_bytes(4, "big"))


def received(decoder: Cts500, *pieces: bytes) -> list[WireEvent]:
    events: list[WireEvent] = []
    for piece in pieces:
        with suppress(FrameError):
            events += decoder.receive(DATA, piece)
    return events


def loads(events: list[WireEvent]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


@given(st.integers(0, 255))
def test_an_opcode_is_sent_only_if_it_is_on_the_list(opcode: int) -> None:
    if opcode in (0xCA, 0xC4, 0xAA, 0xAB):
        assert write(opcode).channel == COMMAND
        assert write(opcode).data.hex() in golden("cts500")["may_write"]
    else:
        with pytest.raises(ValueError, match="never be sent"):
            write(opcode)


def test_every_known_opcode_is_on_the_list_or_never_sent() -> None:
    never = {int(opcode, 16) for opcode in golden("cts500")["never_write"]}
    assert {data[1] for data in (PEAK_OFF, BATTERY, START, STOP)} | never == OPCODES


@given(
    st.lists(st.integers(0, 0x7FFFFFFF).map(weight) | st.binary(max_size=9), max_size=8),
    st.lists(st.integers(1, 9), min_size=1, max_size=40),
)
def test_the_same_bytes_cut_anywhere_give_the_same_readings(
    parts: list[bytes], sizes: list[int]
) -> None:
    stream = b"".join(parts)
    pieces, at = [], 0
    for size in [*sizes, len(stream) + 1]:
        pieces.append(stream[at : at + size])
        at += size
    assert loads(received(Cts500(), *pieces)) == loads(received(Cts500(), stream))


@given(st.integers(0, 0x7FFFFFFF), st.integers(0, 0xFF))
def test_an_echo_is_never_taken_for_a_weight(load: int, second: int) -> None:
    opcode = second in OPCODES or second == 0x80
    events = received(Cts500(), framed(second, *load.to_bytes(4, "big")))
    assert not opcode or not loads(events)
    assert opcode or loads(events) == [load / 100]


def test_the_weights_of_one_notification_stay_together() -> None:
    """Else they would all be given the time at which it arrived."""
    events = received(Cts500(), weight(1) + PEAK_OFF + weight(2))
    assert events[0] == Readings((0.01, 0.02), None)
    assert len(events) == 2


def test_a_weight_is_found_after_garbage_that_looks_like_its_beginning() -> None:
    for garbage in (b"\x05", b"\x05\x01", b"\x05\xaa\x05", bytes(20), weight(7)[:-1]):
        events = received(Cts500(), garbage + weight(500) + weight(501))
        assert loads(events)[-2:] == [5.0, 5.01]
        assert isinstance(events[-1], Malformed)


def test_garbage_alone_is_a_frame_error_and_the_next_weight_is_read() -> None:
    decoder = Cts500()
    with pytest.raises(FrameError):
        decoder.receive(DATA, b"\x07" * 20)
    assert loads(received(decoder, weight(3))) == [0.03]


@given(st.integers(0x80000000, 0xFFFFFFFF))
def test_what_may_be_below_zero_is_no_force(load: int) -> None:
    (event,) = received(Cts500(), weight(load))
    assert isinstance(event, Unusable)


def test_one_command_waits_for_the_answer_to_the_last() -> None:
    decoder = Cts500()
    assert [sent.data for sent in decoder.start()] == [PEAK_OFF]
    assert decoder.due(S) == ()
    received(decoder, framed(0x80, 0xAB, 0, 0, 0))  # to another command
    assert decoder.due(S + 1) == ()
    received(decoder, PEAK_OFF)  # an echo
    assert [sent.data for sent in decoder.due(S + 2)] == [BATTERY]
    assert received(decoder, framed(0x80, 0xC4, 0, 1, 0x63)) == [Battery(3550)]
    assert [sent.data for sent in decoder.due(S + 3)] == [START]
    assert decoder.due(100 * S) == ()


def test_a_command_that_is_never_answered_holds_nothing_up() -> None:
    decoder = Cts500()
    sent = list(decoder.start())
    for tenth in range(20):
        sent += decoder.due(tenth * S // 10)
    assert [each.data for each in sent] == [PEAK_OFF, BATTERY, START]


def test_a_weight_before_the_stream_was_started_is_not_used() -> None:
    decoder = Cts500()
    decoder.start()
    (event,) = received(decoder, weight(100))
    assert isinstance(event, Ignored)
    for tenth in range(20):
        decoder.due(tenth * S // 10)
    assert loads(received(decoder, weight(100))) == [1.0]


def test_a_new_start_forgets_the_beginning_of_a_frame() -> None:
    decoder = Cts500()
    received(decoder, weight(7)[:4])
    decoder.start()
    with pytest.raises(FrameError):
        decoder.receive(DATA, weight(8)[4:])


def test_a_stop_ends_what_was_still_to_be_asked() -> None:
    decoder = Cts500()
    decoder.start()
    assert [sent.data for sent in decoder.stop()] == [STOP]
    assert decoder.due(S) + decoder.due(10 * S) == ()


def simulated(joined: Joined) -> Simulated:
    assert isinstance(joined.device, Simulated)
    return joined.device


@pytest.mark.parametrize("echoes", [False, True])
def test_a_simulated_scale_in_peak_mode_is_put_out_of_it(*, echoes: bool) -> None:
    joined = Joined("cts500", Cts500(), kg_per_s=-0.5)
    simulated(joined).peak_mode = True
    simulated(joined).echoes = echoes
    simulated(joined)._peak_kg = 9.0
    joined.run(1)
    assert set(joined.raw) == {0.0}
    assert Battery(3950) in joined.events
    assert len(joined.raw) > 40


def test_a_simulated_scale_that_nobody_stopped_goes_on_in_the_next_connection() -> None:
    joined = Joined("cts500", Cts500())
    joined.run(2)
    before = len(joined.raw)
    joined.device.on_disconnect(joined.now_ns)
    joined.device.on_connect(joined.now_ns)
    joined.run(1)
    assert len(joined.raw) - before == 80


def test_a_simulated_scale_ignores_a_command_whose_sum_does_not_fit() -> None:
    joined = Joined("cts500", Cts500())
    joined.run(2)
    joined.device.on_write(joined.now_ns, COMMAND, STOP[:-1] + b"\0")
    before = len(joined.raw)
    joined.run(1)
    assert len(joined.raw) - before == 80
