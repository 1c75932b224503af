"""What home in lines offers: first what is due, then what else makes sense now."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from tpdevice.cli.linerooms.begin import begin
from tpdevice.cli.linerooms.followup import follow_up_room
from tpdevice.cli.linerooms.here import Here
from tpdevice.cli.linerooms.leftout import left_out_room
from tpdevice.cli.linerooms.lesson import lesson_room
from tpdevice.cli.linerooms.pages import evidence_room, help_room, sentences
from tpdevice.cli.linerooms.past import log_room, trends_room
from tpdevice.cli.linerooms.people import people_room
from tpdevice.cli.linerooms.place import begins, place_room
from tpdevice.cli.linerooms.sensor import sensor_room
from tpdevice.cli.linerooms.settings import settings_room
from tpdevice.cli.output import say
from tpdevice.core.text import harmless, sentence
from tpdevice.tui.actions import HOME_ACTIONS
from tpdevice.tui.desk import HomeView, PlaceView

Room = Callable[[Here], None]


class Entry(NamedTuple):
    """One numbered line of home."""

    name: str
    """As in the table of actions, where the screens have it as well."""
    text: str
    room: Room | None = None
    """None leaves."""
    words: tuple[str, ...] = ()
    """The command that does it, if one does."""


_LETTERS: Final = {row.name: row.keys[0] for row in HOME_ACTIONS if len(row.keys[0]) == 1}
_WELCOME: Final = "New here? The lesson needs no sensor, and letting go is always safe."


def news_of(view: HomeView) -> Iterator[str]:
    """Return who it is, and what matters before anything is chosen."""
    simulated = " SIMULATED." if view.simulated else ""
    yield (f"Home of {view.person}." if view.person else "Welcome.") + simulated
    yield from view.notices
    if not view.person and not view.lesson_taken:
        yield _WELCOME


def menu_of(view: HomeView, *, sim: str | None) -> list[Entry]:
    """Return what makes sense now; whoever is new is led to the lesson first."""
    on = () if sim is None else ("--sim", sim)
    lesson = [_LESSON]
    new = not view.person and not view.lesson_taken
    return [
        *[_place(view.person, place, on) for place in view.places],
        *(lesson if new else []),
        Entry("choose", _where(view), place_room, ("run", "--plain", *on)),
        *_answers(view),
        *_left_out(view),
        *(_past(view.person) if view.person else []),
        Entry("people", _who(view), people_room),
        *([Entry("settings", "Settings.", settings_room)] if view.person else []),
        *([] if new else lesson),
        *_ALWAYS,
    ]


_LESSON: Final = Entry(
    "lesson", "The lesson, with a simulated sensor.", lesson_room, ("demo", "--short", "--plain")
)
_ALWAYS: Final = (
    Entry("evidence", "Whether it works, and what nobody knows.", evidence_room, ("evidence",)),
    Entry("sensor", "The sensor: how it is, and a check.", sensor_room, ("doctor",)),
    Entry("help", "Help.", help_room, ("--help",)),
    Entry("leave", "Leave."),
)


def _past(person: str) -> tuple[Entry, ...]:
    whose = ("--profile", person)
    return (
        Entry("log", "Past sessions.", log_room, ("log", *whose)),
        Entry("trends", "How it went over time.", trends_room, ("thresholds", *whose)),
    )


def keys_of(menu: Sequence[Entry]) -> dict[str, int]:
    """Return the letters of the screens, and names, as further ways to choose."""
    keys: dict[str, int] = {}
    for number, entry in enumerate(menu):
        for key in filter(None, (entry.name, _LETTERS.get(entry.name, ""))):
            keys.setdefault(key, number)
    return keys


def _where(view: HomeView) -> str:
    return "Begin at another place." if view.places else "Begin at a place."


def _who(view: HomeView) -> str:
    return f"Who presses: {view.person}." if view.person else "Say who presses."


def _answers(view: HomeView) -> Iterator[Entry]:
    if view.follow_ups:
        first, *more = view.follow_ups
        many = f", first of {len(view.follow_ups)}" if more else ""
        words = ("follow-up", "--profile", view.person)
        yield Entry("follow_up", f"Answer{many}: {harmless(first)}", follow_up_room, words)


def _left_out(view: HomeView) -> Iterator[Entry]:
    if view.missed:
        first, *more = view.missed
        many = f", first of {len(view.missed)}" if more else ""
        yield Entry("left_out", f"Not done{many}: {harmless(first)}. Say why.", left_out_room)
    elif view.left_out:
        yield Entry("left_out", "Leave something of your plan out, and say why.", left_out_room)


def _place(person: str, place: PlaceView, on: tuple[str, ...]) -> Entry:
    about = {name: getattr(place, name) for name in _ABOUT}
    said = [word for name, value in about.items() for word in (f"--{name}", value)]
    words = ("run", "--plain", "--profile", person, *said, *on)
    return Entry("begin", _standing(place), partial(_begin, place=place, about=about), words)


_ABOUT: Final = ("point", "side", "tool", "support")


def _standing(place: PlaceView) -> str:
    """Return a place with whether it is due; all of why it rests is told when it is chosen."""
    with_ = f"With {place.tool}."
    if place.due:
        return f"{place.name}: due. {_whole(place.why)} {with_} Begin it."
    return f"{place.name}: rests. {_whole(sentences(place.why)[0])} {with_}"


def _whole(text: str) -> str:
    return f"{sentence(text).rstrip('.')}."


def _begin(here: Here, *, place: PlaceView, about: dict[str, str]) -> None:
    for text in () if place.due else sentences(place.why)[1:]:
        say(text)
    begin(here, about, said=begins(about))
