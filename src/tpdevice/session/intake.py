"""From entries to events: decode, convert, tare, align, and notice when nothing comes."""

import math

from tpdevice.core.driver import Driver
from tpdevice.core.errors import FrameError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import (
    Entry,
    Frame,
    Header,
    Key,
    LinkChange,
    LinkState,
    Overrun,
    Quit,
    Tare,
    Tick,
)
from tpdevice.core.units import mn
from tpdevice.core.wire import (
    About,
    Battery,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
)
from tpdevice.devices import standard
from tpdevice.session import events as ev
from tpdevice.session.converting import Converting
from tpdevice.session.visibility import Visibility, silence_ns
from tpdevice.session.withheld import Withholding
from tpdevice.session.zero import Zero
from tpdevice.signal.align import Align


class Intake:
    """One session's decoder. The same entries give the same events."""

    def __init__(self, header: Header, driver: Driver) -> None:
        spec = driver.spec
        self._driver = driver
        self._force = Converting(header, spec)
        self._align = Align(rate_hz=spec.rate_hz)
        gap_ns = silence_ns(spec)
        self._zero = Zero(None if header.zero_n is None else mn(header.zero_n), gap_ns=gap_ns)
        self._watch = Visibility(gap_ns)
        self._withheld = Withholding(gap_ns)
        self._outgoing: list[Write] = []
        self._last: tuple[tuple[float, ...], tuple[int, ...] | None] | None = None
        """Values and device times of the newest readings."""

    def outgoing(self) -> tuple[Write, ...]:
        """Return what the driver wants sent since the last call, in order."""
        writes = tuple(self._outgoing)
        self._outgoing.clear()
        return writes

    def feed(self, entry: Entry) -> list[ev.Event]:
        """Return what an entry means, in order."""
        match entry:
            case Frame():
                return self._frame(entry)
            case Tick():
                self._outgoing += self._driver.due(entry.at_ns)
                silent = (*self._withheld.tick(entry.at_ns), *self._watch.tick(entry.at_ns))
                return [*silent, ev.Ticked(entry.at_ns)]
            case Key():
                return [ev.Pressed(entry)]
            case Tare():
                return [self._zero.take(entry.at_ns, confirmed=entry.confirmed)]
            case LinkChange():
                return self._link(entry)
            case Overrun():
                return [ev.Overran(entry.at_ns, entry.lost)]
            case Quit():
                return [ev.Ended(entry.at_ns, entry.signal)]

    def _link(self, entry: LinkChange) -> list[ev.Event]:
        if entry.state is LinkState.UP:
            self.restart()
            self._zero.forget()
            return [ev.LinkCame(entry.at_ns, entry.reason)]
        over = self._withheld.over(entry.at_ns)
        lost = self._watch.lose(entry.at_ns, ev.Why.LINK_DOWN)
        return [ev.LinkWent(entry.at_ns, entry.reason), *over, *lost]

    def restart(self) -> None:
        """Begin decoding anew: the stream is started, or started again on a silent connection."""
        self._outgoing += self._driver.start()

    def _frame(self, frame: Frame) -> list[ev.Event]:
        try:
            wire_events = self._received(frame)
        except FrameError as error:
            bad = ev.BadFrame(frame.at_ns, error.reason)
            return [bad, *self._watch.bad(frame.at_ns)]
        out: list[ev.Event] = []
        for event in wire_events:
            match event:
                case Readings():
                    out += self._readings(frame.at_ns, event)
                case Malformed():
                    out.append(ev.BadFrame(frame.at_ns, event.reason))
                case Unusable():
                    out += self._withheld.because(event.reason, frame.at_ns)
                    out += self._watch.bad(frame.at_ns, ev.Why.WITHHELD)
                case Battery():
                    out.append(ev.BatteryRead(frame.at_ns, event.voltage_mv, event.percent))
                case BatteryLow():
                    out.append(ev.BatteryWarned(frame.at_ns))
                case About():
                    out.append(ev.DeviceSaid(frame.at_ns, event.what, event.value))
                case Ignored():
                    pass
        return out

    def _received(self, frame: Frame) -> tuple[WireEvent, ...]:
        said = standard.receive(frame.channel, frame.data)
        return self._driver.receive(frame.channel, frame.data) if said is None else said

    def _readings(self, arrived_ns: int, readings: Readings) -> list[ev.Event]:
        if self._told_before(readings):
            return []  # so that a frame that comes again and again ends in silence
        t_ns = self._align.stamp(
            arrived_ns, readings.device_us, len(readings.raw), epoch=readings.epoch
        )
        values_mn = self._force.chord_mn(readings.raw)
        low_mn, high_mn = self._limits_mn()
        sound = math.isfinite(sum(values_mn))  # else comparisons would mean nothing
        if sound and low_mn <= min(values_mn) and max(values_mn) <= high_mn:
            untared_mn = [round(value_mn) for value_mn in values_mn]
            self._zero.saw(t_ns, untared_mn)
            zero_mn = self._zero.zero_mn
            tared_mn = [force_mn - zero_mn for force_mn in untared_mn]
            block = SampleBlock.of(t_ns, self._force.bent_mn(tared_mn))
            return [*self._live(arrived_ns), ev.Samples(block)]
        return self._doubtful(arrived_ns, t_ns, values_mn, readings.raw)

    def _told_before(self, readings: Readings) -> bool:
        """Say whether these are the last readings once more, with the device's own time on them.

        Of several samples the first is older than the last one before it, so that the clock counts
        as begun anew each time: the epoch says nothing here.
        """
        before, self._last = self._last, (readings.raw, readings.device_us)
        return readings.device_us is not None and before == self._last

    def _limits_mn(self) -> tuple[float, float]:
        """Return between which values force is known; the map of a ball begins at its zero.

        A load cell ends where it ends. What a ball shows at rest changes with the weather.
        """
        middle_mn = self._zero.zero_mn if self._force.bends else 0
        return middle_mn - self._force.range_mn, middle_mn + self._force.range_mn

    def _doubtful(
        self, arrived_ns: int, t_ns: list[int], values_mn: list[float], raw: tuple[float, ...]
    ) -> list[ev.Event]:
        """Take readings of which at least one is beyond the sensor's range, or no number."""
        out: list[ev.Event] = []
        times: list[int] = []
        forces: list[int] = []
        middle_mn = sum(self._limits_mn()) / 2
        for t, value_mn, said in zip(t_ns, values_mn, raw, strict=True):
            beyond_mn = abs(value_mn - middle_mn) - self._force.range_mn
            if not math.isfinite(value_mn) or beyond_mn > self._force.range_mn:
                out.append(ev.BadFrame(arrived_ns, f"a value of {said:g}"))
                continue
            rounded_mn = round(value_mn)
            times.append(t)
            if beyond_mn > 0:
                # Whatever the sign: beyond its range the sensor cannot say how hard it is pressed.
                # One more, so that it lies above a ceiling that is the range itself.
                forces.append(abs(round(value_mn - middle_mn)) + 1)
                self._zero.forget()
                out.append(ev.Saturated(arrived_ns))
            else:
                forces += self._force.bent_mn([rounded_mn - self._zero.zero_mn])
                self._zero.saw([t], [rounded_mn])
        if not times:
            return [*out, *self._watch.bad(arrived_ns)]
        return [*out, *self._live(arrived_ns), ev.Samples(SampleBlock.of(times, forces))]

    def _live(self, at_ns: int) -> list[ev.Event]:
        return [*self._watch.good(at_ns), *self._withheld.over(at_ns)]
