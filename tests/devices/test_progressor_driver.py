import itertools
import struct
from contextlib import suppress

import numpy as np
import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import FrameError
from tpdevice.core.units import mn
from tpdevice.core.wire import About, Battery, Ignored, Malformed, Readings
from tpdevice.devices.progressor import BATTERY, CONTROL, DATA, FIRMWARE, Progressor, write
from tpsim.faults import Fault, Faults, Mishap
from tpsim.wire.outbox import WireOptions
from tpsim.wire.progressor import Progressor as Simulated

S = 1_000_000_000
WRAP = 1 << 32
LONGEST_STALL_US = WRAP // 2 - 1


def packet(*samples: tuple[float, int]) -> bytes:
    body = b"".join(struct.pack("<fI", kg, us % WRAP) for kg, us in samples)
    return bytes([1, len(body)]) + body


def readings(decoder: Progressor, data: bytes) -> Readings:
    (event,) = decoder.receive(DATA, data)
    assert isinstance(event, Readings)
    return event


@pytest.mark.parametrize("opcode", golden("progressor")["never_write"])
def test_what_tares_or_calibrates_cannot_be_sent(opcode: str) -> None:
    with pytest.raises(ValueError, match="never be sent"):
        write(int(opcode, 16))


@given(st.integers(0, 255))
def test_an_opcode_is_sent_only_if_it_is_on_the_list(opcode: int) -> None:
    if f"{opcode:02x}" in golden("progressor")["may_write"]:
        assert write(opcode).data == bytes([opcode])
        assert write(opcode).channel == CONTROL
    else:
        with pytest.raises(ValueError, match="never be sent"):
            write(opcode)


def test_the_battery_is_asked_before_the_stream_starts() -> None:
    decoder = Progressor()
    assert [sent.data for sent in decoder.start()] == [b"\x6f", b"\x65"]
    assert decoder.receive(DATA, bytes.fromhex("00046e0f0000")) == (Battery(3950),)
    assert [sent.data for sent in decoder.stop()] == [b"\x66"]


def test_a_reply_belongs_to_the_last_request_and_to_no_other() -> None:
    decoder = Progressor()
    decoder.requested(BATTERY)
    decoder.requested(FIRMWARE)
    assert decoder.receive(DATA, b"\x00\x031.2") == (About("firmware", "1.2"),)
    (event,) = decoder.receive(DATA, b"\x00\x031.2")
    assert isinstance(event, Ignored)


def test_a_reply_ends_where_it_says() -> None:
    decoder = Progressor()
    decoder.requested(FIRMWARE)
    assert decoder.receive(DATA, b"\x00\x021.2") == (About("firmware", "1."),)


def test_a_battery_is_four_bytes_and_firmware_need_not_be_ascii() -> None:
    decoder = Progressor()
    decoder.requested(BATTERY)
    assert decoder.receive(DATA, bytes.fromhex("00056e0f000001")) == (Battery(3950),)
    decoder.requested(FIRMWARE)
    assert decoder.receive(DATA, b"\x00\x021\xff") == (About("firmware", "1\ufffd"),)


def test_what_could_not_be_used_says_why() -> None:
    decoder = Progressor()
    (_, torn) = decoder.receive(DATA, packet((1.0, 1), (1.0, 2))[:-1])
    assert isinstance(torn, Malformed)
    assert torn.reason == "says 16 bytes, has 15"
    with pytest.raises(FrameError) as caught:
        decoder.receive(DATA, bytes(513))
    assert len(caught.value.frame) == 513


def test_another_characteristic_is_ignored() -> None:
    (event,) = Progressor().receive(CONTROL, packet((1.0, 1)))
    assert isinstance(event, Ignored)


def test_a_frame_longer_than_any_attribute_is_refused() -> None:
    longest = bytes([1, 248]) + bytes(510)
    assert Progressor().receive(DATA, longest)
    with pytest.raises(FrameError, match="513"):
        Progressor().receive(DATA, longest + b"\0")


def test_the_counter_goes_on_over_its_wrap() -> None:
    decoder = Progressor()
    assert readings(decoder, packet((1.0, WRAP - 5))).device_us == (WRAP - 5,)
    after = readings(decoder, packet((1.0, 6), (1.0, 17)))
    assert after.device_us == (WRAP + 6, WRAP + 17)
    assert after.epoch == readings(Progressor(), packet((1.0, 0))).epoch


def test_a_stamp_may_stand_still() -> None:
    assert readings(Progressor(), packet((1.0, 7), (2.0, 7))).device_us == (7, 7)


def test_the_counter_may_wrap_again_and_again() -> None:
    decoder = Progressor()
    stamps = [us for wrap in range(4) for us in (wrap * WRAP + 10, wrap * WRAP + WRAP * 3 // 4)]
    found = [readings(decoder, packet((1.0, us))).device_us for us in stamps]
    assert found == [(us,) for us in stamps]


def test_half_a_turn_back_is_a_new_beginning_and_more_is_a_wrap() -> None:
    for fall_us, expected_us in ((WRAP // 2, 7), (WRAP // 2 + 1, WRAP + 7)):
        decoder = Progressor()
        readings(decoder, packet((1.0, 7 + fall_us)))
        assert readings(decoder, packet((1.0, 7))).device_us == (expected_us,)


@given(st.lists(st.lists(st.integers(0, WRAP - 1), min_size=1, max_size=9), min_size=1))
def test_whatever_the_stamps_time_rises_in_an_epoch_and_epochs_rise(
    packets: list[list[int]],
) -> None:
    decoder = Progressor()
    last = (0, 0)
    for stamps in packets:
        event = readings(decoder, packet(*[(float(i), us) for i, us in enumerate(stamps)]))
        assert event.device_us
        # What is left of a packet is its end.
        assert event.raw[-1] == len(stamps) - 1
        for us in event.device_us:
            assert (event.epoch, us) >= last
            last = (event.epoch, us)


@given(
    st.integers(0, WRAP - 1),
    st.lists(st.integers(0, LONGEST_STALL_US), min_size=1, max_size=40),
    st.lists(st.integers(1, 8), min_size=1),
)
def test_a_counter_that_only_rises_stays_one_epoch_however_it_is_packed(
    first_us: int, steps_us: list[int], sizes: list[int]
) -> None:
    """Also over two to the 31 and over several wraps."""
    true_us = (np.cumsum([0, *steps_us]) + first_us).tolist()
    decoder = Progressor()
    decoder.start()
    found: list[int] = []
    epochs = set()
    at = 0
    while at < len(true_us):
        size = sizes[at % len(sizes)]
        event = readings(decoder, packet(*[(1.0, us) for us in true_us[at : at + size]]))
        found += event.device_us or ()
        epochs.add(event.epoch)
        at += size
    assert found == true_us
    assert len(epochs) == 1


@given(st.integers(1, WRAP // 2), st.integers(0, WRAP - 1))
def test_a_counter_that_falls_by_less_than_half_began_anew(fall_us: int, last_us: int) -> None:
    last_us = max(last_us, fall_us)
    decoder = Progressor()
    before = readings(decoder, packet((1.0, last_us)))
    after = readings(decoder, packet((1.0, last_us - fall_us)))
    assert after.device_us == (last_us - fall_us,)
    assert after.epoch == before.epoch + 1


def test_a_start_is_a_new_epoch_without_a_wrap() -> None:
    decoder = Progressor()
    before = readings(decoder, packet((1.0, WRAP - 1)))
    decoder.start()
    after = readings(decoder, packet((1.0, 5)))
    assert after.device_us == (5,)
    assert after.epoch > before.epoch


class Pressed:
    """Readings for a simulated device, every 12.5 ms from half a second on."""

    period_ns = 12_500_000
    clock_ppm = 0.0

    def __init__(self, forces_n: list[float]) -> None:
        self._kg = [
            (S // 2 + i * self.period_ns, force_n / 9.80665) for i, force_n in enumerate(forces_n)
        ]

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        due = [(t, kg) for t, kg in self._kg if t <= until_ns]
        self._kg = self._kg[len(due) :]
        return due

    def next_grid_ns(self) -> int:
        return 0


@given(
    st.lists(st.floats(-1500, 1500), min_size=1, max_size=60),
    st.integers(1, 30),
    st.integers(0, 5000),
)
def test_what_the_simulated_device_sends_is_decoded_to_the_millinewton(
    forces_n: list[float], in_a_packet: int, wraps_after_ms: int
) -> None:
    rng = np.random.default_rng(1)
    options = WireOptions(samples_per_packet=in_a_packet)
    device = Simulated(
        Pressed(forces_n),
        Faults((), rng),
        options=options,
        rng=rng,
        wraps_after_s=wraps_after_ms / 1000,
    )
    decoder = Progressor()
    device.on_connect(0)
    for sent in decoder.start():
        device.on_write(0, sent.channel, sent.data)
    events = [
        event
        for _, channel, data in device.poll(10 * S)
        for event in decoder.receive(channel, data)
    ]
    assert [event for event in events if isinstance(event, Battery)] == [Battery(3950)]
    found = [event for event in events if isinstance(event, Readings)]
    decoded_n = [raw * decoder.spec.n_per_raw for event in found for raw in event.raw]
    stamps_us = [us for event in found for us in event.device_us or ()]
    whole = len(forces_n) // in_a_packet * in_a_packet
    assert len(decoded_n) == whole
    for force_n, back_n in zip(forces_n, decoded_n, strict=False):
        assert abs(mn(force_n) - mn(back_n)) <= 1
    assert {b - a for a, b in itertools.pairwise(stamps_us)} <= {12_500}
    assert len({event.epoch for event in found}) <= 1


@pytest.mark.parametrize("in_a_packet", [1, 2, 8, 30])
def test_the_whole_samples_of_a_simulated_torn_frame_are_used_and_the_tear_is_told(
    in_a_packet: int,
) -> None:
    rng = np.random.default_rng(1)
    faults = Faults((Mishap(Fault.NONSENSE, (0.0, 0.0), 60.0),), rng)
    faults.enter("HOLD", 0)
    options = WireOptions(samples_per_packet=in_a_packet)
    device = Simulated(Pressed([20.0] * 4000), faults, options=options, rng=rng)
    decoder = Progressor()
    device.on_connect(0)
    for sent in decoder.start():
        device.on_write(0, sent.channel, sent.data)
    says = f"says {8 * max(in_a_packet, 2)} bytes"
    torn = []
    for _, channel, data in device.poll(60 * S):
        with suppress(FrameError):
            events = decoder.receive(channel, data)
            cuts = [e for e in events if isinstance(e, Malformed) and e.reason.startswith(says)]
            torn += [event for event in events if cuts and isinstance(event, Readings)]
    assert len(torn) > 3
    for found in torn:
        assert 1 <= len(found.raw) < max(in_a_packet, 2)
        assert {mn(raw * decoder.spec.n_per_raw) for raw in found.raw} == {20_000}
