"""One session of the log in lines: who and when, the summary and the marks."""

from typing import Final

from tpdevice.cli.wording import marks_line, summary_lines
from tpdevice.core.record import RatingRow, Summary
from tpdevice.core.settings import Unit
from tpdevice.core.text import harmless
from tpdevice.core.units import seconds
from tpdevice.store.read import SessionPage

NEVER_CLOSED: Final = (
    "It was never closed, and its tape is damaged: what it held cannot be counted."
)
SO_FAR: Final = "It was cut off, or is still running: this is what it comes to so far."


def session_lines(page: SessionPage, summary: Summary | None, *, unit: Unit) -> list[str]:
    """Return a session's head, its summary and its marks."""
    line = page.line
    origin = " · imported" if line.imported else ""
    head = f"session {line.id} · {line.started:%Y-%m-%d %H:%M} · {harmless(line.profile)}{origin}"
    told = [] if summary is None else summary_lines(summary, page.header, unit=unit)
    return [
        head,
        *[harmless(text) for text in told],
        *[marks_line(marks, unit=unit) for marks in page.marks],
    ]


def rating_line(rating: RatingRow) -> str:
    """Return one answer, and when it was given."""
    given = "no answer" if rating.value is None else f"{rating.value} of 10"
    matched = "" if rating.matched else ", at another force"
    return f"hold {rating.repetition}, after {seconds(rating.held_ns):.0f} s: {given}{matched}"
