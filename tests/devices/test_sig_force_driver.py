import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.driver import Match
from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import Advert, Readings, Unusable, sig
from tpdevice.devices import driver
from tpdevice.devices.sig_force import FORCE

UNKNOWN = 0x7FFF_FFFF


@given(st.integers(-(2**31), UNKNOWN))
def test_every_number_but_one_is_a_force(force_mn: int) -> None:
    (event,) = driver("sig-force").receive(FORCE, struct.pack("<i", force_mn))
    if force_mn == UNKNOWN:
        assert isinstance(event, Unusable)
    else:
        assert event == Readings((force_mn,), None)


@given(st.binary(max_size=40).filter(lambda data: len(data) != 4))
def test_whatever_is_not_four_bytes_is_no_force(data: bytes) -> None:
    with pytest.raises(FrameError):
        driver("sig-force").receive(FORCE, data)


def test_nothing_is_ever_written() -> None:
    decoder = driver("sig-force")
    assert decoder.start() == decoder.stop() == decoder.due(10**12) == ()


def test_no_advert_says_that_a_sensor_is_of_this_kind() -> None:
    assert driver("sig-force").matches(Advert("A", "Force", (FORCE, sig(0x181D)))) is Match.NO


def test_range_and_rate_are_what_a_person_said() -> None:
    spec = driver("sig-force", (("range", "500"), ("rate", "80"))).spec
    assert spec.range_n == pytest.approx(500.0)
    assert spec.rate_hz == 80.0
    assert driver("sig-force").spec.range_n == pytest.approx(196.133)
    with pytest.raises(UsageError, match="sig-force: range=0 makes no sense"):
        driver("sig-force", (("range", "0"),))
