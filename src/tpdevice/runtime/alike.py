"""How alike two phrases are, for people who type in a hurry."""

import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Final

Words = tuple[str, ...]

_BEGUN: Final = 0.85
"""Likeness of a word that is only begun. Chosen."""
_ASKED: Final = 0.7
"""How much it counts that what was asked is all there; the rest, that nothing else is. Chosen."""
_SHUFFLED: Final = 0.75
"""Likeness left where the words come in another order: "lower back", "back of the lower leg"."""
_SHORTEST: Final = {1: 4, 2: 7}
"""Letters that a word must have to be taken for one with so many slips. Chosen."""


def words_of(text: str, empty: Container[str] = ()) -> Words:
    """Return the words that tell something, small, without accents, plurals and the `empty` ones.

    If nothing else was said, the empty ones are what was said.
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join([char for char in plain if not unicodedata.combining(char)])
    found = re.findall(r"[^\W_]+", plain.replace("'", ""))
    telling = [word for word in found if word not in empty]
    return tuple([_singular(word) for word in telling or found])


def likeness(asked: Words, phrase: Words) -> float:
    """Return from 0, nothing alike, to 1, the same words."""
    if not asked or not phrase:
        return 0.0
    if "".join(asked) == "".join(phrase):
        return 1.0
    there = sum(max(_alike(word, other) for other in phrase) for word in asked) / len(asked)
    back = sum(max(_alike(other, word) for word in asked) for other in phrase) / len(phrase)
    alike = _ASKED * there + (1 - _ASKED) * back
    return alike if _in_order(asked, phrase) else _SHUFFLED * alike


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was meant to be, if it has a slip or two; else None."""
    best, fewest = None, len(_SHORTEST) + 1
    for other in known:
        shorter = min(len(word), len(other))
        if abs(len(word) - len(other)) < fewest and shorter >= _SHORTEST[1]:
            slips = _slips(word, other)
            if slips < fewest and shorter >= _SHORTEST[slips]:
                best, fewest = other, slips
    return best


@lru_cache(50_000)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    shorter, longer = (word, other) if len(word) < len(other) else (other, word)
    return _BEGUN if len(shorter) >= 3 and longer.startswith(shorter) else 0.0


def _in_order(asked: Words, phrase: Words) -> bool:
    places = [
        next(place for place, other in enumerate(phrase) if _alike(word, other))
        for word in asked
        if any(_alike(word, other) for other in phrase)
    ]
    return places == sorted(places)


@lru_cache(10_000)
def _slips(word: str, other: str) -> int:
    """Return letters added, left out, changed, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, own in enumerate(other, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != own)))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == own:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def _singular(word: str) -> str:
    if word.endswith("ss") or len(word) < 4:
        return word
    return word[:-1] if word.endswith("s") else word
