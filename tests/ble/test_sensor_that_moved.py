"""When a device under another address is believed to be the lost one, and when a name says so."""

import pytest

from tpdevice.ble.moved import individual, moved
from tpdevice.ble.sighting import Sighting
from tpdevice.core.wire import Advert


@pytest.mark.parametrize(
    "name",
    ["Progressor_2068", "GDX-FOR 07200362", "LUNAR-DE1A2B", "PRS51234", "ball 00ff", "IF_A1B2"],
)
def test_a_name_with_a_serial_number_is_one_device_s_own(name: str) -> None:
    assert individual(name)


@pytest.mark.parametrize(
    "name",
    ["", "WH-C06", "IF_B7", "Squegg", "CTS500", "Decent Scale", "MIBFS", "FELICITA", "Feed-face",
     "Skale", "tp-ball", "Entralpi", "XMTZC05HM"],
)  # fmt: skip
def test_a_name_of_a_kind_is_not(name: str) -> None:
    assert not individual(name)


def sighting(address: str, name: str) -> Sighting:
    return Sighting(Advert(address, name), None)


def test_a_namesake_is_believed_only_while_the_address_itself_is_not_heard() -> None:
    name, twin = "ball 0042", sighting("BB", "ball 0042")
    found = moved([twin], address="AA", name=name, same_kind=lambda _: True)
    assert found is twin
    both = [twin, sighting("aa", "renamed")]
    assert moved(both, address="AA", name=name, same_kind=lambda _: True) is None


def test_a_namesake_with_the_name_of_a_kind_is_never_believed() -> None:
    seen = [sighting("BB", "WH-C06")]
    assert moved(seen, address="AA", name="WH-C06", same_kind=lambda _: True) is None
