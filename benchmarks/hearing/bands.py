"""A sound as energy in the bands of hearing over time."""

import numpy as np
from numpy.typing import NDArray

from tpdevice.runtime.sound.loudness import a_weight

FRAME_S, HOP_S = 0.032, 0.010
LOW_HZ, HIGH_HZ = 200.0, 6000.0
FLOOR_DB = -75.0
"""A-weighted, below full scale: what is fainter counts as silence. Chosen."""

Wave = NDArray[np.float64]


def erb(hz: Wave) -> Wave:
    """Return the number of critical bands below a frequency. Source: Glasberg and Moore 1990."""
    return np.asarray(21.4 * np.log10(1 + 0.00437 * hz))


def energy(wave: Wave, rate_hz: int) -> Wave:
    """Return A-weighted energy as frames x bands, two bands an ERB."""
    size, hop = round(FRAME_S * rate_hz), round(HOP_S * rate_hz)
    padded = np.concatenate([wave, np.zeros(size)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    hz = np.fft.rfftfreq(size, 1 / rate_hz).astype(np.float64)
    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(size)))) / size**2
    low, high = erb(np.array([LOW_HZ, HIGH_HZ]))
    edges = np.arange(float(low), float(high), 0.5)
    which = np.digitize(erb(hz), edges)
    weighted = power * np.square(a_weight(hz))
    bands = [weighted[:, which == band].sum(axis=1) for band in range(1, len(edges))]
    return np.stack(bands, axis=1)


def loudness(power: Wave) -> Wave:
    """Return energy as dB above what counts as silence."""
    return np.asarray(np.maximum(10 * np.log10(power + 1e-12) - FLOOR_DB, 0.0))
