"""All clients, a row each: what stands out, what was done, and when somebody pressed last."""

from typing import Final

from tpdevice.clinic.overview import Client
from tpdevice.core.text import harmless
from tpdevice.tui.clinicwords import (
    GRAVE,
    NOTHING,
    SIGNS,
    bar,
    counted,
    heard,
    of,
    percent,
    ratings,
    stands_out,
)
from tpdevice.tui.grid import Grid, clipped, span
from tpdevice.tui.palette import GOOD, LINE, MUTED, TEXT, TONES
from tpdevice.tui.widgets.longlist import LongList
from tpdevice.tui.widgets.plainbar import SIMULATED, write_simulated

BROAD: Final = 114
"""From so many columns on a row is one line of a table: names of 12 letters have room."""
WIDE: Final = 60
"""From so many columns on it is two lines."""
_BAR: Final = 11
"""Columns of the bar; SIMULATED stands in its place."""
_HEADS: Final = ("signs", " cap", "  7+", "stop")
_GAP: Final = 2
_LEFT: Final = 2
_NAMED: Final = 24
"""Where it is said what stands out, beside names that are short enough."""
_SHORTEST: Final = 4
"""Columns of a name, however little room there is."""


class ClientList(LongList[Client]):
    """A table where there is room for it; two lines or three for each client elsewhere."""

    def high(self, width: int) -> int:
        """Return one, two, or three and a gap."""
        return 1 if width >= BROAD else 2 if width >= WIDE else 4

    def heading(self, width: int) -> int:
        """Return the row of names over the table."""
        return 1 if width >= BROAD else 0

    def draw_heading(self, grid: Grid) -> None:
        """Name the columns."""
        if grid.width < BROAD:
            return
        at = _columns(grid.width)
        for x, text in zip(_counts_at(at["counts"]), _HEADS, strict=True):
            grid.write(x, 0, text, ink=MUTED)
        grid.write(_LEFT, 0, "client", ink=MUTED)
        for name, text in _NAMES.items():
            grid.write(at[name], 0, text, ink=MUTED)

    def draw(self, grid: Grid, row: Client, y: int, *, here: bool) -> None:
        """Draw one client."""
        if grid.width >= BROAD:
            _in_a_line(grid, row, y, here=here)
        else:
            _in_lines(grid, row, y)


_WIDTHS: Final = {"counts": 20, "bar": _BAR, "days": 10, "held": 24, "ratings": 10, "heard": 14}
_NAMES: Final = {
    "bar": "days done",
    "held": "seconds in the band",
    "ratings": "rated",
    "heard": "last pressed",
}


def _columns(width: int) -> dict[str, int]:
    """Return where each column begins; the name takes what is left."""
    x, found = width - 1, {}
    for name, wide in reversed(_WIDTHS.items()):
        x -= wide
        found[name] = x
        x -= _GAP if name != "days" else 1
    return found


def _counts_at(x: int) -> list[int]:
    """Return where each count begins."""
    return [x + sum(span(each) + 1 for each in _HEADS[:number]) for number in range(len(_HEADS))]


def _in_a_line(grid: Grid, client: Client, y: int, *, here: bool) -> None:
    at = _columns(grid.width)
    name = clipped(harmless(client.name), at["counts"] - _GAP - _LEFT)
    grid.write(_LEFT, y, name, ink=TEXT, bold=here or heard(client)[1] or stands_out(client))
    for kind, x, head in zip(GRAVE, _counts_at(at["counts"]), _HEADS, strict=True):
        number = client.counts.get(kind, 0)
        text = str(number) if number else "·"
        ink = SIGNS[kind][1] if number else LINE
        grid.write(x + span(head) - span(text), y, text, ink=ink, bold=bool(number))
    if client.simulated:
        write_simulated(grid, at["bar"], y)
    else:
        _bar(grid, client, at["bar"], y, _BAR)
    grid.write(at["days"], y, of(client.days), ink=TEXT)
    held = f"{of(client.held)} s"
    grid.write(at["held"], y, held, ink=MUTED)
    share = percent(client.held)
    grid.write(at["held"] + _WIDTHS["held"] - span(share), y, share, ink=TEXT)
    grid.write(at["ratings"], y, ratings(client), ink=TEXT)
    _heard(grid, client, at["heard"], y)


def _in_lines(grid: Grid, client: Client, y: int) -> None:
    right = grid.width - 2 - span(heard(client)[0])
    _heard(grid, client, right, y)
    wide = grid.width >= WIDE
    # What stands out keeps its room beside a long name.
    kept = _needed(client) + _GAP if wide else 0
    if client.simulated:
        kept += span(SIMULATED) + 1
    name = clipped(harmless(client.name), max(_SHORTEST, right - _LEFT - 1 - kept))
    grid.write(_LEFT, y, name, ink=TEXT, bold=True)
    x = _LEFT + span(name) + 1
    if client.simulated:
        write_simulated(grid, x, y)
        x += span(SIMULATED) + 1
    if wide:
        _counted(grid, client, max(x + 1, _NAMED), y, right - 1)
    else:
        _counted(grid, client, _LEFT, y + 1, grid.width - 2)
    _done(grid, client, y + (1 if wide else 2))


def _needed(client: Client) -> int:
    """Return how many columns it takes at least to say what stands out."""
    said = [span(text) + _GAP for text, _ in counted(client, short=True)]
    return sum(said) if said else span(_nothing(client))


def _done(grid: Grid, client: Client, y: int) -> None:
    """Write days and seconds, as much of them as there is room for."""
    _bar(grid, client, _LEFT, y, 8)
    held = f"{percent(client.held)} in band"
    parts = [f"{of(client.days)} days"]
    if grid.width >= WIDE:
        parts += [f"{of(client.held)} s, {held}", f"rated {ratings(client)}"]
    else:
        parts += [held]
    grid.write(_LEFT + 9, y, clipped(" · ".join(parts), grid.width - _LEFT - 10), ink=MUTED)


def _counted(grid: Grid, client: Client, x: int, y: int, end: int) -> None:
    """Write what stands out until a column, in short where it has to be."""
    said = list(counted(client))
    if sum(span(text) + _GAP for text, _ in said) > end - x + _GAP:
        said = list(counted(client, short=True))
    if not said:
        grid.write(x, y, clipped(_nothing(client), end - x), ink=MUTED)
    for text, ink in said:
        if x + span(text) > end:
            grid.write(x, y, "…", ink=MUTED)
            return
        grid.write(x, y, text, ink=ink, bold=True)
        x += span(text) + _GAP


def _nothing(client: Client) -> str:
    """Return that nothing stands out, unless silence does."""
    return "" if heard(client)[1] else NOTHING


def _bar(grid: Grid, client: Client, x: int, y: int, room: int) -> None:
    done, rest = bar(client.days, room)
    grid.write(x, y, done, ink=GOOD)
    grid.write(x + len(done), y, rest, ink=LINE)


def _heard(grid: Grid, client: Client, x: int, y: int) -> None:
    text, quiet = heard(client)
    grid.write(x, y, text, ink=TONES["ask"] if quiet else MUTED, bold=quiet)
