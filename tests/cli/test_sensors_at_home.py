"""Choosing among several sensors at home: who is in sight, what may be used, and that it stays."""

import struct
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, NAME, SERVICE, FakeClient, FakeRadio

from tpdevice.ble.sighting import Sighting
from tpdevice.cli import insight, lasttime, nextsensor, watching
from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.insight import InSight
from tpdevice.cli.lasttime import remembered
from tpdevice.cli.watching import Watch
from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import UsageError
from tpdevice.core.wire import Advert, Battery
from tpdevice.devices.squegg import NAMES
from tpdevice.runtime.finding import Known
from tpdevice.runtime.glimpse import Glimpse
from tpdevice.runtime.targets import REAL, Target
from tpdevice.store.remembered import Sensor
from tpdevice.store.setups import Found, Setup
from tpdevice.tui.desk import Seen, SensorRow

PATIENCE_S = 60.0
OTHER = "C0:DE:00:00:00:02"
UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
MINE_AND_OTHER = [
    (ADDRESS, NAME, [SERVICE], -52),
    (OTHER, "Progressor_\x1b[31m0002", [SERVICE], -85),
    ("AA:AA:AA:AA:AA:AA", "A lamp", [], -20),
    ("BB:BB:BB:BB:BB:BB", "My sketch", [UART], -70),
]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lasttime, nextsensor, watching):
        monkeypatch.setattr(module, "LOOK_S", 0.0)
    monkeypatch.setattr(nextsensor, "SIMULATED_LOOK_S", 0.0)
    for module in (nextsensor, watching):
        monkeypatch.setattr(module, "RETRY_S", 0.0)
    monkeypatch.setattr(watching, "EACH_S", 0.0)
    monkeypatch.setattr(watching, "LAPSE_S", 0.2)


def several(*, simulated: bool = False) -> tuple[FakeRadio, Target]:
    """Return a radio with two sensors, a lamp and a sketch; each sensor sends once it is asked."""
    radio = FakeRadio()
    radio.adverts = list(MINE_AND_OTHER)

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == b"\x65":
            client.notify(struct.pack("<BBfI", 1, 8, 2.0, 12_500))

    radio.on_write = on_write
    target = replace(REAL, scanner=radio.scanner, client=radio.client, simulated=simulated)
    return radio, target


def until(true: Callable[[], object]) -> None:
    """Come back when something is so, as a screen that asks at each frame."""
    end_s = time.monotonic() + PATIENCE_S
    woken = threading.Event()
    while not true():
        assert time.monotonic() < end_s
        woken.wait(0.01)


def of(rows: tuple[SensorRow, ...], address: str) -> SensorRow:
    return next(row for row in rows if row.address == address)


def live(desk: HouseDesk) -> bool:
    return desk.sensor().seen is Seen.LIVE


@pytest.mark.parametrize("simulated", [False, True])
def test_one_of_several_is_chosen_connected_and_remembered_and_another_one_later(
    tmp_path: Path, *, simulated: bool
) -> None:
    path = tmp_path / "log.db"
    radio, target = several(simulated=simulated)
    desk = HouseDesk(path, target)
    desk.start()
    try:
        until(lambda: "press w" in desk.sensor().says)
        assert radio.clients == [], "nobody is chosen unasked"
        assert "\x1b" not in desk.sensor().says
        for address in (OTHER, ADDRESS):
            until(lambda: {OTHER, ADDRESS} <= {row.address for row in desk.sensors().rows})
            assert desk.sensors().simulated is simulated
            desk.choose_sensor(address)
            until(lambda: live(desk))
            assert radio.addresses[-1] == address
            assert "press w" not in desk.sensor().says
            kept = remembered(path)
            assert (None if kept is None else kept.address) == (None if simulated else address)
        until(lambda: any(row.used for row in desk.sensors().rows))
        assert of(desk.sensors().rows, ADDRESS).used
    finally:
        desk.leave()
    assert not radio.now.up


def test_who_only_looks_around_keeps_the_sensor_and_no_two_scans_meet(tmp_path: Path) -> None:
    radio, target = several()
    most: list[int] = []
    radio.on_scan = lambda: most.append(len(radio.scanners))
    desk = HouseDesk(tmp_path / "log.db", target)
    desk.start()
    try:
        until(lambda: desk.sensors().rows)
        desk.choose_sensor(OTHER)
        until(lambda: live(desk))
        until(lambda: desk.sensors().rows)
        assert not radio.now.up, "let go, so that it is heard like the others"
        until(lambda: live(desk))
        assert radio.addresses[-1] == OTHER
    finally:
        desk.leave()
    assert set(most) == {0}


def test_a_choice_outlives_a_session_also_where_nothing_is_remembered(tmp_path: Path) -> None:
    radio, target = several(simulated=True)
    desk = HouseDesk(tmp_path / "log.db", target)
    desk.start()
    try:
        until(lambda: desk.sensors().rows)
        desk.choose_sensor(OTHER)
        until(lambda: live(desk))
        desk.leave()
        desk.over()
        until(lambda: live(desk))
        assert radio.addresses[-1] == OTHER
    finally:
        desk.leave()


def test_where_the_one_of_last_time_is_away_home_says_that_there_are_others(
    tmp_path: Path,
) -> None:
    radio, target = several()
    radio.adverts = [each for each in radio.adverts if each[0] != ADDRESS]
    gone = Sensor("progressor", ADDRESS, NAME, "")
    watch = Watch(tmp_path / "log.db", target, chosen=gone)
    desk = HouseDesk(tmp_path / "log.db", target, watch=watch)
    desk.start()
    try:
        until(lambda: "press w" in desk.sensor().says)
        said = desk.sensor().says
    finally:
        desk.leave()
    assert NAME in said
    assert said.endswith("press w to choose")
    assert radio.clients == []


def test_what_has_to_be_set_up_first_says_how_and_cannot_be_chosen(tmp_path: Path) -> None:
    _, target = several()
    desk = HouseDesk(tmp_path / "log.db", target)
    desk.start()
    try:
        until(lambda: any(row.needs for row in desk.sensors().rows))
        (row,) = [row for row in desk.sensors().rows if row.needs]
        assert row.needs == "tpdevice set-up --device BB:BB:BB:BB:BB:BB"
        assert "uart-text" in row.kind
        with pytest.raises(UsageError, match="set up first") as caught:
            desk.choose_sensor(row.address)
        assert row.needs in caught.value.hint
        with pytest.raises(UsageError, match="out of sight"):
            desk.choose_sensor("AA:AA:AA:AA:AA:AA")
    finally:
        desk.leave()
    assert remembered(tmp_path / "log.db") is None


def test_a_computer_without_bluetooth_says_so_in_the_room_too(tmp_path: Path) -> None:
    radio, target = several()
    radio.scan_error = BleakBluetoothNotAvailableError("off", Reason.POWERED_OFF)
    desk = HouseDesk(tmp_path / "log.db", target)
    desk.start()
    try:
        until(lambda: "switched off" in desk.sensors().trouble)
        radio.mend()
        until(lambda: desk.sensors().rows)
        assert not desk.sensors().trouble
    finally:
        desk.leave()


def listed(*adverts: Advert, setups: dict[str, Setup] | None = None) -> tuple[SensorRow, ...]:
    found = InSight(setups)
    for advert in adverts:
        assert found.note(advert) is False
    return found.rows(used="a2", batteries={"A2": "60 %"})


def progressor(address: str, rssi: int | None = -50) -> Advert:
    return Advert(address, "Progressor_1", (SERVICE,), rssi_dbm=rssi)


def test_rows_keep_their_places_and_tell_kind_signal_battery_and_which_is_used() -> None:
    first, second = listed(progressor("A1", -58), progressor("A2", -81), progressor("A1", -91))
    assert (first.address, second.address) == ("A1", "A2")
    assert "Progressor" in first.kind
    assert first.signal == "signal weak, about −90 dBm"
    assert (first.battery, first.used) == ("", False)
    assert (second.battery, second.used) == ("60 %", True)
    assert listed(progressor("A1", None))[0].signal == ""
    assert "strong" in listed(progressor("A1", -58))[0].signal
    assert "fair" in listed(progressor("A1", -70))[0].signal


def test_who_is_not_heard_any_more_says_so_and_keeps_the_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(insight, "QUIET_S", -1.0)
    assert listed(progressor("A1"))[0].signal == "not heard any more"


def test_a_sensor_that_is_only_read_says_so_before_it_is_chosen() -> None:
    (row,) = listed(Advert("A1", NAMES[1], (), rssi_dbm=-50))
    assert row.note.startswith("It is only read and logged")
    assert not row.needs


def test_a_ball_needs_its_map_until_it_has_one() -> None:
    ball = Advert("A1", "PRS12345", (), rssi_dbm=-50)
    (row,) = listed(ball)
    assert row.needs == "tpdevice ball-map --device A1"
    found = Found(Conversion.straight(0.5), "2026-03-01", None)
    (row,) = listed(ball, setups={"A1": Setup("A1", "pressensor", "PRS12345", (), None, found)})
    assert not row.needs


class Glimpsed(Watch):
    """A watch that can be shown what a sensor would show it."""

    def shown(self, glimpse: Glimpse) -> None:
        self.known = Known(Sighting(progressor("A2"), None), "progressor")
        self._show(glimpse)


def test_a_battery_is_still_known_when_its_sensor_was_let_go(tmp_path: Path) -> None:
    watch = Glimpsed(tmp_path / "log.db", REAL)
    desk = HouseDesk(tmp_path / "log.db", REAL, watch=watch)
    watch.shown(Glimpse(battery=Battery(percent=60)))
    watch.shown(Glimpse())
    watch.look_around().note(progressor("A2"))
    (row,) = desk.sensors().rows
    assert (row.battery, row.used) == ("60 %", True)


def test_with_a_simulator_the_command_says_how_it_is_reached() -> None:
    found = InSight(reached_by=" --sim 127.0.0.1:5000")
    found.note(Advert("B1", "My sketch", (UART,)))
    found.note(progressor("A1"))
    sketch, ready = found.rows(used="", batteries={})
    assert sketch.needs == "tpdevice set-up --device B1 --sim 127.0.0.1:5000"
    assert not ready.needs
