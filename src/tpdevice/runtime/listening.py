"""A sensor that is listened to outside of a session: to set it up, to check it, to map a ball."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tpdevice.ble.links import link_to
from tpdevice.ble.sighting import Sighting
from tpdevice.core.driver import Driver
from tpdevice.core.errors import LinkTimeout
from tpdevice.core.ports import Clock
from tpdevice.devices import find
from tpdevice.runtime.clock import HostClock
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.targets import Target

CONNECT_S = 24.0
"""How long a sensor may take to connect. Chosen: two attempts, and a word on why they failed."""
TICK_S = 0.1
"""Between two looks at what is due. Chosen; as in a session."""
AWAY = "Wake it up, hold it near, and close its phone app: it takes one connection."


@asynccontextmanager
async def listening(
    sighting: Sighting, decoder: Driver, target: Target, *, clock: Clock | None = None
) -> AsyncIterator[Ear]:
    """Connect to a sensor, start its stream, and listen until left.

    Raises
    ------
    LinkError
        If it does not connect.
    """
    ear = Ear(decoder, clock or HostClock())
    link = ear.link = link_to(
        sighting.handle,
        decoder.spec,
        scanner_arguments=target.scanner,
        client_arguments=target.client,
        listener=ear,
        same_kind=lambda advert: find(advert) == decoder.spec.key,
    )
    work: list[asyncio.Task[Any]] = [
        asyncio.create_task(link.run(decoder.stop)),
        asyncio.create_task(_ticks(ear)),
    ]
    up: asyncio.Task[Any] = asyncio.create_task(ear.up.wait())
    try:
        await asyncio.wait({*work, up}, timeout=CONNECT_S, return_when=asyncio.FIRST_COMPLETED)
        for task in work:
            if task.done():
                task.result()
        if not ear.up.is_set():
            raise LinkTimeout(f"The sensor does not connect: {ear.status}.", hint=AWAY)
        yield ear
    finally:
        for task in (*work, up):
            task.cancel()
        await asyncio.gather(*work, up, return_exceptions=True)


async def _ticks(ear: Ear) -> None:
    while True:
        await asyncio.sleep(TICK_S)
        ear.tick()
