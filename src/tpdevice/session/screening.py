"""Who should not press here, or not today; the words of the questions are content."""

from collections.abc import Mapping
from typing import Final

QUESTIONS: Final = (
    "changed",
    "screen_a",
    "screen_b",
    "clinician",
    "screen_c",
    "nerve",
    "place",
    "key",
)
"""Every question that may be asked, by id."""

READ_S: Final = {
    "changed": 3.0,
    "screen_a": 24.0,
    "screen_b": 24.0,
    "clinician": 4.0,
    "screen_c": 12.0,
    "nerve": 14.0,
    "place": 12.0,
    "key": 5.0,
    "zero_far": 5.0,
}
"""How long a question stands before the ball may answer it, s. Chosen: at four words a second it
can have been read to its end. A key answers at once; whoever presses one looks at the screen."""

_REFUSING: Final = {
    ("screen_a", True): "screen_a",
    ("clinician", False): "screen_b",
    ("screen_c", True): "screen_c",
    ("nerve", True): "nerve",
    ("place", False): "place",
}

_FOLLOWING: Final[dict[tuple[str, bool], tuple[str, ...]]] = {
    ("changed", True): ("screen_a", "screen_b"),
    ("screen_b", True): ("clinician",),
}


def refusal(question: str, *, yes: bool) -> str | None:
    """Return which advice ends the session after this answer, or None."""
    return _REFUSING.get((question, yes))


def following(question: str, rest: tuple[str, ...], *, yes: bool) -> tuple[str, ...]:
    """Return the questions that are left after this answer."""
    return (*_FOLLOWING.get((question, yes), ()), *rest)


def refused_for_good(answers: Mapping[str, bool]) -> bool:
    """Say whether the newest answers still speak against all pressing, today or another day."""
    unasked = answers.get("screen_b", False) and not answers.get("clinician", False)
    return answers.get("screen_a", False) or unasked


def questions_for(
    *, first_session: bool, refused: bool, new_place: bool, locked_by: str = ""
) -> tuple[str, ...]:
    """Return the questions of a day: all of them once, later whether something changed.

    Whoever was refused is asked all of them again. A point that is locked has a question of its
    own, each time. A new place is shown before it is pressed.
    """
    whole = ("screen_a", "screen_b") if first_session or refused else ("changed",)
    lock = (locked_by,) if locked_by else ()
    place = ("place",) if new_place else ()
    return (*whole, "screen_c", *lock, *place)
