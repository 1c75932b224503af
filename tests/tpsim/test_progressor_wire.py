import math
import struct
from dataclasses import replace

import numpy as np
import pytest
from fake_coach import CONTROL, S, cue
from hypothesis import given
from hypothesis import strategies as st

from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS
from tpsim.wire.outbox import WireOptions
from tpsim.wire.progressor import DATA, SERVICE, sample
from tpsim.world import World


def world(samples_per_packet=1, *, scenario="obedient", seed=1, wraps_after_s=None, **options):
    return World(
        SUBJECTS["novice"],
        replace(SCENARIOS[scenario], wraps_after_s=wraps_after_s),
        seed,
        options=WireOptions(samples_per_packet=samples_per_packet, **options),
    )


def asked(opcode, **kwargs):
    wire = world(**kwargs).wire
    wire.on_connect(0)
    wire.on_write(S, CONTROL, bytes([opcode]))
    return wire.poll(S)


def streamed(a_world, seconds, *, from_ns=0):
    wire = a_world.wire
    wire.on_connect(from_ns)
    wire.on_write(from_ns, CONTROL, b"\x65")
    return wire.poll(from_ns + round(seconds * S))


def decoded(frames):
    out = []
    for _, channel, data in frames:
        assert channel == DATA
        assert data[0] == 1
        assert data[1] == len(data) - 2
        out += struct.iter_unpack("<fI", data[2:])
    return out


def test_a_sample_is_a_little_endian_float_and_a_counter():
    # Bytes of a real recording, from its published values.
    assert sample(-1.5268938541412354, 38528991) == bytes.fromhex("4271c3bfdfe74b02")
    assert sample(-0.5, 11210) == bytes.fromhex("000000bfca2b0000")


@given(st.floats(), st.integers(0, 1 << 40))
def test_any_float_makes_eight_bytes(kg, us):
    data = sample(kg, us)
    assert len(data) == 8
    back_kg, back_us = struct.unpack("<fI", data)
    assert back_us == us % (1 << 32)
    assert math.isfinite(back_kg) == math.isfinite(kg)


def test_nothing_comes_before_a_start_and_nothing_after_a_stop():
    a_world = world()
    wire = a_world.wire
    wire.on_connect(0)
    assert wire.poll(2 * S) == []
    assert wire.next_due_ns() is None
    wire.on_write(2 * S, CONTROL, b"\x65")
    assert len(wire.poll(3 * S)) > 70
    wire.on_write(3 * S, CONTROL, b"\x66")
    assert wire.poll(5 * S) == []


@pytest.mark.parametrize("n", [1, 8, 15, 30])
def test_packets_carry_as_many_samples_as_asked(n):
    frames = streamed(world(n), 20)
    assert {len(data) for _, _, data in frames} == {2 + 8 * n}


def test_an_impossible_packet_is_refused():
    for n in (0, 31):
        with pytest.raises(ValueError, match="samples_per_packet"):
            WireOptions(samples_per_packet=n)


def test_packing_does_not_change_the_samples():
    one, eight = (decoded(streamed(world(n), 60)) for n in (1, 8))
    assert one[: len(eight)] == eight
    assert len(one) - len(eight) < 8


def test_stamps_lie_on_the_grid_of_the_recordings_with_single_gaps():
    us = np.array([stamp for _, stamp in decoded(streamed(world(), 240))])
    steps = np.diff(us) / 11213
    assert 44_000 < us[0] < 70_000
    assert set(np.round(steps)) == {1.0, 2.0}
    assert np.abs(steps - np.round(steps)).max() < 0.001
    assert len(us) / 240 == pytest.approx(83.4, rel=0.01)


def test_the_counter_begins_anew_with_each_start():
    a_world = world()
    first = decoded(streamed(a_world, 3))
    second = decoded(streamed(a_world, 3, from_ns=10 * S))
    assert first[0][1] < 70_000
    assert second[0][1] < 70_000
    assert list(a_world.truth()["started_ns"]) == [0, 10 * S]


def test_device_time_and_virtual_time_are_related_by_truth():
    a_world = world()
    a_world.advance(S)
    frames = streamed(a_world, 60, from_ns=5 * S)
    truth = a_world.truth()
    sent = truth["present"] & (truth["t_ns"] >= 5 * S + 45_000_000)
    expected_us = (truth["t_ns"][sent] - 5 * S) * (1 + truth["clock_ppm"][0] * 1e-6) / 1000
    us = np.array([stamp for _, stamp in decoded(frames)])
    np.testing.assert_allclose(us, expected_us[: len(us)], atol=1.0)
    kg = np.array([value for value, _ in decoded(frames)])
    np.testing.assert_allclose(kg * 9.80665, truth["read_n"][sent][: len(kg)], atol=1e-4)


def test_the_counter_wraps_as_long_after_a_start_as_it_is_told():
    stamps = np.array([us for _, us in decoded(streamed(world(wraps_after_s=165.0), 170))])
    (at,) = np.flatnonzero(np.diff(stamps) < 0)
    assert stamps[at] > (1 << 32) - 30_000
    assert stamps[at + 1] < 30_000
    assert at / 83.4 == pytest.approx(165, abs=2)


def test_requests_are_answered_without_naming_them():
    for opcode, length in ((0x6B, None), (0x6F, 4), (0x70, None), (0x6C, 0), (0x72, 12)):
        ((_, channel, data),) = asked(opcode)
        assert channel == DATA
        assert data[0] == 0
        assert data[1] == len(data) - 2
        assert length in (None, data[1])


def test_the_battery_is_told_in_millivolts():
    for scenario, low, high in (("obedient", 3800, 4200), ("low_battery", 3000, 3300)):
        ((_, _, data),) = asked(0x6F, scenario=scenario)
        assert low < int.from_bytes(data[2:], "little") < high


def test_the_id_is_cut_where_only_zeros_follow():
    ((_, _, data),) = asked(0x70)
    assert 1 <= data[1] <= 8
    assert data[-1] != 0


@pytest.mark.parametrize("opcode", [0x67, 0x68, 0x69, 0x6A, 0x6D, 0x71, 0x73, 0x74, 0x75, 0x76])
def test_what_is_not_simulated_is_ignored(opcode):
    assert asked(opcode) == []


def test_sleep_ends_the_link_politely():
    wire = world().wire
    wire.on_connect(0)
    wire.on_write(S, CONTROL, b"\x6e")
    ((at_ns, how, seconds),) = wire.link_orders(2 * S)
    assert (at_ns, how) == (S, "goodbye")
    assert seconds > 3600
    assert wire.link_orders(9 * S) == []


def test_the_devices_own_tare_moves_what_it_sends():
    a_world = world()
    streamed(a_world, 1)
    a_world.show(S, cue("more", "APPROACH"))
    before = decoded(a_world.wire.poll(9 * S))
    a_world.wire.on_write(9 * S, CONTROL, b"\x64")
    after = decoded(a_world.wire.poll(9 * S + S // 2))
    assert before[-1][0] > 1.0
    assert abs(after[0][0]) < 0.5


writes = st.lists(
    st.tuples(
        st.sampled_from([CONTROL, DATA, "", "ffff"]),
        st.one_of(st.binary(max_size=20), st.integers(0x60, 0x78).map(lambda op: bytes([op, 0]))),
        st.integers(0, 400),
    ),
    max_size=15,
)


@given(writes, st.sampled_from(["obedient", "nonsense", "stall", "link_drop", "counter_wrap"]))
def test_any_writes_leave_it_alive_and_in_order(some_writes, scenario):
    a_world = world(2, scenario=scenario, interval_ms=15, extra_ms=1, late=0.1)
    wire = a_world.wire
    wire.on_connect(0)
    a_world.show(0, cue("stay", "HOLD"))
    now_ns, last_ns = 0, 0
    for channel, data, wait_ms in some_writes:
        wire.on_write(now_ns, channel, data)
        now_ns += wait_ms * 1_000_000
        for due_ns, _, _ in wire.poll(now_ns):
            assert last_ns <= due_ns <= now_ns
            last_ns = due_ns
        wire.link_orders(now_ns)
    wire.on_write(now_ns, CONTROL, b"\x65")
    assert wire.next_due_ns() is not None


def test_a_radio_delays_but_never_swaps_or_loses():
    slow = streamed(world(8, interval_ms=15, extra_ms=0.8, late=0.1), 60)
    quick = streamed(world(8), 60)
    delays_ms = np.array([(s - q) / 1e6 for (s, _, _), (q, _, _) in zip(slow, quick, strict=False)])
    assert [data for *_, data in slow] == [data for *_, data in quick][: len(slow)]
    assert delays_ms.min() >= 0.0
    assert 15.0 < delays_ms.max() < 60.0
    assert len(quick) - len(slow) <= 1


def test_a_lost_link_forgets_the_stream_and_what_was_under_way():
    wire = world(interval_ms=15).wire
    wire.on_connect(0)
    wire.on_write(0, CONTROL, b"\x65")
    wire.poll(S)
    wire.on_disconnect(S)
    wire.on_connect(2 * S)
    assert wire.poll(4 * S) == []


def test_it_advertises_as_a_progressor():
    wire = world().wire
    assert wire.name.startswith("Progressor_")
    assert wire.advertised_uuids == (SERVICE,)
    ((service, characteristics),) = wire.services
    assert service == SERVICE
    assert {uuid: set(properties) for uuid, properties, _ in characteristics} == {
        DATA: {"notify"},
        CONTROL: {"write", "write-without-response"},
    }
