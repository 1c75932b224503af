"""A simulator in a second process, which ends when we do."""

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from tpdevice.core.errors import LinkError

ANSWER_S = 5.0
"""How long a simulator may take to answer. Chosen."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a simulator says of itself when it is ready."""

    hci: str
    """HOST:PORT of its radio."""
    name: str
    address: str
    person: dict[str, Any]
    """Who it simulates: name, point, side, tool and support."""


class Simulator:
    """`tpsim serve` as a child process. Its life hangs on the pipe to its stdin."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tpsim.cli", "serve", "--parent-pipe", *self._arguments]
        self._process = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            # A Ctrl-C is for us; the simulator ends when its pipe closes.
            start_new_session=sys.platform != "win32",
        )
        return self

    def announced(self) -> Announced:
        """Wait until the simulator is ready.

        Raises
        ------
        LinkError
            If it ended instead.
        """
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        if not line:
            said = process.stderr.read().strip().splitlines()
            raise LinkError(
                f"The simulator did not start: {said[-1] if said else 'it said nothing'}.",
                hint="Try `tpsim serve` in another terminal to see more.",
            )
        data: dict[str, Any] = json.loads(line)
        person = introduced(data["control"])
        return Announced(data["hci"], data["name"], data["address"], person)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(2.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def introduced(control: str) -> dict[str, Any]:
    """Ask a simulator's control port, at HOST:PORT, who it simulates.

    Raises
    ------
    LinkError
        If nothing answers there.
    """
    host, _, port = control.rpartition(":")
    try:
        with (
            socket.create_connection((host, int(port)), timeout=ANSWER_S) as connection,
            connection.makefile("rwb") as lines,
        ):
            lines.write(b'{"t": "hello"}\n')
            lines.flush()
            while line := lines.readline(65_536):
                message: dict[str, Any] = json.loads(line)
                if message.get("t") == "person":
                    return message
    except (OSError, ValueError) as error:
        raise LinkError(
            f"No simulator answers at {control}: {error}.",
            hint="Start one with `tpsim serve`, and use the address that it prints.",
        ) from error
    raise LinkError(f"What answers at {control} is no simulator.")
