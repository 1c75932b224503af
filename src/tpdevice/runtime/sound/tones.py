"""The tones, made of numbers: rising asks for more, falling for less, nothing else moves so.

All lie between 200 Hz and 5 kHz, where small speakers and older ears are at their best.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.runtime.sound.loudness import levelled
from tpdevice.runtime.sound.play import Tone

RATE_HZ: Final = 48_000
"""Samples a second where nobody asks for another rate. Chosen: what most devices run at."""
LEVEL_DB: Final = -17.0
"""A-weighted level of every tone, below full scale. Chosen: room for the loudest partials."""
STOP_DB: Final = 3.0
"""By so much "stop" is louder. Chosen."""
RAMP_S: Final = 0.010
"""Every sound swells and fades for at least this long, so that nothing clicks. Chosen."""

Pcm = NDArray[np.float32]
"""Samples of one channel, -1 to 1."""
Wave = NDArray[np.float64]

_SOFT: Final = (1.0, 0.35, 0.15, 0.05)
"""Partials of most tones: warm, and heard on a speaker without bass."""
_HARD: Final = (1.0, 0.0, 0.55, 0.0, 0.35)
"""Odd partials: what stops sounds unlike anything else."""
_LOW_HZ, _HIGH_HZ = 392.0, 880.0
"""Ends of the glides. Chosen: a little over an octave, so that nobody hears it as a melody."""
_CHORD_HZ: Final = (523.25, 659.26, 783.99)
"""Of "good". Chosen: a major chord, which stands still."""


@lru_cache(maxsize=4)
def tones(rate_hz: int = RATE_HZ) -> dict[Tone, Pcm]:
    """Return every tone, at one level."""
    return {tone: _finished(make(rate_hz), tone, rate_hz) for tone, make in _MAKERS.items()}


def _finished(wave: Wave, tone: Tone, rate_hz: int) -> Pcm:
    at_db = LEVEL_DB + (STOP_DB if tone is Tone.STOP else 0.0)
    made: Pcm = levelled(wave, rate_hz, at_db=at_db).astype(np.float32)
    made.flags.writeable = False
    return made


def _time(length_s: float, rate_hz: int) -> Wave:
    return np.arange(round(length_s * rate_hz)) / rate_hz


def _partials(phase: Wave, partials: Iterable[float] = _SOFT) -> Wave:
    made = [share * np.sin(n * phase) for n, share in enumerate(partials, 1)]
    return np.asarray(sum(made))


def _swell(wave: Wave, rate_hz: int, *, up_s: float = RAMP_S, down_s: float = RAMP_S) -> Wave:
    """Return a wave that begins and ends in nothing, along half a cosine."""
    up, down = _half_cosine(up_s, rate_hz), _half_cosine(down_s, rate_hz)[::-1]
    shaped = wave.copy()
    shaped[: len(up)] *= up
    shaped[len(shaped) - len(down) :] *= down
    return shaped


def _half_cosine(length_s: float, rate_hz: int) -> Wave:
    return np.asarray(0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, round(length_s * rate_hz))))


def _steady(hz: float, length_s: float, rate_hz: int, partials: Iterable[float] = _SOFT) -> Wave:
    return _partials(2 * np.pi * hz * _time(length_s, rate_hz), partials)


def _glide(from_hz: float, to_hz: float, rate_hz: int) -> Wave:
    """Return a tone that moves at an even pace for the ear, and rests a little on its end."""
    moving, resting = 0.30, 0.12
    way = np.clip(_time(moving + resting, rate_hz) / moving, 0.0, 1.0)
    hz = from_hz * (to_hz / from_hz) ** way
    return _swell(_partials(2 * np.pi * np.cumsum(hz) / rate_hz), rate_hz, down_s=0.05)


def _chord(all_hz: Iterable[float], length_s: float, rate_hz: int, *, up_s: float) -> Wave:
    made = np.asarray(sum(_steady(hz, length_s, rate_hz) for hz in all_hz))
    return _swell(made, rate_hz, up_s=up_s, down_s=length_s / 2)


def _bell(hz: float, length_s: float, rate_hz: int) -> Wave:
    fading = np.exp(-4.0 * _time(length_s, rate_hz) / length_s)
    return _swell(_steady(hz, length_s, rate_hz, (1.0, 0.5, 0.25)) * fading, rate_hz)


def _row(pieces: Iterable[tuple[Wave, float]], rate_hz: int) -> Wave:
    """Return pieces one after the other, each with its silence behind it."""
    made: list[Wave] = []
    for wave, silence_s in pieces:
        made += [wave, np.zeros(round(silence_s * rate_hz))]
    return np.concatenate(made[:-1])


def _stop(rate_hz: int) -> Wave:
    one = _swell(_steady(740.0, 0.11, rate_hz, _HARD), rate_hz)
    return _row([(one, 0.07)] * 3, rate_hz)


def _ask(rate_hz: int) -> Wave:
    return _row([(_bell(1174.7, 0.16, rate_hz), 0.05), (_bell(1174.7, 0.34, rate_hz), 0)], rate_hz)


def _rest(rate_hz: int) -> Wave:
    return _chord((261.63, 329.63, 392.0), 1.0, rate_hz, up_s=0.25)


def _slow(rate_hz: int) -> Wave:
    """Return beats that come slower and slower."""
    beat = _swell(_steady(587.3, 0.06, rate_hz), rate_hz, down_s=0.03)
    return _row([(beat, silence_s) for silence_s in (0.03, 0.08, 0.15, 0.24, 0)], rate_hz)


def _done(rate_hz: int) -> Wave:
    """Return three notes down, and an open fifth to rest on."""
    notes = [(_bell(hz, 0.17, rate_hz), 0.0) for hz in (1046.5, 784.0, 659.3)]
    return _row([*notes, (_chord((349.2, 523.3), 0.8, rate_hz, up_s=0.02), 0)], rate_hz)


def _count(rate_hz: int) -> Wave:
    fading = np.exp(-_time(0.12, rate_hz) / 0.03)
    return _swell(_steady(1568.0, 0.12, rate_hz, (1.0, 0.0, 0.3)) * fading, rate_hz)


def _phase(rate_hz: int) -> Wave:
    """Return a trill, which drums do not do."""
    notes = [_swell(_steady(hz, 0.045, rate_hz, (1.0, 0.3)), rate_hz) for hz in (988.0, 1318.5) * 4]
    return _swell(np.concatenate(notes), rate_hz, down_s=0.15)


def _breaking(lengths_s: Iterable[float], all_hz: Iterable[float], rate_hz: int) -> Wave:
    """Return a sound in pieces of some lengths: shorter ones are fainter."""
    pieces = []
    for length_s in lengths_s:
        piece = np.asarray(sum(_steady(hz, length_s, rate_hz) for hz in all_hz))
        pieces.append((_swell(piece, rate_hz, down_s=0.02) * length_s / 0.24, 0.06))
    return _row(pieces, rate_hz)


_MAKERS: Final[dict[Tone, Callable[[int], Wave]]] = {
    Tone.MORE: lambda rate_hz: _glide(_LOW_HZ, _HIGH_HZ, rate_hz),
    Tone.LESS: lambda rate_hz: _glide(_HIGH_HZ, _LOW_HZ, rate_hz),
    Tone.GOOD: lambda rate_hz: _chord(_CHORD_HZ, 0.55, rate_hz, up_s=0.02),
    Tone.STOP: _stop,
    Tone.ASK: _ask,
    Tone.REST: _rest,
    Tone.SLOW: _slow,
    Tone.DONE: _done,
    Tone.COUNT: _count,
    Tone.PHASE: _phase,
    # Two tones a half step apart beat, and fall to pieces; the same row backwards comes together.
    Tone.LOST: lambda rate_hz: _breaking((0.24, 0.14, 0.07), (440.0, 466.2), rate_hz),
    Tone.BACK: lambda rate_hz: _breaking((0.07, 0.14, 0.24), (440.0, 660.0), rate_hz),
}
