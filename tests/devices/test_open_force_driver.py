import struct
from contextlib import suppress

import numpy as np
import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Quantity
from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import (
    About,
    Advert,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
)
from tpdevice.devices import driver, find
from tpdevice.devices.open_force.driver import CONTROL, INFO, START, STREAM, OpenForce, _write
from tpsim.wire import KINDS
from tpsim.wire.open_force import OpenBall
from tpsim.wire.open_force import OpenForce as OpenForceOnAir

S = 1_000_000_000
WRAP = 1 << 32
UNKNOWN = 0x7FFF_FFFF


def packet(
    *values: int, sequence: int = 0, time: int = 0, marks: int = 0, period_us: int = 12_500
) -> bytes:
    head = struct.pack("<BBHI", 1, marks, sequence & 0xFFFF, time % WRAP)
    return head + b"".join(struct.pack("<iH", v, i * period_us) for i, v in enumerate(values))


def info(*, state: int = 3, trouble: int = 0) -> bytes:
    body = struct.pack("<BBHiiHBB", 1, 1, 8000, -196_133, 196_133, 3950, state, trouble)
    return b"\x03\x00" + body


def streamed(decoder: OpenForce, *packets: bytes) -> list[WireEvent]:
    events: list[WireEvent] = []
    for data in packets:
        with suppress(FrameError):
            events += decoder.receive(STREAM, data)
    return events


def values(events: list[WireEvent]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


def times(events: list[WireEvent]) -> list[int]:
    return [us for e in events if isinstance(e, Readings) for us in e.device_us or ()]


@given(st.integers(0, 255))
def test_only_three_requests_can_be_sent(opcode: int) -> None:
    if f"{opcode:02x}" in golden("open-force")["may_write"]:
        assert _write(opcode).data == bytes([opcode])
        assert _write(opcode).channel == CONTROL
    else:
        with pytest.raises(ValueError, match="never be sent"):
            _write(opcode)


def test_info_is_asked_before_the_stream_starts() -> None:
    decoder = OpenForce()
    assert [sent.data for sent in decoder.start()] == [bytes([INFO]), bytes([START])]
    assert [sent.data for sent in decoder.stop()] == [b"\x02"]


def test_the_start_is_asked_again_each_second_until_it_is_answered() -> None:
    decoder = OpenForce()
    assert decoder.due(0) == ()
    decoder.start()
    asked = [t for t in range(0, 35 * S // 10, S // 10) if decoder.due(t)]
    assert asked == [S, 2 * S, 3 * S]
    decoder.receive(CONTROL, b"\x01\x00")
    assert not any(decoder.due(t) for t in range(4 * S, 20 * S, S // 10))


def test_a_packet_answers_the_start_as_well_as_its_reply_does() -> None:
    decoder = OpenForce()
    decoder.start()
    decoder.receive(STREAM, packet(1))
    assert not any(decoder.due(t) for t in range(0, 20 * S, S // 10))


def test_a_gap_in_the_sequence_is_told_with_how_many_are_missing() -> None:
    events = streamed(
        OpenForce(),
        packet(1, 2, 3, 4, sequence=65_530, time=0),
        packet(5, 6, sequence=1, time=87_500),
    )
    lost = [event.reason for event in events if isinstance(event, Malformed)]
    assert lost == ["3 samples lost on the way"]
    assert values(events) == [1, 2, 3, 4, 5, 6]


def test_a_gap_in_time_alone_is_no_loss() -> None:
    first, second = packet(1, sequence=7, time=0), packet(2, sequence=8, time=3_000_000)
    events = streamed(OpenForce(), first, second)
    assert times(events) == [0, 3_000_000]
    assert not [event for event in events if isinstance(event, Malformed)]


def test_time_goes_on_over_its_wrap_and_inside_a_packet() -> None:
    events = streamed(
        OpenForce(),
        packet(1, sequence=0, time=WRAP - 20_000),
        packet(2, 3, sequence=1, time=WRAP - 7_500),
        packet(4, sequence=3, time=17_500),
    )
    assert times(events) == [WRAP - 20_000, WRAP - 7_500, WRAP + 5_000, WRAP + 17_500]
    assert {event.epoch for event in events if isinstance(event, Readings)} == {0}


@pytest.mark.parametrize("time", [0, 12_500, 50_000])
def test_a_packet_that_is_late_or_sent_again_is_passed_over(time: int) -> None:
    decoder = OpenForce()
    streamed(decoder, packet(1, 2, 3, 4, sequence=0, time=12_500))
    (event,) = decoder.receive(STREAM, packet(9, sequence=0, time=time))
    assert isinstance(event, Ignored)
    assert values(streamed(decoder, packet(5, sequence=4, time=62_500))) == [5]


def test_a_new_connection_begins_a_new_epoch_whatever_the_clock_says() -> None:
    decoder = OpenForce()
    decoder.start()
    (first,) = decoder.receive(STREAM, packet(1, sequence=900, time=9_000_000))
    decoder.start()
    (second,) = decoder.receive(STREAM, packet(2, sequence=0, time=5_000))
    assert isinstance(first, Readings)
    assert isinstance(second, Readings)
    assert first.epoch < second.epoch


def test_a_single_jump_is_left_out_and_a_real_step_is_seen_with_the_next_sample() -> None:
    events = streamed(OpenForce(), packet(1000, 90_000, 90_500, marks=0b10))
    assert values(events) == [1000, 90_500]
    assert [event.reason for event in events if isinstance(event, Malformed)] == ["1 jumped"]


@given(st.integers(-(2**31), UNKNOWN - 1))
def test_what_is_at_the_end_always_counts_as_beyond_the_range(value: int) -> None:
    decoder = OpenForce()
    (raw,) = values(streamed(decoder, packet(value, marks=0b1_0000)))
    assert abs(raw) > decoder.spec.range_raw
    assert abs(raw) >= abs(value)
    assert raw < 0 if value < 0 else raw > 0


def test_a_board_says_why_it_has_no_value() -> None:
    decoder = OpenForce()
    decoder.receive(CONTROL, info(state=1, trouble=4))
    (event,) = decoder.receive(STREAM, packet(UNKNOWN))
    assert event == Unusable("it is not calibrated")


def test_a_low_battery_and_a_trouble_are_told_once_until_they_change() -> None:
    decoder = OpenForce()
    told: list[WireEvent] = []
    for state, trouble in ((3, 0), (7, 7), (7, 7), (3, 0), (7, 7)):
        told += decoder.receive(CONTROL, info(state=state, trouble=trouble))
    assert sum(isinstance(event, BatteryLow) for event in told) == 2
    assert sum(isinstance(e, About) and e.what == "trouble" for e in told) == 2


@given(
    st.lists(
        st.tuples(
            st.integers(0, 0xFFFF),
            st.integers(0, WRAP - 1),
            st.integers(0, 255),
            st.lists(st.tuples(st.integers(-(2**31), UNKNOWN), st.integers(0, 0xFFFF)), max_size=5),
        ),
        max_size=12,
    )
)
def test_time_never_goes_back_in_an_epoch(
    packets: list[tuple[int, int, int, list[tuple[int, int]]]],
) -> None:
    last = (0, -1)
    decoder = OpenForce()
    for sequence, time, marks, samples in packets:
        data = struct.pack("<BBHI", 1, marks, sequence, time)
        data += b"".join(struct.pack("<iH", *sample) for sample in samples)
        for event in streamed(decoder, data):
            if isinstance(event, Readings):
                for us in event.device_us or ():
                    assert (event.epoch, us) > last
                    last = (event.epoch, us)


def test_a_simulated_board_loses_nothing_and_keeps_its_time() -> None:
    joined = Joined("open-force", driver("open-force"), kg_per_s=0.2)
    joined.run(20.0)
    assert not [event for event in joined.events if isinstance(event, Malformed)]
    assert np.diff(times(joined.events)).tolist() == [12_500] * (len(joined.raw) - 1)
    told = {event.what: event.value for event in joined.events if isinstance(event, About)}
    assert told == {"measures": "force", "range": "-196.133 to 196.133", "rate": "80"}


def test_a_simulated_ball_shows_absolute_pressure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "open-force", OpenBall)
    joined = Joined("open-force", OpenForce({"measures": "pressure"}), kg_per_s=0.2)
    joined.run(20.0)
    advert = Advert("C0:DE:00:00:00:01", "Ball 2", tuple(joined.device.advertised_uuids))
    assert advert.services != OpenForceOnAir.advertised_uuids
    assert find(advert) == "open-force"
    assert 1_012_900 < joined.raw[0] < 1_014_000
    assert joined.raw[-1] - joined.raw[0] > 20_000
    assert joined.bad == 0
    wrong = Joined("open-force", OpenForce(), kg_per_s=0.2)
    wrong.run(1.0)
    assert not wrong.raw
    assert {e.reason for e in wrong.events if isinstance(e, Unusable)} == {
        "it measures pressure: set it up as such"
    }


def test_what_a_board_measures_is_a_persons_to_say() -> None:
    ball = driver("open-force", (("measures", "pressure"), ("range", "125000"))).spec
    assert (ball.quantity, ball.n_per_raw, ball.range_raw) == (Quantity.PRESSURE, None, 1_250_000)
    assert driver("open-force", (("range", "490"),)).spec.range_n == pytest.approx(490.0)
    with pytest.raises(UsageError, match="measures=weight"):
        driver("open-force", (("measures", "weight"),))
