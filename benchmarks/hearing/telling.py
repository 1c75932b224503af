"""Whether tones can be told apart over music, by a listener made of numbers.

It hears loudness in critical bands, frame by frame, and knows each tone and how loud it is, but
neither when it comes nor what plays beside it. It looks for glimpses of each tone between the
music, and takes the one that fits best. A person hears better than this in some ways and worse in
others; no person was asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchmarks.hearing.bands import HOP_S, Wave, energy, loudness
from benchmarks.hearing.music import pink, song
from tpdevice.runtime.sound.loudness import level_db
from tpdevice.runtime.sound.play import Tone
from tpdevice.runtime.sound.tones import Pcm, tones

RATE_HZ = 24_000
LATE_S = 0.2
"""How far the listener is wrong about when a tone comes, at most."""
DEPTH_DB = 25.0
"""Cells of a tone's picture within so much of its loudest are listened for."""
ABOUT_DB = 4.0
"""What differs by less is as loud. Chosen: neighbouring bands and frames run into each other."""
AROUND_S = 0.1
"""Heard before and after."""
STEP = 2
"""Frames between two places that the listener tries."""
SONGS = 6
"""Different backgrounds of a kind; a tone falls somewhere else into it in each trial."""
BACKGROUNDS: Mapping[str, Callable[..., Wave]] = {"pink noise": pink, "a song": song}


@dataclass(frozen=True, slots=True)
class Heard:
    """How often each tone was taken for each."""

    taken: Mapping[tuple[Tone, Tone], int]
    trials: int

    def share(self, tone: Tone) -> float:
        """Return how often a tone was taken for itself."""
        return self.taken.get((tone, tone), 0) / self.trials

    def mistakes(self) -> list[str]:
        """Return what was taken for what, and how often."""
        return [
            f"{tone} for {other}: {count} of {self.trials}"
            for (tone, other), count in self.taken.items()
            if tone is not other
        ]


def templates() -> dict[Tone, Wave]:
    """Return the picture of each tone."""
    return {tone: _picture(pcm) for tone, pcm in tones(RATE_HZ).items()}


def _picture(pcm: Pcm) -> Wave:
    return loudness(energy(np.asarray(pcm, np.float64), RATE_HZ))


def likeness(one: Wave, other: Wave) -> float:
    """Return the best correlation of two pictures over all shifts that overlap well."""
    length = max(len(one), len(other))
    best = -1.0
    for shift in range(-length // 3, length // 3 + 1):
        best = max(best, _correlation(*_beside(one, other, shift)))
    return best


def _beside(one: Wave, other: Wave, shift: int) -> tuple[Wave, Wave]:
    length = max(len(one) + max(0, -shift), len(other) + max(0, shift))
    placed = np.zeros((2, length, one.shape[1]))
    placed[0, max(0, -shift) : max(0, -shift) + len(one)] = one
    placed[1, max(0, shift) : max(0, shift) + len(other)] = other
    return placed[0], placed[1]


def _correlation(one: Wave, other: Wave) -> float:
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-12))


def listen(background: str, *, over_db: float, trials: int) -> Heard:
    """Play each tone over a background, this much louder (or softer) than it; count what is heard.

    Levels are A-weighted. Each trial has its own place in the music.
    """
    known = templates()
    taken: dict[tuple[Tone, Tone], int] = {}
    for number, (tone, pcm) in enumerate(tones(RATE_HZ).items()):
        for trial in range(trials):
            seed = 1000 * number + trial
            heard = _recognised(_over(background, pcm, over_db=over_db, seed=seed), known)
            taken[tone, heard] = taken.get((tone, heard), 0) + 1
    return Heard(taken, trials)


def _over(background: str, pcm: Pcm, *, over_db: float, seed: int) -> Wave:
    """Return the picture of a tone somewhere in music."""
    rng = np.random.default_rng(seed)
    own_db = level_db(np.asarray(pcm, np.float64), RATE_HZ)
    music = _music(background, seed % SONGS) * 10 ** ((own_db - over_db) / 20)
    at = round((1.0 + rng.uniform(0, 9.0)) * RATE_HZ)
    start = at - round((AROUND_S + rng.uniform(0, LATE_S)) * RATE_HZ)
    end = at + len(pcm) + round(AROUND_S * RATE_HZ)
    with_tone = music.copy()
    with_tone[at : at + len(pcm)] += pcm
    return loudness(energy(with_tone[start:end], RATE_HZ))


def _recognised(heard: Wave, known: Mapping[Tone, Wave]) -> Tone:
    shifts = range(0, round((LATE_S + 2 * AROUND_S) / HOP_S), STEP)
    scores = {
        tone: max(glimpsed(heard, template, shift) for shift in shifts)
        for tone, template in known.items()
    }
    return max(scores, key=scores.__getitem__)


def glimpsed(heard: Wave, template: Wave, shift: int) -> float:
    """Return how well a tone fits what was heard, from 1 (all of it) down.

    Sounds add up. Where it is as loud as the tone alone, the tone was glimpsed; where it is louder,
    music hides it and tells nothing; where it is fainter, the tone was not there.
    """
    beside = np.zeros((shift + len(template), heard.shape[1]))
    count = min(len(heard), len(beside))
    beside[:count] = heard[:count]
    cells = template > template.max() - DEPTH_DB
    more = (beside[shift:] - template)[cells]
    seen, absent = np.abs(more) <= ABOUT_DB, more < -ABOUT_DB
    return float((seen.sum() - 2.0 * absent.sum()) / cells.sum())


@lru_cache(maxsize=16)
def _music(background: str, seed: int) -> Wave:
    """Return 12 s at an A-weighted level of 0 dB, which is far too loud to be played."""
    made = BACKGROUNDS[background](12.0, RATE_HZ, at_db=-40.0, seed=seed)
    return np.asarray(made * 10 ** ((-40.0 - level_db(made, RATE_HZ)) / 20) * 100.0)


def standing_out_db(tone: Tone, background: str, *, over_db: float, trials: int) -> float:
    """Return by how much a tone exceeds the music in its best critical band, at the median.

    For each frame of the tone, the band where it stands out most; then the median of all frames.
    """
    pcm = np.asarray(tones(RATE_HZ)[tone], np.float64)
    own = energy(pcm, RATE_HZ)
    sounding = own.sum(axis=1) > 0.05 * own.sum(axis=1).max()
    ratios = []
    for trial in range(trials):
        music = _music(background, trial % SONGS) * 10 ** ((level_db(pcm, RATE_HZ) - over_db) / 20)
        at = round((4.0 + trial % 7) * RATE_HZ)
        beside = energy(music[at : at + len(pcm)], RATE_HZ)
        ratio = 10 * np.log10((own + 1e-12) / (beside[: len(own)] + 1e-12))
        loud = own > own.max(axis=1, keepdims=True) / 100
        ratios.append(np.where(loud, ratio, -np.inf).max(axis=1)[sounding])
    return float(np.median(np.concatenate(ratios)))
