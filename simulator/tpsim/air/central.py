"""Our end of the HCI port: a Bluetooth host for one scan or one connection."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)
from bumble.core import BaseBumbleError
from bumble.device import Device, DeviceConfiguration
from bumble.hci import Address, HCI_Reset_Command
from bumble.transport import open_transport
from bumble.transport.common import Transport

from tpsim.air.adapter import no_bluetooth
from tpsim.air.host import QuietHost
from tpsim.air.race import end, outcome

T = TypeVar("T")

ANSWER_S = 5.0
"""How long a chip may take to be switched on or off, s. Assumed: it takes some 20 ms."""


class Central:
    """A host with a chip of its own at the other end of a socket.

    None is ever shared: a chip has one pending connection and one scan, and closing the socket
    ends both, whatever state they are in.
    """

    def __init__(self, transport: Transport) -> None:
        """Take an open transport; use `dial` instead."""
        self._transport = transport
        self.device = Device(
            config=DeviceConfiguration(name="tpdevice", address=Address.ANY_RANDOM),
            host=(host := QuietHost(transport.source, transport.sink)),
        )
        self.orphaned = host.orphaned
        """Done once the simulated Bluetooth service has died; the socket stays open."""
        self.lost: asyncio.Future[None] = transport.source.terminated

    @classmethod
    async def dial(cls, hci: str) -> "Central":
        """Connect to the HCI port and switch the chip on.

        Raises
        ------
        BleakBluetoothNotAvailableError
            If nobody listens there, or nobody who speaks HCI; or if the simulated adapter is
            switched off or gone, in BlueZ's own words.
        BleakDBusError
            If the simulated Bluetooth service is dead.
        """
        try:
            central = cls(await open_transport(f"tcp-client:{hci}"))
        except OSError as error:
            raise _unavailable(f"no simulator listens on {hci}") from error
        try:
            async with asyncio.timeout(ANSWER_S):
                await central.unless_lost(central._switch_on())
        except (BleakBluetoothNotAvailableError, BleakDBusError):
            await central.close()
            raise
        except (BleakError, BaseBumbleError, TimeoutError) as error:
            await central.close()
            raise _unavailable(f"what listens on {hci} is no simulator") from error
        except BaseException:
            await central.close()
            raise
        return central

    async def unless_lost(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the work returns; if it is given up, this central is of no more use.

        Raises
        ------
        BleakError
            If the socket closes first.
        """
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait((task, self.lost), return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not task.done():
                self.deafen()
                await end(task)
        return outcome(task)

    async def _switch_on(self) -> None:
        # A reset first whose answer bumble does not judge: it would warn of it in its log.
        answer = await self.device.host.send_sync_command_raw(HCI_Reset_Command())
        if error := no_bluetooth(answer.return_parameters.status):
            raise error
        await self.device.power_on()

    def deafen(self) -> None:
        """Hear nothing more: replies to what was given up would only make bumble complain."""
        self._transport.source.set_packet_sink(_Deaf())

    async def close(self) -> None:
        """Pull the chip out, and wait until the socket is closed."""
        self.deafen()
        await self._transport.close()
        await asyncio.wait({self.lost}, timeout=ANSWER_S)


class _Deaf:
    def on_packet(self, packet: bytes) -> None:
        pass


def _unavailable(why: str) -> BleakBluetoothNotAvailableError:
    error = BleakBluetoothNotAvailableError(why, BleakBluetoothNotAvailableReason.NO_BLUETOOTH)
    # Bleak's reasons are about the computer's own adapter; a note says what to do about ours.
    error.add_note("Start one with `tpsim serve`, and use the address that it prints.")
    return error
