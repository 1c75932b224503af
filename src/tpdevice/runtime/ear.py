"""Who hears what a sensor sends outside of a session, and keeps it."""

import asyncio
import math
from dataclasses import dataclass

from tpdevice.ble.advertlink import AdvertLink
from tpdevice.ble.link import BleLink
from tpdevice.core import rules
from tpdevice.core.driver import Driver
from tpdevice.core.errors import FrameError
from tpdevice.core.ports import Clock
from tpdevice.core.units import ns
from tpdevice.core.wire import (
    About,
    Battery,
    BatteryLow,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
)
from tpdevice.devices import standard
from tpdevice.session.visibility import silence_ns

MOST = 200_000
"""Values that are kept: half an hour at 100 a second. Chosen."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One value, as the instrument sent it."""

    at_ns: int
    """When its packet came, host time."""
    raw: float
    device_us: int | None
    epoch: int = 0


class Ear:
    """What comes from a sensor, oldest first."""

    def __init__(self, decoder: Driver, clock: Clock) -> None:
        self.decoder = decoder
        self.clock = clock
        self.values: list[Heard] = []
        self.frames: list[tuple[int, str, bytes]] = []
        """Arrival, channel and bytes of every frame."""
        self.bad = 0
        self.why_bad = ""
        """What was wrong with the first frame that made no sense."""
        self.withheld = ""
        """Why the newest value was no force, or empty."""
        self.no_force: list[str] = []
        """Why each value that was none was none."""
        self.battery = Battery()
        self.battery_low = False
        self.about: dict[str, str] = {}
        self.up = asyncio.Event()
        self.losses: list[str] = []
        """Why the connection was lost, each time."""
        self.restarts = 0
        """How often a silent stream was started again."""
        self.status = ""
        self.link: AdvertLink | BleLink | None = None
        self._news = asyncio.Event()
        self._silent_from_ns = 0
        self._begun_again = False

    def on_frame(self, channel: str, data: bytes) -> None:
        """Take one frame."""
        at_ns = self.clock.now_ns()
        if len(self.frames) < MOST:
            self.frames.append((at_ns, channel, data))
        try:
            said = standard.receive(channel, data)
            events = self.decoder.receive(channel, data) if said is None else said
        except FrameError as error:
            self._count_bad(error.reason)
            return
        for event in events:
            self._take(at_ns, event)
        self._news.set()

    def on_up(self, note: str) -> None:
        """Hear that the sensor is connected: start its stream."""
        assert self.link is not None
        self.link.write(self.decoder.start())
        self._silent_from_ns, self._begun_again = self.clock.now_ns(), False
        self.up.set()

    def on_down(self, reason: str) -> None:
        """Hear that the connection is gone."""
        self.up.clear()
        self.losses.append(reason)

    def on_status(self, text: str) -> None:
        """Take a few words on what the link is doing."""
        self.status = text

    def tick(self) -> None:
        """Send what is due; where nothing comes start the stream again, then the connection."""
        if self.link is None or not self.up.is_set():
            return
        now_ns = self.clock.now_ns()
        self.link.write(self.decoder.due(now_ns))
        silent_ns = now_ns - self._silent_from_ns
        if silent_ns >= ns(rules.RELINK_AFTER_S):
            self.up.clear()
            self.link.relink()
        elif silent_ns >= ns(rules.RESTART_AFTER_S) and not self._begun_again:
            self._begun_again = True
            if not self.decoder.spec.advert_only:
                self.restarts += 1
                self.link.write(self.decoder.start())

    async def more(self) -> None:
        """Wait until something came."""
        self._news.clear()
        await self._news.wait()

    def since(self, at_ns: int) -> list[Heard]:
        """Return the values that came from then on."""
        return [heard for heard in self.values if heard.at_ns >= at_ns]

    def _take(self, at_ns: int, event: WireEvent) -> None:
        match event:
            case Readings():
                self._readings(at_ns, event)
            case Malformed():
                self._count_bad(event.reason)
            case Unusable():
                self.withheld = event.reason
                self.no_force.append(event.reason)
            case Battery():
                known = self.battery
                self.battery = Battery(
                    known.voltage_mv if event.voltage_mv is None else event.voltage_mv,
                    known.percent if event.percent is None else event.percent,
                )
            case BatteryLow():
                self.battery_low = True
            case About():
                self.about[event.what] = event.value
            case _:
                pass

    def _readings(self, at_ns: int, event: Readings) -> None:
        self.withheld = ""
        self._silent_from_ns = at_ns + silence_ns(self.decoder.spec)
        self._begun_again = False
        stamps = event.device_us or (None,) * len(event.raw)
        for raw, us in zip(event.raw, stamps, strict=True):
            if not math.isfinite(raw):
                self._count_bad("a value that is no number")
            elif len(self.values) < MOST:
                self.values.append(Heard(at_ns, raw, us, event.epoch))

    def _count_bad(self, reason: str) -> None:
        self.why_bad = self.why_bad or reason
        self.bad += 1
