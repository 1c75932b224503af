"""Days as whole numbers, which every engine can subtract."""

from datetime import date, timedelta
from typing import Final

_EPOCH: Final = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the day of a number."""
    return _EPOCH + timedelta(days=number)
