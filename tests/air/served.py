"""A simulated person with any kind of sensor on a software radio, on a thread of its own."""

import asyncio
import threading

from hasty import now_ns

from tpsim.air.hciport import HciPort
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.sockets import bind_pair
from tpsim.control import ControlPort
from tpsim.served import Served
from tpsim.world import World

PATIENCE_S = 30.0


class ServedWorld:
    """A radio, a control port, a person and a sensor."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.address = ""
        self.sensor = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="served")

    def __enter__(self) -> "ServedWorld":
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._loop is not None and self._over is not None:
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        served, air = Served(self.world), AirLink()
        hci_socket, control_socket = bind_pair(0)
        hci, control = HciPort(air), ControlPort(served.on_message)
        await hci.open(hci_socket)
        await control.open(control_socket)
        sensor = Peripheral(served, air, now_ns=now_ns)
        work = [asyncio.create_task(sensor.run()), asyncio.create_task(_tell(served, control))]
        self.address = f"127.0.0.1:{hci_socket.getsockname()[1]}"
        self.sensor = sensor.address
        self._ready.set()
        await self._over.wait()
        for task in work:
            task.cancel()
        await asyncio.wait(work)
        await control.close()
        await hci.close()
        air.close()
        hci_socket.close()
        control_socket.close()


async def _tell(served: Served, control: ControlPort) -> None:
    while True:
        control.send(await served.outbound.get())
