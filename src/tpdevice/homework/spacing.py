"""How much, and how often: each limit with one sentence that says why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tpdevice.core import rules
from tpdevice.session.moving import Bar


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit in words."""

    rule: str
    why: str


OFTEN: Final = Limit(
    "The same place every other day at best, and daily at most.",
    "Soreness comes a day late, so a day between shows what the last time did.",
)
PLACES: Final = Limit(
    f"One or {rules.PLACES_PER_SITTING} places in a sitting.",
    "With more of them nobody can tell afterwards which one did what, and soreness adds up.",
)
SITTING: Final = Limit(
    f"{rules.PRESSED_PER_SITTING_S / 60:.0f} minutes of pressing in a sitting.",
    "Two places with two holds of a minute each, or one with three, take no more.",
)
DAY: Final = Limit(
    f"{rules.HELD_PER_DAY_S:.0f} seconds held at a place in a day.",
    "That is three holds of a minute, as is commonly taught; nothing known speaks for more.",
)
STOPPED: Final = Limit(
    "A place that was stopped for safety rests until tomorrow.",
    "What was too much once today is likely to be too much again, and a day's rest costs little.",
)
LIMITS: Final = (OFTEN, PLACES, SITTING, DAY, STOPPED)
"""Every limit, as they are told together."""

_OF_BAR: Final[dict[str, Limit]] = {
    Bar.STOPPED: STOPPED,
    Bar.PLACES: PLACES,
    Bar.SITTING: SITTING,
    Bar.DAY: DAY,
}


def explained(reason: str) -> str:
    """Return why there is the limit by which a session did not begin, or nothing."""
    limit = _OF_BAR.get(reason)
    return "" if limit is None else limit.why


YESTERDAY: Final = (
    f"You pressed here yesterday. Every other day is kinder; the choice is yours. {OFTEN.why}"
)
"""What is told before a session at such a place."""


def pressing_s(hold_s: float, repetitions: int) -> float:
    """Return about how long a place is pressed for so many holds."""
    return repetitions * (hold_s + rules.PRESSED_BESIDE_S)


def fitting(hold_s: float, places: int) -> int:
    """Return how many holds a place may have where so many share a sitting; at least one."""
    share_s = rules.PRESSED_PER_SITTING_S / places
    return max(1, int(share_s // pressing_s(hold_s, 1)))


class Spacing(StrEnum):
    """How long ago a place was pressed, as far as it matters."""

    TODAY = "today"
    CLOSE = "yesterday"
    RESTED = "rested"


def spacing(days: int) -> Spacing:
    """Return how a place stands that was pressed so many local days ago."""
    if days <= 0:
        return Spacing.TODAY
    return Spacing.RESTED if days >= rules.REST_DAYS else Spacing.CLOSE


def told(days: int) -> str:
    """Return one sentence for a place that was pressed so many local days ago."""
    if days <= 0:
        return f"Pressed today already. {OFTEN.why}"
    if spacing(days) is Spacing.CLOSE:
        return f"Pressed yesterday. Tomorrow is kinder, and the choice is yours. {OFTEN.why}"
    return f"Last pressed {days} days ago, and rested."
