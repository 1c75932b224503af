"""How it went over weeks: marks with errors, force at the same rating, ratings, and the day after.

Chance is never called a change.
"""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll

from tpdevice.core.text import sentence
from tpdevice.homework.helped import NOTE as TOGETHER
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.past import Rated, Trend, TrendsView
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.markchart import MarkChart
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar
from tpdevice.tui.widgets.ratingchart import RatingChart

_NONE: Final = (
    Line(),
    Line("Nothing was pressed yet.", TEXT, bold=True),
    Line("The first session makes the first marks, ratings and days.", MUTED),
)
NOTE: Final = (
    "The line through each mark is its error: that of slow presses on one day. From day to day "
    "marks of the same person wander further."
)
RATED: Final = (
    "Under steady pressure ratings often come down by themselves, and they wander from day to "
    "day. They are shown as you gave them, and nothing is made of them here."
)

STARS: Final = "Each star is a session here with this tool; three stars are three or more."


class Trends(Room):
    """One place and tool at a time; the arrows lead to the next."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("log"),
        Binding("q,enter", "back", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
    ]

    def __init__(self, look: Look, view: TrendsView) -> None:
        super().__init__(look)
        self._trends, self._since, self._at = view.trends, view.since, 0
        self._bar, self._page = PlainBar(), Page()
        self._marks, self._ratings = MarkChart(), RatingChart()
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with VerticalScroll():
            with Container(id="charts"):
                yield self._marks
                yield self._ratings
            yield self._page
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show the newest place."""
        self._show()

    def _show(self) -> None:
        more = len(self._trends) > 1
        self._marks.display = bool(self._trends) and bool(self._trends[self._at].tender)
        self._ratings.display = bool(self._trends) and bool(self._trends[self._at].ratings)
        if not self._trends:
            self._bar.show(("Over time", False), self.look)
            self._page.write(_NONE, self.look)
        else:
            trend = self._trends[self._at]
            number = f" · {self._at + 1} of {len(self._trends)}" if more else ""
            self._bar.show((f"{trend.place} · {trend.tool}{number}", trend.simulated), self.look)
            self._marks.show(trend, self.look)
            self._ratings.show(trend, self.look)
            self._page.write(lines_of(trend, self._since), self.look)
        keys = (*(("other_place",) if more else ()), "log", "back")
        self._touch.show(keys[-3:], self.look)
        self._keys.show(keys, self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Show the next place, or go where a key leads."""
        if name == "other_place":
            self.action_turn(1)
        else:
            super().chosen(name, value)

    def action_turn(self, by: int) -> None:
        """Show another place."""
        if self._trends:
            self._at = (self._at + by) % len(self._trends)
            self._show()


def lines_of(trend: Trend, since: str = "") -> Lines:
    """Return what may be said of a place, and the ratings of each session."""
    said = [Line(text[:1].upper() + text[1:], TEXT) for text in trend.sentences]
    older = [Line(left_out(since), MUTED)] if since else []
    rated = [Line(f"{each.date}   {_rated(each)}", TEXT, sign="  ") for each in trend.ratings]
    sore = any(each.sore is not None for each in trend.ratings)
    title = f"How strong, first and last{', and how sore the next day' * sore}"
    heading = [Line(), Line(title, TEXT, bold=True), Line(RATED, MUTED)]
    note = [Line(NOTE, MUTED)] if trend.tender else []
    told = (*said, *note, *older, *_helped(trend), *_days(trend))
    return (*told, *(heading if rated else ()), *rated)


def _helped(trend: Trend) -> Lines:
    if not trend.helped:
        return ()
    heading = (Line(), Line("What helped", TEXT, bold=True), Line(TOGETHER, MUTED))
    return (*heading, *[Line(sentence(text), TEXT, sign="  ") for text in trend.helped])


def _days(trend: Trend) -> Lines:
    if not trend.months:
        return ()
    heading = (Line(), Line("Days", TEXT, bold=True), Line(STARS, MUTED))
    rows = (row for month in trend.months for row in ("", *month))
    return (*heading, *[Line(sign=f"  {row}") for row in rows])


def left_out(since: str) -> str:
    """Return that this is not all, and where the rest is."""
    return (
        f"Sessions before {since} are left out here. `tpdevice log` with the name of a place looks "
        "further back."
    )


def _rated(each: Rated) -> str:
    return each.text if each.sore is None else f"{each.text} · sore {each.sore}"
