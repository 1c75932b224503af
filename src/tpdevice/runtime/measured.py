"""The numbers of a sensor at rest, in words: rate, gaps, noise, drift and clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from tpdevice.core import rules
from tpdevice.core.coaching import Coaching, coaching_of
from tpdevice.core.driver import Certainty, DriverSpec, Quantity, Sends
from tpdevice.core.units import NS_PER_S
from tpdevice.runtime.ear import Ear
from tpdevice.session.visibility import silence_ns
from tpdevice.signal import quality

SLOW_SHARE: Final = 0.8
"""A rate worth a word, of the nominal one. Chosen."""
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


def measurable(ear: Ear) -> bool:
    """Return whether enough came to be measured."""
    values = ear.values
    return len(values) >= FEWEST and values[0].at_ns < values[-1].at_ns


def series(ear: Ear, *, ended_ns: int) -> Iterator[Finding]:
    """Measure what came until one stopped listening, and tell."""
    spec, values = ear.decoder.spec, ear.values
    at_ns = np.array([heard.at_ns for heard in values])
    limit_ns = silence_ns(spec)
    pace = quality.pace(at_ns, ended_ns=ended_ns, silence_ns=limit_ns)
    yield from _pace(pace, spec, limit_ns)
    t_s = (at_ns - at_ns[0]) / NS_PER_S
    raw = np.array([heard.raw for heard in values])
    rest = quality.rest(t_s, raw, resolution=spec.resolution_raw)
    yield from _rest(rest, spec, span_s=float(t_s[-1]))
    # Only since the clock last began.
    stamped = [h for h in values if h.device_us is not None and h.epoch == values[-1].epoch]
    if len(stamped) >= FEWEST and stamped[0].device_us != stamped[-1].device_us:
        since_ns = np.array([heard.at_ns for heard in stamped])
        yield from _clock(quality.clock(since_ns, np.array([h.device_us for h in stamped])))


def _pace(pace: quality.Pace, spec: DriverSpec, limit_ns: int) -> Iterator[Finding]:
    fast = pace.rate_hz >= SLOW_SHARE * spec.rate_hz
    yield Finding(
        "rate",
        ok=fast,
        said=f"{pace.rate_hz:.1f} values a second (nominal {spec.rate_hz:g}): "
        f"{good_for(spec, pace.rate_hz)}",
        next_step=NOTHING if fast else AIR,
    )
    steady = not pace.gaps
    longest = f"the longest time without a value was {pace.longest_ns / NS_PER_S:.2f} s"
    often = "" if steady else f"{pace.gaps} longer than {limit_ns / NS_PER_S:g} s; "
    yield Finding("gaps", ok=steady, said=f"{often}{longest}", next_step=NOTHING if steady else AIR)


_OF: Final = {
    Coaching.FULL: "enough for full coaching",
    Coaching.SLOW: "enough for slower cues",
    Coaching.NONE: "read and logged, not coached by",
}


def good_for(spec: DriverSpec, rate_hz: float) -> str:
    """Return what a sensor of this rate can be used for."""
    coaching, why = coaching_of(spec, rate_hz=rate_hz)
    whatever_its_rate = spec.sends is not Sends.LIVE or spec.certainty is Certainty.GUESS
    return _OF[coaching] + (f": {why}" if whatever_its_rate else "")


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
    known = spec.quantity is not Quantity.COUNTS  # else nobody knows how much a step is
    floor_n = NOISY_N if spec.n_per_raw is not None else 0.0
    quiet = not known or rest.noise * abs(each) <= max(floor_n, NOISY_SHARE * step)
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
    stays = not known or abs(drift * each) <= max(least_n, DRIFT_SHARE * step)
    yield Finding(
        "drift",
        ok=stays,
        said=f"{round(drift * each, _digits(step)) + 0.0:+.{_digits(step)}f} {unit} in "
        f"{DRIFT_OVER_S:g} s"
        + ("" if span_s >= DRIFT_OVER_S / 2 else f", told from {span_s:.0f} s alone"),
        next_step=NOTHING if stays else _WARM,
    )


def _reads(rest: quality.Rest, spec: DriverSpec, mean: str) -> Finding:
    heavy = spec.n_per_raw is not None and abs(rest.mean * spec.n_per_raw) > rules.FARTHEST_ZERO_N
    at_its_end = abs(rest.mean) >= spec.range_raw
    if at_its_end:
        step = "Take off whatever hangs on it or presses. If nothing does, it is broken."
    elif heavy:
        step = "Take off whatever hangs on it or presses; no tool weighs so much."
    else:
        step = NOTHING
    return Finding(
        "at rest",
        ok=not (heavy or at_its_end),
        said=f"reads {mean} before tare" + (", the end of its range" if at_its_end else ""),
        next_step=step,
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
