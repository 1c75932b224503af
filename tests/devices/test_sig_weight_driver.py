import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.driver import Sends
from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import Readings, Unusable, WireEvent
from tpdevice.devices import driver
from tpdevice.devices.sig_weight import MEASUREMENT


def measured(data: bytes) -> WireEvent:
    (event,) = driver("sig-weight").receive(MEASUREMENT, data)
    return event


@given(st.integers(0, 15), st.integers(0, 0xFFFF), st.binary(max_size=16))
def test_a_weight_comes_only_from_a_frame_as_long_as_its_flags_say(
    flags: int, steps: int, more: bytes
) -> None:
    follow = 7 * bool(flags & 2) + bool(flags & 4) + 4 * bool(flags & 8)
    data = bytes([flags]) + steps.to_bytes(2, "little") + more
    if len(more) != follow:
        with pytest.raises(FrameError):
            measured(data)
    elif steps == 0xFFFF:
        assert isinstance(measured(data), Unusable)
    else:
        event = measured(data)
        assert isinstance(event, Readings)
        kg = steps * 0.01 * 0.45359237 if flags & 1 else steps * 0.005
        assert event.raw == pytest.approx((kg,))


@given(st.integers(16, 255), st.binary(min_size=2, max_size=14))
def test_a_reserved_flag_is_another_layout(flags: int, more: bytes) -> None:
    with pytest.raises(FrameError):
        measured(bytes([flags]) + more)


def test_a_scale_is_taken_to_send_settled_values_until_somebody_says_otherwise() -> None:
    assert driver("sig-weight").spec.sends is Sends.SETTLED
    live = driver("sig-weight", (("sends", "live"), ("rate", "12.5"))).spec
    assert (live.sends, live.rate_hz) == (Sends.LIVE, 12.5)
    with pytest.raises(UsageError, match="sends=peaks"):
        driver("sig-weight", (("sends", "peaks"),))
