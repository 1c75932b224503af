"""With what and how a place is pressed: last time's answers stand there, and one key takes them."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from tpdevice.core.band import PRESSED
from tpdevice.core.text import harmless
from tpdevice.tui.desk import HowView
from tpdevice.tui.listroom import ListRoom
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.choices import Choice, Choices
from tpdevice.tui.widgets.page import Line

_OTHER: Final = "another, to be named"
_LONGEST: Final = 80


class How(ListRoom[Choice]):
    """The last room before a session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, look: Look, view: HowView, about: Mapping[str, object]) -> None:
        super().__init__(look, Choices())
        self._view, self._about = view, about
        self._choices_of = {
            "side": view.sides,
            "with": (*view.tools, _OTHER),
            "pressed": view.supports,
        }
        self._at = {"side": view.side, "with": view.tools[0], "pressed": view.support}
        self._asked = [name for name, all_ in self._choices_of.items() if len(all_) > 1]
        self._marked = self._asked.index("with")
        self._field = Input(placeholder="such as hook cane, or ball", max_length=_LONGEST)

    def scrolled(self) -> Sequence[Widget]:
        """Return the rows, and a field for a tool that has no name yet."""
        return (self._rows, self._field, self._page)

    def write(self) -> None:
        """Show what was answered last time, or is now."""
        self.head(harmless(self._view.name), "begin", "back")
        self._page.write(_LINES, self.look)
        rows = tuple(
            Choice(name, PRESSED.get(self._at[name], harmless(self._at[name])), more=True)
            for name in self._asked
        )
        self._rows.write(rows, self._marked, self.look)
        typing = self._at["with"] == _OTHER
        self._field.display = typing
        if typing and self._asked[self._marked] == "with":
            self._field.focus()
        else:
            self.set_focus(None)

    def chosen(self, name: str, value: int = 0) -> None:
        """Begin as it stands there."""
        if name == "start":
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

    def take(self, number: int) -> None:
        """Mark a row, and turn one that is marked already."""
        if number == self._marked:
            self.action_turn(1)
        else:
            self.mark(number)

    def action_turn(self, by: int) -> None:
        """Choose the next in the marked row."""
        name = self._asked[self._marked]
        choices = self._choices_of[name]
        at = choices.index(self._at[name])
        self._at[name] = choices[(at + by) % len(choices)]
        self.write()


_LINES: Final = (
    Line("Your marks belong to what presses; newtons never move between tools.", TEXT),
    Line("Up and down: another row. Left and right: another answer.", MUTED),
)
