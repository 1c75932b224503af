"""The doctor, over the real bleak and a radio that does as the test says, in no time."""

import asyncio
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, CONTROL, DATA, HANG, SERVICE, FakeClient, FakeRadio
from simulated import Ramp
from simulatedradio import SimulatedRadio
from skippingloop import run_skipping

from tpdevice.core.wire import Write
from tpdevice.devices.progressor import Progressor
from tpdevice.devices.standard import BATTERY_LEVEL, READ
from tpdevice.runtime import checkup
from tpdevice.runtime.checkup import MUTE_S, Progress, examine
from tpdevice.runtime.targets import REAL
from tpdevice.runtime.verdict import Finding
from tpdevice.store.setups import Setup
from tpsim.faults import Faults
from tpsim.wire.outbox import WireOptions
from tpsim.wire.uart_text import Columns

FAR = ("C0:DE:00:00:00:02", "Progressor_0002", [SERVICE], -90)
LAMP = ("AA:AA:AA:AA:AA:AA", "A lamp", [], -20)
START = b"\x65"


class Streaming(FakeRadio):
    """A radio with a sensor that streams for as long as a connection lasts."""

    def __init__(self, kg: Callable[[float], float] = lambda _: 0.001) -> None:
        super().__init__()
        self.kg = kg
        self.starts = 0
        self.deaf_to = 0
        """How many starts it does not hear."""
        self.on_write = self.take
        self.send: Callable[[FakeClient, float], None] = self.sample

    def take(self, client: FakeClient, data: bytes) -> None:
        if data == START:
            self.starts += 1
            if self.starts > self.deaf_to:
                self.stream(client, 0)

    def stream(self, client: FakeClient, count: int) -> None:
        if client.up:
            self.send(client, count / 80.0)
            asyncio.get_running_loop().call_later(0.0125, self.stream, client, count + 1)

    def sample(self, client: FakeClient, at_s: float) -> None:
        client.notify(struct.pack("<BBfI", 1, 8, self.kg(at_s), round(at_s * 1e6)))


def looked_over(radio: FakeRadio, address: str | None = None, **more: Any) -> list[Finding]:
    found: list[Finding] = []
    target = replace(REAL, scanner=radio.scanner, client=radio.client)
    run_skipping(examine(target, address=address, tell=found.append, **more))
    return found


def of(found: list[Finding], what: str) -> Finding:
    (finding,) = [each for each in found if each.what == what]
    return finding


@pytest.mark.parametrize(
    ("error", "part", "said"),
    [
        (BleakBluetoothNotAvailableError("x", Reason.NO_BLUETOOTH), "adapter", "shows no"),
        (BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF), "Bluetooth", "switched off"),
        (BleakBluetoothNotAvailableError("x", Reason.DENIED_BY_USER), "permission", "may not use"),
        (BleakDBusError("org.freedesktop.DBus.Error.AccessDenied", []), "permission", "may not"),
        (FileNotFoundError(), "Bluetooth", "No Bluetooth service is running"),
    ],
)
def test_what_is_missing_is_called_by_its_name(error: Exception, part: str, said: str) -> None:
    radio = FakeRadio()
    radio.scan_error = error
    (finding,) = looked_over(radio)
    assert (finding.what, finding.ok) == (part, False)
    assert said in finding.said
    assert finding.next_step


def test_a_doctor_without_a_sensor_says_so() -> None:
    radio = FakeRadio()
    radio.adverts = [LAMP]
    found = looked_over(radio)
    assert [f.what for f in found] == ["Bluetooth", "permission", "adapter", "sensor"]
    assert [f.ok for f in found] == [True, True, True, False]
    assert found[-1].said == "none heard"
    assert looked_over(radio, "aa:bb")[-1].said == "AA:BB not heard"


def test_the_nearest_sensor_is_listened_to_and_left_politely() -> None:
    radio = Streaming()
    radio.adverts = [FAR, *radio.adverts]
    radio.channels += [BATTERY_LEVEL, READ[1]]
    radio.flags |= {BATTERY_LEVEL: ["read"], READ[1]: ["read"]}
    radio.values = {BATTERY_LEVEL: b"\x50", READ[1]: b"Progressor 200"}
    said: list[Progress] = []
    found = looked_over(radio, progress=said.append)
    assert ADDRESS in of(found, "sensor").said
    assert of(found, "sensor").said.endswith("; not verified on hardware")
    assert of(found, "battery").said == "80 %"
    assert of(found, "device").said == "model Progressor 200"
    assert "80.0 values a second" in of(found, "rate").said
    assert of(found, "drift").said == "+0.00 N in 30 s"
    assert all(f.ok for f in found)
    assert radio.now.goodbyes == 1
    assert radio.written[-1] == b"\x66"
    assert said[0].values <= 1
    assert said[-1].values > 2000
    assert {p.seconds for p in said} == {checkup.LISTEN_S}
    assert [p.elapsed_s for p in said] == sorted(p.elapsed_s for p in said)


def test_a_kind_that_is_named_is_believed_whatever_the_advert_says() -> None:
    radio = Streaming()
    radio.adverts = [LAMP]
    found = looked_over(radio, LAMP[0].lower(), kind="progressor", listen_s=3.0)
    assert of(found, "sensor").said.startswith("A lamp (progressor)")
    assert of(found, "rate").ok
    assert not of(looked_over(radio, kind="progressor"), "sensor").ok


def test_one_can_listen_for_a_shorter_time() -> None:
    found = looked_over(Streaming(), listen_s=5.0)
    assert "told from 5 s alone" in of(found, "drift").said


def test_a_stream_that_does_not_come_is_started_again() -> None:
    radio = Streaming()
    radio.deaf_to = 1
    found = looked_over(radio)
    assert not of(found, "data").ok
    assert "started again, 1 in all" in of(found, "data").said
    assert of(found, "rate").ok
    assert len(radio.clients) == 1


def test_a_connection_over_which_nothing_comes_is_made_anew() -> None:
    radio = Streaming()
    radio.deaf_to = 2
    found = looked_over(radio)
    assert len(radio.clients) == 2
    assert of(found, "connection").said == "it was lost 1 time; the last: gone silent"
    assert of(found, "rate").ok


def test_a_sensor_that_stays_mute_is_not_waited_for_to_the_end() -> None:
    radio = Streaming()
    radio.deaf_to = 99
    took_s: list[float] = []

    async def timed() -> None:
        found: list[Finding] = []
        target = replace(REAL, scanner=radio.scanner, client=radio.client)
        await examine(target, address=None, tell=found.append, listen_s=600.0)
        took_s.append(asyncio.get_running_loop().time())
        assert of(found, "data").said.startswith("no value came, also when")

    run_skipping(timed())
    assert took_s[0] < checkup.LOOK_S + MUTE_S + 5.0


def test_a_sensor_that_is_handled_is_told_to_lie_still() -> None:
    found = looked_over(Streaming(lambda s: 10.0 if 10 < s < 12 else 0.0))
    assert not of(found, "still").ok


def test_bad_frames_are_counted_and_the_first_is_told() -> None:
    radio = Streaming()

    def send(client: FakeClient, at_s: float) -> None:
        client.notify(b"\x09\x00" if round(at_s * 80) % 100 == 7 else struct.pack(
            "<BBfI", 1, 8, 0.0, round(at_s * 1e6)))  # fmt: skip

    radio.send = send
    found = looked_over(radio)
    assert "made no sense; the first: of an unknown tag, 9" in of(found, "frames").said


def test_a_device_of_another_kind_is_called_that() -> None:
    radio = FakeRadio()
    radio.channels = [CONTROL]
    found = looked_over(radio)
    assert (found[-1].what, found[-1].ok) == ("connection", False)
    assert "does not have what its kind of sensor should have" in found[-1].said


def test_a_sensor_that_does_not_connect_is_told_with_what_may_hold_it() -> None:
    radio = FakeRadio()
    radio.outcomes += [HANG] * 9
    found = looked_over(radio)
    assert (found[-1].what, found[-1].ok) == ("connection", False)
    assert "another program or phone may hold it" in found[-1].said
    assert "phone app" in found[-1].next_step


def test_why_a_connection_failed_for_good_is_told() -> None:
    radio = FakeRadio()
    radio.outcomes.append(BleakBluetoothNotAvailableError("x", Reason.DENIED_BY_USER))
    found = looked_over(radio)
    assert (found[-1].what, found[-1].said) == ("connection", "This program may not use Bluetooth.")


def test_keep_alives_are_sent_as_in_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Progressor, "due", lambda *_: (Write(CONTROL, b"\x6f"),))
    radio = Streaming()
    looked_over(radio, listen_s=3.0)
    assert radio.written.count(b"\x6f") > 20
    assert DATA in radio.channels


def test_a_sensor_that_was_set_up_is_listened_to_as_it_was_set_up() -> None:
    rng = np.random.default_rng(1)
    load = Ramp(Columns.sensor, kg_per_s=0.0)
    radio = SimulatedRadio(Columns(load, Faults((), rng), options=WireOptions(), rng=rng))
    said = (("format", "csv"), ("field", "2"), ("time", "1"), ("unit", "kgf"))
    setups = {ADDRESS: Setup(ADDRESS, "uart-text", "MyScale", said)}
    assert not of(looked_over(radio), "sensor").ok
    found = looked_over(radio, setups=setups)
    assert "(uart-text)" in of(found, "sensor").said
    assert of(found, "rate").said.startswith("10.0 values a second")
    assert all(finding.ok for finding in found)
    other = looked_over(radio, setups=setups, kind="sig-weight")
    assert not of(other, "sensor").ok
