"""What marks are worth: their error, and whether two of them differ by more than chance.

The error is that of ramps on one day; from day to day marks of the same person wander further.
"""

from collections.abc import Iterable
from enum import StrEnum
from math import sqrt
from typing import Final

from msgspec import Struct

from tpdevice.core import rules

_NINETEEN_OF_TWENTY: Final = 1.96
"""Standard errors on either side. Source: the normal distribution, 95 %."""


class Estimate(Struct, frozen=True):
    """A threshold or a comfort ceiling: the mean of some ramps with one tool."""

    force_mn: int
    ramps: int
    """At least one; practice is not among them."""

    @property
    def error_mn(self) -> int:
        """Half the width in which the true mark lies in 19 of 20 cases, mN."""
        return round(_NINETEEN_OF_TWENTY * _spread(self.ramps) * self.force_mn)


class Change(StrEnum):
    """What may be said of two estimates."""

    NONE = "none that one can tell from chance"
    UP = "higher"
    DOWN = "lower"


def risen(before: Estimate, now: Estimate) -> float:
    """Return by what share of the earlier mark the later one lies higher; below 0 it is lower."""
    return (now.force_mn - before.force_mn) / before.force_mn


def change(before: Estimate, now: Estimate) -> Change:
    """Return whether a mark differs from an earlier one of the same person, place, tool and rig."""
    share = risen(before, now)
    if abs(share) <= least_change(before.ramps, now.ramps):
        return Change.NONE
    return Change.UP if share > 0 else Change.DOWN


class Compared(Struct, frozen=True):
    """The newest mark of a series beside its first."""

    since: str
    """ISO 8601 date of the first."""
    change: Change
    about_percent: int | None
    """Of the first, the very share that `change` looks at; None where there is no change."""


def compared(series: Iterable[tuple[str, Estimate | None]]) -> Compared | None:
    """Compare marks of one person, place, tool and rig, oldest first; None if there are not two."""
    known = [(day, mark) for day, mark in series if mark is not None and mark.force_mn > 0]
    if len(known) < 2:
        return None
    (since, before), (_, now) = known[0], known[-1]
    found = change(before, now)
    if found is Change.NONE:
        return Compared(since, found, None)
    return Compared(since, found, round(100 * abs(risen(before, now))))


def least_change(ramps_before: int, ramps_now: int) -> float:
    """Return by what share of the earlier mark a later one must differ to be told from chance."""
    spread = sqrt(_spread(ramps_before) ** 2 + _spread(ramps_now) ** 2)
    return max(rules.LEAST_CHANGE, _NINETEEN_OF_TWENTY * spread)


def _spread(ramps: int) -> float:
    """Return the standard error of a mean of ramps, as a share of it."""
    return rules.RAMP_CV / sqrt(max(ramps, 1))
