"""Everything a key can do, as one table: bindings, footer, buttons and help are made from it."""

from dataclasses import dataclass
from typing import Final

from tpdevice.core.action import Action


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One row of the table."""

    name: str
    keys: tuple[str, ...]
    """As Textual calls them."""
    cap: str
    """As it stands on the key."""
    label: str
    """In the footer."""
    help: str
    """In the help, at most 40 columns."""
    action: Action | None = None
    """What the session is told; None where it is the screen's own business."""


_FIGURES: Final = tuple("0123456789")

ACTIONS: Final = (
    KeyAction("pause", ("space",), "space", "pause", "pause, and go on", Action.PAUSE),
    KeyAction("stop", ("escape",), "esc", "stop", "stop the session at once", Action.STOP),
    KeyAction("rate", (*_FIGURES, "x"), "0–9 x", "how strong", "how strong it is; x is 10",
              Action.RATE),
    KeyAction("sharp", ("s",), "s", "sharp", "it is sharp: stop here for today", Action.SHARP),
    KeyAction("let_go", ("l",), "l", "let go", "you felt it let go", Action.LET_GO),
    KeyAction("tender", ("t",), "t", "first tender", "it just became tender", Action.TENDER),
    KeyAction("comfort", ("c",), "c", "comfort mark", "the most that is still comfortable",
              Action.COMFORT),
    KeyAction("yes", ("y",), "y", "yes", "yes", Action.YES),
    KeyAction("no", ("n",), "n", "no", "no", Action.NO),
    KeyAction("next", ("right", "enter"), "→", "next", "skip the movement", Action.NEXT),
    KeyAction("look", ("d",), "d", "numbers", "big word, or numbers and a trace"),
    KeyAction("trace", ("b",), "b", "trace", "draw the trace in dots or in blocks"),
    KeyAction("help", ("question_mark", "f1"), "?", "help", "this page; again to close it"),
)  # fmt: skip

BY_NAME: Final = {row.name: row for row in ACTIONS}

RESUME: Final = KeyAction("pause", ("space",), "space", "go on", "", Action.PAUSE)
NOTED: Final = KeyAction("let_go", ("l",), "l", "noted", "", Action.LET_GO)
READ_ON: Final = KeyAction("read_on", (), "↓", "read on", "")
CLOSE: Final = KeyAction("close", ("escape", "q", "enter"), "esc", "close", "close", None)

CLOSE_HELP: Final = KeyAction("help", ("question_mark", "f1"), "?", "close help", "")

_SHOWN_AS: Final = {
    "resume": RESUME,
    "let_go_noted": NOTED,
    "read_on": READ_ON,
    "close": CLOSE,
    "close_help": CLOSE_HELP,
}


def shown(name: str) -> KeyAction:
    """Return the row that an offer is shown as."""
    return _SHOWN_AS.get(name) or BY_NAME[name]


def rating_of(key: str) -> int:
    """Return the rating that a key means."""
    return 10 if key == "x" else int(key)
