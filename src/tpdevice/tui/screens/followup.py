"""A day later: how sore, a bruise, any sign that somebody should look; and what that means."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless
from tpdevice.tui.desk import FollowUpView
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.figures import Figures
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_YES_NO: Final = ("yes", "no")
_FIGURES: Final = (*"0123456789", "x")

Keep = Callable[[int, tuple[int, int, int]], str]


class FollowUp(Room):
    """Three questions about each session, one key each; Escape puts them off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        *[Binding(key, f"rate({n})", show=False) for n, key in enumerate(_FIGURES)],
        Binding("y", "chosen('yes')", show=False),
        Binding("n", "chosen('no')", show=False),
    ]

    def __init__(self, look: Look, view: FollowUpView, keep: Keep) -> None:
        super().__init__(look)
        self._view, self._keep = view, keep
        self._said: list[int] = []
        self._meant = ""
        """What the answers mean; then Enter goes on."""
        self._bar, self._page, self._scale = PlainBar(), Page(), Figures()
        self._answer, self._keys = Buttons(id="answer"), KeyBar(beside=(*_YES_NO, "next_page"))

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with VerticalScroll(can_focus=False):
            yield self._page
        yield self._scale
        yield self._answer
        yield self._keys

    def on_mount(self) -> None:
        """Ask the first question, or say that there is none."""
        self._show()

    def _show(self) -> None:
        sessions, look = self._view.sessions, self.look
        asked = bool(sessions) and not self._meant
        figures = asked and not self._said
        offers: tuple[str, ...] = ("sore",) if figures else _YES_NO if asked else ("next_page",)
        self._bar.show((harmless(sessions[0].about) if sessions else "A day later", False), look)
        self._page.write(tuple(self._lines()), look)
        self._scale.display = figures
        self._scale.show(("not at all", "the most"), look)
        self._answer.display = not figures
        self._answer.show(() if figures else offers, look)
        self._keys.show((*offers, "back"), look)

    def _lines(self) -> list[Line]:
        if self._meant:
            return [Line(), Line(harmless(self._meant), TEXT, bold=True)]
        if not self._view.sessions:
            return [Line(), Line("Nothing is asked now.", TEXT)]
        question = self._view.sessions[0].questions[len(self._said)]
        return [
            Line(),
            Line(question, TEXT, bold=True),
            Line(),
            Line(f"{len(self._said) + 1} of 3. It is asked for the sake of the next time.", MUTED),
        ]

    def chosen(self, name: str, value: int = 0) -> None:
        """Take an answer, or go on."""
        if name == "rate":
            self.action_rate(value)
        elif name in _YES_NO:
            self._take(int(name == "yes"), first=False)
        elif name == "start":
            self._go_on()
        else:
            super().chosen(name, value)

    def action_rate(self, value: int) -> None:
        """Take a figure."""
        self._take(value, first=True)

    def _take(self, value: int, *, first: bool) -> None:
        if self._meant or not self._view.sessions or first is bool(self._said):
            return
        self._said.append(value)
        if len(self._said) == len(self._view.sessions[0].questions):
            soreness, bruise, warning = self._said
            self._close(soreness, bruise, warning)
        self._show()

    def _close(self, soreness: int, bruise: int, warning: int) -> None:
        try:
            self._meant = self._keep(self._view.sessions[0].number, (soreness, bruise, warning))
        except TpError as error:
            self._meant = f"Not kept: {error} {error.hint}"
            self._view = FollowUpView(self._view.sessions[:1])

    def _go_on(self) -> None:
        """Ask about the next session, or go home."""
        if not self._meant and self._view.sessions:
            return
        others = self._view.sessions[1:]
        if others and self._meant:
            self._view, self._said, self._meant = FollowUpView(others), [], ""
            self._show()
        else:
            self.go("home")
