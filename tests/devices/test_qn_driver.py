from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Match, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Ignored, Readings
from tpdevice.devices.qn import DATA, Qn

IN_HUNDREDTHS: Final = 1
LIVE: Final = 0x10
ABOUT: Final = 0x12


def framed(opcode: int, rest: bytes) -> bytes:
    whole = bytes((opcode, 4 + len(rest), 0x15)) + rest
    return whole + bytes((sum(whole) % 256,))


def live_kg(decoder: Qn, weight: int) -> float:
    (event,) = decoder.receive(DATA[0], framed(LIVE, weight.to_bytes(2, "big") + bytes(5)))
    assert isinstance(event, Readings)
    return event.raw[0]


def about(scale: int) -> bytes:
    return framed(ABOUT, bytes(7) + bytes((scale,)) + bytes(4))


@given(st.integers(0, 0xFFFF), st.integers(0, 255))
def test_the_scale_says_what_its_weights_are_divided_by(weight: int, scale: int) -> None:
    decoder = Qn()
    assert live_kg(decoder, weight) == weight / 100
    (event,) = decoder.receive(DATA[0], about(scale))
    assert isinstance(event, Ignored)
    assert live_kg(decoder, weight) == weight / (100 if scale == IN_HUNDREDTHS else 10)
    decoder.start()
    assert live_kg(decoder, weight) == weight / 100


def test_a_short_frame_about_the_scale_says_nothing() -> None:
    decoder = Qn()
    decoder.receive(DATA[0], framed(ABOUT, bytes(7)))
    assert live_kg(decoder, 6010) == 60.1


@given(st.integers(0, 10), st.integers(1, 255))
def test_one_wrong_byte_is_found(at: int, wrong: int) -> None:
    data = bytearray(framed(LIVE, bytes.fromhex("177a0000000000")))
    data[at] ^= wrong
    with pytest.raises(FrameError):
        Qn().receive(DATA[0], bytes(data))


def test_nothing_is_ever_written() -> None:
    decoder = Qn()
    assert decoder.start() == decoder.stop() == decoder.due(10**12) == ()


@pytest.mark.parametrize("name", ["Qn-scale", "QN-SCALE1", "renpho-scale"])
def test_its_name_decides_in_any_case(name: str) -> None:
    assert Qn().matches(Advert("", name)) == Match.LIKELY
    assert Qn().matches(Advert("", f"My {name}")) == Match.NO


def test_it_is_for_a_check_weight_only() -> None:
    assert Qn.spec.sends is Sends.SETTLED


def test_a_simulated_scale_says_first_what_its_weights_are_divided_by() -> None:
    joined = Joined("qn", Qn())
    joined.run(2)
    opcodes = [data[0] for _, _, data in joined.frames]
    assert opcodes == [ABOUT] + [LIVE] * 10


def test_a_simulated_scale_locks() -> None:
    joined = Joined("qn", Qn(), kg_per_s=1.0)
    joined.run(10)
    joined.source.held_kg = 10.0
    joined.run(5)
    assert joined.frames[-1][2][5] == 1
    joined.source.held_kg = 9.0
    joined.run(5)
    assert joined.raw[-1] == 10.0
