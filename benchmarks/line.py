"""A terminal at the end of a line: it takes bytes at a rate, shows them, and answers."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections import deque
from pathlib import Path

SIZE = 120, 40
_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[?>=<\d;]*[ -/]*[@-~]|\x1b[^\[]|([^\x1b]+)")
_WHERE = "\x1b[6n"
_CHUNK_S = 0.01


class Screen:
    """What stands on the terminal; enough of one for what Textual writes."""

    def __init__(self, columns: int, lines: int) -> None:
        self.rows = [[" "] * columns for _ in range(lines)]
        self._x = self._y = 0
        self._rest = ""

    def take(self, data: str) -> int:
        """Take bytes as they come; return how often the cursor was asked for."""
        data = self._rest + data
        cut = data.rfind("\x1b")
        if cut >= 0 and not re.search(r"[@-Za-ln-z\\m]", data[cut + 2 :]):
            data, self._rest = data[:cut], data[cut:]
        else:
            self._rest = ""
        asked = 0
        for token in _TOKEN.finditer(data):
            if token[1]:
                self._y, self._x = int(token[1]) - 1, int(token[2]) - 1
            elif token[3]:
                self._write(token[3])
            elif token[0] == _WHERE:
                asked += 1
        return asked

    def _write(self, text: str) -> None:
        for char in text:
            if char == "\n":
                self._y, self._x = self._y + 1, 0
            elif char == "\r":
                self._x = 0
            elif self._y < len(self.rows) and self._x < len(self.rows[0]):
                self.rows[self._y][self._x] = char
                self._x += 1

    @property
    def text(self) -> str:
        """Everything that stands there."""
        return "\n".join("".join(row) for row in self.rows)


class Line:
    """A program in a pseudo-terminal, and the line behind it."""

    def __init__(
        self,
        command: list[str],
        *,
        size: tuple[int, int] = SIZE,
        bytes_per_s: float | None = None,
        answers: bool = True,
        buffer: int = 0,
    ) -> None:
        """Start it. `buffer` bytes are taken at once and wait, as SSH and a network do it."""
        self.screen = Screen(*size)
        self.bytes = 0
        self._per_s = bytes_per_s
        self._answers = answers
        self._buffer = buffer
        self._waiting: deque[bytes] = deque()
        self._waits = 0
        self._credit = 0.0
        self._decode = codecs.getincrementaldecoder("utf-8")("ignore").decode
        self._at_s = time.monotonic()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.environ.pop("NO_COLOR", None)
            os.execv(command[0], command)
        cells = struct.pack("HHHH", size[1], size[0], 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, cells)

    def turn(self) -> bool:
        """Pass on what the line takes now; return whether the program is still there."""
        now_s = time.monotonic()
        if self._per_s is None:
            room, self._credit = 65_536, 0.0
        else:
            self._credit += (now_s - self._at_s) * self._per_s
            self._credit = min(self._credit, max(self._per_s * 5 * _CHUNK_S, 64))
            room = int(self._credit)
        self._at_s = now_s
        ready, _, _ = select.select([self._terminal], [], [], _CHUNK_S)
        if ready and not self._take(room):
            return False
        self._pass_on(room)
        return True

    def _take(self, room: int) -> bool:
        free = max(self._buffer - self._waits, 0) or (room if not self._waits else 0)
        if not free:
            time.sleep(_CHUNK_S)
            return True
        try:
            data = os.read(self._terminal, min(free, 65_536))
        except OSError:
            return False
        self._waiting.append(data)
        self._waits += len(data)
        return bool(data)

    def _pass_on(self, room: int) -> None:
        while room > 0 and self._waiting:
            data = self._waiting.popleft()
            if len(data) > room:
                self._waiting.appendleft(data[room:])
                data = data[:room]
            room -= len(data)
            self._credit -= len(data)
            self._waits -= len(data)
            self.bytes += len(data)
            asked = self.screen.take(self._decode(data))
            if asked and self._answers:
                os.write(self._terminal, b"\x1b[1;1R" * asked)

    def press(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._terminal, keys)

    def cpu_s(self) -> float:
        """Return what the program has taken of a core so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, 15)
        until_s = time.monotonic() + 5
        while time.monotonic() < until_s and os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if not self.turn():
                time.sleep(_CHUNK_S)
        os.close(self._terminal)


def python(*arguments: str) -> list[str]:
    """Return a command that runs this Python."""
    return [sys.executable, *arguments]
