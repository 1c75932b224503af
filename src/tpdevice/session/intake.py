"""From entries to events: decode, convert, tare, align, and notice when nothing comes."""

import math
from collections.abc import Iterable

from tpdevice.core import rules
from tpdevice.core.driver import Driver, DriverSpec
from tpdevice.core.errors import FrameError, UsageError
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
from tpdevice.core.units import MN_PER_N, mn, ns
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
from tpdevice.session.withheld import Withholding
from tpdevice.session.zero import Zero
from tpdevice.signal.align import Align


def silence_ns(spec: DriverSpec) -> int:
    """Return how long without a sample is no data, ns; longer for what is too slow to coach."""
    if spec.rate_hz < rules.SLOWEST_HZ:
        return ns(max(rules.SILENCE_ADVERT_S, rules.SILENCE_SAMPLES / spec.rate_hz))
    return ns(rules.SILENCE_ADVERT_S if spec.advert_only else rules.SILENCE_S)


class Intake:
    """One session's decoder. The same entries give the same events."""

    def __init__(self, header: Header, driver: Driver) -> None:
        spec = driver.spec
        self._driver = driver
        self._force = _Force(header, spec)
        self._range_mn = self._force.range_mn
        self._align = Align(rate_hz=spec.rate_hz)
        gap_ns = silence_ns(spec)
        self._zero = Zero(None if header.zero_n is None else mn(header.zero_n), gap_ns=gap_ns)
        self._watch = _Visibility(gap_ns)
        self._withheld = Withholding(gap_ns)
        self._outgoing: list[Write] = []
        self._last: Readings | None = None

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
        """Say whether these are the last readings once more, with the device's own time on them."""
        before, self._last = self._last, readings
        return readings.device_us is not None and readings == before

    def _limits_mn(self) -> tuple[float, float]:
        """Return between which values force is known; the map of a ball begins at its zero.

        A load cell ends where it ends. What a ball shows at rest changes with the weather.
        """
        middle_mn = self._zero.zero_mn if self._force.bends else 0
        return middle_mn - self._range_mn, middle_mn + self._range_mn

    def _doubtful(
        self, arrived_ns: int, t_ns: list[int], values_mn: list[float], raw: tuple[float, ...]
    ) -> list[ev.Event]:
        """Take readings of which at least one is beyond the sensor's range, or no number."""
        out: list[ev.Event] = []
        times: list[int] = []
        forces: list[int] = []
        middle_mn = sum(self._limits_mn()) / 2
        for t, value_mn, said in zip(t_ns, values_mn, raw, strict=True):
            beyond_mn = abs(value_mn - middle_mn) - self._range_mn
            if not math.isfinite(value_mn) or beyond_mn > self._range_mn:
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


class _Force:
    """From raw values to force on the body, mN: first along a straight line, then tared, then bent.

    What presses has a weight, and a ball a pressure at rest: both are subtracted on the line.
    """

    def __init__(self, header: Header, spec: DriverSpec) -> None:
        conversion = header.conversion or spec.conversion
        if conversion is None:
            raise UsageError(
                f"{spec.label}: nobody has said what force its values mean.",
                hint=spec.finds_out,
            )
        self._conversion = conversion
        self._mn_per_n = header.rig_multiplier * MN_PER_N
        self._mn_per_raw = conversion.n_per_raw * self._mn_per_n
        self.range_mn = conversion.range_n(spec.range_raw) * self._mn_per_n
        self.bends = not conversion.is_straight

    def chord_mn(self, raw: Iterable[float]) -> list[float]:
        """Return forces before tare."""
        rest, scale = self._conversion.rest_raw, self._mn_per_raw
        return [(value - rest) * scale for value in raw]

    def bent_mn(self, tared_mn: list[int]) -> list[int]:
        """Return forces after tare."""
        if not self.bends:
            return tared_mn
        bent_n, mn_per_n = self._conversion.bent_n, self._mn_per_n
        return [round(bent_n(force_mn / mn_per_n) * mn_per_n) for force_mn in tared_mn]


class _Visibility:
    """Whether force can be seen now: silence is an event."""

    def __init__(self, silence_ns: int) -> None:
        self._silence_ns = silence_ns
        self._bad_ns = ns(rules.BAD_FRAMES_S)
        self._good_at_ns = 0
        self._bad_since_ns: int | None = None
        self._unseen = True

    def good(self, at_ns: int) -> list[ev.Event]:
        self._good_at_ns = at_ns
        self._bad_since_ns = None
        if not self._unseen:
            return []
        self._unseen = False
        return [ev.Visible(at_ns)]

    def bad(self, at_ns: int, why: ev.Why = ev.Why.BAD_FRAMES) -> list[ev.Event]:
        if self._bad_since_ns is None:
            self._bad_since_ns = at_ns
        if at_ns - self._bad_since_ns >= self._bad_ns:
            return self.lose(at_ns, why)
        return []

    def tick(self, at_ns: int) -> list[ev.Event]:
        if at_ns - self._good_at_ns >= self._silence_ns:
            return self.lose(at_ns, ev.Why.SILENCE)
        return []

    def lose(self, at_ns: int, why: ev.Why) -> list[ev.Event]:
        if self._unseen:
            return []
        self._unseen = True
        return [ev.Unseen(at_ns, why)]
