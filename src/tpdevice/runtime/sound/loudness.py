"""How loud a sound is to an ear: A-weighted, over the time in which it sounds at all."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HIGHEST_PEAK: Final = 0.6
"""No sample goes beyond this share of full scale, whatever level is asked for. Chosen: 4 dB of room
for a device that adds other sounds."""
_AUDIBLE: Final = 0.01
"""Of the highest value; what is fainter is taken for silence. Chosen."""

_Wave = NDArray[np.float64]


def a_weight(hz: _Wave) -> _Wave:
    """Return how much an ear makes of each frequency, 1 at 1 kHz.

    Source: the A curve of IEC 61672-1.
    """
    squared = np.square(hz)
    top = 12194.0**2 * squared**2
    low = (squared + 20.6**2) * np.sqrt((squared + 107.7**2) * (squared + 737.9**2))
    return np.asarray(1.2589 * top / (low * (squared + 12194.0**2)))


def level_db(wave: _Wave, rate_hz: int) -> float:
    """Return the A-weighted level below a full-scale square wave, dB; -inf for silence."""
    if not len(wave) or not np.any(wave):
        return -np.inf
    sounding = wave[np.abs(wave) > _AUDIBLE * np.abs(wave).max()]
    hz = np.fft.rfftfreq(len(wave), 1 / rate_hz).astype(np.float64)
    spectrum = np.fft.rfft(wave) * a_weight(hz)
    energy = np.square(np.fft.irfft(spectrum, len(wave))).sum()
    return float(10 * np.log10(energy / len(sounding)))


def levelled(wave: _Wave, rate_hz: int, *, at_db: float) -> _Wave:
    """Return a wave at a level, or as near as its highest peak allows."""
    now_db = level_db(wave, rate_hz)
    if now_db == -np.inf:
        return wave
    gain = 10 ** ((at_db - now_db) / 20)
    return wave * min(gain, HIGHEST_PEAK / float(np.abs(wave).max()))
