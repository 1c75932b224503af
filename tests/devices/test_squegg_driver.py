import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Battery, Readings
from tpdevice.devices.squegg import DATA, Squegg


def value(text: str) -> float:
    *_, event = Squegg().receive(DATA, text.encode())
    assert isinstance(event, Readings)
    return event.raw[0]


@given(st.integers(0, 99_999), st.integers(0, 9), st.sampled_from("01"))
def test_a_number_is_read_as_the_ball_writes_it(grams: int, battery: int, squeezed: str) -> None:
    number = f"{grams / 1000:.3f}".removeprefix("0")
    assert value(f"1{battery}{squeezed}{number}") == grams / 1000


def test_the_battery_is_told_when_it_changes() -> None:
    decoder = Squegg()
    texts = (b"1911.0", b"1911.0", b"1811.0", b"1811.0")
    events = [event for text in texts for event in decoder.receive(DATA, text)]
    assert [event for event in events if isinstance(event, Battery)] == [
        Battery(percent=100),
        Battery(percent=90),
    ]


@pytest.mark.parametrize("text", ["191١", "191inf", "1911_0", "191 1", "1911..", "191" + "1" * 30])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    with pytest.raises(FrameError):
        Squegg().receive(DATA, text.encode())


def test_it_is_not_to_be_coached_on() -> None:
    assert Squegg.spec.sends is Sends.PEAKS


def test_a_simulated_ball_shows_the_last_peak_after_a_squeeze() -> None:
    joined = Joined("squegg", Squegg(), kg_per_s=1.0)
    joined.run(5)
    at_most = joined.raw[-1]
    joined.source.held_kg = 0.0
    joined.run(1)
    assert joined.frames[-1][2][2:3] == b"0"
    assert joined.raw[-1] == at_most == max(joined.raw)
