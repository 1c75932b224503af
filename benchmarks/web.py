"""Screens in a browser: from a sample to the WebSocket, beside plain textual-serve.

Run: python3 dev.py bench web [--json] [--seconds S] [--rival PYTHON]

PYTHON is one that has textual-serve; without it only our server is measured. The same app is behind
both; it tells when the sample that it draws was taken.
"""

import asyncio
import json
import re
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import numpy as np

from benchmarks.figures import Board, Figure, options
from tpdevice.web.address import Address
from tpdevice.web.server import Server, serving

APP = Path(__file__).with_name("stamped.py")
SERVE = "from textual_serve.server import Server; Server({command!r}, port={port}).serve()"
WARM_S = 3.0
_STAMP = re.compile(rb"at (\d{6,}) ns")


class Deaf:
    """The person at the computer, who is not needed here."""

    def line(self, text: str) -> None: ...

    def unseen(self) -> None: ...

    def seen_again(self) -> None: ...

    def taken_over(self) -> None: ...

    def ended(self, code: int) -> None: ...


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def ours(client: aiohttp.ClientSession) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """Open a screen of our server."""
    address = Address("127.0.0.1", free_port())
    server = Server(address, [str(APP)], Deaf(), on_ticket=lambda _: None)
    origin = {"Origin": f"http://127.0.0.1:{address.port}"}
    async with serving(server):
        url = f"http://127.0.0.1:{address.port}"
        await client.post(f"{url}/enter", data=server.tickets.current, headers=origin)
        async with client.ws_connect(f"{url}/screen", headers=origin) as screen:
            await screen.send_json(["size", 41, 44])
            yield screen


@asynccontextmanager
async def theirs(
    client: aiohttp.ClientSession, python: str
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """Open a screen of textual-serve."""
    port = free_port()
    code = SERVE.format(command=f"{python} {APP}", port=port)
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(python, "-c", code, stdout=quiet, stderr=quiet)
    try:
        url = f"http://localhost:{port}/ws?width=41&height=44"
        for _ in range(100):
            try:
                async with client.ws_connect(url) as screen:
                    yield screen
                return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)
        raise SystemExit("textual-serve did not start")
    finally:
        process.terminate()
        await process.wait()


async def delays_ms(screen: aiohttp.ClientWebSocketResponse, seconds: float) -> list[float]:
    """Return how old each sample was when it came, ms; each is counted once."""
    found: list[float] = []
    end_s, newest = time.monotonic() + WARM_S + seconds, 0
    while time.monotonic() < end_s:
        message = await screen.receive(timeout=20)
        now_ns = time.monotonic_ns()
        if message.type is aiohttp.WSMsgType.TEXT:
            if json.loads(message.data)[0] == "pulse":
                await screen.send_json(["seen", True])
            continue
        for stamp in _STAMP.findall(message.data if isinstance(message.data, bytes) else b""):
            if int(stamp) > newest and time.monotonic() > end_s - seconds:
                found.append((now_ns - int(stamp)) / 1e6)
            newest = max(newest, int(stamp))
    return found


def figures(what: str, delays: list[float]) -> list[Figure]:
    of = f"{len(delays)} frames, max {max(delays):.3g}"
    return [
        Figure(f"sample to WebSocket, {what}, p{p}", float(np.percentile(delays, p)), "ms", "", of)
        for p in (50, 95, 99)
    ]


async def measure(board: Board, seconds: float, rival: str) -> None:
    jar = aiohttp.CookieJar(unsafe=True)  # an address is no name, and has cookies all the same
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        for _ in range(2):
            async with ours(client) as screen:
                board.add(figures("ours", await delays_ms(screen, seconds)))
            if rival:
                async with theirs(client, rival) as screen:
                    board.add(figures("textual-serve", await delays_ms(screen, seconds)))


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each run")
    parser.add_argument("--rival", default="", metavar="PYTHON", help="one with textual-serve")
    arguments = parser.parse_args()
    board = Board(as_json=arguments.json, beside=("aiohttp",))
    asyncio.run(measure(board, arguments.seconds, arguments.rival))
    board.close()


if __name__ == "__main__":
    main()
