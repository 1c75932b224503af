"""Plain words to places: what is called so, what is often felt there, what is not offered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from tpdevice.runtime.alike import Words, likeness, nearest, words_of
from tpdevice.runtime.atlas import Never, Point, Region


class Why(StrEnum):
    """How a place came to be found."""

    HERE = "here"
    """It is called so itself."""
    FELT = "felt"
    """It is often felt there."""
    ABOUT = "about"
    """It belongs to this occasion, or its description says so."""
    NEVER = "never"
    """It is not offered; `key` is that of a `Never`, not of a point."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that words may mean."""

    key: str
    why: Why
    about: str
    """Plain words that were understood: the place, the region or the occasion."""
    score: float
    """From 0 to 1; for putting in order, and for nothing else."""
    regions: tuple[str, ...] = ()
    """Keys of the regions in which it is felt and that the words may mean, the likeliest first."""


LEAST: Final = 0.45
"""A likeness below this is none. Chosen on the table of phrases in the tests."""
BESIDE: Final = 0.76
"""Of the best score; what has less is left out. Chosen on the same table."""
_GUESSED: Final = 0.85
"""Score left where a word had to be guessed from its letters. Chosen."""
_WEIGHT: Final = {Why.HERE: 1.0, Why.NEVER: 1.0, Why.FELT: 0.9, Why.ABOUT: 0.6}
_LATER: Final = 0.02
"""Less for each place that is likelier in the same region."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    hit: Hit
    """With the score of a perfect likeness."""


class Search:
    """Everything that can be found in one language."""

    def __init__(
        self,
        points: Mapping[str, Point],
        regions: Mapping[str, Region],
        never: Mapping[str, Never],
        *,
        themes: Mapping[str, str],
        empty: tuple[str, ...],
    ) -> None:
        self._empty = frozenset(empty)
        phrases = (
            *_of_points(points.values()),
            *_of_regions(regions.values()),
            *_of_never(never.values()),
            *_of_themes(points.values(), themes),
        )
        self._entries = [(words_of(each.text, self._empty), each.hit) for each in phrases]
        self._known = dict.fromkeys([word for words, _ in self._entries for word in words])

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return each place once, as its likeliest hit, the best first; a tie warns first."""
        best: dict[tuple[str, bool], Hit] = {}
        for hit in self._alike(*self._meant(words_of(text, self._empty))):
            place = hit.key, hit.why is Why.NEVER
            best[place] = _better(best[place], hit) if place in best else hit
        found = sorted(best.values(), key=lambda hit: (-hit.score, hit.why is not Why.NEVER))
        return tuple([hit for hit in found if hit.score >= BESIDE * found[0].score])

    def _meant(self, asked: Words) -> tuple[Words, float]:
        """Return the words that were probably meant, and how sure that is."""
        meant = [self._guess(word) for word in asked]
        return tuple(meant), 1.0 if tuple(meant) == asked else _GUESSED

    def _guess(self, word: str) -> str:
        if word in self._known or any(other.startswith(word) for other in self._known):
            return word
        return nearest(word, self._known) or word

    def _alike(self, asked: Words, sure: float) -> Iterator[Hit]:
        for phrase, hit in self._entries:
            like = likeness(asked, phrase)
            if like >= LEAST:
                yield replace(hit, score=round(like * hit.score * sure, 4))


def _better(one: Hit, other: Hit) -> Hit:
    """Return the likelier of two hits of a place, with the regions of both."""
    first, second = (other, one) if other.score > one.score else (one, other)
    if second.score < BESIDE * first.score:
        return first
    return replace(first, regions=tuple(dict.fromkeys([*first.regions, *second.regions])))


def _phrase(text: str, key: str, why: Why, *, about: str) -> _Phrase:
    return _Phrase(text, Hit(key, why, about, _WEIGHT[why]))


def _of_points(points: Iterable[Point]) -> Iterator[_Phrase]:
    for point in points:
        for name in (point.key, point.plain, point.label, *point.words):
            yield _phrase(name, point.key, Why.HERE, about=point.plain)
        yield _phrase(f"{point.where} {point.felt}", point.key, Why.ABOUT, about=point.plain)


def _of_regions(regions: Iterable[Region]) -> Iterator[_Phrase]:
    for region in regions:
        for name in (region.plain, *region.words):
            for after, key in enumerate(region.points):
                score = _WEIGHT[Why.FELT] - after * _LATER
                yield _Phrase(name, Hit(key, Why.FELT, region.plain, score, (region.key,)))


def _of_never(never: Iterable[Never]) -> Iterator[_Phrase]:
    for place in never:
        for name in (place.label, *place.words):
            yield _phrase(name, place.key, Why.NEVER, about=place.label)


def _of_themes(points: Iterable[Point], themes: Mapping[str, str]) -> Iterator[_Phrase]:
    for point in points:
        for theme in point.themes:
            yield _phrase(themes[theme], point.key, Why.ABOUT, about=themes[theme])
