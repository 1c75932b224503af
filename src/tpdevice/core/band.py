"""Where a person wants the force to be, in millinewtons."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from msgspec import Struct


class Support(StrEnum):
    """How the tool is pressed, which decides how steady a person can be."""

    HAND = "hand"
    CANE = "cane"
    WALL = "wall"
    LYING = "lying"


PRESSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        Support.HAND: "by hand",
        Support.CANE: "with a cane",
        Support.WALL: "at a wall",
        Support.LYING: "lying on it",
    }
)
"""How that is said."""


class BandKind(StrEnum):
    """Which rule made the band."""

    STANDARD = "standard"
    GENTLE = "gentle"
    TENDER_ONLY = "tender only"
    UNCALIBRATED = "uncalibrated"


class Thresholds(Struct, frozen=True):
    """The two marks of one person at one point, side and tool."""

    tender_mn: int | None
    """T: where force first became tender."""
    comfort_mn: int | None
    """C: the strongest that was still comfortably intense."""


class Band(Struct, frozen=True):
    """The interval to stay in, the line inside it, and what must never be exceeded."""

    kind: BandKind
    bottom_mn: int
    top_mn: int
    aim_mn: int
    margin_mn: int
    """How far inside an edge force must come back before it counts as back."""
    ceiling_mn: int
    alarm_mn: int
    """1.10 C, or the ceiling where C is not known."""
    free_mn: int
    """Below this the point is free of pressure: 0.2 T."""


class NoBand(Struct, frozen=True):
    """Why this point is not offered with this tool."""

    reason: str
