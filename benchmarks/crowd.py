"""Many simulated sensors in one process, each with a clock of its own; helper of `air`.

Run: python -m benchmarks.crowd COUNT [INTERVAL_MS LOSS]
"""

import asyncio
import struct
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

from tpsim.air.radio import Radio
from tpsim.air.serve import serve

SERVICE: Final = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA: Final = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL: Final = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"

RATE_HZ: Final = 80
PERIOD_NS: Final = 1_000_000_000 // RATE_HZ
STAMP: Final = struct.Struct("<Qq")
"""What each notification holds: its number, and the host's monotonic time at which it was due."""


class Metronome:
    """Notifies 80 times a second from the first write on: as many bytes as two samples have."""

    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((DATA, ("notify",), b""), (CONTROL, ("write-without-response",), b""))),)

    def __init__(self, number: int, radio: Radio | None) -> None:
        self.name = f"Metronome_{number:02d}"
        self.radio = radio
        self.count = 0
        self._due_ns: int | None = None

    def on_connect(self, at_ns: int) -> None:
        """Do nothing."""

    def on_disconnect(self, at_ns: int) -> None:
        """Fall silent."""
        self._due_ns = None

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Begin."""
        self._due_ns, self.count = at_ns + PERIOD_NS, 0

    def poll(self, until_ns: int) -> Sequence[tuple[int, str, bytes]]:
        """Return what is due."""
        out = []
        began_ns = time.monotonic_ns() - until_ns
        while self._due_ns is not None and self._due_ns <= until_ns:
            out.append((self._due_ns, DATA, STAMP.pack(self.count, began_ns + self._due_ns)))
            self.count += 1
            self._due_ns += PERIOD_NS
        return out

    def next_due_ns(self) -> int | None:
        """Return when the next is due."""
        return self._due_ns

    def link_orders(self, until_ns: int) -> Sequence[tuple[int, str, float]]:
        """Return nothing: no scenario here."""
        return ()


async def main(count: int, radio: Radio | None) -> None:
    """Serve until stdin ends; to any message on the control port say what this has cost so far."""
    outbound: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    await serve(
        [Metronome(number, radio) for number in range(count)],
        port=0,
        vhci=False,
        parent_pipe=True,
        on_message=lambda _: outbound.put_nowait({"cpu_s": time.process_time()}),
        outbound=outbound,
    )


if __name__ == "__main__":
    wanted = [float(word) for word in sys.argv[2:]]
    asyncio.run(main(int(sys.argv[1]), Radio(wanted[0], wanted[1]) if wanted else None))
