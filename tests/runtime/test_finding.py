"""Finding the sensor to use, and looking it over."""

import struct
from dataclasses import replace

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, HANG, SERVICE, FakeClient, FakeRadio

from tpdevice.core.errors import DeviceNotFound
from tpdevice.runtime import checkup
from tpdevice.runtime.checkup import Finding, examine
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


async def looked_over(
    radio: FakeRadio, monkeypatch: pytest.MonkeyPatch, address: str | None = None
) -> list[Finding]:
    monkeypatch.setattr(checkup, "LOOK_S", 0.0)
    monkeypatch.setattr(checkup, "LISTEN_S", 0.0)
    found: list[Finding] = []
    await examine(target_of(radio), address=address, tell=found.append)
    return found


def streaming(*kg: float, battery_mv: int | None = None) -> FakeRadio:
    """Return a radio whose sensor sends all of its samples when the stream is started."""
    radio = FakeRadio()

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == b"\x6f" and battery_mv is not None:
            client.notify(struct.pack("<BBI", 0, 4, battery_mv))
        if data == b"\x65":
            for n, each in enumerate(kg):
                client.notify(struct.pack("<BBfI", 1, 8, each, n * 12_500))

    radio.on_write = on_write
    return radio


async def test_a_doctor_without_bluetooth_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    radio = FakeRadio()
    radio.scan_error = BleakBluetoothNotAvailableError("x", Reason.NO_BLUETOOTH)
    (finding,) = await looked_over(radio, monkeypatch)
    assert (finding.what, finding.ok) == ("adapter", False)
    assert finding.said == "This computer shows no Bluetooth adapter."
    assert finding.next_step


async def test_a_doctor_without_a_sensor_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    radio = FakeRadio()
    radio.adverts = [LAMP]
    adapter, sensor = await looked_over(radio, monkeypatch)
    assert (adapter.ok, sensor.ok, sensor.said) == (True, False, "none heard")
    _, other = await looked_over(radio, monkeypatch, "AA:BB")
    assert (other.ok, other.said) == (False, "AA:BB not heard")


async def test_a_doctor_hears_the_nearest_sensor(monkeypatch: pytest.MonkeyPatch) -> None:
    radio = streaming(*[0.001, 0.002] * 20, battery_mv=3950)
    radio.adverts = [FAR, *radio.adverts]
    found = await looked_over(radio, monkeypatch)
    assert [finding.what for finding in found] == ["adapter", "sensor", "rate", "noise", "battery"]
    assert ADDRESS in found[1].said
    assert found[3].ok
    assert "reads 0.0 N before tare" in found[3].said
    assert found[4].said == "3.95 V"
    assert radio.now.goodbyes == 1
    assert radio.written[-1] == b"\x66"


async def test_a_doctor_notices_a_noisy_sensor_and_bad_frames(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    radio = streaming(*[-5.0, 5.0] * 20, float("nan"))
    found = {finding.what: finding for finding in await looked_over(radio, monkeypatch)}
    assert not found["noise"].ok
    assert found["noise"].next_step


async def test_a_doctor_says_when_a_connected_sensor_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = await looked_over(FakeRadio(), monkeypatch)
    assert (found[-1].what, found[-1].ok) == ("data", False)
    assert "only 0 values" in found[-1].said


async def test_a_doctor_says_when_a_sensor_does_not_connect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    radio = FakeRadio()
    radio.outcomes.append(HANG)
    monkeypatch.setattr(checkup, "CONNECT_S", 0.0)
    found = await looked_over(radio, monkeypatch)
    assert (found[-1].what, found[-1].ok) == ("connection", False)


async def test_a_doctor_says_why_a_connection_failed_for_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    radio = FakeRadio()
    radio.outcomes.append(BleakBluetoothNotAvailableError("x", Reason.DENIED_BY_USER))
    found = await looked_over(radio, monkeypatch)
    assert (found[-1].what, found[-1].said) == ("connection", "This program may not use Bluetooth.")
