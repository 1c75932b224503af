"""`tpdevice serve` as a person starts it, in a process of its own."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

END_S = 20.0


class Served:
    """A running server, and what it said."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said: list[str] = []
        self.links: list[str] = []
        self._more = asyncio.Event()

    async def listen(self) -> None:
        """Take note of all that it prints."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            text = line.decode().rstrip()
            self.said.append(text)
            if text.startswith("http://"):
                self.links.append(text)
            self._more.set()

    async def link(self, number: int = 0) -> str:
        """Return a link that it printed, the first being 0."""
        async with asyncio.timeout(END_S):
            while len(self.links) <= number:
                await self._next()
        return self.links[number]

    @property
    def origin(self) -> str:
        """Where its page comes from."""
        return self.links[0].partition("/#")[0]

    async def until(self, words: str, *, after: int = 0) -> None:
        """Wait until it has said something, behind so many lines."""
        try:
            async with asyncio.timeout(END_S):
                while not any(words in line for line in self.said[after:]):
                    await self._next()
        except TimeoutError:
            raise AssertionError(f"no {words!r} in {self.said}") from None

    async def _next(self) -> None:
        await self._more.wait()
        self._more.clear()

    def freeze(self) -> None:
        """Stop it as a computer that hangs would."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)


def free_port() -> int:
    """Return a port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serve(folder: Path, *arguments: str) -> AsyncIterator[Served]:
    """Start a server, and end it as Ctrl-C does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tpdevice.cli.main", "--db", str(folder / "log.db")),
        *("serve", "--port", str(free_port()), *arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    served = Served(process)
    listening = asyncio.create_task(served.listen())
    try:
        yield served
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGINT)
        try:
            await asyncio.wait_for(process.wait(), END_S)
        except TimeoutError:
            process.kill()
            raise
        await listening
