import pytest
from driven import PERIOD_US, START, STOP, connected, press, taken
from hypothesis import given
from hypothesis import strategies as st
from openforce import read

from force_sensor.packets import MOST_WAITING, Packets, samples_that_fit
from force_sensor.sensor import Sensor


@pytest.mark.parametrize(
    ("mtu", "rate_hz", "samples"),
    [(23, 80, 2), (34, 80, 3), (35, 80, 4), (517, 80, 4), (517, 10, 1), (517, 40, 2), (0, 80, 1)],
)
def test_a_packet_has_what_fits_and_fifty_milliseconds_at_most(
    mtu: int, rate_hz: int, samples: int
) -> None:
    assert samples_that_fit(mtu, rate_hz) == samples


@pytest.mark.parametrize("mtu", [23, 35, 247])
def test_no_packet_is_longer_than_the_mtu_allows(mtu: int) -> None:
    sensor = connected(mtu=mtu)
    press(sensor, [1.0] * 16)
    packets = taken(sensor)
    assert packets
    assert max(map(len, packets)) <= mtu - 3


@pytest.mark.parametrize(("gap_us", "lengths"), [(65_535, [20]), (65_536, [14, 14])])
def test_a_packet_is_sent_early_if_the_next_offset_would_not_fit(
    gap_us: int, lengths: list[int]
) -> None:
    sensor = connected()
    sensor.counts(1000, 5)
    sensor.counts(1000, 5 + gap_us)
    sensor.packets.close()
    assert [len(packet) for packet in taken(sensor)] == lengths


@given(gaps=st.lists(st.integers(1, 5_000_000), min_size=1, max_size=60))
def test_every_sample_arrives_with_its_number_and_time(gaps: list[int]) -> None:
    sensor = connected()
    at_us, expected = 0, []
    for number, gap_us in enumerate(gaps):
        at_us += gap_us
        sensor.counts(1000 + 10 * number, at_us & 0x3FFFFFFF)
        expected.append((number, at_us % (1 << 32), number))
    if sensor.packets.filled:
        sensor.packets.close()
    samples = [sample for packet in taken(sensor) for sample in read(packet)[1]]
    given_up = max(0, len(expected) - len(samples))
    assert [(s.sequence, s.time_us, s.value) for s in samples] == expected[given_up:]
    assert given_up == 0 or sensor.packets.dropped


def test_what_a_stalled_radio_leaves_waits_in_order_and_then_the_oldest_is_dropped() -> None:
    sensor = connected()
    press(sensor, [1.0] * 4 * (MOST_WAITING + 3))
    assert sensor.packets.dropped == 3
    packets = taken(sensor)
    assert len(packets) == MOST_WAITING
    sequences = [sample.sequence for packet in packets for sample in read(packet)[1]]
    assert sequences == list(range(12, 12 + 4 * MOST_WAITING))


def test_the_counters_go_on_over_stop_and_start_and_a_new_connection() -> None:
    sensor = connected()
    press(sensor, [1.0] * 4)
    sensor.request(STOP)
    press(sensor, [1.0] * 4, first=5)
    sensor.disconnect()
    press(sensor, [1.0] * 4, first=9)
    sensor.connect(200)
    sensor.request(START)
    sensor.fit(64)
    press(sensor, [1.0] * 4, first=13)
    ((_, samples),) = [read(packet) for packet in taken(sensor)]
    assert [sample.sequence for sample in samples] == [12, 13, 14, 15]
    assert samples[0].time_us == 13 * PERIOD_US


def test_a_connection_begins_with_packets_for_the_smallest_mtu() -> None:
    sensor = connected(mtu=247)
    sensor.disconnect()
    sensor.connect(0)
    sensor.request(START)
    press(sensor, [1.0] * 4)
    assert [len(packet) for packet in taken(sensor)] == [20, 20]


def test_a_marked_sample_does_not_mark_the_next_packet() -> None:
    packets = Packets(1)
    packets.add(0, 0, 0, 5, 1)
    packets.close()
    packets.sent()
    for _ in range(MOST_WAITING + 1):  # once around the ring
        packets.add(0, 0, 0, 5, 0)
        packets.close()
        assert packets.oldest()[1] == 0
        packets.sent()


def test_nothing_is_packed_while_nobody_asked_for_the_stream() -> None:
    sensor = connected()
    sensor.request(STOP)
    press(sensor, [1.0] * 100)
    assert isinstance(sensor, Sensor)
    assert taken(sensor) == []
