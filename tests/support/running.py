"""The program as a person starts it: in this process, or in one of its own."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tpdevice.cli import main as cli_main

COMMAND = (sys.executable, "-m", "tpdevice.cli.main")
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str
    both: str = ""
    """Everything in its order, as a terminal shows it; only of a command in this process."""


class Terminal(io.StringIO):
    """A stdin at which somebody sits."""

    def isatty(self) -> bool:
        return True


class Half(io.StringIO):
    """One of two streams; what it is given stands in `both` as well."""

    def __init__(self, both: io.StringIO) -> None:
        super().__init__()
        self._both = both

    def write(self, text: str) -> int:
        self._both.write(text)
        return super().write(text)


def tpdevice(*arguments: str, stdin: str = "", typed: str | None = None) -> Said:
    """Run a command in this process, down to its exit code; only if typed to, at a terminal."""
    both = io.StringIO()
    out, err = Half(both), Half(both)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["tpdevice", *arguments])
        piped = io.TextIOWrapper(io.BytesIO(stdin.encode()))
        patch.setattr(sys, "stdin", piped if typed is None else Terminal(typed))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                cli_main.main()
            except SystemExit as end:
                code = end.code
    assert isinstance(code, int)
    return Said(code, out.getvalue(), err.getvalue(), both.getvalue())


def in_its_own_process(*arguments: str, encoding: str = "utf-8", **options: Any) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        check=False,
        timeout=PATIENCE_S,
        encoding=encoding,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        | options,
    )
    return Said(done.returncode, done.stdout or "", done.stderr or "")


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, where the system tells."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found


def alive(pid: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def on_a_terminal(*arguments: str, columns: int) -> list[str]:
    """Return the lines that a command prints on a terminal of its own; it must end well."""
    ours, theirs = _opened(columns)
    streams = {"stdin": subprocess.DEVNULL, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen([*COMMAND, *arguments], **streams) as child:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the other end is gone
            while data := os.read(ours, 65_536):
                said += data
        os.close(ours)
        assert child.wait(PATIENCE_S) == 0
    return said.decode().splitlines()


def _opened(columns: int) -> tuple[int, int]:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 20, columns, 0, 0))
    return ours, theirs


@contextlib.contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """Yield both ends of a terminal of 40 columns: ours, and the program's."""
    ours, theirs = _opened(40)
    try:
        yield ours, theirs
    finally:
        os.close(ours)
        os.close(theirs)
