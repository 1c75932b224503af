"""The numbers of a sensor at rest, in words: rate, gaps and clock, and what it shows."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from tpdevice.core.coaching import Coaching, coaching_of
from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import Certainty, DriverSpec, Sends
from tpdevice.core.units import NS_PER_S
from tpdevice.runtime.atrest import at_rest
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.verdict import AIR, NOTHING, Finding
from tpdevice.session.visibility import silence_ns
from tpdevice.signal import quality

SLOW_SHARE: Final = 0.8
"""A rate worth a word, of the nominal one. Chosen."""
CLOCK_PPM: Final = 2000.0
"""A clock worth a word: it makes 60.1 s of a minute. Chosen; a crystal is off by 100 at most."""
FEWEST: Final = 3
"""Values that say anything. Chosen."""


def measurable(ear: Ear) -> bool:
    """Return whether enough came to be measured."""
    values = ear.values
    return len(values) >= FEWEST and values[0].at_ns < values[-1].at_ns


def series(ear: Ear, *, conversion: Conversion | None, ended_ns: int) -> Iterator[Finding]:
    """Measure what came until one stopped listening, and tell; in newtons where they are known."""
    spec, values = ear.decoder.spec, ear.values
    at_ns = np.array([heard.at_ns for heard in values])
    limit_ns = silence_ns(spec)
    pace = quality.pace(at_ns, ended_ns=ended_ns, silence_ns=limit_ns)
    yield from _pace(pace, spec, limit_ns)
    t_s = (at_ns - at_ns[0]) / NS_PER_S
    raw = np.array([heard.raw for heard in values])
    rest = quality.rest(t_s, raw, resolution=spec.resolution_raw)
    yield from at_rest(rest, spec, conversion=conversion, span_s=float(t_s[-1]))
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
