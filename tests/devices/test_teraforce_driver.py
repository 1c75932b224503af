import struct

import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined, S

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import About, Readings, Unusable
from tpdevice.devices.teraforce import CONTROLS, DATA, HARDWARE, OLD_DATA, TeraForce, writes
from tpsim.faults import Faults
from tpsim.wire.outbox import WireOptions
from tpsim.wire.teraforce import OlderTeraForce

PER_OLD_COUNT = 3.108  # from the page


def raw(decoder: TeraForce, *counts: int, channel: str = DATA) -> tuple[float, ...]:
    (event,) = decoder.receive(channel, struct.pack(f">{len(counts)}h", *counts))
    assert isinstance(event, Readings)
    return event.raw


@given(st.integers(0, 255))
def test_a_command_is_sent_only_if_it_is_on_the_list(command: int) -> None:
    if f"{command:02x}" in golden("teraforce")["may_write"]:
        assert {sent.data for sent in writes(command)} == {bytes((command,))}
    else:
        with pytest.raises(ValueError, match="never be sent"):
            writes(command)


def test_every_command_goes_to_both_layouts() -> None:
    decoder = TeraForce()
    decoder.start()
    decoder.due(0)
    for sent in (decoder.start(), decoder.stop(), TeraForce().stop()):
        assert tuple(each.channel for each in sent) == CONTROLS


@given(st.lists(st.integers(-(1 << 15), (1 << 15) - 1), min_size=1, max_size=100))
def test_counts_come_as_they_were_sent(counts: list[int]) -> None:
    assert raw(TeraForce(), *counts) == tuple(counts)


def test_the_older_layout_is_of_hardware_1_until_it_says_otherwise() -> None:
    decoder = TeraForce()
    assert raw(decoder, 1000, channel=OLD_DATA) == pytest.approx([1000 * PER_OLD_COUNT], rel=1e-3)
    decoder.receive(HARDWARE, b"2.0")
    assert raw(decoder, 1000, channel=OLD_DATA) == (1000,)


def test_the_newer_layout_is_of_hardware_2_until_it_says_otherwise() -> None:
    decoder = TeraForce()
    assert raw(decoder, 1000) == (1000,)
    assert decoder.receive(HARDWARE, b"1.3\0") == (About("hardware", "1.3"),)
    assert raw(decoder, 1000) == pytest.approx([1000 * PER_OLD_COUNT], rel=1e-3)
    decoder.receive(HARDWARE, b"")
    assert raw(decoder, 1000) == (1000,)


def test_reference_weights_are_what_the_page_says() -> None:
    assert TeraForce.spec.n_per_raw == pytest.approx(45 * 9.80665 / 3800)
    (old,) = raw(TeraForce(), 235, channel=OLD_DATA)
    assert old * (TeraForce.spec.n_per_raw or 0) == pytest.approx(8.65 * 9.80665)


def test_what_comes_in_the_first_half_second_is_not_used() -> None:
    decoder = TeraForce()
    decoder.start()
    for t_ns in (7 * S, 7 * S + S // 2 - 1):
        decoder.due(t_ns)
        (event,) = decoder.receive(DATA, b"\0\x01")
        assert isinstance(event, Unusable)
    decoder.due(7 * S + S // 2)
    assert raw(decoder, 1) == (1,)
    decoder.start()
    for t_ns in (20 * S, 20 * S + S // 2 - 1):
        decoder.due(t_ns)
        (event,) = decoder.receive(DATA, b"\0\x01")
        assert isinstance(event, Unusable)


def test_it_is_kept_awake_every_minute() -> None:
    decoder = TeraForce()
    decoder.start()
    sent_s = [t for t in range(5, 400) if decoder.due(t * S)]
    assert sent_s == [65, 125, 185, 245, 305, 365]


def test_a_new_start_begins_the_minute_anew() -> None:
    decoder = TeraForce()
    decoder.start()
    decoder.due(0)
    decoder.start()
    assert [t for t in range(50, 130) if decoder.due(t * S)] == [110]


@given(st.binary(max_size=600))
def test_only_whole_counts_are_a_frame(data: bytes) -> None:
    if data and len(data) % 2 == 0 and len(data) <= 512:
        assert TeraForce().receive(DATA, data)
    else:
        with pytest.raises(FrameError):
            TeraForce().receive(DATA, data)


def test_a_simulated_device_is_never_used_while_it_settles() -> None:
    joined = Joined("teraforce", TeraForce(), kg_per_s=0.0)
    joined.run(2)
    assert any(isinstance(event, Unusable) for event in joined.events)
    assert set(joined.raw) == {0}


def test_a_simulated_device_goes_on_only_while_it_is_kept_awake() -> None:
    joined = Joined("teraforce", TeraForce())
    joined.run(200)
    assert joined.frames[-1][0] > 199 * S
    unattended = Joined("teraforce", TeraForce())
    unattended.decoder.due = lambda _: ()  # type: ignore[method-assign]
    unattended.run(200)
    assert 149 * S < unattended.frames[-1][0] <= 150 * S


def test_a_simulated_device_of_hardware_1_is_read_in_the_same_force() -> None:
    joined = Joined("teraforce", TeraForce(), kg_per_s=1.0)
    rng = joined.device._rng
    joined.device = OlderTeraForce(joined.source, Faults((), rng), options=WireOptions(), rng=rng)
    joined.run(5)
    kg = [count * (TeraForce.spec.n_per_raw or 0) / 9.80665 for count in joined.raw]
    given_kg = [kg for _, kg in joined.source.given][-len(kg) :]
    assert max(abs(a - b) for a, b in zip(kg, given_kg, strict=True)) < 8.65 / 235
