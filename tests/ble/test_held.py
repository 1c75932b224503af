"""A sensor that is connected to this computer already, by a program that may be dead."""

import inspect
from typing import Any, ClassVar, Self

import pytest
from bleak import BleakAdapter
from bleak.backends.device import BLEDevice
from fakeradio import ADDRESS, NAME, SERVICE, FakeRadio, FakeScanner

from tpdevice.ble import held
from tpdevice.ble import scan as ble_scan
from tpdevice.ble.held import connected_already
from tpdevice.ble.scan import scan
from tpdevice.core.wire import Advert

LEFT = BLEDevice(ADDRESS, NAME, {"path": "/dev", "props": {"UUIDs": [SERVICE.upper()]}})


class LeftBehind:
    """A computer's adapter that still has one device connected."""

    asked: ClassVar[list[list[str]]] = []

    @classmethod
    async def get(cls) -> Self:
        return cls()

    async def get_connected_devices(self, service_uuids: list[str]) -> list[BLEDevice]:
        self.asked.append(service_uuids)
        return [LEFT]


class NobodyHeard(FakeScanner):
    """A scan in which the connected sensor, of course, is not heard."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        radio = FakeRadio()
        radio.adverts = []
        super().__init__(*arguments, radio=radio, **more)


@pytest.fixture(autouse=True)
def left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "BleakAdapter", LeftBehind)
    monkeypatch.setattr(held, "KEEPS_CONNECTIONS", True)
    real = ble_scan.BleakScanner
    monkeypatch.setattr(
        ble_scan, "BleakScanner", lambda callback, **_: real(callback, backend=NobodyHeard)
    )


async def test_the_sensor_that_is_waited_for_is_found_though_it_is_not_heard() -> None:
    seen = await scan(seconds=9.0, arguments={}, until=lambda advert: advert.address == ADDRESS)
    assert seen[ADDRESS].handle is LEFT
    assert seen[ADDRESS].advert == Advert(ADDRESS, NAME, (SERVICE,))


async def test_what_nobody_waits_for_is_left_to_whoever_has_it() -> None:
    assert await scan(seconds=0.0, arguments={}) == {}
    assert await scan(seconds=0.0, arguments={}, until=lambda advert: advert.name == "x") == {}


async def test_a_radio_of_its_own_has_no_such_devices() -> None:
    LeftBehind.asked.clear()
    assert await connected_already({"backend": NobodyHeard}) == []
    assert LeftBehind.asked == []


async def test_where_no_connection_outlives_its_program_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(held, "KEEPS_CONNECTIONS", False)
    assert await connected_already({}) == []


def test_bleak_can_still_be_asked_for_connected_devices() -> None:
    """Canary: what we use of an interface that is new in bleak 3.1."""
    assert list(inspect.signature(BleakAdapter.get_connected_devices).parameters) == [
        "self",
        "service_uuids",
    ]
