"""What a sensor shows while nothing presses: level, noise and drift, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tpdevice.core import rules
from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import DriverSpec, Quantity
from tpdevice.runtime.verdict import NOTHING, Finding
from tpdevice.signal.quality import Rest

NOISY_SHARE: Final = 4.0
"""Noise worth a word, in steps of the sensor's resolution. Chosen."""
NOISY_N: Final = 0.15
"""Never less, N: fine steps are no reason to be as quiet. Chosen, a little below the noise with
which a second no longer lies within `STILL_N`."""
DRIFT_N: Final = 0.5
"""Drift in 30 s worth a word, N: a hold of a minute would be off by twice that. Chosen."""
DRIFT_SHARE: Final = 4.0
"""The same where newtons are not known, and never less, in steps of the resolution. Chosen."""
DRIFT_OVER_S: Final = 30.0
"""The time over which drift is told, s. Chosen."""
_WARM: Final = "Let it warm up for some minutes with nothing on it, and try again."
_STILL: Final = "Lay the sensor down, let nothing touch it, and try again."
_OFF: Final = "Take off whatever hangs on it or presses"


@dataclass(frozen=True, slots=True)
class _Measure:
    """How values of one sensor are written and judged: in newtons where they are known."""

    spec: DriverSpec
    conversion: Conversion | None

    @property
    def unit(self) -> str:
        return self.spec.raw_unit if self.conversion is None else "N"

    @property
    def each(self) -> float:
        """What one raw unit is near rest."""
        return 1.0 if self.conversion is None else abs(self.conversion.n_per_raw_at_rest)

    @property
    def step(self) -> float:
        return self.spec.resolution_raw * self.each

    @property
    def judged(self) -> bool:
        """Whether anybody knows how much a step is: of counts that nobody weighed nobody does."""
        return self.conversion is not None or self.spec.quantity is not Quantity.COUNTS

    def within(self, value: float, *, least_n: float, steps: float) -> bool:
        """Say whether a value is no cause for a word."""
        least = 0.0 if self.conversion is None else least_n
        return not self.judged or abs(value) <= max(least, steps * self.step)

    def level(self, raw: float) -> str:
        """Write what is shown; air in a ball as such, for it is not the same each day."""
        if self.conversion is None or self.spec.quantity is Quantity.PRESSURE:
            return _written(raw, self.spec.resolution_raw, self.spec.raw_unit)
        return _written(self.conversion.n(raw), self.step, self.unit)

    def change(self, value: float, sign: str = "") -> str:
        """Write a difference of two values."""
        return _written(value, self.step, self.unit, sign)

    def is_heavy(self, raw: float) -> bool:
        """Say whether more lies on it than any tool weighs."""
        if self.conversion is None or self.spec.quantity is Quantity.PRESSURE:
            return False
        return abs(self.conversion.n(raw)) > rules.FARTHEST_ZERO_N


def _written(value: float, step: float, unit: str, sign: str = "") -> str:
    digits = 2 if step >= 0.01 or unit == "N" else 4
    return f"{round(value, digits) + 0.0:{sign}.{digits}f} {unit}"


def at_rest(
    rest: Rest, spec: DriverSpec, *, conversion: Conversion | None, span_s: float
) -> Iterator[Finding]:
    """Judge level, noise and drift; only the level where it was not at rest."""
    measure = _Measure(spec, conversion)
    yield _level(rest, measure)
    if rest.moved:
        low, high = measure.level(rest.low), measure.level(rest.high)
        said = f"it was not: it read from {low} to {high}, so noise and drift cannot be told"
        yield Finding("still", ok=False, said=said, next_step=_STILL)
        return
    yield _noise(rest.noise * measure.each, measure)
    if span_s > 0:
        yield _drift(rest.drift * measure.each * DRIFT_OVER_S / span_s, measure, span_s=span_s)


def _level(rest: Rest, measure: _Measure) -> Finding:
    at_its_end = abs(rest.mean) >= measure.spec.range_raw
    heavy = measure.is_heavy(rest.mean)
    step = NOTHING
    if at_its_end:
        step = f"{_OFF}. If nothing does, it is broken."
    elif heavy:
        step = f"{_OFF}; no tool weighs so much."
    said = f"reads {measure.level(rest.mean)} before tare"
    said += ", the end of its range" if at_its_end else ""
    return Finding("at rest", ok=not (heavy or at_its_end), said=said, next_step=step)


def _noise(noise: float, measure: _Measure) -> Finding:
    quiet = measure.within(noise, least_n=NOISY_N, steps=NOISY_SHARE)
    return Finding(
        "noise",
        ok=quiet,
        said=f"{measure.change(noise)}, standard deviation at rest",
        next_step=NOTHING if quiet else f"{_STILL} Check plugs and cable.",
    )


def _drift(drift: float, measure: _Measure, *, span_s: float) -> Finding:
    stays = measure.within(drift, least_n=DRIFT_N, steps=DRIFT_SHARE)
    told_from = "" if span_s >= DRIFT_OVER_S / 2 else f", told from {span_s:.0f} s alone"
    return Finding(
        "drift",
        ok=stays,
        said=f"{measure.change(drift, '+')} in {DRIFT_OVER_S:g} s{told_from}",
        next_step=NOTHING if stays else _WARM,
    )
