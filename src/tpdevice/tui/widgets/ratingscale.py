"""How strong is it: 0 to 10, each figure with its key and a place to touch."""

from collections.abc import Hashable
from typing import Final

from tpdevice.core import rules
from tpdevice.tui.grid import Grid, span
from tpdevice.tui.lettering import lettered
from tpdevice.tui.palette import GOOD, INK, MUTED, TEXT, TONES
from tpdevice.tui.pixels import Inks, picture
from tpdevice.tui.widgets.painted import Painted, Spot

_WIDE: Final = 66
"""From so many columns on all figures stand in one row."""
# Longer words first; the first that fits is taken.
_WORDS: Final = (
    (0, 0, "no"),
    (1, rules.RATING_LIGHT, "light"),
    (rules.RATING_LIGHT + 1, rules.RATING_STRONG - 1, "comfortably intense|comfortable"),
    (rules.RATING_STRONG, rules.RATING_STRONG, "strong"),
    (rules.RATING_STOP, rules.RATING_MAX, "too strong: stops|too strong"),
)
_FIGURE: Final = 4
"""Columns that a large figure needs."""
_SHARP: Final = rules.RATING_MAX + 1


def _colour(value: int) -> int:
    if value <= rules.RATING_LIGHT:
        return TONES["rest"]
    if value < rules.RATING_STRONG:
        return GOOD
    return TONES["less"] if value < rules.RATING_STOP else TONES["stop"]


class RatingScale(Painted[bool]):
    """Draws the scale; the subject is whether an answer is awaited."""

    def facts(self, subject: bool) -> Hashable:  # noqa: FBT001
        """Return whether it is awaited."""
        return subject

    def paint(self, grid: Grid, subject: bool) -> None:  # noqa: FBT001
        """Draw one row of boxes, or two."""
        if not subject:
            return
        if grid.width >= _WIDE:
            self._one_row(grid)
        else:
            self._two_rows(grid)

    def _one_row(self, grid: Grid) -> None:
        wide = (grid.width - 2) // (rules.RATING_MAX + 1)
        left = (grid.width - wide * (rules.RATING_MAX + 1) + 1) // 2
        high = min(max(grid.height - 2, 1), 6)
        top = max(0, (grid.height - high - 1) // 2)
        for value in range(rules.RATING_MAX + 1):
            self._box(grid, (left + value * wide, top, wide - 1, high), value)
        for first, last, word in _WORDS:
            room = (last - first + 1) * wide - 1
            text = next((w for w in word.split("|") if span(w) <= room), "")
            grid.centred(
                top + high, text, ink=TEXT if first == 4 else MUTED, bold=first == 4,
                x=left + first * wide, width=room,
            )  # fmt: skip

    def _two_rows(self, grid: Grid) -> None:
        wide = grid.width // 6
        left = (grid.width - wide * 6 + 1) // 2
        high = max(1, min((grid.height - 2) // 2, 5))
        step = high + (1 if grid.height >= 2 * high + 2 else 0)
        for value in range(_SHARP + 1):
            x, y = left + value % 6 * wide, value // 6 * step
            self._box(grid, (x, y, wide - 1, high), value)
        grid.centred(step + high, "4 to 6 is comfortably intense", ink=MUTED)

    def _box(self, grid: Grid, box: tuple[int, int, int, int], value: int) -> None:
        x, y, wide, high = box
        colour = _colour(value)
        grid.fill(x, y, wide, high, ground=colour)
        if value == _SHARP:
            grid.centred(y + high // 2, "sharp", ink=INK, bold=True, x=x, width=wide)
            self.spots.append(Spot(x, y, wide, high, "sharp"))
            return
        text = str(value)
        if high >= 5 and wide >= _FIGURE * len(text):
            pixels = lettered(text, None, wide, high - 2)
            picture(grid, x, y + 1, pixels=pixels, inks=Inks((colour, INK)))
        else:
            grid.centred(y + high // 2, text, ink=INK, bold=True, x=x, width=wide)
        if value == rules.RATING_MAX and high >= 3:
            grid.centred(y + high - 1, "x", ink=INK, x=x, width=wide)
        self.spots.append(Spot(x, y, wide, high, "rate", value))
