"""Everything a key can do, as two tables: bindings, footer, buttons and help are made from them.

A session and the rooms around it have a table each: in rooms there are letters to be typed.
"""

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
    KeyAction("again", ("r",), "r", "say again", "hear once more what was said", Action.AGAIN),
    KeyAction("look", ("d",), "d", "numbers", "big word, or numbers and a trace"),
    KeyAction("trace", ("b",), "b", "trace", "draw the trace in dots or in blocks"),
    KeyAction("help", ("question_mark", "f1"), "?", "help", "this page; again to close it"),
)  # fmt: skip

HOME_ACTIONS: Final = (
    KeyAction("start", ("enter",), "enter", "start", "begin with what is marked"),
    KeyAction("choose", ("c",), "c", "choose a place", "choose a place on the body"),
    KeyAction("how", ("h",), "h", "how", "another tool or way of pressing"),
    KeyAction("follow_up", ("f",), "f", "answer", "say how it felt a day later"),
    KeyAction("left_out", ("n",), "n", "not done", "say why something was not done"),
    KeyAction("lesson", ("i",), "i", "lesson", "the lesson, with a simulated sensor"),
    KeyAction("people", ("p",), "p", "who", "who it is; each has a log of their own"),
    KeyAction("log", ("l",), "l", "log", "past sessions"),
    KeyAction("trends", ("t",), "t", "trends", "how it went over weeks"),
    KeyAction("sensors", ("w",), "w", "which sensor", "which sensor, of those in sight"),
    KeyAction("settings", ("s",), "s", "settings", "unit, colours, sound"),
    KeyAction("evidence", ("e",), "e", "does it work?", "what studies show, and do not"),
    KeyAction("help", ("question_mark", "f1"), "?", "help", "how a session goes, and every key"),
    KeyAction("leave", ("q",), "q", "leave", "leave the program"),
)
"""What can be done at home; where a name is that of a room, the key leads there."""

INDOOR_ACTIONS: Final = (
    KeyAction("way_press", ("1",), "1", "where to press", "choose among the places to press"),
    KeyAction("way_hurts", ("2",), "2", "where it hurts", "say where it hurts, then press"),
    KeyAction("find", ("slash",), "/", "find", "find a place by plain words"),
    KeyAction("open_place", ("enter",), "enter", "look closer", "all about the marked place"),
    KeyAction("next_place", ("tab",), "tab", "next", "the next place; shift and tab: before"),
    KeyAction("other_side", ("space",), "space", "other side", "the other side of the body"),
    KeyAction("bigger", ("b",), "b", "bigger pattern", "what often lies behind it"),
    KeyAction("open_session", ("enter",), "enter", "look closer", "all about the marked session"),
    KeyAction("use_sensor", ("enter",), "enter", "use it", "use the marked sensor from now on"),
    KeyAction("sound_test", ("x",), "x", "sound test", "hear the tones and the voice"),
    KeyAction("back", ("escape",), "esc", "back", "back to where you came from"),
)
"""What else can be done in other rooms."""

ROOM_ACTIONS: Final = (*HOME_ACTIONS, *INDOOR_ACTIONS)

CLINIC_ACTIONS: Final = (
    KeyAction("open_client", ("enter",), "enter", "open", "all about the marked client"),
    KeyAction("find_client", ("slash",), "/", "find", "find a client by part of the name"),
    KeyAction("days", ("d",), "d", "days", "the last 7, 28, 91 or 365 days"),
    KeyAction("exceptions", ("e",), "e", "exceptions", "what stands out, of all clients"),
    KeyAction("quiet", ("g",), "g", "gone quiet", "only who has gone quiet, or all again"),
    KeyAction("turn_kind", ("right",), "→", "kind", "the next kind of exception; ←: before"),
    KeyAction("turn_picture", ("right",), "→", "next", "days, then each place; ←: before"),
    KeyAction("clinic_help", ("question_mark", "f1"), "?", "help", "what is shown, and every key"),
    KeyAction("leave_clinic", ("q",), "esc", "leave", "leave the clinic; q does so at once"),
)  # fmt: skip
"""What can be done in the rooms of a clinic."""

ROOM_BY_NAME: Final = {row.name: row for row in (*CLINIC_ACTIONS, *ROOM_ACTIONS)}

BY_NAME: Final = {row.name: row for row in ACTIONS}

RESUME: Final = KeyAction("pause", ("space",), "space", "go on", "", Action.PAUSE)
NOTED: Final = KeyAction("let_go", ("l",), "l", "noted", "", Action.LET_GO)
READ_ON: Final = KeyAction("read_on", (), "↓", "read on", "")
CLOSE: Final = KeyAction("close", ("escape", "q", "enter"), "esc", "close", "close", None)

ONE: Final = KeyAction("one", (), "any key", "press", "")
CLOSE_HELP: Final = KeyAction("help", ("question_mark", "f1"), "?", "close help", "")

_SHOWN_AS: Final = {
    "resume": RESUME,
    "let_go_noted": NOTED,
    "read_on": READ_ON,
    "close": CLOSE,
    "one": ONE,
    "close_help": CLOSE_HELP,
    "next_page": KeyAction("start", ("enter",), "enter", "next", ""),
    "sore": KeyAction("rate", (), "0–9 x", "how sore", ""),
    "that_is_why": KeyAction("start", ("enter",), "enter", "that is why", ""),
    "answer_first": KeyAction("start", ("enter",), "enter", "answer", ""),
    "take_lesson": KeyAction("start", ("enter",), "enter", "3-minute lesson", ""),
    "choose_first": KeyAction("start", ("enter",), "enter", "choose a place", ""),
    "begin": KeyAction("start", ("enter",), "enter", "begin", ""),
    "try_it": KeyAction("start", ("enter",), "enter", "try it", ""),
    "other_place": KeyAction("other_place", (), "→", "next place", ""),
    "turn": KeyAction("turn", (), "← →", "change", ""),
    "press_here": KeyAction("press_here", ("enter",), "enter", "press here", ""),
    "choose_region": KeyAction("open_place", ("enter",), "enter", "it hurts here", ""),
    "skip": KeyAction("back", ("escape",), "esc", "skip", ""),
    "that_is_me": KeyAction("start", ("enter",), "enter", "that is me", ""),
    "all_clients": KeyAction("quiet", ("g",), "g", "all clients", ""),
}


def shown(name: str) -> KeyAction:
    """Return the row that an offer is shown as."""
    return _SHOWN_AS.get(name) or BY_NAME.get(name) or ROOM_BY_NAME[name]


def meant(name: str) -> str:
    """Return what an offer means, which may be shown in other words; a room's own stay as is."""
    row = _SHOWN_AS.get(name)
    return name if row is None else row.name


def rating_of(key: str) -> int:
    """Return the rating that a key means."""
    return 10 if key == "x" else int(key)
