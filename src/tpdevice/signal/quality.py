"""How good a sensor is at rest: rate, gaps, noise, drift and clock, from what came of it."""

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.core.units import NS_PER_S

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WANDER: Final = 3.0
"""How far values may stray in the long run, in what they do from one to the next, before that is no
noise but something that moved. Chosen; noise without memory has 1."""
CLOCK_PARTS: Final = 12
"""Parts of a series of which each gives one point of the clock's line. Chosen."""


class Pace(Struct, frozen=True):
    """When values came."""

    rate_hz: float
    longest_ns: int
    """Longest time from one frame to the next, ns."""
    gaps: int
    """Times that were longer than a silence."""


class Rest(Struct, frozen=True):
    """What values say of a sensor that lies still, in their own unit."""

    mean: float
    noise: float
    """Standard deviation about a straight line."""
    drift: float
    """How far that line rose from the first value to the last."""
    low: float
    high: float
    moved: bool
    """Whether something moved: then noise and drift say nothing of the sensor."""


class Clock(Struct, frozen=True):
    """A device's clock against the host's."""

    fast_ppm: float
    """By how much it runs fast, parts in a million; slow is negative."""
    error_ppm: float
    """Standard error of that."""
    missing: int
    """Values that its own times show to be missing."""


def pace(at_ns: Ints, *, ended_ns: int, silence_ns: int) -> Pace:
    """Measure when values came, each with the arrival of its frame; of at least two frames.

    `ended_ns` is until when one listened: a stream that stopped earlier has a gap at its end.
    """
    frames_ns = np.unique(at_ns)
    span_s = (frames_ns[-1] - frames_ns[0]) / NS_PER_S
    between = np.diff(np.append(frames_ns, max(ended_ns, int(frames_ns[-1]))))
    # What the first frame holds was measured before it came.
    rate_hz = float((at_ns > frames_ns[0]).sum() / span_s)
    return Pace(rate_hz, int(between.max()), int((between > silence_ns).sum()))


def rest(t_s: Floats, values: Floats, *, resolution: float) -> Rest:
    """Measure values at rest, at least three, each with its time."""
    slope, level = np.polyfit(t_s - t_s[0], values, 1) if np.ptp(t_s) > 0 else (0.0, values.mean())
    residual = values - (level + slope * (t_s - t_s[0]))
    noise = float(residual.std())
    # A stepwise sensor at rest shows one value: less than a step is no movement.
    step_to_step = max(float(np.diff(values).std()) / np.sqrt(2), resolution)
    return Rest(
        mean=float(values.mean()),
        noise=noise,
        drift=float(slope * np.ptp(t_s)),
        low=float(values.min()),
        high=float(values.max()),
        moved=noise > WANDER * step_to_step,
    )


def clock(arrived_ns: Ints, device_us: Ints) -> Clock:
    """Compare each value's own time with its arrival; at least three values of one epoch.

    What is late says nothing of a clock, so only the earliest arrival of each part of the series
    counts.
    """
    since_us = device_us - device_us[0]
    late_us = (arrived_ns - arrived_ns[0]) / 1000 - since_us
    parts = [p for p in np.array_split(np.arange(len(late_us)), CLOCK_PARTS) if len(p)]
    best = np.array([p[np.argmin(late_us[p])] for p in parts])
    x, y = since_us[best].astype(float), late_us[best]
    spread = ((x - x.mean()) ** 2).sum()
    slope = float(((x - x.mean()) * (y - y.mean())).sum() / spread) if spread > 0 else 0.0
    residual = y - y.mean() - slope * (x - x.mean())
    free = max(1, len(best) - 2)
    error = float(np.sqrt((residual**2).sum() / free / spread)) if spread > 0 else 0.0
    return Clock(-slope * 1e6, error * 1e6, _missing(device_us))


def _missing(device_us: Ints) -> int:
    steps = np.diff(device_us)
    period = float(np.median(steps)) if len(steps) else 0.0
    return int((np.round(steps / period) - 1).clip(0).sum()) if period > 0 else 0
