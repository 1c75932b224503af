"""A simulated sensor on a software radio, on a thread of this process."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Final, Protocol, Self

from tpsim.air.serve import opened
from tpsim.air.sockets import HOST
from tpsim.air.wire import Wire

PATIENCE_S: Final = 30.0
"""How long it may take to begin or to end, s. Assumed, on a busy machine."""


class Inhabited(Wire, Protocol):
    """A wire with somebody at its control port."""

    outbound: asyncio.Queue[dict[str, Any]]
    """What goes to every program there."""

    def on_message(self, message: dict[str, Any]) -> None:
        """Take a message from there."""


class InProcess:
    """A radio, a control port and a sensor, for as long as the context lasts."""

    def __init__(
        self,
        wire: Inhabited,
        *,
        beside: Sequence[Wire] = (),
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Take the sensor that somebody presses, and others that lie beside it."""
        self.address = ""
        """HOST:PORT of the radio; the control port is the next one."""
        self.sensor = ""
        """Bluetooth address of the sensor."""
        self._wire, self._beside = wire, tuple(beside)
        self._now_ns = now_ns
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._ready = threading.Event()
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._main, name="in the air")

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(PATIENCE_S):
            raise TimeoutError("the simulated radio did not begin")
        if self._failed is not None:
            raise self._failed
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is not None and self._over is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
        self.join()
        if self._failed is not None and error is None:
            raise self._failed

    def join(self) -> None:
        """Wait until it ends by itself."""
        self._thread.join(PATIENCE_S)

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except BaseException as error:  # noqa: BLE001 - whoever entered raises it
            self._failed = error
        finally:
            self._ready.set()

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        wire = self._wire
        async with opened(
            [wire, *self._beside],
            on_message=wire.on_message,
            outbound=wire.outbound,
            now_ns=self._now_ns,
        ) as (port, (sensor, *_), live):
            self.address = f"{HOST}:{port}"
            self.sensor = sensor.address
            self._ready.set()
            await live(self._over.wait())
