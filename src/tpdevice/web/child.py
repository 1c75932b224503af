"""The program whose screens are shown, as a child process. Its life hangs on the pipe to its stdin.

Whatever ends the server, also a kill, closes that pipe; the program then ends its session as by a
signal and keeps what was measured.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from tpdevice.web import packets
from tpdevice.web.packets import Drawn, Note
from tpdevice.web.wishes import Size

DRIVER: Final = "tpdevice.tui.webdriver:Served"
ACROSS: Final = "The program printed across its own screens, and was ended."
LEAVE_S: Final = 8.0
"""How long it may take to end by itself: it stores a session, and ends a simulator. Chosen."""
_QUEUED: Final = 1 << 20
"""Bytes that may wait for a child that takes none; it is then taken for hung. Chosen."""


def environment(size: Size, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the child's environment: screens through pipes, in true colour, in UTF-8."""
    return {
        **inherited,
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "COLUMNS": str(size.columns),
        "ROWS": str(size.rows),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }


class Child:
    """One run of the program."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        on_drawn: Callable[[bytes], None],
        on_note: Callable[[Note], None],
        on_line: Callable[[str], None],
    ) -> None:
        """Take the command line, and what hears the screens, the notes and the plain lines."""
        self._arguments = tuple(arguments)
        self._on_drawn = on_drawn
        self._on_note = on_note
        self._on_line = on_line
        self._process: asyncio.subprocess.Process | None = None
        self._early = b""
        """What was sent before there was a process."""

    async def run(self, size: Size) -> int:
        """Run it to its end, and return its exit code."""
        try:
            process = self._process = await self._begun(size)
        except OSError as error:
            self._on_line(f"The program could not be started: {error.strerror}.")
            return 1
        self.send(self._early)
        assert process.stdout is not None
        try:
            await self._listen(process.stdout)
        except ValueError:
            self._on_line(ACROSS)
        finally:
            await self._leave(process)
        return process.returncode or 0

    async def _begun(self, size: Size) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment(size, os.environ),
            # A Ctrl-C is for the server; the child ends when its pipe closes.
            start_new_session=sys.platform != "win32",
        )

    def send(self, packet: bytes) -> None:
        """Send a packet; one that takes nothing any more is not waited for."""
        process = self._process
        if process is None:
            self._early += packet
            return
        if process.stdin is None or process.stdin.is_closing():
            return
        if process.stdin.transport.get_write_buffer_size() > _QUEUED:
            process.kill()
            return
        with suppress(OSError, RuntimeError):
            process.stdin.write(packet)

    def close(self) -> None:
        """Close the pipe that its life hangs on."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def _listen(self, pipe: asyncio.StreamReader) -> None:
        async for line in pipe:
            if line == packets.PRELUDE:
                break
            self._on_line(_text(line))
        while (packet := await packets.read(pipe)) is not None:
            if isinstance(packet, Drawn):
                self._on_drawn(packet.data)
            elif packet.about.get("type") == "exit":
                break
            else:
                self._on_note(packet)
        async for line in pipe:
            self._on_line(_text(line))

    async def _leave(self, process: asyncio.subprocess.Process) -> None:
        """See that it is gone: asked first, and not for ever."""
        self.close()
        for end in (process.terminate, process.kill):
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), LEAVE_S)
                return
            with suppress(ProcessLookupError):
                end()
        await process.wait()


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r\n")
