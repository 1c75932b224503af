"""What a screen shows, as text one can review: characters, and colours and weight by letter."""

from collections.abc import Callable
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import get_character_cell_size
from rich.color import Color
from textual.app import App
from textual.pilot import Pilot

from tpdevice.core.settings import Settings
from tpdevice.runtime.content import questions
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.seat import Seat
from tpdevice.tui import palette
from tpdevice.tui.app import Left, SessionApp
from tpdevice.tui.look import Look
from tpdevice.tui.stagehand import Stagehand

_LETTERS = {
    ".": palette.GROUND, ",": palette.PANEL, "_": palette.TROUGH, "-": palette.LINE,
    "w": palette.TEXT, "u": palette.MUTED, "k": palette.INK, "c": palette.CAP,
    "g": palette.GOOD, "B": palette.BAND, "h": palette.HATCH, "O": palette.ORB,
    "N": palette.ORB_IN, "R": palette.ORB_RING, "D": palette.BODY, "M": palette.MADE_UP,
    "b": palette.TONES["more"], "o": palette.TONES["less"], "r": palette.TONES["stop"],
    "y": palette.TONES["ask"], "l": palette.TONES["rest"], "s": palette.TONES["slow"],
    "d": palette.TONES["done"],
}  # fmt: skip


class Shown(NamedTuple):
    """One cell as it reached the terminal."""

    char: str
    ink: int | None
    paper: int | None
    reverse: bool
    bold: bool


def app_on(
    seat: Seat,
    look: Look,
    *,
    clock: Callable[[], int] = lambda: 0,
    settings: Settings | None = None,
    simulated: bool = False,
    one_hand: OneHand | None = None,
) -> SessionApp:
    """Return the app of a session that is there at once."""

    def bring(app: SessionApp) -> Stagehand:
        return Stagehand(
            app,
            seat,
            questions=questions(),
            simulated=simulated,
            one_hand=one_hand,
            clock_ns=clock,
        )

    return SessionApp(bring, look=look, settings=settings, simulated=simulated)


async def settled(app: SessionApp, pilot: Pilot[Left]) -> None:
    """Let the screen that fits be there and be drawn."""
    for _ in range(3):
        await pilot.pause()
        if app.return_value is None:
            await app.frame()
    await pilot.pause()


def cells_of(app: App[Any]) -> list[list[Shown]]:
    rows = []
    for strip in app.screen._compositor.render_strips():
        row: list[Shown] = []
        for segment in strip:
            style = segment.style
            ink = None if style is None else _rgb(style.color)
            paper = None if style is None else _rgb(style.bgcolor)
            reverse = style is not None and bool(style.reverse)
            bold = style is not None and bool(style.bold)
            for char in segment.text:
                cell = Shown(char, ink, paper, reverse, bold)
                row.append(cell)
                row += [cell._replace(char="")] * (get_character_cell_size(char) - 1)
        rows.append(row)
    return rows


def _rgb(colour: Color | None) -> int | None:
    if colour is None or colour.is_default:
        return None
    red, green, blue = colour.get_truecolor()
    return red << 16 | green << 8 | blue


def text_of(app: App[Any]) -> str:
    return "\n".join("".join([cell.char for cell in row]).rstrip() for row in cells_of(app))


def golden_of(app: App[Any]) -> str:
    """Return the characters, then ground, ink and weight of each row, run by run.

    Weight is `b` for bold, `r` for reverse, `x` for both and `.` for neither.
    """
    rows = cells_of(app)
    width = len(rows[0])
    lines = [f"{width}x{len(rows)}", "", text_of(app), "", "ground"]
    lines += _folded([_runs([_letter(cell.paper) for cell in row]) for row in rows])
    lines += ["", "ink"]
    inks = [[_letter(c.ink) if c.char.strip() else " " for c in row] for row in rows]
    lines += _folded([_runs(row) for row in inks])
    lines += ["", "weight"]
    lines += _folded([_runs([_weight(cell) for cell in row]) for row in rows])
    return "\n".join(lines) + "\n"


def _letter(colour: int | None) -> str:
    if colour is None:
        return "?"
    return min(_LETTERS, key=lambda letter: _distance(_LETTERS[letter], colour))


def _weight(cell: Shown) -> str:
    return ".brx"[cell.bold + 2 * cell.reverse]


def _distance(one: int, other: int) -> int:
    return sum((((one >> s) & 255) - ((other >> s) & 255)) ** 2 for s in (16, 8, 0))


def _runs(letters: list[str]) -> str:
    runs = [(letter, len(list(run))) for letter, run in groupby(letters)]
    return " ".join([f"{count}{letter}" for letter, count in runs if letter != " " or count > 2])


def _folded(lines: list[str]) -> list[str]:
    """Return lines with equal neighbours counted."""
    return [
        f"{line}   x{count}" if count > 1 else line
        for line, count in [(line, len(list(run))) for line, run in groupby(lines)]
    ]
