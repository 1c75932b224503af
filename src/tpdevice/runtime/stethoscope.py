"""Listens to a sensor that nobody touches, as a session would, and keeps all that comes."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from tpdevice.core import rules
from tpdevice.core.driver import Driver
from tpdevice.core.units import ns, seconds
from tpdevice.core.wire import Write
from tpdevice.runtime.heard import Heard

TICK_S = 0.1
"""Between two looks at what is due; as in a session."""
MUTE_S = 12.0
"""Without a single value for this long there is no use in waiting on. Chosen: a new start, a new
connection and another start fit into it."""


class Link(Protocol):
    """What it listens over."""

    def write(self, writes: Iterable[Write]) -> None:
        """Send in order."""

    def relink(self) -> None:
        """Make the connection anew."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the listening has come."""

    elapsed_s: float
    seconds: float
    values: int
    newest: float | None
    """In the sensor's own unit."""


class Stethoscope:
    """A listener of a link that starts the stream, keeps it going, and keeps what it hears."""

    def __init__(self, decoder: Driver) -> None:
        self.heard = Heard(decoder.spec)
        self.link: Link | None = None
        self.up = asyncio.Event()
        self.status = ""
        """What the link said last."""
        self._decoder = decoder
        self._since_ns = 0
        """Since when nothing came: the newest value, or the start of the stream."""
        self._begun_again = False

    def on_frame(self, channel: str, data: bytes) -> None:
        """Take a frame."""
        before = len(self.heard.raw)
        now_ns = _now_ns()
        self.heard.frame(self._decoder, now_ns, channel, data)
        if len(self.heard.raw) > before:
            self._since_ns, self._begun_again = now_ns, False

    def on_up(self, note: str) -> None:
        """Start the stream."""
        self._start()
        self._since_ns, self._begun_again = _now_ns(), False
        self.up.set()

    def on_down(self, reason: str) -> None:
        """Take note of a loss."""
        self.heard.losses.append(reason)
        self.up.clear()

    def on_status(self, text: str) -> None:
        """Keep what the link says."""
        self.status = text

    async def listen(self, *, seconds_: float, tell: Callable[[Progress], None]) -> None:
        """Listen for so long, and tell how far it has come ten times a second."""
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        while (elapsed_s := loop.time() - begun_s) < seconds_:
            if not self.heard.raw and elapsed_s >= MUTE_S:
                break
            raw = self.heard.raw
            tell(Progress(elapsed_s, seconds_, len(raw), raw[-1] if raw else None))
            await asyncio.sleep(TICK_S)
            self._tick()
        self.heard.ended_ns = _now_ns()

    def _tick(self) -> None:
        """Send what is due; where nothing comes start the stream again, then the connection."""
        if self.link is None or not self.up.is_set():
            return
        now_ns = _now_ns()
        self.link.write(self._decoder.due(now_ns))
        silent_s = seconds(now_ns - self._since_ns)
        if silent_s >= rules.RELINK_AFTER_S and self._begun_again:
            self.up.clear()
            self.link.relink()
        elif silent_s >= rules.RESTART_AFTER_S and not self._begun_again:
            self._begun_again = True
            if not self.heard.spec.advert_only:
                self.heard.restarts += 1
                self._start()

    def _start(self) -> None:
        assert self.link is not None
        self.link.write(self._decoder.start())


def _now_ns() -> int:
    """Return the host's time on the loop that all of this runs on, ns."""
    return ns(asyncio.get_running_loop().time())
