"""What befalls a link over the real bleak client: what is told, and that the sensor comes back."""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from keptlink import Ears, same_kind
from obeying import CONTROL, DATA, SERVICE, START, STOP, ObeyingWire

from tpdevice.ble import link as ble_link
from tpdevice.ble.advertlink import AdvertLink
from tpdevice.ble.link import BleLink
from tpdevice.ble.plight import AWAY
from tpdevice.ble.scan import scan
from tpdevice.core.wire import Write, manufacturer_channel, sig
from tpdevice.devices.standard import BATTERY_LEVEL, READ
from tpdevice.runtime.targets import simulator
from tpsim.air.inprocess import InProcess

pytestmark = pytest.mark.air

Open = Callable[..., InProcess]
Link = AdvertLink | BleLink
PATIENCE_S = 40.0


class Listener(Ears):
    """Ears that start the stream of whatever comes up."""

    link: Link

    def on_up(self, note: str) -> None:
        super().on_up(note)
        self.link.write([Write(CONTROL, START)])

    async def until(self, what: str) -> object:
        """Skip what is told until something is, and return what was told with it."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                kind, told = await self.next()
                if kind == what:
                    return told

    def forget(self) -> None:
        while not self.all.empty():
            self.all.get_nowait()


@asynccontextmanager
async def linked(studio: InProcess, make: Callable[..., Link]) -> AsyncIterator[Listener]:
    """Run a link to the sensor of a studio, with its stream started."""
    target, ears = simulator(studio.address), Listener()
    seen = await scan(
        seconds=PATIENCE_S, arguments=target.scanner, until=lambda a: a.address == studio.sensor
    )
    ears.link = make(seen[studio.sensor].handle, target, ears)
    task = asyncio.create_task(ears.link.run(lambda: (Write(CONTROL, STOP),)))
    try:
        yield ears
    finally:
        task.cancel()
        await asyncio.wait({task})


def connected(handle: Any, target: Any, ears: Listener) -> Link:
    return BleLink(
        handle,
        notify=(DATA,),
        read=READ,
        scanner_arguments=target.scanner,
        client_arguments=target.client,
        listener=ears,
        same_kind=same_kind,
    )


def heard(handle: Any, target: Any, ears: Listener) -> Link:
    return AdvertLink(handle, scanner_arguments=target.scanner, listener=ears, same_kind=same_kind)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("vanish", ""),
        ("goodbye", ""),
        ("refuse", ""),
        ("held", AWAY),
        ("adapter_off", "switched off"),
        ("adapter_gone", "adapter"),
    ],
)
async def test_a_link_that_is_taken_away_comes_back_by_itself(
    order: str, told: str, studio: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ble_link, "RESCAN_S", 0.5)
    wire = ObeyingWire()
    async with linked(studio(wire), connected) as ears:
        await ears.until("frame")
        wire.orders.append((0, order, 1.5))
        if order == "refuse":  # it leaves alone what is connected
            wire.orders.append((0, "vanish", 0.0))
        await ears.until("down")
        assert await ears.until("up") == ""
        await ears.until("frame")
        assert any(told in text for text in ears.statuses)


async def test_a_service_that_dies_in_silence_is_left_when_somebody_asks(
    studio: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ble_link, "RESCAN_S", 0.5)
    wire = ObeyingWire()
    async with linked(studio(wire), connected) as ears:
        await ears.until("frame")
        wire.orders.append((0, "daemon", 1.0))
        await asyncio.sleep(0.5)
        assert all(kind == "frame" for kind, _ in _all(ears)), "nobody was told"
        ears.link.relink()
        assert await ears.until("down") == "gone silent"
        await ears.until("up")
        await ears.until("frame")


async def test_a_sensor_that_comes_back_as_somebody_else_is_the_one_with_its_name(
    studio: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ble_link, "RESCAN_S", 1.0)
    wire = ObeyingWire()
    room = studio(wire)
    async with linked(room, connected) as ears:
        await ears.until("frame")
        wire.orders.append((0, "new_address", 0.1))
        await ears.until("down")
        note = await ears.until("up")
        assert str(note).startswith("at a new address, ")
        assert room.sensor not in str(note)
        await ears.until("frame")


class Weighing(ObeyingWire):
    """A sensor that has a battery, and nothing to say of it."""

    services = (
        (SERVICE, ((DATA, ("notify",), b""), (CONTROL, ("write",), b""))),
        (sig(0x180F), ((BATTERY_LEVEL, ("read", "notify"), b"\x0c"),)),
    )


async def test_a_battery_is_read_beside_the_stream(studio: Open) -> None:
    async with linked(studio(Weighing()), connected) as ears:
        assert await ears.until(BATTERY_LEVEL) == b"\x0c"
        await ears.until("frame")


class Shouting(ObeyingWire):
    """A scale that nobody can connect to: each of its adverts carries a number and a company."""

    advertised_uuids = ()
    services = ()
    connectable = False
    companies = (0x0100,)

    def __init__(self) -> None:
        super().__init__(rate_hz=10)
        self._started_ns = 0
        self.silent = False

    def on_connect(self, at_ns: int) -> None:
        raise AssertionError("nobody can connect")

    def _sample(self, out: list[tuple[int, str, bytes]], at_ns: int) -> None:
        if not self.silent:
            company = self.companies[self._next % len(self.companies)]
            out.append((at_ns, manufacturer_channel(company), struct.pack("<H", self._next)))


async def test_a_scale_that_only_advertises_is_heard_in_order_with_every_change(
    studio: Open,
) -> None:
    wire = Shouting()
    async with linked(studio(wire), heard) as ears:
        assert await ears.until("up") == ""
        told = [await ears.until(manufacturer_channel(0x0100)) for _ in range(20)]
        numbers = [struct.unpack("<H", data)[0] for data in told]  # type: ignore[arg-type]
        assert numbers == sorted(numbers)
        # Each is shouted several times, and each shout is a frame.
        assert set(range(numbers[1], numbers[-1])) <= set(numbers)
        assert wire.written == []


async def test_a_company_that_changes_with_each_advert_is_told_with_its_own_bytes(
    studio: Open,
) -> None:
    wire = Shouting()
    wire.companies = (0x11CA, 0x12CA)
    async with linked(studio(wire), heard) as ears:
        await ears.until("up")
        for _ in range(20):
            kind, data = await ears.next()
            number = struct.unpack("<H", data)[0]  # type: ignore[arg-type]
            assert kind == manufacturer_channel(wire.companies[number % 2])


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("vanish", "listening for"),
        ("adapter_off", "switched off. Waiting for it"),
        ("adapter_gone", "shows no Bluetooth adapter. Waiting for it"),
        ("daemon", "Bluetooth service"),
    ],
)
async def test_a_scale_that_is_not_heard_for_a_while_is_heard_again(
    order: str, told: str, studio: Open
) -> None:
    wire = Shouting()
    async with linked(studio(wire), heard) as ears:
        await ears.until(manufacturer_channel(0x0100))
        wire.orders.append((0, order, 2.5))
        await asyncio.sleep(2.0)
        if order == "vanish":
            ears.link.relink()
        ears.forget()
        await ears.until(manufacturer_channel(0x0100))
        assert any(told in text for text in ears.statuses)


def _all(ears: Ears) -> list[tuple[str, object]]:
    return [ears.all.get_nowait() for _ in range(ears.all.qsize())]
