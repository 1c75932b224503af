"""A simulator process: its sensors, an HCI port, a control port, until somebody ends it."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from tpsim.air import parent
from tpsim.air.peripheral import Peripheral
from tpsim.air.realradio import real_dongle
from tpsim.air.room import in_the_air
from tpsim.air.sockets import HOST, bind_pair
from tpsim.air.wire import Wire
from tpsim.control import ControlPort, OnMessage

Job = Coroutine[Any, Any, object]
Live = Callable[..., Coroutine[Any, Any, None]]
"""Runs the sensors, beside whatever else it is given, until one of all these ends."""


async def serve(
    wires: Sequence[Wire],
    *,
    port: int,
    vhci: bool,
    parent_pipe: bool,
    on_message: OnMessage,
    outbound: asyncio.Queue[dict[str, Any]],
    transport: str | None = None,
) -> None:
    """Serve wires until cancelled, or until stdin ends if `parent_pipe`.

    Prints one JSON line once everything listens; name and address outside the list are those of
    the first sensor::

        {"hci": "127.0.0.1:47300", "control": "127.0.0.1:47301", "name": …, "address": …, "pid": …,
         "sensors": [{"name": …, "address": …, "kind": …}, …]}

    Parameters
    ----------
    wires
        One sensor each, each at its own rate; of two with one name each has its own address. The
        first is heard strongest, unless they say how strong they are.
    port
        HCI port on loopback; the control port is the next one. 0 picks a free pair.
    vhci
        Put the sensors before the kernel's Bluetooth as well, through /dev/vhci.
    parent_pipe
        End when stdin does.
    on_message
        Called with each object from the control port; a ValueError is answered as an error.
        It and all of the wires' methods run on the event loop, one at a time.
    outbound
        What is put here goes to every program on the control port, in order.
    transport
        A real controller that the only sensor is put on in place of the simulated air, such as
        ``usb:0``. There is no HCI port then; ``hci`` in the line is null.

    Raises
    ------
    OSError
        If a port is taken, or /dev/vhci or the controller cannot be opened.
    ValueError
        If there is no sensor, or more than one for a real controller.
    OversizeNotification
        And whatever else a wire raises.
    """
    async with opened(
        wires,
        port=port,
        vhci=vhci,
        on_message=on_message,
        outbound=outbound,
        transport=transport,
    ) as (port, sensors, live):
        announce(port, sensors, transport=transport)
        await live(*([parent.gone()] if parent_pipe else []))


@asynccontextmanager
async def opened(
    wires: Sequence[Wire],
    *,
    port: int = 0,
    vhci: bool = False,
    on_message: OnMessage,
    outbound: asyncio.Queue[dict[str, Any]],
    transport: str | None = None,
    now_ns: Callable[[], int] = time.monotonic_ns,
) -> AsyncIterator[tuple[int, list[Peripheral], Live]]:
    """Open both ports; yield the first, the sensors, and what lets them live."""
    if not wires or (transport and len(wires) > 1):
        raise ValueError(f"{len(wires)} sensors; one at least, and one on a real controller")
    hci_socket, control_socket = bind_pair(port)
    control = ControlPort(on_message)
    async with AsyncExitStack() as stack:
        stack.enter_context(hci_socket)
        stack.enter_context(control_socket)
        stack.push_async_callback(control.close)
        await control.open(control_socket)
        port = hci_socket.getsockname()[1]
        watched: list[Callable[[], Job]] = []
        if transport:
            hci_socket.close()
            dongle = await stack.enter_async_context(real_dongle(transport))
            sensors, watched = [Peripheral(wires[0], dongle)], [dongle.gone]
        else:
            air = in_the_air(wires, hci_socket, vhci=vhci, now_ns=now_ns)
            sensors = await stack.enter_async_context(air)

        async def live(*more: Job) -> None:
            lives = [each() for each in (*watched, *(sensor.run for sensor in sensors))]
            await first_of(_forward(outbound, control), *lives, *more)

        yield port, sensors, live


def announce(port: int, sensors: Sequence[Peripheral], *, transport: str | None = None) -> None:
    """Print where we listen and who is here, as one line of JSON."""
    first, here = sensors[0], {"hci": f"{HOST}:{port}", "control": f"{HOST}:{port + 1}"}
    line = {
        **(here | {"hci": None, "transport": transport} if transport else here),
        "name": first.name,
        "address": first.address,
        "pid": os.getpid(),
        "sensors": [_introduced(sensor) for sensor in sensors],
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _introduced(sensor: Peripheral) -> dict[str, str]:
    kind = {"kind": sensor.kind} if sensor.kind else {}
    return {"name": sensor.name, "address": sensor.address, **kind}


async def first_of(*jobs: Job) -> None:
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
