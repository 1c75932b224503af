"""One browser that looks: what is sent to it never piles up, and what it sends has limits."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from tpdevice.web.pacing import Bucket
from tpdevice.web.wishes import LONGEST, Wish, wish

MOST_WAITING: Final = 256 << 10
"""Bytes that may wait for a slow browser. Chosen: some twenty full screens."""
DISMISS_S: Final = 1.0
"""How long a last word may take. Chosen."""


def socket() -> web.WebSocketResponse:
    """Return a WebSocket that takes only small messages; `aiohttp` closes at a larger one."""
    return web.WebSocketResponse(max_msg_size=LONGEST, compress=False, timeout=2.0)


class Viewer:
    """Sends the newest picture as fast as the browser takes it."""

    def __init__(self, ws: web.WebSocketResponse, *, on_behind: Callable[[], None]) -> None:
        """Take the WebSocket, and what asks for a whole new picture after parts were left out."""
        self._ws = ws
        self._on_behind = on_behind
        self._waiting: list[bytes] = []
        self._bytes = 0
        self._behind = False
        self._notes: list[str] = []
        self._more = asyncio.Event()
        self._bucket = Bucket(asyncio.get_running_loop().time)

    def draw(self, data: bytes) -> None:
        """Send a piece of the picture, or leave it out while too much waits."""
        if self._behind:
            return
        self._waiting.append(data)
        self._bytes += len(data)
        if self._bytes > MOST_WAITING:
            # Pieces build on each other: without one, all that wait are worth nothing.
            self._waiting, self._behind = [], True
        self._more.set()

    def tell(self, kind: str, *about: Any) -> None:
        """Send a note; notes go before pictures."""
        self._notes.append(json.dumps([kind, *about]))
        self._more.set()

    async def send(self) -> None:
        """Send what waits, for as long as the browser is there."""
        while not self._ws.closed:
            await self._more.wait()
            self._more.clear()
            notes, self._notes = self._notes, []
            for each in notes:
                await self._ws.send_str(each)
            pieces, self._waiting, self._bytes = self._waiting, [], 0
            if pieces:
                await self._ws.send_bytes(b"".join(pieces))
            if self._behind:
                self._behind = False
                self._on_behind()

    async def listen(self, on_wish: Callable[[Wish], None]) -> None:
        """Take wishes until the browser leaves, or says what it must not."""
        async for message in self._ws:
            if not self._bucket.takes():
                await self.leave("too many messages", WSCloseCode.POLICY_VIOLATION)
            elif message.type is WSMsgType.TEXT and (found := wish(message.data)) is not None:
                on_wish(found)
            else:
                await self.leave("not understood", WSCloseCode.POLICY_VIOLATION)

    async def leave(self, why: str, code: int = WSCloseCode.GOING_AWAY) -> None:
        """Close, and say why."""
        await self._ws.close(code=code, message=why.encode())

    async def dismiss(self, kind: str, why: str) -> None:
        """Say something last, and close; a browser that takes nothing is not waited for."""
        with suppress(OSError, TimeoutError):
            await asyncio.wait_for(self._ws.send_str(json.dumps([kind])), DISMISS_S)
        with suppress(OSError):
            await self.leave(why)
