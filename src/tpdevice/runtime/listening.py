"""A sensor that is listened to outside of a session: to set it up, to check it, to map a ball."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tpdevice.ble.advertlink import AdvertLink
from tpdevice.ble.link import BleLink
from tpdevice.ble.links import link_to
from tpdevice.ble.sighting import Sighting
from tpdevice.core import rules
from tpdevice.core.driver import Driver
from tpdevice.core.errors import FrameError, LinkError, LinkTimeout
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
from tpdevice.devices import find, standard
from tpdevice.runtime.clock import HostClock
from tpdevice.runtime.targets import Target
from tpdevice.session.visibility import silence_ns

CONNECT_S = 24.0
"""How long a sensor may take to connect. Chosen: two attempts, and a word on why they failed."""
TICK_S = 0.1
"""Between two looks at what is due. Chosen; as in a session."""
MOST = 200_000
"""Values that are kept: half an hour at 100 a second. Chosen."""
_AWAY = "Wake it up, hold it near, and close its phone app: it takes one connection."


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


@asynccontextmanager
async def listening(
    sighting: Sighting, decoder: Driver, target: Target, *, clock: Clock | None = None
) -> AsyncIterator[Ear]:
    """Connect to a sensor, start its stream, and listen until left.

    Raises
    ------
    LinkError
        If it does not connect.
    """
    ear = Ear(decoder, clock or HostClock())
    link = ear.link = link_to(
        sighting.handle,
        decoder.spec,
        scanner_arguments=target.scanner,
        client_arguments=target.client,
        listener=ear,
        same_kind=lambda advert: find(advert) == decoder.spec.key,
    )
    work: list[asyncio.Task[Any]] = [
        asyncio.create_task(link.run(decoder.stop)),
        asyncio.create_task(_ticks(ear)),
    ]
    up: asyncio.Task[Any] = asyncio.create_task(ear.up.wait())
    try:
        await asyncio.wait({*work, up}, timeout=CONNECT_S, return_when=asyncio.FIRST_COMPLETED)
        for task in work:
            if task.done():
                task.result()
        if not ear.up.is_set():
            raise LinkTimeout(f"The sensor does not connect: {ear.status}.", hint=_AWAY)
        yield ear
    finally:
        for task in (*work, up):
            task.cancel()
        await asyncio.gather(*work, up, return_exceptions=True)


async def _ticks(ear: Ear) -> None:
    while True:
        await asyncio.sleep(TICK_S)
        ear.tick()


@dataclass(frozen=True, slots=True)
class Still:
    """A stretch of values that lay still."""

    mean: float
    """Raw units."""
    spread: float
    """Between the largest and the smallest, raw units."""
    count: int


def still(values: list[Heard], *, seconds: float, within: float) -> Still | None:
    """Return the newest `seconds` of values if they lie within a spread, or None.

    Parameters
    ----------
    within
        The largest spread that counts as still, raw units.
    """
    if not values:
        return None
    from_ns = values[-1].at_ns - ns(seconds)
    newest = [heard for heard in values if heard.at_ns > from_ns]
    whole = values[0].at_ns <= from_ns
    raw = [heard.raw for heard in newest]
    if not whole or len(raw) < 2 or max(raw) - min(raw) > within:
        return None
    if any(b.at_ns - a.at_ns > ns(seconds / 2) for a, b in pairwise(newest)):
        return None
    return Still(sum(raw) / len(raw), max(raw) - min(raw), len(raw))


async def wait_until_still(
    ear: Ear,
    *,
    seconds: float,
    within: float,
    patience_s: float,
    tell: Callable[[float], None] = lambda _: None,
) -> Still:
    """Wait until what comes has lain still for so long from now on, and return it.

    Parameters
    ----------
    tell
        Hears the newest raw value now and then.

    Raises
    ------
    LinkError
        If it does not within `patience_s`; it says whether nothing came, or it moved.
    """
    from_ns = ear.clock.now_ns()
    try:
        async with asyncio.timeout(patience_s):
            while True:
                await ear.more()
                values = ear.since(from_ns)
                if values:
                    tell(values[-1].raw)
                found = still(values, seconds=seconds, within=within)
                if found is not None:
                    return found
    except TimeoutError:
        raise _restless(ear, from_ns, patience_s) from None


def _restless(ear: Ear, from_ns: int, patience_s: float) -> LinkError:
    if ear.withheld:
        return LinkError(f"There is no live value: {ear.withheld}.", hint="Mend that first.")
    if not ear.since(from_ns):
        return LinkTimeout(f"No value came from the sensor in {patience_s:g} s.", hint=_AWAY)
    return LinkError(
        f"The sensor was not still within {patience_s:g} s.",
        hint="Lay it down or hold it still; check plugs and cable. `tpdevice doctor` looks closer.",
    )
