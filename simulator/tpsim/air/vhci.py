"""Puts the software sensor before the operating system's own Bluetooth, on Linux."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bumble.transport import open_transport
from bumble.transport.common import Transport

from tpsim.air.controller import AirController
from tpsim.air.link import AirLink
from tpsim.air.race import end

_DEVICE: Final = "/dev/vhci"


def _next_step(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Only root may open it; or leave out --vhci, and say --sim to tpdevice."
    return "Load its module with `sudo modprobe hci_vhci`; only Linux has it."


class SystemAdapter:
    """A virtual adapter (hciN) of the kernel's; its chip is in the air.

    Its public address stays unset, so that the kernel gives it a random one.
    """

    def __init__(self, air: AirLink) -> None:
        self._air = air
        self._transport: Transport | None = None
        self._controller: AirController | None = None
        self._pulling: asyncio.Task[None] | None = None

    async def plug_in(self) -> None:
        """Make it appear; needs the rights to open /dev/vhci.

        Raises
        ------
        OSError
            If there is no /dev/vhci, or it may not be opened; the text says what to do.
        """
        try:
            self._transport = transport = await open_transport("vhci")
        except OSError as error:
            raise OSError(f"{_DEVICE}: {error.strerror or error}. {_next_step(error)}") from error
        self._controller = controller = AirController("vhci", self._air)
        controller.set_packet_sink(transport.sink)
        transport.source.set_packet_sink(controller)

    async def pull_out(self) -> None:
        """Make it disappear, as if it were a dongle."""
        if self._controller:
            self._controller.set_packet_sink(None)
            self._air.leave(self._controller)
        if self._transport:
            await self._transport.close()
        self._controller = self._transport = None

    def pull(self, seconds: float) -> None:
        """Have it away for a while."""
        if self._pulling is None or self._pulling.done():
            self._pulling = asyncio.ensure_future(self._be_away(seconds))

    async def close(self) -> None:
        """Have it away for good."""
        if self._pulling:
            await end(self._pulling)
        await self.pull_out()

    async def _be_away(self, seconds: float) -> None:
        await self.pull_out()
        await asyncio.sleep(seconds)
        await self.plug_in()


@asynccontextmanager
async def system_adapter(air: AirLink) -> AsyncIterator[SystemAdapter]:
    """Have an adapter plugged in.

    Raises
    ------
    OSError
        If there is no /dev/vhci, or it may not be opened.
    """
    adapter = SystemAdapter(air)
    await adapter.plug_in()
    try:
        yield adapter
    finally:
        await adapter.close()
