"""How what presses is set up, and what a known weight says of it."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct


class RigKind(StrEnum):
    """What lies between sensor and body."""

    STRAIGHT = "straight"
    LEVER = "lever"
    YOKE = "yoke"
    BALL = "ball"


class RigNote(Struct, frozen=True):
    """What a session knows of its rig."""

    kind: RigKind
    checked_date: str
    """ISO 8601, where the person was."""
    error_n: float | None
    """How far it was off at the worst of the known weights, N; None where one weight made it."""
    heaviest_n: float
    """The heaviest of them, N."""


class Weighed(Struct, frozen=True):
    """One known weight, where the tool meets the body."""

    weight_n: float
    sensor: float
    """What the sensor showed of it above rest, N or raw units."""


class Checked(Struct, frozen=True):
    """What known weights said of a set-up."""

    multiplier: float
    """Newtons on the body for one at the sensor, or for one of its raw units."""
    error_n: float | None
    """How far it is off at the worst of the weights, N; None where one weight made it."""
    weights_n: tuple[float, ...]

    @property
    def error_share(self) -> float | None:
        """The error as a share of the heaviest weight, or None."""
        return None if self.error_n is None else self.error_n / max(self.weights_n)


def fitted(weighed: Sequence[Weighed]) -> Checked:
    """Return the multiplier that fits best, in the least squares of force, through zero.

    Raises
    ------
    ValueError
        If a weight was not seen by the sensor at all, or pulled the other way.
    """
    if not weighed or any(each.sensor <= 0 or each.weight_n <= 0 for each in weighed):
        raise ValueError("the sensor showed nothing of a weight")
    shown = sum(each.sensor**2 for each in weighed)
    multiplier = sum(each.weight_n * each.sensor for each in weighed) / shown
    return compared(weighed, multiplier=multiplier, made_by_it=len(weighed) == 1)


def compared(weighed: Sequence[Weighed], *, multiplier: float, made_by_it: bool = False) -> Checked:
    """Return how far a known multiplier is off."""
    off_n = max(abs(each.sensor * multiplier - each.weight_n) for each in weighed)
    weights_n = tuple([each.weight_n for each in weighed])
    return Checked(multiplier, None if made_by_it else off_n, weights_n)
