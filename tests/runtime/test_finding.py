"""Finding the sensor to use."""

from dataclasses import replace

import pytest
from fakeradio import ADDRESS, SERVICE, FakeRadio

from tpdevice.core.errors import DeviceNotFound
from tpdevice.runtime.finding import sensor_at, sensors
from tpdevice.runtime.targets import REAL, Target

FAR = ("C0:DE:00:00:00:02", "Progressor_0002", [SERVICE], -90)
LAMP = ("AA:AA:AA:AA:AA:AA", "A lamp", [], -20)


def target_of(radio: FakeRadio) -> Target:
    return replace(REAL, scanner=radio.scanner, client=radio.client)


async def test_a_known_sensor_is_found_whatever_the_case_of_its_address() -> None:
    radio = FakeRadio()
    found = await sensor_at(ADDRESS.lower(), target_of(radio), seconds=3600.0)
    assert found.advert.address == ADDRESS


async def test_a_known_sensor_that_is_not_heard_is_an_error_with_its_address() -> None:
    with pytest.raises(DeviceNotFound, match="AA:BB was heard in 0 s") as caught:
        await sensor_at("AA:BB", target_of(FakeRadio()), seconds=0.0)
    assert "tpdevice scan" in caught.value.hint


async def test_sensors_come_nearest_first_and_lamps_not_at_all() -> None:
    radio = FakeRadio()
    radio.adverts = [FAR, LAMP, *radio.adverts]
    found = await sensors(target_of(radio), seconds=0.0)
    assert [(known.sighting.advert.address, known.key) for known in found] == [
        (ADDRESS, "progressor"),
        (FAR[0], "progressor"),
    ]
