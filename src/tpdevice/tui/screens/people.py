"""Who presses: one of those who did before, or somebody new, who says only a name and a unit."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from tpdevice.core.errors import TpError
from tpdevice.core.settings import Unit
from tpdevice.core.text import harmless
from tpdevice.tui.desk import PeopleView
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT, TONES
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.choices import Choice, Choices, ChoicesView
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_UNITS: Final = tuple(Unit)
_NEW: Final = "somebody new"
_LONGEST: Final = 80


class People(Room):
    """Nothing is shared between people but the machine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        *[Binding(str(n), f"pick({n - 1})", show=False) for n in range(1, 10)],
    ]

    def __init__(
        self, look: Look, view: PeopleView, sit_down: Callable[[str, Unit | None], None]
    ) -> None:
        super().__init__(look)
        self._view, self._sit_down = view, sit_down
        self._names = (*view.names, _NEW)
        self._marked = view.names.index(view.here) if view.here in view.names else 0
        self._new = not view.names
        self._unit = 0
        self._bar, self._page, self._keys = PlainBar(), Page(), KeyBar()
        self._touch = Buttons(id="touch")
        self._field = Input(placeholder="a name, or any other word", max_length=_LONGEST)
        self._choices = Choices()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._field
        with VerticalScroll(can_focus=False):
            yield self._choices
            yield self._page
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show who there is, or ask at once where there is nobody."""
        self._bar.show(("Who presses?", False), self.look)
        self._keys.show(("that_is_me", "back"), self.look)
        self._touch.show(("that_is_me", "back"), self.look)
        self._show()

    def _show(self, wrong: str = "") -> None:
        self._field.display = self._new
        if self._new:
            self._field.focus()
            rows: tuple[Choice, ...] = (Choice("unit, up and down", _UNITS[self._unit], more=True),)
        else:
            rows = tuple(Choice(harmless(name)) for name in self._names)
        marked = 0 if self._new else self._marked
        self._choices.write(ChoicesView(rows, marked), self.look)
        lines = [Line(harmless(wrong), TONES["less"]), Line()] if wrong else []
        if self._new:
            lines.append(Line("A pseudonym is welcome. It stays on this computer.", TEXT))
        lines.append(Line("Everybody has marks, a log and settings of their own.", MUTED))
        self._page.write(tuple(lines), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Take the one who is marked, or the name that was typed."""
        if name == "choice":
            self.action_mark(1) if self._new else self.action_pick(value)
        elif name != "start":
            super().chosen(name, value)
        elif self._new:
            self._sit(self._field.value, _UNITS[self._unit])
        else:
            self.action_pick(self._marked)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take Enter in the field as Enter."""
        message.stop()
        self.chosen("start")

    def action_mark(self, by: int) -> None:
        """Mark another person, or unit."""
        if self._new:
            self._unit = (self._unit + by) % len(_UNITS)
        else:
            self._marked = (self._marked + by) % len(self._names)
        self._show()

    def action_pick(self, number: int) -> None:
        """Be the person with this number."""
        if self._new or number >= len(self._names):
            return
        if number == len(self._names) - 1:
            self._new = True
            self._show()
        else:
            self._sit(self._names[number], None)

    def _sit(self, name: str, unit: Unit | None) -> None:
        try:
            self._sit_down(name, unit)
        except TpError as error:
            self._show(f"{error} {error.hint}".strip())
            return
        self.go("home")
