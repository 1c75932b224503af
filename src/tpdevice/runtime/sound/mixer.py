"""What sounds when, to the sample. Pure: the position is an argument, and a mix is a value.

The newest cue is what holds now, so it cuts what sounds; only "stop" is heard to its end by
whatever is no stop itself. Marks follow the tone, a word follows both and lies over nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from tpdevice.core.cue import Priority
from tpdevice.core.units import seconds
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.tones import Pcm

FADE_S: Final = 0.006
"""What is cut fades for so long, beside the beginning of what cuts it. Chosen: no click."""
GAP_S: Final = 0.08
"""Between a tone, its marks and its word. Chosen."""
SENTENCE_GAP_S: Final = 0.35
"""Between two sentences. Chosen: so long a reader stops at a full stop."""

WordPcm = Callable[[str], Pcm | None]
"""Samples of a spoken word, or None while there are none."""


class Kind(StrEnum):
    """What a placed sound is."""

    TONE = "tone"
    MARK = "mark"
    WORD = "word"


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A sound at its place; positions are in samples since the start."""

    pcm: Pcm
    kind: Kind
    priority: Priority
    start: int
    end: int
    """Where it is silent again: after a cut before its samples end."""
    fade: int = 0
    """By so many samples it fades before its end, where it was cut."""

    def cut(self, at: int, fade: int) -> "Placed":
        """Return it silenced from `at` on, after a short fade."""
        return replace(self, end=min(self.end, at + fade), fade=fade)

    def read(self, start: int, count: int) -> Pcm:
        """Return what is heard of it in a stretch."""
        out = np.zeros(count, np.float32)
        first, last = max(start, self.start), min(start + count, self.end)
        if first < last:
            part = self.pcm[first - self.start : last - self.start]
            if self.fade:
                left = self.end - np.arange(first, last, dtype=np.float32)
                part = part * np.clip(left / self.fade, 0, 1)
            out[first - start : last - start] = part
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """All that sounds or will sound."""

    tones: dict[Tone, Pcm]
    rate_hz: int
    placed: tuple[Placed, ...] = ()

    def take(self, play: Play, at: int, *, word_pcm: WordPcm = lambda _: None) -> "Mix":
        """Return the mix with one thing more to be heard from a position on."""
        start = at + round(seconds(play.delay_ns) * self.rate_hz)
        if play.only_if_silent:
            return self._quietly(play, start)
        kept, begin = self._before(play, at)
        more = list(self._row(play, begin, word_pcm))
        return replace(self, placed=(*kept, *more))

    def _before(self, play: Play, at: int) -> tuple[list[Placed], int]:
        """Return what is left of all that sounds, and where something new may begin."""
        if play.waits:
            return list(self.placed), max(at, self.end + self._gap)
        fade = round(FADE_S * self.rate_hz)
        standing = [each for each in self.placed if _outlasts(each, at, play)]
        sounding = [each for each in self.placed if each.start < at < each.end]
        cut = [each.cut(at, fade) for each in sounding if not _outlasts(each, at, play)]
        return [*standing, *cut], max([at, *(each.end for each in standing)])

    def _row(self, play: Play, begin: int, word_pcm: WordPcm) -> Iterator[Placed]:
        """Yield the tone, its marks and what is said, one behind the other."""
        tones = [] if play.tone is None else [(play.tone, Kind.TONE)]
        for tone, kind in (*tones, *((tone, Kind.MARK) for tone in play.after)):
            placed = self._placed(self.tones[tone], kind, play, begin)
            begin = placed.end + self._gap
            yield placed
        for pcm in (word_pcm(each) for each in (play.word, *play.more) if each):
            if pcm is not None:
                placed = self._placed(pcm, Kind.WORD, play, begin)
                begin = placed.end + round(SENTENCE_GAP_S * self.rate_hz)
                yield placed

    def read(self, start: int, count: int) -> Pcm:
        """Return the samples of a stretch."""
        out = np.zeros(count, np.float32)
        for each in self.placed:
            if each.start < start + count and start < each.end:
                out += each.read(start, count)
        return out

    def after(self, at: int) -> "Mix":
        """Return the mix without what is over."""
        if all(each.end > at for each in self.placed):
            return self
        return replace(self, placed=tuple(each for each in self.placed if each.end > at))

    @property
    def end(self) -> int:
        """Where all is silent."""
        return max([0, *(each.end for each in self.placed)])

    @property
    def _gap(self) -> int:
        return round(GAP_S * self.rate_hz)

    def _placed(self, pcm: Pcm, kind: Kind, play: Play, start: int) -> Placed:
        return Placed(pcm, kind, play.priority, start, start + len(pcm))

    def _quietly(self, play: Play, start: int) -> "Mix":
        assert play.tone is not None
        new = self._placed(self.tones[play.tone], Kind.MARK, play, start)
        if any(each.start < new.end and new.start < each.end for each in self.placed):
            return self
        return replace(self, placed=(*self.placed, new))


def _outlasts(each: Placed, at: int, play: Play) -> bool:
    """Say whether a sound is heard to its end by something new: a stop by what is none."""
    stops = each.priority is Priority.STOP and each.kind is Kind.TONE and each.end > at
    return stops and play.priority is not Priority.STOP
