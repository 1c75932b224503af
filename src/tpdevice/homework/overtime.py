"""One place over many sessions: what came out each time, and what may be said of all of it.

Newtons are compared only within one way of pressing: tool, sensor, rig and map of the ball. What
may be called a change follows the rule of `session/thresholds.py`, for every kind of force.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from tpdevice.core.units import mn
from tpdevice.session.thresholds import Change, Estimate, change, risen

ENDS_MOST: Final = 5
"""Sessions at either end that are compared, at most. Chosen: a true rise of 20 % takes about so
many on either side, where one measurement scatters by 15 %."""
ENDS_LEAST: Final = 2
"""And at least. Chosen: one answer alone scatters by a point."""
LATER: Final = 24
"""The check that is called the next day, h after the session."""


class Once(Struct, frozen=True):
    """One session at one place."""

    session: int
    local_date: str
    tool: str
    support: str
    rig: str
    """What pressed, with which sensor and rig: only within it newtons are compared."""
    held_s: float
    in_band_percent: float | None
    """Of the time in which a band was asked for; what settled counts, gaps do not."""
    first_rating: int | None
    last_rating: int | None
    outcome: str
    threshold_n: float | None
    threshold_ramps: int
    next_day_soreness: int | None
    forces_n: tuple[tuple[int, float], ...] = ()
    """Each answer with the force at which it was given."""

    @property
    def threshold_error_n(self) -> float | None:
        """Half the width in which the true threshold lies in 19 of 20 cases."""
        if self.threshold_n is None:
            return None
        return Estimate(mn(self.threshold_n), self.threshold_ramps).error_mn / 1000


class Middle(Struct, frozen=True):
    """A median, and of how many sessions."""

    median: float
    sessions: int


class FeltSame(Struct, frozen=True):
    """The force at one and the same rating, in the first sessions and in the last."""

    rating: int
    sessions: int
    """With an answer of that rating."""
    each_end: int
    """Sessions at either end that the means are of."""
    first_n: float
    last_n: float
    error_n: float
    """Of the last mean, in 19 of 20 cases, as for a threshold of so many ramps."""
    change: Change
    about_percent: int | None
    """None where there is no change that one can tell from chance."""


def middle(values: Iterable[float | None]) -> Middle | None:
    """Return the median of what is known, or None."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    return Middle((known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2, len(known))


def felt_same(sessions: Sequence[Once]) -> FeltSame | None:
    """Compare the force at the rating that most sessions share, oldest session first.

    None if fewer than four sessions share one.
    """
    counted = Counter(rating for each in sessions for rating in {r for r, _ in each.forces_n})
    if not counted:
        return None
    rating = max(counted, key=lambda r: (counted[r], -abs(r - 5), r))
    forces_n = [_mean(found) for each in sessions if (found := _at(each, rating))]
    end = min(ENDS_MOST, len(forces_n) // 2)
    if end < ENDS_LEAST:
        return None
    first_n, last_n = _mean(forces_n[:end]), _mean(forces_n[-end:])
    before, now = (Estimate(mn(force_n), end) for force_n in (first_n, last_n))
    if before.force_mn <= 0:
        return None
    told = change(before, now)
    percent = None if told is Change.NONE else round(100 * abs(risen(before, now)))
    error_n = now.error_mn / 1000
    return FeltSame(rating, len(forces_n), end, first_n, last_n, error_n, told, percent)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _at(each: Once, rating: int) -> list[float]:
    return [force_n for given, force_n in each.forces_n if given == rating and force_n > 0]
