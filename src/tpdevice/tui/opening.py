"""What home says in large, and what its one key leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tpdevice.tui.desk import HomeView, PlaceView
from tpdevice.tui.shapes import Shape
from tpdevice.tui.view import CueView


@dataclass(frozen=True, slots=True)
class Opening:
    """The next sensible thing, and the way to it."""

    cue: CueView
    offer: str
    """The row of the table of actions as which its key is shown."""
    to: str
    about: Mapping[str, object] = field(default_factory=dict)


def opening(view: HomeView, marked: int) -> Opening:
    """Return what is next: a lesson, an answer, who it is, or the place that is marked."""
    if not view.person:
        return _first_steps(taken=view.lesson_taken)
    if view.follow_ups:
        cue = CueView("HOW WAS IT?", view.follow_ups[0], "ask", Shape.QUESTION)
        return Opening(cue, "answer_first", "follow_up")
    if view.places:
        return _at(view.places[marked])
    cue = CueView("WHERE?", "Choose a place on the body", "ask", Shape.QUESTION)
    return Opening(cue, "choose_first", "choose")


def _first_steps(*, taken: bool) -> Opening:
    if taken:
        cue = CueView("YOUR TURN", "Say who you are; any name will do", "good", Shape.TARGET)
        return Opening(cue, "that_is_me", "people")
    cue = CueView("HELLO", "See in three minutes how it goes", "good", Shape.TARGET)
    return Opening(cue, "take_lesson", "lesson")


def _at(place: PlaceView) -> Opening:
    about = {name: getattr(place, name) for name in ("point", "side", "tool", "support")}
    if place.due:
        cue = CueView("TODAY", place.name, "good", Shape.TARGET)
    else:
        cue = CueView("REST", f"{place.name}: {place.why}", "rest", Shape.MOON)
    return Opening(cue, "start", "session", about)
