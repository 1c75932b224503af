"""What all clients come to: in large figures where there is room, as words on fields elsewhere."""

from collections.abc import Hashable, Iterator
from typing import Final, NamedTuple

from tpdevice.tui.clinicwords import Tally, of, percent
from tpdevice.tui.grid import Grid, clipped, span
from tpdevice.tui.lettering import lettered
from tpdevice.tui.palette import GOOD, INK, LINE, MUTED, PANEL, TEXT, TONES
from tpdevice.tui.pixels import Inks, picture
from tpdevice.tui.widgets.painted import Painted

_LARGE: Final = 6
"""From so many rows on there are large figures."""
_WIDE: Final = 17
"""Columns of a field with a large figure."""


class _Field(NamedTuple):
    figure: str
    words: str
    ground: int

    @property
    def ink(self) -> int:
        return TEXT if self.ground == PANEL else INK


class TallyBand(Painted[Tally]):
    """Clients, how many stand out, how many have gone quiet, and adherence of all."""

    def facts(self, subject: Tally) -> Hashable:
        """Return all of it."""
        return subject

    def paint(self, grid: Grid, subject: Tally) -> None:
        """Draw fields, days, and weeks where there is room."""
        if grid.height >= _LARGE:
            self._large(grid, subject)
        else:
            self._small(grid, subject)

    def _large(self, grid: Grid, tally: Tally) -> None:
        x = 1
        for field in _fields(tally):
            grid.fill(x, 0, _WIDE, grid.height - 1, ground=field.ground)
            rows = grid.height - 3
            paper = grid.look.field(field.ground)
            ink = grid.look.ink(TEXT) if field.ground == PANEL else INK
            pixels = lettered(field.figure, None, _WIDE - 2, rows)
            picture(grid, x + 1, 1, pixels=pixels, inks=Inks((paper, ink)))
            words = clipped(field.words, _WIDE)
            grid.centred(grid.height - 2, words, ink=field.ink, bold=True, x=x, width=_WIDE)
            x += _WIDE + 1
        _words(grid, tally, grid.height - 1, x=1)
        _weeks(grid, tally, x + 1)

    def _small(self, grid: Grid, tally: Tally) -> None:
        x, y = 1, 0
        for field in _fields(tally):
            text = f" {field.figure} {field.words} "
            if x + span(text) > grid.width and x > 1:
                x, y = 1, y + 1
            grid.write(x, y, text, ink=field.ink, ground=field.ground, bold=True)
            x += span(text) + 1
        _words(grid, tally, y + 1, x=1)


def _fields(tally: Tally) -> Iterator[_Field]:
    share = tally.days.percent
    yield _Field(f"{tally.clients}", "client" if tally.clients == 1 else "clients", PANEL)
    grave = TONES["less"] if tally.noticed else PANEL
    yield _Field(f"{tally.noticed}", "with exceptions", grave)
    yield _Field(f"{tally.quiet}", "gone quiet", TONES["ask"] if tally.quiet else PANEL)
    yield _Field("-" if share is None else f"{share}", "% of days done", GOOD if share else PANEL)


def _words(grid: Grid, tally: Tally, y: int, *, x: int) -> None:
    whole = f"{tally.span} · days {of(tally.days)} · in the band {percent(tally.held)}"
    text = whole if span(whole) < grid.width - x else f"{tally.span}"
    grid.write(x, y, clipped(text, grid.width - x - 1), ink=MUTED)


def _weeks(grid: Grid, tally: Tally, x: int) -> None:
    """Draw the days done of each week as a column, the newest to the right."""
    room, rows = grid.width - x - 1, grid.height - 3
    if room < len(_TITLE) or not tally.weeks:
        return
    wide = max(1, min(4, room // len(tally.weeks)))
    shown = tally.weeks[-(room // wide) :]
    for number, (done, asked) in enumerate(shown):
        high = min(rows, round(rows * done / asked)) if asked else 0
        for row in range(rows):
            full = rows - row <= high
            text = ("█" if full else "░") * max(1, wide - 1)
            if asked:
                grid.write(x + number * wide, 1 + row, text, ink=GOOD if full else LINE)
    grid.write(x, grid.height - 2, _TITLE, ink=MUTED)


_TITLE: Final = "days done, week by week"
