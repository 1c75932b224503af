"""Who presses: one of those who did before, or somebody new, who says only a name and a unit."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tpdevice.core.errors import TpError
from tpdevice.core.settings import Unit
from tpdevice.core.text import harmless
from tpdevice.tui.desk import PeopleView
from tpdevice.tui.listroom import ListRoom, figures
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT, TONES
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.choices import Choice, Choices
from tpdevice.tui.widgets.page import Line

_UNITS: Final = tuple(Unit)
_NEW: Final = "somebody new"
_LONGEST: Final = 80


class People(ListRoom[Choice]):
    """Nothing is shared between people but the machine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        *figures(9),
    ]
    TAKES = "start"

    def __init__(
        self, look: Look, view: PeopleView, sit_down: Callable[[str, Unit | None], None]
    ) -> None:
        super().__init__(look, Choices())
        self._view, self._sit_down = view, sit_down
        self._names = (*view.names, _NEW)
        self._marked = view.names.index(view.here) if view.here in view.names else 0
        self._new = not view.names
        self._unit = 0
        self._field = Input(placeholder="a name, or any other word", max_length=_LONGEST)

    def above(self) -> Sequence[Widget]:
        """Return the field for a new name."""
        return (self._field,)

    def write(self, wrong: str = "") -> None:
        """Show who there is, or ask at once where there is nobody."""
        self.head("Who presses?", "that_is_me", "back")
        self._field.display = self._new
        if self._new:
            self._field.focus()
            rows: tuple[Choice, ...] = (Choice("unit, up and down", _UNITS[self._unit], more=True),)
        else:
            rows = tuple(Choice(harmless(name)) for name in self._names)
        marked = 0 if self._new else self._marked
        self._rows.write(rows, marked, self.look)
        lines = [Line(harmless(wrong), TONES["less"]), Line()] if wrong else []
        if self._new:
            lines.append(Line("A pseudonym is welcome. It stays on this computer.", TEXT))
        lines.append(Line("Everybody has marks, a log and settings of their own.", MUTED))
        self._page.write(tuple(lines), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Take the one who is marked, or the name that was typed."""
        if self._new and name == "choice":
            self.action_mark(1)
        elif self._new and name == "start":
            self._sit(self._field.value, _UNITS[self._unit])
        else:
            super().chosen(name, value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take Enter in the field as Enter."""
        message.stop()
        self.chosen("start")

    def action_mark(self, by: int) -> None:
        """Mark another person, or unit."""
        if self._new:
            self._unit = (self._unit + by) % len(_UNITS)
            self.write()
        else:
            super().action_mark(by)

    def take(self, number: int) -> None:
        """Be the person with this number."""
        if self._new:
            return
        if number == len(self._names) - 1:
            self._new = True
            self.write()
        else:
            self._sit(self._names[number], None)

    def _sit(self, name: str, unit: Unit | None) -> None:
        try:
            self._sit_down(name, unit)
        except TpError as error:
            self.write(f"{error} {error.hint}".strip())
            return
        self.go("home")
