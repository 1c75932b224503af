"""What speaks as a Progressor does has habits of its own; none of them may become a wrong force."""

import itertools
import struct

import numpy as np
import pytest
from frames import golden
from simulated import Joined, advert_of

from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Battery, Malformed, Readings
from tpdevice.devices import find
from tpdevice.devices.progressor import CONTROL, DATA, Progressor, write
from tpdevice.signal.align import Align
from tpsim.wire import CLONES
from tpsim.wire.clones import WIPE, Crimpdeq

every_clone = pytest.mark.parametrize("name", CLONES)


def joined(name: str, *, kg_per_s: float = 0.5, seconds: float = 20.0) -> Joined:
    both = Joined(name, Progressor(), kg_per_s=kg_per_s)
    both.run(seconds)
    return both


def stamped(both: Joined) -> list[tuple[int, int]]:
    """Return the epoch and the time of each value."""
    found = [event for event in both.events if isinstance(event, Readings)]
    return [(each.epoch, us) for each in found for us in each.device_us or ()]


@every_clone
def test_what_was_pressed_on_a_clone_is_decoded_and_nothing_is_found_wrong(name: str) -> None:
    both = joined(name)
    raw = np.array(both.raw)
    given = np.array([kg for _, kg in both.source.given])[-len(raw) :]
    assert len(raw) > 0.8 * 20.0 * 1e9 / both.source.period_ns
    assert np.abs(raw - given).max() * N_PER_KGF < 0.001
    assert both.bad == 0
    assert not [event for event in both.events if isinstance(event, Malformed)]


@every_clone
def test_time_on_a_clone_rises_in_one_epoch_as_its_samples_do(name: str) -> None:
    both = joined(name)
    stamps = stamped(both)
    assert len({epoch for epoch, _ in stamps}) == 1
    steps_us = {b - a for (_, a), (_, b) in itertools.pairwise(stamps)}
    assert {round(us, -1) for us in steps_us} == {both.source.period_ns // 10_000 * 10}


@every_clone
def test_a_clone_whose_stream_is_started_again_goes_on(name: str) -> None:
    both = joined(name, seconds=5.0)
    before = len(both.raw)
    for sent in both.decoder.start():
        both.device.on_write(both.now_ns, sent.channel, sent.data)
    both.run(5.0)
    assert len(both.raw) - before > 0.95 * 5.0 * 1e9 / both.source.period_ns
    stamps = stamped(both)
    assert stamps == sorted(stamps)


@every_clone
def test_a_clone_is_known_by_its_service(name: str) -> None:
    assert find(advert_of(joined(name, seconds=1.0))) == "progressor"


def test_nothing_that_we_send_wipes_the_calibration_of_a_clone_or_stops_its_stream() -> None:
    both = joined("crimpdeq", kg_per_s=0.0, seconds=1.0)
    assert isinstance(both.device, Crimpdeq)
    for opcode in golden("progressor")["may_write"]:
        if opcode != "66":
            sent = write(int(opcode, 16))
            both.device.on_write(both.now_ns, sent.channel, sent.data)
    before = len(both.raw)
    both.run(1.0)
    assert both.device.gain == 1.0
    assert len(both.raw) - before > 80


def test_what_we_never_send_would_have_wiped_it() -> None:
    both = joined("crimpdeq", seconds=1.0)
    assert isinstance(both.device, Crimpdeq)
    both.device.on_write(both.now_ns, CONTROL, bytes((WIPE,)))
    assert both.device.gain != 1.0
    before = len(both.raw)
    both.run(1.0)
    assert len(both.raw) - before <= 1


def test_a_clone_that_answers_nothing_streams_all_the_same() -> None:
    both = joined("mito", kg_per_s=-0.5)
    assert not [event for event in both.events if isinstance(event, Battery)]
    assert set(both.raw) == {0.0}


def test_a_counter_that_began_with_the_device_is_taken_as_it_comes() -> None:
    both = joined("mito", seconds=30.0)
    both.device.on_disconnect(both.now_ns)
    before = len(stamped(both))
    for sent in both.decoder.start():
        both.device.on_write(both.now_ns, sent.channel, sent.data)
    both.device.on_connect(both.now_ns)
    both.run(1.0)
    (epoch, us), *_ = stamped(both)[before:]
    assert us > 30_000_000
    assert epoch > stamped(both)[0][0]


def test_a_counter_that_is_not_begun_anew_by_a_start_goes_on_in_a_new_epoch() -> None:
    both = joined("hangman", seconds=5.0)
    before = len(stamped(both))
    both.decoder.start()
    both.device.on_write(both.now_ns, CONTROL, b"\x65")
    both.run(1.0)
    assert stamped(both)[before][1] > 5_000_000 * 0.99


def test_a_counter_that_leaps_ahead_leaves_time_on_our_side_where_it_was() -> None:
    """One clone counts in a number of 30 bits that becomes negative after 8 min 57 s."""
    decoder, align = Progressor(), Align(rate_hz=80.0)
    decoder.start()
    times_ns = []
    for number in range(200):
        arrived_ns = number * 12_500_000
        count_us = (1 << 29) - 1_250_000 + number * 12_500
        sent_us = count_us if count_us < 1 << 29 else count_us + (1 << 32) - (1 << 30)
        (event,) = decoder.receive(DATA, b"\x01\x08" + struct.pack("<fI", 1.0, sent_us))
        assert isinstance(event, Readings)
        times_ns += align.stamp(arrived_ns, event.device_us, 1, epoch=event.epoch)
    assert times_ns == [number * 12_500_000 for number in range(200)]
