"""How much of each thing has room on one sheet: less, and smaller, with more places."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Room:
    """What one page shows; the rest is counted on it, and told in the Markdown."""

    cls: str
    """Of the style sheet: how small it is printed."""
    weeks: int
    traces: int
    notes: int
    charts: int = 2
    lines: int = 9
    """Of exceptions."""


_ROOMS: Final = (
    (1, Room("one", weeks=8, traces=18, notes=2)),
    (2, Room("two", weeks=8, traces=12, notes=2)),
    (4, Room("four", weeks=8, traces=6, notes=1)),
)
"""Up to so many places. Chosen, and looked at: a full page of each is one sheet of A4."""
_BUSY: Final = Room("busy", weeks=8, traces=18, notes=2)
"""One place of which there is much to tell."""
_LINES_MOST: Final = 10
_MANY: Final = Room("many", weeks=4, traces=6, notes=1)


def room_for(places: int, lines: int) -> Room:
    """Return what has room in a report of so many places, and so many lines about them."""
    if places == 1 and lines > _LINES_MOST:
        return _BUSY
    return next((room for most, room in _ROOMS if places <= most), _MANY)
