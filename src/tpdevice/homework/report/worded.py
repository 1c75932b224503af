"""Dates, times and forces as a report writes them."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from tpdevice.core.text import harmless

_MONTHS: Final = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_TIME: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]"
    r"(?P<clock>(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2})(?:\.[0-9]+)?"
    r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
)
_DATES_MOST: Final = 8
"""Dates that are listed before the rest is only counted. Chosen."""
_REASONS_MOST: Final = 4
"""Different reasons that are named: there are as many keys for one at home."""
_REASON_MOST: Final = 40
"""Characters of one. Chosen."""


def day(when: date) -> str:
    """Return a date without its year."""
    return f"{when.day} {_MONTHS[when.month - 1]}"


def full_day(when: date) -> str:
    """Return a date with its year."""
    return f"{day(when)} {when.year}"


def days(when: Iterable[date]) -> str:
    """Return dates in order, the month only where it changes; of many the first ones."""
    every = sorted(set(when))
    words = []
    for n, each in enumerate(shown := every[:_DATES_MOST]):
        after = shown[n + 1] if n + 1 < len(shown) else None
        same = after is not None and (after.year, after.month) == (each.year, each.month)
        words.append(str(each.day) if same else day(each))
    more = len(every) - len(shown)
    return ", ".join(words) + (f" and {more} more" if more else "")


def reasons(said: Iterable[str]) -> str:
    """Return reasons that were given, the most frequent first, each with how often."""
    found = Counter(short(each, _REASON_MOST) for each in said).most_common()
    words = [f"{reason} ({times})" for reason, times in found[:_REASONS_MOST]]
    others = sum(times for _, times in found[_REASONS_MOST:])
    return ", ".join(words + [f"others ({others})"] * (others > 0))


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def minutes(time_s: float) -> str:
    """Return a time in minutes where it is long, else in seconds."""
    return f"{time_s:.0f} s" if time_s < 120 else f"{time_s / 60:.0f} min"


def force(force_n: float) -> str:
    """Return a force in newtons."""
    return f"{force_n:.1f} N" if force_n < 10 else f"{force_n:.0f} N"


def ratings(first: int | None, last: int | None) -> str:
    """Return the first and the last answer."""
    if first is None:
        return "not rated"
    return str(first) if last is None else f"{first} → {last}"


def ended(ending: str) -> str:
    """Return how a session ended, for somebody else than who did it."""
    return short(ending.replace("by you", "by the person"))


def short(text: str, most: int = 80) -> str:
    """Return somebody's words without control characters, on one line, and not too long."""
    line = harmless(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def made_on(made_utc: str) -> str:
    """Return the day of a time in a file, or its own words where they are no time."""
    time = whole_time(made_utc)
    return short(made_utc, 30) if time is None else full_day(date.fromisoformat(time[:10]))


def whole_time(text: str) -> str | None:
    """Return a time in whole seconds and with its zone, or None where a text is none."""
    found = _TIME.fullmatch(text)
    if found is None or not _is_day(found["day"]):
        return None
    return f"{found['day']}T{found['clock']}{found['zone']}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
