"""A simulator process: one sensor, an HCI port, a control port, until somebody ends it."""

import asyncio
import json
import os
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

from tpsim.air import parent
from tpsim.air.hciport import HciPort
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.sockets import HOST, bind_pair
from tpsim.air.vhci import system_adapter
from tpsim.air.wire import Wire
from tpsim.control import ControlPort, OnMessage


async def serve(
    wire: Wire,
    *,
    port: int,
    vhci: bool,
    parent_pipe: bool,
    on_message: OnMessage,
    outbound: asyncio.Queue[dict[str, Any]],
) -> None:
    """Serve a wire until cancelled, or until stdin ends if `parent_pipe`.

    Prints one JSON line once everything listens::

        {"hci": "127.0.0.1:47300", "control": "127.0.0.1:47301", "name": …, "address": …, "pid": …}

    Parameters
    ----------
    port
        HCI port on loopback; the control port is the next one. 0 picks a free pair.
    vhci
        Put the sensor before the kernel's Bluetooth as well, through /dev/vhci.
    parent_pipe
        End when stdin does.
    on_message
        Called with each object from the control port; a ValueError is answered as an error.
        It and all of the wire's methods run on the event loop, one at a time.
    outbound
        What is put here goes to every program on the control port, in order.

    Raises
    ------
    OSError
        If a port is taken or /dev/vhci cannot be opened.
    OversizeNotification
        And whatever else the wire raises.
    """
    hci_socket, control_socket = bind_pair(port)
    air, control = AirLink(), ControlPort(on_message)
    hci = HciPort(air)
    async with AsyncExitStack() as stack:
        stack.callback(air.close)
        stack.enter_context(hci_socket)
        stack.enter_context(control_socket)
        stack.push_async_callback(control.close)
        await control.open(control_socket)
        stack.push_async_callback(hci.close)
        await hci.open(hci_socket)
        if vhci:
            await stack.enter_async_context(system_adapter(air))
        sensor = Peripheral(wire, air)
        announce(hci_socket.getsockname()[1], wire.name, sensor.address)
        jobs = [sensor.run(), _forward(outbound, control)]
        await first_of(*jobs, *([parent.gone()] if parent_pipe else []))


def announce(port: int, name: str, address: str) -> None:
    """Print where we listen, as one line of JSON."""
    where = {"hci": f"{HOST}:{port}", "control": f"{HOST}:{port + 1}"}
    line = json.dumps({**where, "name": name, "address": address, "pid": os.getpid()})
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def first_of(*jobs: Coroutine[Any, Any, None]) -> None:
    """Run side by side until one ends, end the others, and raise what it raised."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _forward(outbound: asyncio.Queue[dict[str, Any]], control: ControlPort) -> None:
    while True:
        control.send(await outbound.get())
