"""A simulated person in another process: cues and questions go out, keys come back."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Final

from tpdevice.core.cue import Told
from tpdevice.core.errors import LinkError
from tpdevice.core.tape import Action
from tpdevice.runtime.fast import cue_message

log = logging.getLogger(__name__)

_LINE_LIMIT: Final = 65_536


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
        else:
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

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            if message.get("t") == "key":
                self._on_key(Action(message["action"]), int(message.get("value", 0)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("the simulator said something unknown: %s", error)
