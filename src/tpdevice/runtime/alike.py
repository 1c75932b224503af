"""How alike two phrases are, for people who type in a hurry."""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from typing import Final

Words = tuple[str, ...]

_PREFIX: Final = 0.85
_ONE_SLIP: Final = 0.8
_TWO_SLIPS: Final = 0.65
"""Likeness of a word that is only begun, or spelt with one or two slips. Chosen."""
_ASKED: Final = 0.75
"""How much it counts that what was asked is all there; the rest, that nothing else is. Chosen."""


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
    there = sum(max(alike(word, other) for other in phrase) for word in asked) / len(asked)
    back = sum(max(alike(other, word) for word in asked) for other in phrase) / len(phrase)
    return _ASKED * there + (1 - _ASKED) * back


@lru_cache(50_000)
def alike(word: str, other: str) -> float:
    """Return how alike two words are, from 0 to 1."""
    if word == other:
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return _PREFIX
    slips = _slips(word, other) if len(shorter) >= 4 and len(longer) - len(shorter) <= 2 else 9
    if slips == 1:
        return _ONE_SLIP
    return _TWO_SLIPS if slips == 2 and len(shorter) >= 7 else 0.0


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
