"""One client's days in lines: what stands out first, then every session."""

from typing import Final

from tpdevice.clinic.overview import Seen
from tpdevice.core.text import harmless
from tpdevice.homework.report import worded
from tpdevice.store.clinic.reading import KeptSession
from tpdevice.tui.clinicwords import SIGNS
from tpdevice.tui.grid import Grid, clipped, wrapped
from tpdevice.tui.palette import MUTED, ORB_IN, TEXT
from tpdevice.tui.widgets.longlist import LongList
from tpdevice.tui.widgets.plainbar import SIMULATED, write_simulated

Item = str | Seen | KeptSession
"""A heading, or a row under it."""
_WIDE: Final = 60
_LEFT: Final = 1
_AFTER: Final = 11
"""Columns of the date and the gap behind it."""
_PLACE: Final = 10
"""Columns of a place and the gap behind it."""


class SessionList(LongList[Item]):
    """A line each; three on a phone."""

    def high(self, width: int) -> int:
        """Return one, or three."""
        return 1 if width >= _WIDE else 3

    def draw(self, grid: Grid, row: Item, y: int, *, here: bool) -> None:
        """Draw a heading or a row."""
        del here
        if isinstance(row, str):
            at = y if grid.width >= _WIDE else y + 1
            grid.write(0, at, clipped(row, grid.width - 1), ink=ORB_IN, bold=True)
        elif isinstance(row, Seen):
            _seen(grid, row, y)
        else:
            _session(grid, row, y)


def _seen(grid: Grid, row: Seen, y: int) -> None:
    sign, ink = SIGNS[row.kind]
    x = _LEFT + _AFTER
    grid.write(_LEFT, y, f"{row.day}", ink=MUTED)
    grid.write(x, y, sign, ink=ink, bold=True)
    place, words = harmless(row.place), harmless(row.words)
    if grid.width >= _WIDE:
        grid.write(x + 2, y, clipped(place, _PLACE - 1), ink=TEXT)
        end = _made_up(grid, y) if row.simulated else grid.width - 1
        grid.write(x + 2 + _PLACE, y, clipped(words, end - x - 2 - _PLACE), ink=TEXT)
        return
    if row.simulated:
        _made_up(grid, y)
    grid.write(x + 2, y, clipped(f"{row.kind}", 16), ink=ink, bold=True)
    told = f"{place}: {words}" if place else words
    for below, text in enumerate(wrapped(told, grid.width - _LEFT - 2, most=2), 1):
        grid.write(_LEFT, y + below, text, ink=TEXT)


def _session(grid: Grid, row: KeptSession, y: int) -> None:
    x, place = _LEFT + _AFTER, harmless(row.place)
    grid.write(_LEFT, y, f"{row.day}", ink=MUTED)
    end = _made_up(grid, y) if row.simulated else grid.width - 1
    parts = _parts(row)
    if grid.width >= _WIDE:
        grid.write(x + 2, y, clipped(place, _PLACE - 1), ink=TEXT)
        room = end - x - 2 - _PLACE
        grid.write(x + 2 + _PLACE, y, clipped(" · ".join(filter(None, parts)), room), ink=TEXT)
        return
    grid.write(x + 2, y, clipped(place, end - x - 2), ink=TEXT, bold=True)
    room = grid.width - _LEFT - 2
    for below, texts in enumerate((parts[:2], parts[2:]), 1):
        line = clipped(" · ".join(filter(None, texts)), room)
        grid.write(_LEFT, y + below, line, ink=TEXT if below == 1 else MUTED)


def _parts(row: KeptSession) -> tuple[str, ...]:
    """Return what is told of a session: first what was held and rated, then what came of it."""
    held = f"held {row.held_s:.0f} of {row.asked_s:.0f} s"
    ended = "" if row.ending == "finished" else worded.ended(row.ending)
    sore = "" if row.soreness is None else f"sore {row.soreness} later"
    unseen = f"no data {row.no_data_s:.0f} s" if row.no_data_s >= 1 else ""
    return held, _rated(row), sore, ended, unseen, harmless(row.outcome), harmless(row.tool)


def _rated(row: KeptSession) -> str:
    if row.first_rating is None:
        return ""
    last = "" if row.last_rating is None else f" → {row.last_rating}"
    return f"rated {row.first_rating}{last}"


def _made_up(grid: Grid, y: int) -> int:
    """Mark a row as simulated; return where that begins."""
    x = grid.width - 2 - len(SIMULATED)
    write_simulated(grid, x, y)
    return x - 1
