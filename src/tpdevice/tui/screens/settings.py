"""What a person likes: every change shows at once and is kept at once."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.core.errors import TpError
from tpdevice.core.settings import Settings
from tpdevice.core.text import harmless
from tpdevice.tui.liking import LIKINGS
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TONES
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.choices import HIGH, Choice, Choices, ChoicesView
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

Say = Callable[[str], None]


class SettingsRoom(Room):
    """One row for each liking; arrows, a click or a touch change it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("sound_test"),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right,space,enter", "turn(1)", show=False),
        *[Binding(str(n), f"pick({n - 1})", show=False) for n in range(1, len(LIKINGS) + 1)],
    ]

    def __init__(
        self,
        look: Look,
        settings: Settings,
        keep: Callable[[Settings], None],
        test_sound: Callable[[Settings, Say], None],
    ) -> None:
        super().__init__(look)
        self._settings, self._keep, self._test_sound = settings, keep, test_sound
        self._marked = 0
        self._said = ""
        """What keeping it, or the sound test, had to say."""
        self._bar, self._choices, self._page = PlainBar(), Choices(), Page()
        self._scroll = VerticalScroll(self._choices, self._page, can_focus=False)
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._scroll
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show what is liked."""
        self._show()

    def frame(self) -> None:
        """Show what a sound test had to say, which comes from elsewhere."""
        self._write_about()

    def _show(self) -> None:
        rows = tuple(Choice(row.name, row.said(self._settings), more=True) for row in LIKINGS)
        self._bar.show(("What you like", False), self.look)
        self._choices.write(ChoicesView(rows, self._marked), self.look)
        self._write_about()
        self._touch.show(("sound_test", "back"), self.look)
        self._keys.show(("turn", "sound_test", "back"), self.look)

    def _write_about(self) -> None:
        row = LIKINGS[self._marked]
        lines = [Line(f"{row.name}: {row.help}", MUTED)]
        lines += [Line(self._said, TONES["less"], sign="! ")] if self._said else []
        self._page.write(tuple(lines), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Take a touch on a row, or a key."""
        if name == "choice":
            self.action_pick(value)
        elif name == "turn":
            self.action_turn(1)
        elif name == "sound_test":
            self._said = ""
            self._test_sound(self._settings, self._say)
        else:
            super().chosen(name, value)

    def _say(self, text: str) -> None:
        """Take note; it may come from another thread, so that the next frame shows it."""
        self._said = harmless(text)

    def action_mark(self, by: int) -> None:
        """Mark another row, and bring it into sight."""
        self._marked = (self._marked + by) % len(LIKINGS)
        self._show()
        room = self._scroll.scrollable_content_region.height
        top = max(0, HIGH * (self._marked + 1) + 1 - room)
        if not top <= self._scroll.scroll_offset.y <= HIGH * self._marked + 1:
            self._scroll.scroll_to(y=top, animate=False)

    def action_pick(self, number: int) -> None:
        """Mark a row, and turn one that is marked already."""
        if number == self._marked:
            self.action_turn(1)
        else:
            self._marked = number
            self._show()

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
        self._show()
