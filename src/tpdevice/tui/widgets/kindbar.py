"""What can be shown, of which one is: a click says which, as `kind`."""

from collections.abc import Hashable
from dataclasses import dataclass

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import CAP, INK
from tpdevice.tui.widgets.painted import Painted, Spot


@dataclass(frozen=True, slots=True)
class Kinds:
    """Words with their colours, and which of them is shown."""

    words: tuple[tuple[str, int], ...]
    chosen: int


class KindBar(Painted[Kinds]):
    """Draws them beside each other; in one row with little room those around the chosen one."""

    def facts(self, subject: Kinds) -> Hashable:
        """Return all of it."""
        return subject

    def paint(self, grid: Grid, subject: Kinds) -> None:
        """Draw them from the first on that leaves the chosen one in sight."""
        for first in range(subject.chosen + 1):
            places = _placed(subject, grid, first)
            if any(number == subject.chosen for number, *_ in places):
                break
        for number, x, y in places:
            text, ink = subject.words[number]
            here = number == subject.chosen
            text = f"[{text}]" if here else f" {text} "
            if here:
                grid.write(x, y, text, ink=INK, ground=CAP, bold=True)
            else:
                grid.write(x, y, text, ink=ink)
            self.spots.append(Spot(x, y, span(text), 1, "kind", number))


def _placed(subject: Kinds, grid: Grid, first: int) -> list[tuple[int, int, int]]:
    """Return which of them find room from one on, and where."""
    x, y, found = 1, 0, []
    for number, (text, _) in enumerate(subject.words[first:], first):
        wide = span(text) + 2
        if x + wide > grid.width and x > 1:
            x, y = 1, y + 1
        if y >= grid.height:
            break
        found.append((number, x, y))
        x += wide + 1
    return found
