"""Why something of the plan was not done: one key each; Escape leaves the rest for later."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless, sentence
from tpdevice.tui.desk import LeftOutView
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.choices import Choice, Choices, ChoicesView
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_ASKED = "It is asked for whoever gave you the plan. Nothing has to be made up for."


class LeftOut(Room):
    """One thing after the other, and four reasons."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        *[Binding(str(n), f"pick({n - 1})", show=False) for n in range(1, 5)],
    ]

    def __init__(self, look: Look, view: LeftOutView, say_why: Callable[[str, str], str]) -> None:
        super().__init__(look)
        self._abouts, self._reasons, self._say_why = view.abouts, view.reasons, say_why
        self._marked, self._said = 0, ""
        self._bar, self._page, self._choices = PlainBar(), Page(), Choices()
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with VerticalScroll(can_focus=False):
            yield self._page
            yield self._choices
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Ask the first question, or say that there is none."""
        self._show()

    def _show(self) -> None:
        look, asked = self.look, bool(self._abouts)
        offers = ("that_is_why" if asked else "next_page", "back")
        self._bar.show(("Why not done?", False), look)
        self._page.write(tuple(self._lines()), look)
        self._choices.display = asked
        rows = tuple(Choice(sentence(each)) for each in self._reasons)
        self._choices.write(ChoicesView(rows, self._marked), look)
        self._touch.show(offers, look)
        self._keys.show(offers, look)

    def _lines(self) -> list[Line]:
        said = [Line(harmless(self._said), TEXT), Line()] if self._said else []
        if not self._abouts:
            return [*(said or [Line("Nothing is asked now.", TEXT)])]
        return [*said, Line(harmless(self._abouts[0]), TEXT, bold=True), Line(_ASKED, MUTED)]

    def chosen(self, name: str, value: int = 0) -> None:
        """Take the reason that is marked or touched, or go on."""
        if name == "choice":
            self.action_pick(value)
        elif name != "start":
            super().chosen(name, value)
        elif self._abouts:
            self.action_pick(self._marked)
        else:
            self.go("home")

    def action_mark(self, by: int) -> None:
        """Mark another reason."""
        self._marked = (self._marked + by) % max(1, len(self._reasons))
        self._show()

    def action_pick(self, number: int) -> None:
        """Take the reason with this number, and go on to the next thing; after the last, home."""
        if not self._abouts or number >= len(self._reasons):
            return
        try:
            self._said = self._say_why(self._abouts[0], self._reasons[number])
        except TpError as error:
            self._said = f"Not kept: {error} {error.hint}"
        self._abouts, self._marked = self._abouts[1:], 0
        self._show()
