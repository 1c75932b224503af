"""Sensors in simulated air, and the doors into it."""

import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from tpsim.air.chip import RSSI_DBM
from tpsim.air.hciport import HciPort
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.vhci import system_adapter
from tpsim.air.wire import ADAPTER_GONE, Wire

WEAKEST_DBM: Final = -90
"""How weak the last of many sensors is heard, dBm. Assumed."""


@asynccontextmanager
async def in_the_air(
    wires: Sequence[Wire],
    hci_socket: socket.socket,
    *,
    vhci: bool,
    now_ns: Callable[[], int] = time.monotonic_ns,
) -> AsyncIterator[list[Peripheral]]:
    """Put each wire on the air, the first as the nearest, and serve HCI on a listening socket.

    Raises
    ------
    OSError
        If `vhci` is asked for and /dev/vhci cannot be opened.
    """
    air = AirLink()
    port = HciPort(air)
    async with AsyncExitStack() as stack:
        stack.callback(air.close)
        stack.push_async_callback(port.close)
        await port.open(hci_socket)
        system = await stack.enter_async_context(system_adapter(air)) if vhci else None

        def take_away(how: str, seconds: float) -> None:
            port.take_away(how, seconds)
            if system and how == ADAPTER_GONE:  # to switch it off is the kernel's to do
                system.pull(seconds)

        yield [
            Peripheral(
                wire,
                air,
                now_ns=now_ns,
                adapter=take_away,
                rssi_dbm=max(RSSI_DBM - turn, WEAKEST_DBM),
            )
            for turn, wire in enumerate(wires)
        ]
