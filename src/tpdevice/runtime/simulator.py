"""A simulator in a second process, which ends when we do."""

import json
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Final, Self

from tpdevice.core.errors import LinkError, TpError, UsageError
from tpdevice.core.text import harmless

ANSWER_S: Final = 5.0
"""How long a simulator may take to answer. Chosen."""
START_S: Final = 30.0
"""How long one may take to start, on a slow and busy machine. Chosen; it takes 0.5 s."""
LEAVE_S: Final = 2.0
"""How long one may take to end by itself. Chosen."""
_MISUSED: Final = 2
"""Exit code of a program whose arguments make no sense."""
_HINT: Final = "Start one with `tpsim serve`, and use the address that it prints."


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
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tpsim.cli", "serve", "--parent-pipe", *self._arguments]
        # A file and no pipe: nobody reads along, and a full pipe would hold the simulator up.
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # A Ctrl-C is for us; the simulator ends when its pipe closes.
            start_new_session=sys.platform != "win32",
        )
        return self

    def announced(self) -> Announced:
        """Wait until the simulator is ready.

        Raises
        ------
        UsageError
            If it does not know who or what to simulate.
        LinkError
            If it did not start.
        """
        process = self._process
        assert process is not None
        assert process.stdout is not None
        patience = threading.Timer(START_S, process.kill)
        patience.start()
        try:
            line = process.stdout.readline()
        finally:
            patience.cancel()
        try:
            data: dict[str, Any] = json.loads(line)
            hci, control, name, address = (data[k] for k in ("hci", "control", "name", "address"))
        except (ValueError, KeyError, TypeError):
            raise self._stillborn(line) from None
        return Announced(hci, name, address, introduced(control))

    def _stillborn(self, line: bytes) -> TpError:
        """Return what the simulator said when it did not start."""
        assert self._process is not None
        assert self._errors is not None
        try:
            code = self._process.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            code = None
        self._errors.seek(0)
        said = (self._errors.read() + line).decode("utf-8", "replace").strip().splitlines()
        last = harmless(said[-1]).rpartition("error: ")[2].rstrip(".") if said else "nothing"
        if code == _MISUSED:
            return UsageError(
                f"The simulator says: {last}.",
                hint="`tpsim subjects` and `tpsim scenarios` list what there is.",
            )
        return LinkError(
            f"The simulator did not start; it said: {last}.",
            hint="Try `tpsim serve` in another terminal to see more.",
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return
        process.stdin.close()
        try:
            process.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        if self._errors is not None:
            self._errors.close()


def answers(address: str) -> None:
    """See that somebody listens at HOST:PORT.

    Raises
    ------
    LinkError
        If nobody does.
    """
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER_S).close()
    except (OSError, UnicodeError) as error:  # a name that no host can have
        raise _nobody(address, error) from error


def introduced(control: str) -> dict[str, Any]:
    """Ask a simulator's control port, at HOST:PORT, who it simulates.

    Raises
    ------
    LinkError
        If nothing answers there.
    """
    host, _, port = control.rpartition(":")
    return _answered((host, port), {"t": "hello"}, "person")


def weigh(control: tuple[str, int], force_n: float) -> None:
    """Press the simulated sensor with a known force, in place of a person; 0 takes it away.

    Raises
    ------
    LinkError
        If nothing answers there.
    """
    host, port = control
    _answered((host, str(port)), {"t": "weigh", "force_n": force_n}, "weighed")


def _answered(control: tuple[str, str], said: dict[str, Any], wanted: str) -> dict[str, Any]:
    """Say something to a simulator's control port, and return the answer of this kind."""
    host, port = control
    address = f"{host}:{port}"
    try:
        with (
            socket.create_connection((host, int(port)), timeout=ANSWER_S) as connection,
            connection.makefile("rwb") as lines,
        ):
            lines.write(json.dumps(said).encode() + b"\n")
            lines.flush()
            while line := lines.readline(65_536):
                message: dict[str, Any] = json.loads(line)
                if message.get("t") == wanted:
                    return message
    except (OSError, ValueError, AttributeError) as error:
        raise _nobody(address, error) from error
    raise LinkError(f"What answers at {address} is no simulator.", hint=_HINT)


def _nobody(address: str, error: Exception) -> LinkError:
    why = getattr(error, "strerror", None) or str(error)
    return LinkError(f"No simulator answers at {address}: {why.lower()}.", hint=_HINT)
