"""A sensor on the air whose force steps over the band's top on a schedule, and says when.

Run by `benchmarks.live` in a process of its own. For each notification that it hands to the radio
it writes one line to stderr: device time in us, monotonic time in ns, force in newtons.
"""

import asyncio
import struct
import sys
import time

from tpsim.air.serve import serve

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"

PERIOD_US = 12_345
"""81 Hz; no dwell is a multiple of it, so that the sample that ends a dwell is never in doubt."""
FREE_US = 4_000_000
RAMP_US = 6_000_000
IN_N, OVER_N = 30.0, 60.0
IN_US, OVER_US = 1_300_000, 450_000
N_PER_KGF = 9.80665


def force_n(us: int) -> float:
    """Return the force at device time `us`, N."""
    if us < FREE_US:
        return 0.0
    if us < FREE_US + RAMP_US:
        return IN_N * (us - FREE_US) / RAMP_US
    phase = (us - FREE_US - RAMP_US) % (IN_US + OVER_US)
    return IN_N if phase < IN_US else OVER_N


class Stepper:
    """The wire of such a sensor."""

    name = "Progressor_bench"
    services = (
        (
            SERVICE,
            ((DATA, ("notify",), b""), (CONTROL, ("write", "write-without-response"), b"")),
        ),
    )
    advertised_uuids = (SERVICE,)

    def __init__(self) -> None:
        self._start_ns: int | None = None
        self._count = 0

    def on_connect(self, at_ns: int) -> None:
        """Wait for the start."""
        self._start_ns = None

    def on_disconnect(self, at_ns: int) -> None:
        """Stop."""
        self._start_ns = None

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Start or stop the stream."""
        if data[:1] == b"\x65":
            self._start_ns, self._count = at_ns, 0
        elif data[:1] == b"\x66":
            self._start_ns = None

    def next_due_ns(self) -> int | None:
        """Return when the next sample is due."""
        if self._start_ns is None:
            return None
        return self._start_ns + self._count * PERIOD_US * 1000

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        """Return what is due, one sample a notification."""
        out = []
        while (due_ns := self.next_due_ns()) is not None and due_ns <= until_ns:
            us = self._count * PERIOD_US
            force = force_n(us)
            payload = struct.pack("<fI", force / N_PER_KGF, us)
            out.append((due_ns, DATA, b"\x01\x08" + payload))
            sys.stderr.write(f"{us} {time.monotonic_ns()} {force:.3f}\n")
            self._count += 1
        sys.stderr.flush()
        return out

    def link_orders(self, until_ns: int) -> list[tuple[int, str, float]]:
        """Return nothing: this link is never lost."""
        return []


async def main() -> None:
    """Serve until stdin ends."""
    outbound: asyncio.Queue[dict[str, object]] = asyncio.Queue()
    await serve(
        [Stepper()],
        port=0,
        vhci=False,
        parent_pipe=True,
        on_message=lambda _: None,
        outbound=outbound,
    )


if __name__ == "__main__":
    asyncio.run(main())
