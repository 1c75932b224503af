"""Help outside of a session: how one goes, and every key."""

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tpdevice.tui.actions import ACTIONS, HOME_ACTIONS, INDOOR_ACTIONS, KeyAction
from tpdevice.tui.look import Look
from tpdevice.tui.pageroom import PageRoom
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.page import Line, Lines

_CAPS: Final = 8
STEPS: Final = (
    "Questions: reasons not to press today.",
    "Hands off: the sensor finds its zero.",
    "Two marks: just tender, and the most that is still comfortable.",
    "Press slowly into your band, and hold: one minute, three times, with rests between.",
    "Now and then: how strong is it? 0 to 10.",
    "Ease off slowly, then one slow movement.",
)


class Keys(PageRoom):
    """One page to read."""

    OFFERS = ("read_on", "lesson", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("lesson"),
        Binding("question_mark,f1", "back", show=False),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__(look, "How a session goes, and every key", lines_of())


def lines_of() -> Lines:
    """Return the page."""
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
        *_keys(HOME_ACTIONS),
        Line(),
        Line("Keys in other rooms", TEXT, bold=True),
        *_keys(INDOOR_ACTIONS),
        Line(),
        Line("Ctrl-C ends the program; what was held is kept.", MUTED),
    )


def _keys(rows: tuple[KeyAction, ...]) -> list[Line]:
    return [Line(row.help, TEXT, sign=f"{row.cap:>{_CAPS}}  ") for row in rows]
