"""The whole sensor but for its hardware: samples, requests and time in, bytes out."""

from force_sensor import control
from force_sensor.battery import Battery
from force_sensor.clock import Clock, elapsed
from force_sensor.judge import AT_THE_END, PLAIN, Judge
from force_sensor.packets import UNKNOWN, Packets, samples_that_fit
from force_sensor.recent import Recent
from force_sensor.scale import MN_PER_N, Scale
from force_sensor.settings import FORCE, Settings
from force_sensor.trouble import BATTERY_LOW, NOT_CALIBRATED, Troubles
from force_sensor.watch import Watch

SMALLEST_MTU = 23
MOST_COUNTS = 0x7FFFFF
LEAST_COUNTS = -0x800000
"""Where an HX711 can count no farther. Source: its data sheet."""
PRESSURE_RANGE = (300_000, 1_250_000)
"""0.1 Pa. Source: the data sheets of the BMP388 and BMP390."""
PER_KPA = 10_000
"""Units of 0.1 Pa in a kilopascal."""


class Sensor:
    """One board. Ticks are the board's own counters, which wrap at 2**30."""

    def __init__(self, settings: Settings, *, ticks_us: int, ticks_ms: int) -> None:
        self.settings = settings
        self.battery = Battery()
        self.troubles = Troubles()
        self.packets = Packets(settings.kind)
        self.streaming = False
        self.connected = False
        self.low, self.high = _range(settings)
        self._rate_hz = int(settings.numbers["rate_hz"])
        self._fits = samples_that_fit(SMALLEST_MTU, self._rate_hz)
        self._clock = Clock(ticks_us)
        self._judge = Judge(self.low, self.high, jump=_jump(settings))
        self._recent = Recent()
        self._scale = _scale(settings)
        self._sequence = 0
        self._watch = Watch(ticks_ms)
        self._told = (0, 0)
        self._told_ms = ticks_ms
        if settings.trouble:
            self.troubles.set(settings.trouble, 1)
        self.troubles.set(NOT_CALIBRATED, settings.kind == FORCE and self._scale is None)

    # What is measured. Nothing here makes an object.

    def counts(self, counts: int, ticks_us: int) -> None:
        """Take a sample of the load cell, 24-bit counts."""
        ended = counts >= MOST_COUNTS or counts <= LEAST_COUNTS
        self._watch.seen(ended)
        if self._scale is None:
            self._add(None, PLAIN, ticks_us)
            return
        value = self._scale.mn(counts)
        if ended:
            self._judge.ended(value)
        mark = AT_THE_END if ended else self._judge.mark(value)
        self._recent.add(value, mark)
        self._add(value, mark, ticks_us)

    def pressure(self, value: int, ticks_us: int) -> None:
        """Take a sample of the barometer, 0.1 Pa."""
        mark = self._judge.mark(value)
        self._watch.seen(mark == AT_THE_END)
        self._add(value, mark, ticks_us)

    def _add(self, value: int | None, mark: int, ticks_us: int) -> None:
        clock = self._clock
        clock.at(ticks_us)
        if self.streaming:
            self.packets.add(self._sequence, clock.high, clock.low, value, mark)
            if self.packets.filled >= self._fits:
                self.packets.close()
        self._sequence = (self._sequence + 1) & 0xFFFF

    # Who is connected.

    def connect(self, ticks_ms: int) -> None:
        """Begin with a central: not streaming, nothing told but what it can ask for."""
        self.connected = True
        self.fit(SMALLEST_MTU)
        self._stop()
        self._remember(ticks_ms)

    def disconnect(self) -> None:
        """Be alone again."""
        self.connected = False
        self._stop()

    def fit(self, mtu: int) -> None:
        """Fill packets as far as this MTU allows."""
        self._fits = samples_that_fit(mtu, self._rate_hz)

    def request(self, data: bytes) -> bytes:
        """Return the reply to what was written to Control; it is empty if there is none."""
        if not data:
            return b""
        if data[0] == control.START:
            self.streaming = True
        elif data[0] == control.STOP:
            self._stop()
        return control.reply(data[0], self.info())

    def _stop(self) -> None:
        self.streaming = False
        self.packets.clear()

    # What is told.

    def info(self) -> bytes:
        """Return the bytes of Info."""
        return control.info(
            self.settings.kind,
            self._rate_hz,
            (self.low, self.high),
            voltage_mv=self.battery.voltage_mv,
            state=self._state(),
            trouble=self.troubles.first(),
        )

    def force(self) -> bytes:
        """Return the bytes of Force."""
        value = self._recent.value()
        return UNKNOWN if value is None else control.force(value)

    def watch(self, ticks_ms: int) -> bytes:
        """Look after silence, many times a second; return what is to be told unasked, or b""."""
        self._watch.look(ticks_ms, self.troubles)
        self.troubles.set(BATTERY_LOW, self.battery.low)
        if self._watch.stale:
            self._recent.clear()
        if not self.connected:
            return b""
        if self._told == self._now() and elapsed(ticks_ms, self._told_ms) < control.TELL_AGAIN_MS:
            return b""
        self._remember(ticks_ms)
        return control.reply(control.INFO, self.info())

    def _remember(self, ticks_ms: int) -> None:
        self._told = self._now()
        self._told_ms = ticks_ms

    def _now(self) -> tuple[int, int]:
        return self._state(), self.troubles.first()

    def _state(self) -> int:
        calibrated = self.settings.kind != FORCE or self._scale is not None
        return self.streaming | calibrated << 1 | self.battery.low << 2


def _scale(settings: Settings) -> Scale | None:
    if settings.zero_counts is None or settings.counts_per_n is None:
        return None
    return Scale(settings.zero_counts, settings.counts_per_n)


def _range(settings: Settings) -> tuple[int, int]:
    if settings.kind != FORCE:
        return PRESSURE_RANGE
    range_mn = round(settings.numbers["range_n"] * MN_PER_N)
    return -range_mn, range_mn


def _jump(settings: Settings) -> int:
    if settings.kind == FORCE:
        return round(settings.numbers["jump_n"] * MN_PER_N)
    return round(settings.numbers["jump_kpa"] * PER_KPA)
