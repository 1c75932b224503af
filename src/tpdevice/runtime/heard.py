"""Everything that came of one sensor while nobody touched it, as it was sent."""

import math
from dataclasses import dataclass, field

from tpdevice.core.driver import Driver, DriverSpec
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import (
    About,
    Battery,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
)
from tpdevice.devices import standard


@dataclass(slots=True)
class Heard:
    """What a check looks at; values are the sensor's own, before any tare."""

    spec: DriverSpec
    ended_ns: int = 0
    """Until when one listened."""
    arrived_ns: list[int] = field(default_factory=list)
    """Of each frame with values."""
    counts: list[int] = field(default_factory=list)
    """How many it held."""
    raw: list[float] = field(default_factory=list)
    """All values, oldest first."""
    device_us: list[int] = field(default_factory=list)
    """Their own times since the clock last began; shorter than `raw` where it began anew."""
    epoch: int | None = None
    bad: int = 0
    why_bad: str = ""
    """What was wrong with the first."""
    withheld: int = 0
    why_withheld: str = ""
    battery_percent: int | None = None
    battery_mv: int | None = None
    battery_low: bool = False
    about: dict[str, str] = field(default_factory=dict)
    losses: list[str] = field(default_factory=list)
    """Why the connection was lost, each time."""
    restarts: int = 0
    """How often a silent stream was started again."""

    def frame(self, decoder: Driver, arrived_ns: int, channel: str, data: bytes) -> None:
        """Take a notification, or what an advert carried."""
        try:
            said = standard.receive(channel, data)
            events = decoder.receive(channel, data) if said is None else said
        except FrameError as error:
            self._bad(error.reason)
            return
        for event in events:
            self._event(arrived_ns, event)

    def _event(self, arrived_ns: int, event: WireEvent) -> None:
        match event:
            case Readings():
                self._readings(arrived_ns, event)
            case Malformed():
                self._bad(event.reason)
            case Unusable():
                self.withheld += 1
                self.why_withheld = event.reason
            case Battery():
                self.battery_mv = event.voltage_mv or self.battery_mv
                self.battery_percent = (
                    self.battery_percent if event.percent is None else event.percent
                )
            case BatteryLow():
                self.battery_low = True
            case About():
                self.about[event.what] = event.value
            case Ignored():
                pass

    def _readings(self, arrived_ns: int, readings: Readings) -> None:
        if not readings.raw:
            return
        if not all(math.isfinite(raw) for raw in readings.raw):
            self._bad("a value that is no number")
            return
        self.arrived_ns.append(arrived_ns)
        self.counts.append(len(readings.raw))
        self.raw += readings.raw
        if readings.device_us is None:
            return
        if readings.epoch != self.epoch:
            self.epoch = readings.epoch
            self.device_us.clear()
        self.device_us += readings.device_us

    def _bad(self, reason: str) -> None:
        self.why_bad = self.why_bad or reason
        self.bad += 1
