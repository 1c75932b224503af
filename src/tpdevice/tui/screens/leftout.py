"""Why something of the plan was not done: one key each; Escape leaves the rest for later."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless, sentence
from tpdevice.tui.desk import LeftOutView
from tpdevice.tui.listroom import ListRoom, figures
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.choices import Choice, Choices
from tpdevice.tui.widgets.page import Line

_ASKED = "It is asked for whoever gave you the plan. Nothing has to be made up for."


class LeftOut(ListRoom[Choice]):
    """One thing after the other, and four reasons."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        *figures(4),
    ]
    TAKES = "start"

    def __init__(self, look: Look, view: LeftOutView, say_why: Callable[[str, str], str]) -> None:
        super().__init__(look, Choices())
        self._abouts, self._reasons, self._say_why = view.abouts, view.reasons, say_why
        self._said = ""

    def scrolled(self) -> Sequence[Widget]:
        """Return what is asked, with the reasons below it."""
        return (self._page, self._rows)

    def write(self) -> None:
        """Ask the next question, or say that there is none."""
        asked = bool(self._abouts)
        self.head("Why not done?", "that_is_why" if asked else "next_page", "back")
        self._page.write(tuple(self._lines()), self.look)
        self._rows.display = asked
        reasons = tuple(Choice(sentence(each)) for each in self._reasons)
        self._rows.write(reasons, self._marked, self.look)

    def _lines(self) -> list[Line]:
        said = [Line(harmless(self._said), TEXT), Line()] if self._said else []
        if not self._abouts:
            return [*(said or [Line("Nothing is asked now.", TEXT)])]
        return [*said, Line(harmless(self._abouts[0]), TEXT, bold=True), Line(_ASKED, MUTED)]

    def chosen(self, name: str, value: int = 0) -> None:
        """Take a reason, or go on."""
        if name == "start" and not self._abouts:
            self.go("home")
        else:
            super().chosen(name, value)

    def take(self, number: int) -> None:
        """Take the reason with this number, and go on to the next thing; after the last, home."""
        if not self._abouts:
            return
        try:
            self._said = self._say_why(self._abouts[0], self._reasons[number])
        except TpError as error:
            self._said = f"Not kept: {error} {error.hint}"
        self._abouts, self._marked = self._abouts[1:], 0
        self.write()
