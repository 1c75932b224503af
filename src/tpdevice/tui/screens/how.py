"""With what and how a place is pressed: last time's answers stand there, and one key takes them."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from tpdevice.core.text import harmless
from tpdevice.tui.desk import HowView
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.choices import Choice, Choices, ChoicesView
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_OTHER: Final = "another, to be named"
_IN_WORDS: Final = {
    "hand": "by hand",
    "cane": "with a cane",
    "wall": "leaning at a wall",
    "lying": "lying on it",
}
_LONGEST: Final = 80


class How(Room):
    """The last room before a session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, look: Look, view: HowView, about: Mapping[str, object]) -> None:
        super().__init__(look)
        self._view, self._about = view, about
        self._choices_of = {
            "side": view.sides,
            "with": (*view.tools, _OTHER),
            "pressed": view.supports,
        }
        self._at = {"side": view.side, "with": view.tools[0], "pressed": view.support}
        self._asked = [name for name, all_ in self._choices_of.items() if len(all_) > 1]
        self._marked = self._asked.index("with")
        self._bar, self._rows, self._page = PlainBar(), Choices(), Page()
        self._field = Input(placeholder="such as hook cane, or ball", max_length=_LONGEST)
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with VerticalScroll(can_focus=False):
            yield self._rows
            yield self._field
            yield self._page
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show what was answered last time."""
        self._bar.show((harmless(self._view.name), False), self.look)
        self._keys.show(("begin", "back"), self.look)
        self._touch.show(("begin", "back"), self.look)
        self._page.write(_LINES, self.look)
        self._show()

    def _show(self) -> None:
        rows = tuple(
            Choice(name, _IN_WORDS.get(self._at[name], harmless(self._at[name])), more=True)
            for name in self._asked
        )
        self._rows.write(ChoicesView(rows, self._marked), self.look)
        typing = self._at["with"] == _OTHER
        self._field.display = typing
        if typing and self._asked[self._marked] == "with":
            self._field.focus()
        else:
            self.set_focus(None)

    def chosen(self, name: str, value: int = 0) -> None:
        """Begin as it stands there."""
        if name == "choice":
            self.action_turn(1) if value == self._marked else self._mark(value)
        elif name == "start":
            self._begin()
        else:
            super().chosen(name, value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take Enter in the field as Enter."""
        message.stop()
        self._begin()

    def _begin(self) -> None:
        tool = self._at["with"]
        if tool == _OTHER:
            tool = harmless(self._field.value)
            if not tool:
                self._field.focus()
                return
        answers = {"side": self._at["side"], "tool": tool, "support": self._at["pressed"]}
        self.go("session", **{**self._about, **answers})

    def action_mark(self, by: int) -> None:
        """Mark another row."""
        self._mark((self._marked + by) % len(self._asked))

    def _mark(self, row: int) -> None:
        self._marked = row
        self._show()

    def action_turn(self, by: int) -> None:
        """Choose the next in the marked row."""
        name = self._asked[self._marked]
        choices = self._choices_of[name]
        at = choices.index(self._at[name])
        self._at[name] = choices[(at + by) % len(choices)]
        self._show()


_LINES: Final = (
    Line("Your marks belong to what presses; newtons never move between tools.", TEXT),
    Line("Up and down: another row. Left and right: another answer.", MUTED),
)
