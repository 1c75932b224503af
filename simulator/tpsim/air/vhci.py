"""Puts the software sensor before the operating system's own Bluetooth, on Linux."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bumble.transport import open_transport

from tpsim.air.controller import AirController
from tpsim.air.link import AirLink


@asynccontextmanager
async def system_adapter(air: AirLink) -> AsyncIterator[None]:
    """Make a virtual adapter (hciN) appear to the kernel; needs the rights to open /dev/vhci.

    Its public address stays unset, so that the kernel gives it a random one.

    Raises
    ------
    OSError
        If there is no /dev/vhci, or it may not be opened.
    """
    transport = await open_transport("vhci")
    controller = AirController("vhci", air)
    controller.set_packet_sink(transport.sink)
    transport.source.set_packet_sink(controller)
    try:
        yield
    finally:
        air.leave(controller)
        await transport.close()
