"""Plain words to places: what is called so, what is often felt there, what is not offered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tpdevice.runtime.alike import Words, likeness, words_of
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


LEAST: Final = 0.45
"""A likeness below this is none. Chosen on the table of phrases in the tests."""
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

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return each place once, as its likeliest hit, the best first."""
        asked = words_of(text, self._empty)
        best: dict[tuple[str, bool], Hit] = {}
        for hit in self._alike(asked):
            place = hit.key, hit.why is Why.NEVER
            if place not in best or hit.score > best[place].score:
                best[place] = hit
        return tuple(sorted(best.values(), key=lambda hit: -hit.score))

    def _alike(self, asked: Words) -> Iterator[Hit]:
        for phrase, hit in self._entries:
            like = likeness(asked, phrase)
            if like >= LEAST:
                yield Hit(hit.key, hit.why, hit.about, round(like * hit.score, 4))


def _phrase(text: str, key: str, why: Why, *, about: str, less: float = 0.0) -> _Phrase:
    return _Phrase(text, Hit(key, why, about, _WEIGHT[why] - less))


def _of_points(points: Iterable[Point]) -> Iterator[_Phrase]:
    for point in points:
        for name in (point.key, point.plain, point.label, *point.words):
            yield _phrase(name, point.key, Why.HERE, about=point.plain)
        yield _phrase(f"{point.where} {point.felt}", point.key, Why.ABOUT, about=point.plain)


def _of_regions(regions: Iterable[Region]) -> Iterator[_Phrase]:
    for region in regions:
        for name in (region.plain, *region.words):
            for after, key in enumerate(region.points):
                less = after * _LATER
                yield _phrase(name, key, Why.FELT, about=region.plain, less=less)


def _of_never(never: Iterable[Never]) -> Iterator[_Phrase]:
    for place in never:
        for name in (place.label, *place.words):
            yield _phrase(name, place.key, Why.NEVER, about=place.label)


def _of_themes(points: Iterable[Point], themes: Mapping[str, str]) -> Iterator[_Phrase]:
    for point in points:
        for theme in point.themes:
            yield _phrase(themes[theme], point.key, Why.ABOUT, about=themes[theme])
