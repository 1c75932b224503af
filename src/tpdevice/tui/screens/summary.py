"""The session in a few honest numbers."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tpdevice.tui.grid import span
from tpdevice.tui.look import Look
from tpdevice.tui.palette import GOOD, MUTED, TEXT
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.sumup import parts_text
from tpdevice.tui.view import RepetitionLine, SummaryView
from tpdevice.tui.widgets.bigtext import BigText
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.partsbar import PartsBar
from tpdevice.tui.widgets.plainbar import PlainBar

_PADDING = 5
"""Columns beside the text, the scroll bar among them."""
_GAP = 2
"""Columns between two columns of figures."""


class SummaryScreen(StageScreen):
    """What was held, what was reported, and why it ended."""

    AUTO_FOCUS = "VerticalScroll"

    def __init__(self) -> None:
        super().__init__()
        self._bar = PlainBar()
        self._cue = CueField()
        self._parts = PartsBar()
        self._figures = BigText()
        self._page = Page()
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        yield self._parts
        yield self._figures
        with VerticalScroll():
            yield self._page
        yield self._keys

    def show(self, scene: Scene, look: Look) -> None:
        """Show the summary."""
        summary = scene.summary
        if summary is None:
            return
        title = f"{summary.title} · {summary.side} · {summary.tool}"
        self._bar.show((title, scene.simulated), look)
        self._cue.show(summary.cue, look)
        bar = self._parts
        bar.display = summary.total_s > 0
        bar.show(summary.parts, look)
        big = self._figures
        big.set_class("→" in summary.rating, "-said")
        big.show(summary.rating, look)
        self._page.write(lines_of(summary, self.size.width - _PADDING), look)
        self._keys.show(scene.offers(), look)


def lines_of(summary: SummaryView, room: int) -> Lines:
    """Return the summary as lines."""
    lines = [Line(summary.ending, TEXT, bold=True)]
    if summary.advice:
        lines += [Line(), Line(summary.advice, TEXT)]
    if summary.lines:
        lines += [
            Line(parts_text(summary), TEXT),
            Line(),
            Line(f"How strong   {summary.rating}", TEXT, bold=True),
            Line(summary.outcome, GOOD, bold=True),
            Line(),
            *[Line(text, MUTED) for text in _table(summary.lines, room)],
            Line(" · ".join(summary.facts), MUTED),
        ]
    elif summary.not_coached:
        lines += [Line(summary.outcome, TEXT), Line(summary.not_coached, TEXT)]
    else:
        lines.append(Line(summary.outcome, MUTED))
    if summary.trouble:
        lines += [Line(), Line(summary.trouble, MUTED, sign="! ")]
    return tuple(lines)


def _table(lines: tuple[RepetitionLine, ...], room: int) -> list[str]:
    """Return the repetitions in columns, with fewer of them where not all fit."""
    whole = _columns([_whole(line) for line in lines])
    if max(span(text) for text in whole) <= room:
        return whole
    return _columns([(line.held, line.rating, line.outcome) for line in lines])


def _whole(line: RepetitionLine) -> tuple[str, ...]:
    figures = (f"held {line.held}", f"mean {line.mean}", f"peak {line.peak}")
    return (line.name, *figures, line.rating, line.outcome)


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    """Return each row as one line, every column as wide as its widest entry."""
    wide = [max(span(text) for text in column) for column in zip(*rows, strict=True)]
    return [
        "".join(f"{text:<{most + _GAP}}" for text, most in zip(row, wide, strict=True)).rstrip()
        for row in rows
    ]
