"""The simulated air: many sensors in one process under real bleak clients in another.

Each sensor notifies 80 times a second, and each has a client. A delay is from the time at which a
notification was due to the client's callback, on one computer's clock. With --radio, one sensor
over a link with connection events and losses instead.

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

    async def cpu_s(self) -> float:
        """Ask what the simulator has used of a processor."""
        self._writer.write(b'{"t": "cpu"}\n')
        return float(json.loads(await self._reader.readline())["cpu_s"])


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


async def measured(title: str, seconds: float, arguments: Sequence[object]) -> list[Figure]:
    """Connect to all, listen for a while, and return what came of it."""
    async with crowd(*arguments) as simulator:
        began_s = time.monotonic()
        here = await devices(simulator.where)
        scan_s = time.monotonic() - began_s
        _, call = bleak_arguments(simulator.where["hci"])
        listeners = [Listener(device, call) for device in here]
        for each in listeners:
            await each.client.connect()
            await each.client.start_notify(DATA, each.on_notify)
        connect_s = time.monotonic() - began_s - scan_s
        for each in listeners:
            await each.client.write_gatt_char(CONTROL, b"go", response=False)
        await asyncio.sleep(WARM_UP_S)
        for each in listeners:
            each.heard.clear()
        began = (time.monotonic(), time.process_time(), await simulator.cpu_s())
        await asyncio.sleep(seconds)
        ended = (time.monotonic(), time.process_time(), await simulator.cpu_s())
        heard = [list(each.heard) for each in listeners]
        in_order, lost = all(each.in_order for each in listeners), sum(e.lost for e in listeners)
        for each in listeners:
            await each.client.disconnect()
    span_s, clients_s, simulator_s = (
        after - before for after, before in zip(ended, began, strict=True)
    )
    count = sum(len(some) for some in heard)
    rates_hz = [len(some) / span_s for some in heard]
    goal = f">= {RATE_HZ - 0.5}"
    return [
        Figure(f"{title}: all found after", scan_s, "s"),
        Figure(f"{title}: connected and subscribed, one by one", connect_s, "s"),
        Figure(f"{title}: the slowest sensor", min(rates_hz), "Hz", goal, f"{count} notifications"),
        Figure(f"{title}: lost", lost, "", "<= 0", "in order" if in_order else "OUT OF ORDER"),
        *percentiles(f"{title}: delay", [(a - d) / 1e6 for s in heard for a, _, d in s], "ms"),
        Figure(f"{title}: the simulator", 100 * simulator_s / span_s, "% of a core"),
        Figure(f"{title}: the clients", 100 * clients_s / span_s, "% of a core"),
        Figure(f"{title}: the simulator, each", 1e6 * simulator_s / count, "µs of CPU"),
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
    if arguments.radio:
        for loss in LOSSES:
            title = f"{INTERVAL_MS:g} ms, {loss:.0%} lost"
            board.add(asyncio.run(measured(title, seconds, (1, INTERVAL_MS, loss))))
    else:
        for count in arguments.count:
            board.add(asyncio.run(measured(f"{count} sensors", seconds, (count,))))
    board.close()


if __name__ == "__main__":
    main()
