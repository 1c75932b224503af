from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined, S

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Battery, Malformed, Readings, Unusable
from tpdevice.devices.acaia import (
    CONTROL,
    DATA,
    HEARTBEAT,
    IDENT,
    OLD,
    OLD_IDENT,
    SUBSCRIBE,
    Acaia,
)
from tpsim.wire.acaia import message

GRAMS = 2
OUNCES = 5


def weight(value: int, *, decimals: int = 1, flags: int = 0) -> bytes:
    return message(12, b"\x05" + value.to_bytes(3, "little") + bytes((0, decimals, flags)))


def settings(unit: int) -> bytes:
    return message(8, bytes((76, unit, 0, 1, 0, 1, 0, 0, 0)))


def raw_of(decoder: Acaia, parts: list[bytes], channel: str = DATA) -> list[float]:
    found: list[float] = []
    for part in parts:
        with suppress(FrameError):
            for event in decoder.receive(channel, part):
                if isinstance(event, Readings):
                    found += event.raw
    return found


def cut(stream: bytes, cuts: list[int]) -> list[bytes]:
    at = [0, *sorted({c % len(stream) for c in cuts}), len(stream)]
    return [stream[a:b] for a, b in pairwise(at)]


@given(
    st.lists(st.integers(0, 20_000), min_size=1, max_size=12),
    st.lists(st.integers(0, 10_000), max_size=20),
)
def test_messages_may_be_cut_anywhere(values: list[int], cuts: list[int]) -> None:
    stream = b"".join([weight(value) for value in values])
    assert raw_of(Acaia(), cut(stream, cuts)) == [value / 10 for value in values]


@given(st.binary(max_size=60), st.lists(st.integers(0, 10_000), max_size=8))
def test_reading_goes_on_after_nonsense(nonsense: bytes, cuts: list[int]) -> None:
    # A head in the nonsense may take what follows for its body: at most 64 bytes and 5 more.
    stream = nonsense + weight(1234) * 8
    assert raw_of(Acaia(), cut(stream, cuts))[-2:] == [123.4, 123.4]


def test_a_head_that_was_none_takes_nothing_with_it() -> None:
    stream = b"\xef\xdd\x0c\x20" + b"".join([weight(value) for value in range(8)])
    assert raw_of(Acaia(), [stream]) == [value / 10 for value in range(8)]


def test_an_older_scale_that_sends_the_head_by_itself_is_read() -> None:
    whole = weight(1234)
    assert raw_of(Acaia(), [whole[:3], whole[3:]] * 5, OLD) == [123.4] * 5


def test_what_was_left_of_an_old_connection_is_forgotten() -> None:
    decoder = Acaia()
    decoder.receive(DATA, weight(1234)[:7])
    decoder.start()
    assert decoder.receive(DATA, weight(50)) == (Readings((5.0,), None),)


def test_ounces_are_no_force_until_the_scale_is_switched_to_grams() -> None:
    decoder = Acaia()
    assert decoder.receive(DATA, weight(1234)) == (Readings((123.4,), None),)
    assert decoder.receive(DATA, settings(OUNCES)) == (Battery(percent=76),)
    (event,) = decoder.receive(DATA, weight(1234))
    assert isinstance(event, Unusable)
    assert "grams" in event.reason
    decoder.receive(DATA, settings(GRAMS))
    assert decoder.receive(DATA, weight(1234)) == (Readings((123.4,), None),)


@pytest.mark.parametrize("decimals", [0, 5, 255])
def test_a_weight_with_an_impossible_number_of_decimals_is_left_out(decimals: int) -> None:
    (event,) = Acaia().receive(DATA, weight(1234, decimals=decimals))
    assert isinstance(event, Malformed)


def test_it_asks_in_both_layouts() -> None:
    writes = Acaia().start()
    assert [(w.channel, w.data) for w in writes] == [
        (CONTROL, IDENT),
        (CONTROL, SUBSCRIBE),
        (OLD, OLD_IDENT),
        (OLD, SUBSCRIBE),
    ]


def test_a_scale_that_talks_gets_heartbeats_and_one_that_does_not_is_asked_anew() -> None:
    decoder = Acaia()
    decoder.start()
    said: list[set[bytes]] = []
    for tick in range(300):
        writes = decoder.due(tick * S // 10)
        if writes:
            said.append({write.data for write in writes})
        if tick < 150:
            decoder.receive(DATA, weight(1))
    beats, asking = said[:5], said[5:]
    assert len(said) == 9
    assert all(each == {HEARTBEAT} for each in beats)
    assert all(each == {HEARTBEAT, IDENT, OLD_IDENT, SUBSCRIBE} for each in asking)


def test_a_simulated_scale_talks_as_long_as_it_hears_heartbeats() -> None:
    joined = Joined("acaia", Acaia(), kg_per_s=0.01)
    joined.run(60.0)
    assert len(joined.raw) > 0.95 * 60 * 5
    assert Battery(percent=76) in joined.events


def test_a_simulated_scale_falls_silent_without_them() -> None:
    class Deaf(Acaia):
        def due(self, t_ns):
            return ()

    joined = Joined("acaia", Deaf(), kg_per_s=0.01)
    joined.run(60.0)
    assert 20 < len(joined.raw) <= 5 * 6 + 1
