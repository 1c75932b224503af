"""A room with software radio in it, and a sensor that does as the test says."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence

import pytest
from bleak import BleakClient, BleakScanner
from bleak.backends.device import BLEDevice

from tpsim.air.backend import bleak_arguments
from tpsim.air.hciport import HciPort
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.sockets import bind_pair

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
LABEL = "00002a29-0000-1000-8000-00805f9b34fb"


class ScriptedWire:
    """Says what the test gave it, once its control point is written to."""

    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (DATA, ("notify",), b""),
                (CONTROL, ("write", "write-without-response"), b""),
                (LABEL, ("read",), b"scripted"),
            ),
        ),
    )

    def __init__(self, name: str = "Progressor_0001") -> None:
        self.name = name
        self.script: Sequence[bytes] = ()
        """Sent after a write."""
        self.orders: deque[tuple[int, str, float]] = deque()
        """Given to the radio at the next look."""
        self.obeyed = asyncio.Event()
        """Set once the radio has taken an order."""
        self.happened: list[tuple[str, bytes]] = []
        self._noted = asyncio.Event()
        self.stamps_ns: list[int] = []
        self._outbox: deque[tuple[int, str, bytes]] = deque()

    def say(self, channel: str, data: bytes) -> None:
        """Have something sent at the next look."""
        self._outbox.append((self.stamps_ns[-1] if self.stamps_ns else 0, channel, data))

    def on_connect(self, at_ns: int) -> None:
        self._note(at_ns, "connect")

    def on_disconnect(self, at_ns: int) -> None:
        self._note(at_ns, "disconnect")

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        assert channel == CONTROL
        self._note(at_ns, "write", data)
        self._outbox.extend((at_ns, DATA, said) for said in self.script)

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        self.stamps_ns.append(until_ns)
        said = list(self._outbox)
        self._outbox.clear()
        return said

    def next_due_ns(self) -> int | None:
        return None

    def link_orders(self, until_ns: int) -> list[tuple[int, str, float]]:
        orders = list(self.orders)
        if orders:
            self.obeyed.set()
        self.orders.clear()
        return orders

    def _note(self, at_ns: int, what: str, data: bytes = b"") -> None:
        self.stamps_ns.append(at_ns)
        self.happened.append((what, data))
        self._noted.set()

    async def until(self, what: str, times: int = 1) -> None:
        """Wait until something has happened so often."""
        while sum(each == what for each, _ in self.happened) < times:
            self._noted.clear()
            await self._noted.wait()


class Room:
    """Some air, an HCI port into it, and any number of sensors."""

    def __init__(self) -> None:
        self.air = AirLink(supervision_s=0.05)
        self.hci = HciPort(self.air)
        self.hci_socket, self.control_socket = bind_pair(0)
        self.target = f"127.0.0.1:{self.hci_socket.getsockname()[1]}"
        self.scan, self.call = bleak_arguments(self.target)
        self.lives: list[asyncio.Task[None]] = []
        self.sensors: list[Peripheral] = []

    @property
    def sensor(self) -> Peripheral:
        """The first one."""
        return self.sensors[0]

    def add(self, wire: ScriptedWire) -> Peripheral:
        sensor = Peripheral(wire, self.air, adapter=self.hci.take_away)
        self.sensors.append(sensor)
        self.lives.append(asyncio.create_task(sensor.run()))
        return sensor

    async def find(self, wire: ScriptedWire) -> BLEDevice:
        found = await BleakScanner.find_device_by_name(wire.name, timeout=5, **self.scan)
        assert found
        return found

    async def client(self, wire: ScriptedWire, **more) -> BleakClient:
        return BleakClient(await self.find(wire), **(self.call | more))

    async def close(self) -> None:
        for life in self.lives:
            life.cancel()
        await asyncio.gather(*self.lives, return_exceptions=True)
        await self.hci.close()
        self.air.close()
        self.hci_socket.close()
        self.control_socket.close()


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """Yield a room; afterwards no task may be left."""
    before = asyncio.all_tasks()
    room = Room()
    await room.hci.open(room.hci_socket)
    yield room
    await room.close()
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left


@pytest.fixture
def new_wire() -> type[ScriptedWire]:
    return ScriptedWire


@pytest.fixture
async def wire(room: Room) -> ScriptedWire:
    """Return the wire of a sensor that is in the room."""
    wire = ScriptedWire()
    room.add(wire)
    return wire
