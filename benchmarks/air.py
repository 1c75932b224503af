"""The simulated air: many sensors in one process under real bleak clients in another.

Each sensor notifies 80 times a second, and each has a client. A delay is from the time at which a
notification was due to the client's callback, on one computer's clock; read it beside the time for
which the simulator waited for a core, since that is the machine's. With --radio, one sensor over a
link with connection events and losses instead.

Run: python3 dev.py bench air [--json] [--quick] [--count N …] [--radio]
"""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bleak import BleakClient, BleakScanner
from bleak.backends.device import BLEDevice

from benchmarks.crowd import CONTROL, DATA, RATE_HZ, STAMP
from benchmarks.figures import Board, Figure, options, percentiles
from tpsim.air.backend import bleak_arguments

COUNTS = (1, 10, 25, 50)
WARM_UP_S = 2.0
LOSSES = (0.0, 0.1, 0.3)
INTERVAL_MS = 15.0


class Listener:
    """One bleak client and what it heard."""

    def __init__(self, device: BLEDevice, arguments: dict[str, Any]) -> None:
        self.client = BleakClient(device, timeout=30, **arguments)
        self.heard: list[tuple[int, int, int]] = []
        """Arrival, ns; number; due, ns."""

    def on_notify(self, _: object, data: bytearray) -> None:
        """Take one notification."""
        self.heard.append((time.monotonic_ns(), *STAMP.unpack(data)))

    @property
    def lost(self) -> int:
        """Count the numbers that are missing between the first and the last."""
        numbers = [number for _, number, _ in self.heard]
        return max(numbers) - min(numbers) + 1 - len(numbers) if numbers else 0

    @property
    def in_order(self) -> bool:
        """Whether each number is larger than the one before."""
        numbers = [number for _, number, _ in self.heard]
        return numbers == sorted(set(numbers))


class Crowd:
    """A running simulator and its control port."""

    def __init__(self, where: dict[str, Any], ends: tuple[Any, Any]) -> None:
        self.where = where
        self._reader, self._writer = ends

    async def spent_s(self) -> tuple[float, float, float, float]:
        """Return time, our CPU, the simulator's CPU, and for how long it waited for a core.

        The last is NaN on a system that does not count it.
        """
        self._writer.write(b'{"t": "cpu"}\n')
        cpu_s = float(json.loads(await self._reader.readline())["cpu_s"])
        return time.monotonic(), time.process_time(), cpu_s, waited_s(self.where["pid"])


def waited_s(pid: int) -> float:
    """Return how long a process has been ready while others ran; NaN where nobody counts it."""
    path = Path(f"/proc/{pid}/schedstat")
    return int(path.read_text().split()[1]) / 1e9 if path.exists() else float("nan")


@asynccontextmanager
async def crowd(*arguments: object) -> AsyncIterator[Crowd]:
    """Have a simulator for a while."""
    command = (sys.executable, "-m", "benchmarks.crowd", *map(str, arguments))
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    where = json.loads(await process.stdout.readline())
    ends = await asyncio.open_connection(*where["control"].split(":"))
    yield Crowd(where, ends)
    ends[1].close()
    process.stdin.close()
    await process.wait()


async def devices(where: dict[str, Any]) -> list[BLEDevice]:
    """Scan until every sensor has been heard."""
    scan, _ = bleak_arguments(where["hci"])
    found: dict[str, BLEDevice] = {}
    async with asyncio.timeout(30), BleakScanner(**scan) as scanner:
        async for device, _advert in scanner.advertisement_data():
            found[device.address] = device
            if len(found) == len(where["sensors"]):
                break
    return list(found.values())


async def listening(simulator: Crowd) -> tuple[list[Listener], list[Figure]]:
    """Find, connect and subscribe to every sensor, and start them all."""
    began_s = time.monotonic()
    here = await devices(simulator.where)
    found_s = time.monotonic()
    _, call = bleak_arguments(simulator.where["hci"])
    listeners = [Listener(device, call) for device in here]
    for each in listeners:
        await each.client.connect()
        await each.client.start_notify(DATA, each.on_notify)
    connected_s = time.monotonic()
    for each in listeners:
        await each.client.write_gatt_char(CONTROL, b"go", response=False)
    return listeners, [
        Figure("all found after", found_s - began_s, "s"),
        Figure("connected and subscribed, one by one", connected_s - found_s, "s"),
    ]


async def measured(seconds: float, arguments: Sequence[object]) -> list[Figure]:
    """Listen to a crowd for a while, and return what came of it."""
    async with crowd(*arguments) as simulator:
        listeners, figures = await listening(simulator)
        await asyncio.sleep(WARM_UP_S)
        for each in listeners:
            each.heard.clear()
        before = await simulator.spent_s()
        await asyncio.sleep(seconds)
        after = await simulator.spent_s()
        figures += came_of(listeners, [b - a for a, b in zip(before, after, strict=True)])
        for each in listeners:
            await each.client.disconnect()
    return figures


def came_of(listeners: Sequence[Listener], spent_s: Sequence[float]) -> list[Figure]:
    """Return rates, losses and delays, and what they cost."""
    span_s, clients_s, simulator_s, ready_s = spent_s
    count = sum(len(each.heard) for each in listeners)
    slowest_hz = min(len(each.heard) for each in listeners) / span_s
    order = "in order" if all(each.in_order for each in listeners) else "OUT OF ORDER"
    delays_ms = [(at - due) / 1e6 for each in listeners for at, _, due in each.heard]
    return [
        Figure("the slowest sensor", slowest_hz, "Hz", f">= {RATE_HZ - 0.5}", f"{count} in all"),
        Figure("lost", sum(each.lost for each in listeners), "", "<= 0", order),
        *percentiles("delay", delays_ms, "ms"),
        Figure("the simulator", 100 * simulator_s / span_s, "% of a core"),
        Figure("the simulator, each", 1e6 * simulator_s / count, "µs of CPU"),
        Figure("the simulator waited for a core", 100 * ready_s / span_s, "% of time"),
        Figure("the clients", 100 * clients_s / span_s, "% of a core"),
    ]


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of the time, for a look")
    parser.add_argument("--count", type=int, nargs="+", default=COUNTS, metavar="N")
    parser.add_argument("--radio", action="store_true", help="one sensor over a lossy link")
    arguments = parser.parse_args()
    seconds = 6.0 if arguments.quick else 30.0
    board = Board(as_json=arguments.json)
    load = os.getloadavg() if hasattr(os, "getloadavg") else (float("nan"),)
    board.add([Figure("load of the machine before", load[0], "", of=f"{os.cpu_count()} cores")])

    def add(title: str, wanted: Sequence[object]) -> None:
        figures = asyncio.run(measured(seconds, wanted))
        board.add(replace(figure, what=f"{title}: {figure.what}") for figure in figures)

    if arguments.radio:
        for loss in LOSSES:
            add(f"{INTERVAL_MS:g} ms, {loss:.0%} lost", (1, INTERVAL_MS, loss))
    else:
        for count in arguments.count:
            add(f"{count} sensors", (count,))
    board.close()


if __name__ == "__main__":
    main()
