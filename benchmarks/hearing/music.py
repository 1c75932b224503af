"""Backgrounds made of numbers: pink noise, and a song with drums, bass, chords and a melody."""

import numpy as np

from benchmarks.hearing.bands import Wave
from tpdevice.runtime.sound.loudness import levelled

_CHORDS = ((220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (261.6, 329.6, 392.0),
           (196.0, 246.9, 293.7))  # fmt: skip
_SCALE = (440.0, 493.9, 523.3, 587.3, 659.3, 784.0, 880.0)
BEAT_S = 0.5


def pink(length_s: float, rate_hz: int, *, at_db: float, seed: int) -> Wave:
    """Return noise that falls by 3 dB an octave, at an A-weighted level."""
    count = round(length_s * rate_hz)
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft(rng.normal(size=count))
    spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(count, 1 / rate_hz), 20.0))
    return levelled(np.fft.irfft(spectrum, count), rate_hz, at_db=at_db)


def song(length_s: float, rate_hz: int, *, at_db: float, seed: int) -> Wave:
    """Return a song at 120 beats a minute, its melody drawn anew by each seed."""
    rng = np.random.default_rng(seed)
    made = np.zeros(round(length_s * rate_hz))
    for beat in range(int(length_s / BEAT_S)):
        _chord(made, beat, rate_hz)
        _drums(made, beat, rate_hz, rng)
        for half in (0.0, 0.5):
            if rng.random() < 0.8:
                at = round((beat + half) * BEAT_S * rate_hz)
                length_s_ = BEAT_S * (0.5 if rng.random() < 0.6 else 1.0)
                _add(made, at, _sung(rng.choice(_SCALE), length_s_, rate_hz))
    return levelled(made, rate_hz, at_db=at_db)


def _add(made: Wave, at: int, wave: Wave) -> None:
    end = min(len(made), at + len(wave))
    made[at:end] += wave[: end - at]


def _time(length_s: float, rate_hz: int) -> Wave:
    return np.arange(round(length_s * rate_hz)) / rate_hz


def _sung(hz: float, length_s: float, rate_hz: int) -> Wave:
    """Return a voice-like note: vibrato, a slide into it, eight partials."""
    t = _time(length_s, rate_hz)
    bent = hz * (1 + 0.012 * np.sin(2 * np.pi * 5.5 * t) - 0.06 * np.exp(-t / 0.04))
    phase = 2 * np.pi * np.cumsum(bent) / rate_hz
    wave = sum(np.sin(n * phase) / n for n in range(1, 9))
    return np.asarray(wave * np.minimum(1, t / 0.02) * np.exp(-t / (0.7 * length_s)))


def _chord(made: Wave, beat: int, rate_hz: int) -> None:
    notes = _CHORDS[beat // 4 % len(_CHORDS)]
    t = _time(BEAT_S, rate_hz)
    fading = np.minimum(1, t / 0.01) * np.exp(-t / 0.4)
    at = round(beat * BEAT_S * rate_hz)
    for hz in (notes[0] / 2, *notes):
        partials = sum(np.sin(2 * np.pi * n * hz * t) / n for n in range(1, 7))
        _add(made, at, np.asarray(0.5 * partials * fading))


def _drums(made: Wave, beat: int, rate_hz: int, rng: np.random.Generator) -> None:
    at = round(beat * BEAT_S * rate_hz)
    t = _time(0.2, rate_hz)
    if beat % 2:
        _add(made, at, 0.8 * rng.normal(size=len(t)) * np.exp(-t / 0.05))
    else:
        _add(made, at, 3 * np.sin(2 * np.pi * (50 * t + 4 * (1 - np.exp(-t / 0.03)))))
    hat = rng.normal(size=len(t)) * np.exp(-t / 0.015)
    _add(made, at + round(BEAT_S / 2 * rate_hz), 0.4 * np.diff(hat, prepend=0.0))
