"""Help outside of a session: how one goes, and every key."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.tui.actions import ACTIONS, ROOM_ACTIONS, KeyAction
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_CAPS: Final = 8
_NO_ROOM: Final = frozenset({"start", "back", "leave"})
STEPS: Final = (
    "Questions: reasons not to press today.",
    "Hands off: the sensor finds its zero.",
    "Two marks: just tender, and the most that is still comfortable.",
    "Press slowly into your band, and hold: one minute, three times, with rests between.",
    "Now and then: how strong is it? 0 to 10.",
    "Ease off slowly, then one slow movement.",
)


class Keys(Room):
    """One page to read."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("back", "lesson"),
        Binding("question_mark,f1,q,enter", "back", show=False),
    ]

    def __init__(self, look: Look, rooms: frozenset[str]) -> None:
        super().__init__(look)
        self._rooms = rooms
        self._bar, self._page, self._keys = PlainBar(), Page(), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with VerticalScroll():
            yield self._page
        yield self._keys

    def on_mount(self) -> None:
        """Show the page."""
        self._bar.show(("How a session goes, and every key", False), self.look)
        self._page.write(lines_of(self._rooms), self.look)
        self._keys.show(("lesson", "back"), self.look)


def lines_of(rooms: frozenset[str]) -> Lines:
    """Return the page; a key to a room that is not there is left out."""
    here = [row for row in ROOM_ACTIONS if row.name in rooms | _NO_ROOM]
    return (
        Line("Letting go of the tool is always safe: it pauses.", TEXT, bold=True),
        Line(),
        Line("A session", TEXT, bold=True),
        *[Line(text, MUTED, sign=f"{number}. ") for number, text in enumerate(STEPS, 1)],
        Line(),
        Line("Keys in a session", TEXT, bold=True),
        *_keys(ACTIONS),
        Line(),
        Line("Keys at home", TEXT, bold=True),
        *_keys(here),
        Line(),
        Line("Ctrl-C ends the program; what was held is kept.", MUTED),
    )


def _keys(rows: "tuple[KeyAction, ...] | list[KeyAction]") -> list[Line]:
    return [Line(row.help, TEXT, sign=f"{row.cap:>{_CAPS}}  ") for row in rows]
