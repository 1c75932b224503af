"""A terminal that understands what is drawn on it, and nothing else."""

import re
from collections.abc import Callable
from typing import Any

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from screen_text import Shown
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|\x1b\[[^@-~]*[@-~]|([^\x1b])", re.DOTALL)

_BLANK = Shown(" ", ink=None, paper=None, reverse=False, bold=False)


class Seen(HeadlessDriver):
    """A driver that passes on what is drawn."""

    is_headless = False


class Terminal:
    """Cells, and how often and how much was written."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells = [[_BLANK] * columns for _ in range(rows)]
        self.writes: list[str] = []
        self._x = self._y = 0
        self._pen = _BLANK

    def take(self, text: str) -> None:
        self.writes.append(text)
        for found in _TOKEN.finditer(text):
            row, column, codes, char = found.groups()
            if row:
                self._y, self._x = int(row) - 1, int(column) - 1
            elif codes is not None:
                self._wear([int(code or 0) for code in codes.split(";")])
            elif char == "\n":
                self._x, self._y = 0, self._y + 1
            elif char:
                self._put(char)

    def _put(self, char: str) -> None:
        for part in (char, *[""] * (get_character_cell_size(char) - 1)):
            self.cells[self._y][self._x] = self._pen._replace(char=part)
            self._x += 1

    def _wear(self, codes: list[int]) -> None:
        plain: dict[int, dict[str, Any]] = {
            0: {"ink": None, "paper": None, "reverse": False, "bold": False},
            1: {"bold": True}, 22: {"bold": False}, 7: {"reverse": True}, 27: {"reverse": False},
            39: {"ink": None}, 49: {"paper": None},
        }  # fmt: skip
        while codes:
            code, *codes = codes
            if code in (38, 48):
                _, red, green, blue, *codes = codes
                which = "ink" if code == 38 else "paper"
                self._pen = self._pen._replace(**{which: red << 16 | green << 8 | blue})
            else:
                self._pen = self._pen._replace(**plain[code])


def looked_at(app: App[Any], columns: int, rows: int) -> Terminal:
    """Return the terminal on which an app is drawn from now on."""
    terminal = Terminal(columns, rows)
    driver = app._driver
    assert driver is not None
    driver.__class__ = Seen
    app.console._color_system = ColorSystem.TRUECOLOR
    taking: Callable[[str], None] = terminal.take
    driver.write = taking  # type: ignore[method-assign]
    return terminal


def told_apart(cells: list[list[Shown]]) -> list[list[Shown]]:
    """Return cells without what cannot be seen: the ink of a blank."""
    return [
        [c._replace(ink=None, bold=False) if c.char == " " else c for c in row] for row in cells
    ]
