"""A software radio with one sensor in it, on a thread with a loop of its own."""

import asyncio
import threading

from obeying import ObeyingWire

from tpsim.air.hciport import HciPort
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.sockets import bind_pair
from tpsim.control import ControlPort

PATIENCE_S = 30.0


class Studio:
    """A radio, a control port and a sensor, on a thread with a loop of their own."""

    def __init__(self, wire: ObeyingWire) -> None:
        self.wire = wire
        self.address = ""
        self.sensor = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="studio")

    def open(self) -> None:
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)

    def close(self) -> None:
        if self._loop is not None and self._over is not None:
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        air = AirLink(supervision_s=0.05)
        hci_socket, control_socket = bind_pair(0)
        hci, control = HciPort(air), ControlPort(self.wire.on_message)
        self.wire.answer = control.send
        await hci.open(hci_socket)
        await control.open(control_socket)
        sensor = Peripheral(self.wire, air, adapter=hci.take_away)
        life = asyncio.create_task(sensor.run())
        self.address = f"127.0.0.1:{hci_socket.getsockname()[1]}"
        self.sensor = sensor.address
        self._ready.set()
        await self._over.wait()
        life.cancel()
        await asyncio.wait({life})
        await control.close()
        await hci.close()
        air.close()
        hci_socket.close()
        control_socket.close()
