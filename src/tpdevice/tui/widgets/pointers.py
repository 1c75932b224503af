"""Marks above the gauge, each with its word where there is room, and never one over the other."""

from functools import lru_cache
from itertools import combinations, product
from typing import Final, NamedTuple

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import TEXT
from tpdevice.tui.scale import column_of
from tpdevice.tui.view import GaugeView, Mark

_APART: Final = 2
"""Columns from the end of a word to the next."""


class _Word(NamedTuple):
    """A text and where it could stand; the fewer `faults`, the better."""

    first: int
    text: str
    faults: int

    @property
    def after(self) -> int:
        """The column after it."""
        return self.first + span(self.text)


def pointers(grid: Grid, gauge: GaugeView, y: int) -> None:
    """Point at each mark in row `y`, with words beside the pointers or in the row above."""
    marks = sorted(gauge.marks, key=lambda mark: -mark.force_n)
    columns = [_column(mark, gauge, grid.width) for mark in marks]
    for x in columns:
        grid.write(x, y, "▼", ink=TEXT, bold=True)
    if y > 0 and gauge.band_n is not None:
        return
    for word in _words(tuple(zip(marks, columns, strict=True)), grid.width, above=y > 0):
        grid.write(word.first, 0, word.text, ink=TEXT)


@lru_cache(8)
def _words(marks: tuple[tuple[Mark, int], ...], width: int, *, above: bool) -> tuple[_Word, ...]:
    """Return the word of each mark where it stands best; it is asked for at every frame."""
    place = _above if above else _beside
    choices = [place(mark, x, width) for mark, x in marks]
    return _together(choices, [] if above else [x for _, x in marks])


def _column(mark: Mark, gauge: GaugeView, width: int) -> int:
    return min(int(column_of(mark.force_n, gauge.full_n, width)), width - 1)


def _beside(mark: Mark, x: int, width: int) -> list[_Word]:
    """Return the choices in the row of the pointers: right of one, left of it, close to it."""
    starts = [
        (first, text)
        for text in _texts(mark)
        for first in (x + 2, x - 1 - span(text), x + 1, x - span(text))
    ]
    return _inside(starts, width)


def _above(mark: Mark, x: int, width: int) -> list[_Word]:
    """Return the choices in a row of their own: to the right from a pointer on, or up to it."""
    starts = [
        (first, text)
        for text in _texts(mark)
        for first in (
            min(max(0, x - 1), width - span(text)), x, x + 1, x + 1 - span(text),
            x - 1 - span(text), 0,
        )
    ]  # fmt: skip
    return _inside(starts, width)


def _texts(mark: Mark) -> tuple[str, ...]:
    return f"{mark.label} {mark.force}".rstrip(), mark.label, mark.short


def _inside(starts: list[tuple[int, str]], width: int) -> list[_Word]:
    """Return the words that fit, and last of all none."""
    words = [_Word(first, text, faults) for faults, (first, text) in enumerate(starts)]
    fitting = [word for word in words if word.first >= 0 and word.after <= width]
    return [*fitting, _Word(0, "", 2 * len(starts))]


def _together(choices: list[list[_Word]], columns: list[int]) -> tuple[_Word, ...]:
    """Return the best choice of each mark among those that leave each other and pointers alone."""
    free = [[word for word in words if _clear(word, columns)] for words in choices]
    sets = [words for words in product(*free) if _apart(words)]
    return min(sets, key=lambda words: sum(word.faults for word in words))


def _clear(word: _Word, columns: list[int]) -> bool:
    return not any(word.first <= x < word.after for x in columns)


def _apart(words: tuple[_Word, ...]) -> bool:
    said = [word for word in words if word.text]
    return all(
        one.after + _APART <= other.first or other.after + _APART <= one.first
        for one, other in combinations(said, 2)
    )
