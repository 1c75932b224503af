"""Who should not press here, or not today; the words of the questions are content."""

from typing import Final

QUESTIONS: Final = ("changed", "screen_a", "screen_b", "clinician", "screen_c")
"""Every question that may be asked, by id."""

_REFUSING: Final = {
    ("screen_a", True): "screen_a",
    ("clinician", False): "screen_b",
    ("screen_c", True): "screen_c",
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


def questions_for(*, first_session: bool) -> tuple[str, ...]:
    """Return the questions of a day: all of them once, later whether something changed."""
    return ("screen_a", "screen_b", "screen_c") if first_session else ("changed", "screen_c")
