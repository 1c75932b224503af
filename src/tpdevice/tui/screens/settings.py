"""What a person likes: every change shows at once and is kept at once."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from tpdevice.core.errors import TpError
from tpdevice.core.settings import Settings
from tpdevice.core.text import harmless
from tpdevice.tui.liking import LIKINGS
from tpdevice.tui.listroom import ListRoom, figures
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TONES
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.choices import Choice, Choices
from tpdevice.tui.widgets.page import Line

Say = Callable[[str], None]


class SettingsRoom(ListRoom[Choice]):
    """One row for each liking; arrows, a click or a touch change it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("sound_test"),
        Binding("left", "turn(-1)", show=False),
        Binding("right,space,enter", "turn(1)", show=False),
        *figures(len(LIKINGS)),
    ]

    def __init__(
        self,
        look: Look,
        settings: Settings,
        keep: Callable[[Settings], None],
        test_sound: Callable[[Settings, Say], None],
    ) -> None:
        super().__init__(look, Choices())
        self._settings, self._keep, self._test_sound = settings, keep, test_sound
        self._said = ""
        """What keeping it, or the sound test, had to say."""

    def frame(self) -> None:
        """Show what a sound test had to say, which comes from elsewhere."""
        self._write_about()

    def write(self) -> None:
        """Show what is liked."""
        rows = tuple(Choice(row.name, row.said(self._settings), more=True) for row in LIKINGS)
        self.head("What you like", "sound_test", "back", keys=("turn",))
        self._rows.write(rows, self._marked, self.look)
        self._write_about()

    def _write_about(self) -> None:
        row = LIKINGS[self._marked]
        lines = [Line(f"{row.name}: {row.help}", MUTED)]
        lines += [Line(self._said, TONES["less"], sign="! ")] if self._said else []
        self._page.write(tuple(lines), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Test the sound, or take a row."""
        if name == "turn":
            self.action_turn(1)
        elif name == "sound_test":
            self._said = ""
            self._test_sound(self._settings, self._say)
        else:
            super().chosen(name, value)

    def _say(self, text: str) -> None:
        """Take note; it may come from another thread, so that the next frame shows it."""
        self._said = harmless(text)

    def take(self, number: int) -> None:
        """Mark a row, and turn one that is marked already."""
        if number == self._marked:
            self.action_turn(1)
        else:
            self.mark(number)

    def action_turn(self, by: int) -> None:
        """Change what is marked: it is worn at once, and kept."""
        self._settings = LIKINGS[self._marked].turned(self._settings, by)
        self._said = ""
        try:
            self._keep(self._settings)
        except TpError as error:
            self._say(f"Not kept: {error} {error.hint}".strip())
        wear = getattr(self.app, "wear", None)
        if wear is not None:
            wear(self._settings)
        self.look = getattr(self.app, "look", self.look)
        self.write()
