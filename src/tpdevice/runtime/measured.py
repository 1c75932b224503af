"""The numbers of a sensor at rest, in words: rate, gaps, noise, drift and clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from tpdevice.core import rules
from tpdevice.core.driver import DriverSpec, Sends
from tpdevice.core.units import NS_PER_S
from tpdevice.runtime.heard import Heard
from tpdevice.session.intake import silence_ns
from tpdevice.signal import quality

FULL_HZ: Final = 10.0
SLOW_HZ: Final = 5.0
"""Values a second from which on somebody can be coached in full, and with slower cues. Chosen."""
SLOW_SHARE: Final = 0.8
"""A rate worth a word, of the nominal one. Chosen."""
NOISY_SHARE: Final = 4.0
"""Noise worth a word, in steps of the sensor's resolution. Chosen."""
DRIFT_N: Final = 0.5
"""Drift in 30 s worth a word, N: a hold of a minute would be off by twice that. Chosen."""
DRIFT_SHARE: Final = 4.0
"""The same where newtons are not known, and never less, in steps of the resolution. Chosen."""
DRIFT_OVER_S: Final = 30.0
"""The time over which drift is told, s. Chosen."""
CLOCK_PPM: Final = 2000.0
"""A clock worth a word: it makes 60.1 s of a minute. Chosen; a crystal is off by 100 at most."""
FEWEST: Final = 3
"""Values that say anything. Chosen."""

NOTHING: Final = "Nothing to do."
AIR: Final = "Come nearer, charge it, and switch off what else uses Bluetooth here."
_WARM: Final = "Let it warm up for some minutes with nothing on it, and try again."
_STILL: Final = "Lay the sensor down, let nothing touch it, and try again."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    said: str
    """What was found."""
    next_step: str = NOTHING


def series(heard: Heard) -> Iterator[Finding]:
    """Measure what came, at least two frames of it, and tell."""
    arrived_ns, counts = np.array(heard.arrived_ns), np.array(heard.counts)
    limit_ns = silence_ns(heard.spec)
    pace = quality.pace(arrived_ns, counts, ended_ns=heard.ended_ns, silence_ns=limit_ns)
    yield from _pace(pace, heard.spec, limit_ns)
    each_ns = np.repeat(arrived_ns, counts)
    t_s = (each_ns - each_ns[0]) / NS_PER_S
    values = np.array(heard.raw)
    yield from _rest(
        quality.rest(t_s, values, resolution=heard.spec.resolution_raw),
        heard.spec,
        span_s=float(np.ptp(t_s)),
    )
    device_us = np.array(heard.device_us)
    if len(device_us) >= FEWEST and np.ptp(device_us) > 0:
        yield from _clock(quality.clock(each_ns[-len(device_us) :], device_us))


def _pace(pace: quality.Pace, spec: DriverSpec, limit_ns: int) -> Iterator[Finding]:
    fast = pace.rate_hz >= SLOW_SHARE * spec.rate_hz
    yield Finding(
        "rate",
        ok=fast,
        said=f"{pace.rate_hz:.1f} values a second (nominal {spec.rate_hz:g}): "
        f"{tier(pace.rate_hz, spec.sends)}",
        next_step=NOTHING if fast else AIR,
    )
    steady = not pace.gaps
    longest = f"the longest time without a value was {pace.longest_ns / NS_PER_S:.2f} s"
    often = "" if steady else f"{pace.gaps} longer than {limit_ns / NS_PER_S:g} s; "
    yield Finding("gaps", ok=steady, said=f"{often}{longest}", next_step=NOTHING if steady else AIR)


def tier(rate_hz: float, sends: Sends) -> str:
    """Return what a sensor of this rate can be used for."""
    if sends is not Sends.LIVE:
        return f"it sends {sends}, so it is read and logged, not coached by"
    if rate_hz >= FULL_HZ:
        return "enough for full coaching"
    return "enough for slower cues" if rate_hz >= SLOW_HZ else "read and logged, not coached by"


def _rest(rest: quality.Rest, spec: DriverSpec, *, span_s: float) -> Iterator[Finding]:
    unit, each = ("N", spec.n_per_raw) if spec.n_per_raw is not None else (spec.raw_unit, 1.0)
    step = abs(spec.resolution_raw * each)

    def shown(value: float) -> str:
        return f"{round(value * each, _digits(step)) + 0.0:.{_digits(step)}f} {unit}"

    yield _reads(rest, spec, shown(rest.mean))
    if rest.moved:
        yield Finding(
            "still",
            ok=False,
            said=f"it was not: it read from {shown(rest.low)} to {shown(rest.high)}, so noise and "
            "drift cannot be told",
            next_step=_STILL,
        )
        return
    quiet = rest.noise <= NOISY_SHARE * spec.resolution_raw
    yield Finding(
        "noise",
        ok=quiet,
        said=f"{shown(rest.noise)}, standard deviation at rest",
        next_step=NOTHING if quiet else f"{_STILL} Check plugs and cable.",
    )
    if span_s <= 0:
        return
    drift = rest.drift * DRIFT_OVER_S / span_s
    least_n = DRIFT_N if spec.n_per_raw is not None else 0.0
    stays = abs(drift * each) <= max(least_n, DRIFT_SHARE * step)
    yield Finding(
        "drift",
        ok=stays,
        said=f"{round(drift * each, _digits(step)) + 0.0:+.{_digits(step)}f} {unit} in "
        f"{DRIFT_OVER_S:g} s"
        + ("" if span_s >= DRIFT_OVER_S / 2 else f", told from {span_s:.0f} s alone"),
        next_step=NOTHING if stays else _WARM,
    )


def _reads(rest: quality.Rest, spec: DriverSpec, mean: str) -> Finding:
    heavy = spec.n_per_raw is not None and abs(rest.mean * spec.n_per_raw) > rules.FIRST_ZERO_N
    return Finding(
        "at rest",
        ok=not heavy,
        said=f"reads {mean} before tare",
        next_step="Take off whatever hangs on it or presses; no tool weighs so much."
        if heavy
        else NOTHING,
    )


def _digits(step: float) -> int:
    """Return with how many digits a value of such steps is written."""
    return 2 if step >= 0.01 else 4


def _clock(clock: quality.Clock) -> Iterator[Finding]:
    right = abs(clock.fast_ppm) - 2 * clock.error_ppm <= CLOCK_PPM
    way = "fast" if clock.fast_ppm >= 0 else "slow"
    said = f"runs {abs(clock.fast_ppm):.0f} ppm {way} (± {2 * clock.error_ppm:.0f})"
    missing = f"; its times show {clock.missing} values left out" if clock.missing else ""
    yield Finding(
        "clock",
        ok=right,
        said=f"{said}{missing}",
        next_step=NOTHING if right else "Update its firmware. Until then times of a hold are off.",
    )
