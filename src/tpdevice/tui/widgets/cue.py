"""The field of the cue: one word, one shape, one colour."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid, clipped, span, wrapped
from tpdevice.tui.lettering import lettered
from tpdevice.tui.palette import INK, tone
from tpdevice.tui.pixels import Inks, picture
from tpdevice.tui.view import CueView
from tpdevice.tui.widgets.painted import Painted

_ROOMY = 9
"""From so many rows on the field has an edge of its own colour."""
_LINES = 2
"""Rows of the sentence, at most: the word is to be read from afar."""
_COARSE = 10
"""Letters made of whole cells cannot be read in a lower field."""


class CueField(Painted[CueView]):
    """Draws the cue as large as its place allows."""

    def facts(self, subject: CueView) -> Hashable:
        """Return the cue itself."""
        return subject

    def paint(self, grid: Grid, subject: CueView) -> None:
        """Draw shape and word, and the sentence under them."""
        colour = tone(subject.tone)
        grid.fill(0, 0, grid.width, grid.height, ground=colour)
        coarse = grid.look.ascii and not grid.look.colour and grid.height < _COARSE
        if grid.height < 4 or grid.width < 24 or coarse:
            self._in_a_line(grid, subject)
            return
        lines = wrapped(subject.text, grid.width - 2, most=_LINES)
        edge = 1 if grid.height >= _ROOMY else 0
        first = grid.height - edge - len(lines)
        for row, line in enumerate(lines):
            grid.centred(first + row, line, ink=INK, bold=True)
        top = 1 if grid.height >= 6 else 0
        room = first - top - (1 if grid.height >= 7 else 0)
        pixels = lettered(subject.word, subject.shape, grid.width - 4, room)
        picture(grid, 2, top, pixels=pixels, inks=Inks((colour, INK)))

    def _in_a_line(self, grid: Grid, subject: CueView) -> None:
        spaced = f"{subject.shape}   {' '.join(subject.word)}"
        word = spaced if span(spaced) <= grid.width else f"{subject.shape} {subject.word}"
        word = clipped(word, grid.width)
        grid.centred(max(0, (grid.height - 2) // 2), word, ink=INK, bold=True)
        if grid.height > 1:
            text = clipped(subject.text, grid.width)
            grid.centred(max(0, (grid.height - 2) // 2) + 1, text, ink=INK)
