"""The sensor at home is found by itself, shown, and free again when a session wants it."""

import struct
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, NAME, SERVICE, FakeClient, FakeRadio

from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.cli import lasttime, nextsensor, watching
from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.lasttime import remember
from tpdevice.cli.nextsensor import next_sensor, waited_for
from tpdevice.cli.sensorview import sensor_view
from tpdevice.cli.watching import Watch
from tpdevice.core.errors import DeviceNotFound
from tpdevice.core.settings import Unit
from tpdevice.core.wire import Advert
from tpdevice.runtime.finding import Known
from tpdevice.runtime.glimpse import Glimpse
from tpdevice.runtime.targets import REAL, Target
from tpdevice.tui.desk import Seen

OTHER = ("C0:DE:00:00:00:02", "Progressor_\x1b[31m0002", [SERVICE], -30)
MINE = (ADDRESS, NAME, [SERVICE], -50)
PATIENCE_S = 30.0


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lasttime, nextsensor, watching):
        monkeypatch.setattr(module, "LOOK_S", 0.0)
    for module in (nextsensor, watching):
        monkeypatch.setattr(module, "RETRY_S", 0.0)


def target_of(radio: FakeRadio) -> Target:
    return replace(REAL, scanner=radio.scanner, client=radio.client)


def there(*adverts: tuple[str, str, list[str], int]) -> FakeRadio:
    radio = FakeRadio()
    radio.adverts = list(adverts)
    return radio


def streaming(radio: FakeRadio) -> threading.Event:
    """Let the sensor send 2 kg once its stream is started; the event tells that it was."""
    begun = threading.Event()

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == b"\x65":
            client.notify(struct.pack("<BBfI", 1, 8, 2.0, 12_500))
            begun.set()

    radio.on_write = on_write
    return begun


async def known_log(tmp_path: Path) -> Path:
    """Return a log that remembers a sensor."""
    seen = await scan(seconds=0.0, arguments=FakeRadio().scanner)
    log = tmp_path / "log.db"
    remember(log, seen[ADDRESS], "progressor")
    return log


async def test_the_only_sensor_in_reach_is_found(tmp_path: Path) -> None:
    known = await next_sensor(tmp_path / "no.db", target_of(there(MINE)), tell=lambda _: None)
    assert known.sighting.advert.address == ADDRESS


async def test_the_sensor_of_last_time_is_waited_for_and_no_other_is_taken(tmp_path: Path) -> None:
    log, radio, said = await known_log(tmp_path), there(OTHER), list[str]()

    def wake() -> None:
        if radio.scans == 4:
            radio.adverts = [OTHER, MINE]

    radio.on_scan = wake
    known = await next_sensor(log, target_of(radio), tell=said.append)
    assert known.sighting.advert.address == ADDRESS
    assert radio.scans == 4
    assert f"looking for {NAME}" in said[0]


async def test_among_several_none_is_taken_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nextsensor, "PATIENCE_S", 0.01)
    radio = there(MINE, OTHER)
    with pytest.raises(DeviceNotFound, match="several are in reach") as caught:
        await waited_for(tmp_path / "no.db", target_of(radio), tell=lambda _: None)
    assert "\x1b" not in str(caught.value)
    assert "choose another at home: w" in caught.value.hint
    assert radio.clients == []


class Noticed(Watch):
    """A watch that tells when something live is seen."""

    def __init__(self, path: Path, target: Target) -> None:
        super().__init__(path, target)
        self.live = threading.Event()

    def _show(self, glimpse: Glimpse) -> None:
        super()._show(glimpse)
        if glimpse.live:
            self.live.set()


def test_home_shows_a_live_force_and_frees_the_sensor_for_a_session(tmp_path: Path) -> None:
    radio = there(MINE)
    begun = streaming(radio)
    path, target = tmp_path / "log.db", target_of(radio)
    watch = Noticed(path, target)
    desk = HouseDesk(path, target, watch=watch)
    desk.sit_down("Ana", Unit.KGF)
    desk.start()
    assert begun.wait(PATIENCE_S)
    assert watch.live.wait(PATIENCE_S)
    view = desk.sensor()
    assert (view.seen, view.name, view.reads) == (Seen.LIVE, NAME, "2.0 kgf")
    known = watch.leave()
    assert known is not None
    assert known.sighting.advert.address == ADDRESS
    assert not radio.now.up
    assert "ahead" not in [thread.name for thread in threading.enumerate()]
    assert desk.sensor().seen is not Seen.LIVE


def test_a_computer_without_bluetooth_says_so_and_what_to_do(tmp_path: Path) -> None:
    radio, again = FakeRadio(), threading.Event()
    radio.scan_error = BleakBluetoothNotAvailableError("off", Reason.POWERED_OFF)

    def tried() -> None:
        if radio.scans == 2:
            again.set()

    radio.on_scan = tried
    watch = Watch(tmp_path / "log.db", target_of(radio))
    desk = HouseDesk(tmp_path / "log.db", REAL, watch=watch)
    desk.start()
    assert again.wait(PATIENCE_S), "it goes on looking"
    desk.leave()
    view = desk.sensor()
    assert view.seen is Seen.AWAY
    assert "Bluetooth" in view.says


def test_what_was_never_started_is_left_at_once(tmp_path: Path) -> None:
    assert Watch(tmp_path / "log.db", target_of(FakeRadio())).leave() is None


@pytest.mark.parametrize(
    ("kind", "glimpse", "said"),
    [
        ("progressor", Glimpse(), "connecting"),
        ("progressor", Glimpse(up=True), "nothing comes"),
        ("progressor", Glimpse(up=True, withheld="overloaded"), "overloaded"),
        ("pressensor", Glimpse(up=True), "`tpdevice ball-map` finds out"),
    ],
)
def test_home_says_why_no_force_is_seen(
    kind: str, glimpse: Glimpse, said: str, tmp_path: Path
) -> None:
    watch = Watch(tmp_path / "log.db", REAL)
    sighting = Sighting(Advert(ADDRESS, NAME), None)
    watch.known, watch.says, watch.glimpse = Known(sighting, kind), "connecting", glimpse
    view = sensor_view(watch, Unit.N)
    assert view.seen is Seen.SILENT
    assert said in view.says
