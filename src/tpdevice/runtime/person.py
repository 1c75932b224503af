"""A simulated person in another process: cues and questions go out, keys come back."""

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from tpdevice.core.action import Action
from tpdevice.core.cue import Told
from tpdevice.core.errors import LinkError
from tpdevice.core.ports import Clock
from tpdevice.core.rules import RATING_MAX, RATING_MIN
from tpdevice.core.units import ns
from tpdevice.runtime.fast import cue_message

log = logging.getLogger(__name__)

_LINE_LIMIT: Final = 65_536
ON_ITS_WAY_S: Final = 0.5
"""How late a simulated key may come. Chosen: one is pressed up to 0.4 s after it was decided on,
and that may have been an answer to the question before."""


class Answers:
    """A real key wins: who answers themselves is not answered for until the next cue."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answered = False
        self._newest_ns: int | None = None

    def by_person(self) -> None:
        """Take note of a real key, from any thread."""
        self._answered = True
        self._newest_ns = self._clock.now_ns()

    def show(self, told: Told) -> None:
        """Take note of a new cue."""
        self._answered = False

    def open_to_simulated(self) -> bool:
        """Return whether a simulated person's key counts now."""
        newest_ns = self._newest_ns
        late = newest_ns is not None and self._clock.now_ns() - newest_ns < ns(ON_ITS_WAY_S)
        return not (late or self._answered)


class RemotePerson:
    """The control port of a simulator, as a CueSink and a source of keys."""

    def __init__(self, host: str, port: int, on_key: Callable[[Action, int], None]) -> None:
        self._host = host
        self._port = port
        self._on_key = on_key
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: list[bytes] = []

    def show(self, told: Told) -> None:
        """Send one cue; it never waits."""
        line = json.dumps(cue_message(told)).encode() + b"\n"
        if self._writer is None:
            self._waiting.append(line)
        elif not self._writer.is_closing():
            self._writer.write(line)

    async def run(self) -> None:
        """Connect and pass keys on, until cancelled or the simulator ends.

        Raises
        ------
        LinkError
            If there is no simulator at the port.
        """
        try:
            reader, writer = await asyncio.open_connection(
                self._host, self._port, limit=_LINE_LIMIT
            )
        except OSError as error:
            raise LinkError(
                f"No simulator answers at {self._host}, port {self._port}.",
                hint="Start one with `tpsim serve`, and use the address that it prints.",
            ) from error
        self._writer = writer
        writer.writelines(self._waiting)
        self._waiting.clear()
        try:
            while line := await reader.readline():
                self._take(line)
        except (OSError, ValueError) as error:
            log.info("the simulated person went away: %s", error)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            if message.get("t") == "key":
                self._on_key(Action(message["action"]), _rating(message.get("value", 0)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.warning("the simulator said something unknown: %r", error)


def _rating(value: object) -> int:
    if not isinstance(value, int) or not RATING_MIN <= value <= RATING_MAX:
        raise ValueError(f"no rating: {value!r}")
    return value
