"""A server with something to show, and browsers that are no more than HTTP."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tpdevice.web.address import Address
from tpdevice.web.server import Server, serving

PROGRAM = str(Path(__file__).parents[1] / "support" / "shownprogram.py")
PATIENCE_S = 20.0


class Told:
    """Takes note of what the person at the computer is told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._more = asyncio.Event()

    async def of(self, words: str) -> None:
        """Wait until this is told."""
        async with asyncio.timeout(PATIENCE_S):
            while words not in self.said:
                self._more.clear()
                await self._more.wait()

    @property
    def of_the_program(self) -> list[str]:
        """What it printed and that it ended: not whether anybody was seen in between."""
        return [words for words in self.said if words not in {"unseen", "seen again"}]

    def line(self, text: str) -> None:
        self.said.append(text)
        self._more.set()

    def unseen(self) -> None:
        self.line("unseen")

    def seen_again(self) -> None:
        self.line("seen again")

    def taken_over(self) -> None:
        self.line("taken over")

    def ended(self, code: int) -> None:
        self.line(f"ended {code}")

    def came(self, remote: str) -> None:
        self.line(f"came {remote}")


class Shown:
    """A running server."""

    def __init__(self, server: Server, told: Told) -> None:
        self.server = server
        self.told = told
        self._browsers: list[aiohttp.ClientSession] = []

    @property
    def origin(self) -> str:
        """Where its page comes from."""
        return f"http://{self.server.address.host}:{self.server.address.port}"

    def browser(self) -> "Browser":
        """Return a browser that was never here."""
        jar = aiohttp.CookieJar(unsafe=True)  # an address is no name, and has cookies all the same
        client = aiohttp.ClientSession(self.origin, cookie_jar=jar)
        self._browsers.append(client)
        return Browser(client, self)

    async def close(self) -> None:
        """Close all browsers."""
        for client in self._browsers:
            await client.close()


class Browser:
    """One browser, with its cookies."""

    def __init__(self, client: aiohttp.ClientSession, shown: Shown) -> None:
        self.client = client
        self.shown = shown

    async def enter(self, ticket: str | None = None) -> aiohttp.ClientResponse:
        """Hand in a ticket: the good one, if none is said."""
        ticket = self.shown.server.tickets.current if ticket is None else ticket
        headers = {"Origin": self.shown.origin}
        return await self.client.post("/enter", data=ticket, headers=headers)

    async def look(self, **headers: str) -> "Screen":
        """Open the screen."""
        said = {"Origin": self.shown.origin} | headers
        return Screen(await self.client.ws_connect("/screen", headers=said))


class Screen:
    """A WebSocket, and what came over it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.drawn = b""
        self.notes: list[Any] = []

    async def say(self, *message: Any) -> None:
        """Say something, as the page does."""
        await self.socket.send_str(json.dumps(message))

    async def seen(self, *, in_view: bool) -> None:
        """Answer a pulse."""
        await self.say("seen", in_view)

    async def until(self, *, drawn: bytes = b"\0", note: str = "") -> None:
        """Take what comes until this was drawn, or this note came."""
        async with asyncio.timeout(PATIENCE_S):
            while drawn not in self.drawn and not any(each[0] == note for each in self.notes):
                assert await self._take(), f"closed: {self.drawn!r} {self.notes}"

    async def closed(self) -> int | None:
        """Take what comes until it is closed, and return the code."""
        async with asyncio.timeout(PATIENCE_S):
            while await self._take():
                pass
        return self.socket.close_code

    async def _take(self) -> bool:
        message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            self.drawn += message.data
        elif message.type is aiohttp.WSMsgType.TEXT:
            self.notes.append(json.loads(message.data))
        else:
            return False
        return True


def free_port() -> int:
    """Return a port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def showing(
    how: str = "", *, program: str = PROGRAM, clock_s: Callable[[], float] = time.monotonic
) -> AsyncIterator[Shown]:
    """Serve a program."""
    told, address = Told(), Address("127.0.0.1", free_port())
    server = Server(address, [program, how], told, on_ticket=told.came, clock_s=clock_s)
    shown = Shown(server, told)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(shown.close)
        await closing.enter_async_context(serving(server))
        yield shown
