"""The control port: cues come in and keys go out, one JSON object a line."""

import asyncio
import json
import socket
from collections.abc import Callable, Mapping
from typing import Any, Final

LINE_MAX_BYTES: Final = 65_536
"""Longest line that is read, bytes. Assumed: a hundred times the longest honest one."""

BACKLOG_MAX_BYTES: Final = 1_048_576
"""Unread output after which a program counts as hung and is dropped, bytes. Assumed."""

OnMessage = Callable[[dict[str, Any]], None]


class Lines:
    """Cuts a stream into lines; of a line that is too long only its length is kept."""

    def __init__(self) -> None:
        self._partial = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[bytes | None]:
        """Return the lines that are now whole; None stands for one that was too long."""
        *ends, rest = data.split(b"\n")
        lines = [self._finish(end) for end in ends]
        self._grow(rest)
        return lines

    def _grow(self, data: bytes) -> None:
        if self._skipping or len(self._partial) + len(data) > LINE_MAX_BYTES:
            self._skipping = True
            self._partial.clear()
        else:
            self._partial += data

    def _finish(self, data: bytes) -> bytes | None:
        self._grow(data)
        line = None if self._skipping else bytes(self._partial)
        self._partial.clear()
        self._skipping = False
        return line


def parse(line: bytes | None) -> dict[str, Any]:
    """Return the object in a line.

    Raises
    ------
    ValueError
        If it is too long, no JSON, or no object with a text ``t``.
    """
    if line is None:
        raise ValueError(f"a line holds at most {LINE_MAX_BYTES} bytes")
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("t"), str):
        raise ValueError('not an object with a text "t"')
    return message


class ControlPort:
    """Serves any number of programs; what is sent goes to all of them."""

    def __init__(self, on_message: OnMessage) -> None:
        """Take the function that is called with each message; its ValueError is the answer."""
        self._on_message = on_message
        self._sessions: set[_Session] = set()
        self._server: asyncio.Server | None = None

    async def open(self, listening: socket.socket) -> None:
        """Start to serve; takes over the socket."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Session(self._on_message, self._sessions), sock=listening
        )

    def send(self, message: Mapping[str, Any]) -> None:
        """Say something to everyone who listens."""
        for session in list(self._sessions):
            session.send(message)

    async def close(self) -> None:
        """Drop everyone, after what was sent to them."""
        if self._server is None:
            return
        self._server.close()
        for session in list(self._sessions):
            session.close()
        await self._server.wait_closed()


class _Session(asyncio.Protocol):
    def __init__(self, on_message: OnMessage, sessions: "set[_Session]") -> None:
        self._on_message = on_message
        self._sessions = sessions
        self._lines = Lines()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._sessions.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._sessions.discard(self)

    def data_received(self, data: bytes) -> None:
        for line in self._lines.feed(data):
            if line is not None and not line.strip():
                continue
            try:
                self._on_message(parse(line))
            except ValueError as error:
                self.send({"t": "error", "error": str(error)})

    def send(self, message: Mapping[str, Any]) -> None:
        if self._transport.get_write_buffer_size() > BACKLOG_MAX_BYTES:
            self._transport.abort()
        else:
            self._transport.write(json.dumps(message).encode() + b"\n")

    def close(self) -> None:
        self._transport.close()
