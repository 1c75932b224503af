"""A simulated person with a sensor on a software radio, on a thread of this process."""

import asyncio
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from tpsim.air.room import in_the_air
from tpsim.air.sockets import HOST, bind_pair
from tpsim.control import ControlPort
from tpsim.served import Served
from tpsim.world import World

PATIENCE_S: Final = 30.0
"""How long it may take to begin or to end, s. Assumed, on a busy machine."""


class InProcess:
    """A radio, a control port, a person and a sensor; what the world knows can be asked after."""

    def __init__(self, world: World, *, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self.world = world
        self.address = ""
        """HOST:PORT of the radio; the control port is the next one."""
        self.sensor = ""
        """Bluetooth address of the sensor."""
        self._now_ns = now_ns
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="in the air")

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(PATIENCE_S):
            raise TimeoutError("the simulated radio did not begin")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is not None and self._over is not None:
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(PATIENCE_S)

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        served = Served(self.world)
        hci_socket, control_socket = bind_pair(0)
        control = ControlPort(served.on_message)
        await control.open(control_socket)
        async with in_the_air([served], hci_socket, vhci=False, now_ns=self._now_ns) as sensors:
            (sensor,) = sensors
            work = [asyncio.create_task(sensor.run()), asyncio.create_task(_tell(served, control))]
            self.address = f"{HOST}:{hci_socket.getsockname()[1]}"
            self.sensor = sensor.address
            self._ready.set()
            await self._over.wait()
            for task in work:
                task.cancel()
            await asyncio.wait(work)
        await control.close()
        hci_socket.close()
        control_socket.close()


async def _tell(served: Served, control: ControlPort) -> None:
    while True:
        control.send(await served.outbound.get())
