"""What the atlas knows of the body: points, regions, places never offered, and movements.

Where something lies is said on a drawing of a standing person: `y` 0 at the crown, 1 at the soles,
`x` in the same unit with 0.5 in the middle. The right side of the body is meant; a place on the
left is its mirror image, `1 - x`. The side view faces right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from tpdevice.core.band import Support
from tpdevice.core.plan import PointRules, Side

JOINTS: Final = (
    "head", "neck", "l_shoulder", "r_shoulder", "l_elbow", "r_elbow", "l_hand", "r_hand",
    "hip", "l_hip", "r_hip", "l_knee", "r_knee", "l_foot", "r_foot",
)  # fmt: skip
"""What a pose places, each at `(x, y)` from 0 to 1 in a square; `y` grows downwards."""

Pose = Mapping[str, tuple[float, float]]
"""One key position of a movement: joint to place."""


class View(StrEnum):
    """From where a body is seen."""

    FRONT = "front"
    BACK = "back"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the drawing of a body, for the right side."""

    view: View
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Point:
    """One place of the atlas, in words and newtons."""

    key: str
    label: str
    plain: str
    where: str
    felt: str
    """Where people often feel it, in a sentence."""
    do: str
    care: str
    lengthen: str
    """The movement afterwards, short enough for a cue."""
    gentle: bool
    ceiling_n: float
    sanity_low_n: float
    sanity_high_n: float
    sides: tuple[Side, ...]
    self_test: str = ""
    """What to compare before and after, or nothing."""
    bigger: str = ""
    """What often lies behind it, or nothing."""
    tool: str = ""
    """What to press with, and what not."""
    words: tuple[str, ...] = ()
    """Other words that people use for it."""
    positions: Mapping[Support, str] = field(default_factory=dict)
    """How to press, for each way that is offered here."""
    hold_s: float = 60.0
    repetitions: int = 3
    supports: tuple[Support, ...] = ()
    """The ways that are offered here, the best first."""
    themes: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    """Keys of the regions in which it is often felt, the likeliest first."""
    pairs: tuple[str, ...] = ()
    """Keys of points that belong to the same bigger pattern."""
    locked_by: str = ""
    """The screening question that comes before it each time, or nothing."""
    figure: str = ""
    """Key of its movement."""
    spots: tuple[Spot, ...] = ()

    @property
    def rules(self) -> PointRules:
        """What a session needs of this point."""
        return PointRules(
            label=self.label,
            gentle=self.gentle,
            ceiling_n=self.ceiling_n,
            sanity_low_n=self.sanity_low_n,
            sanity_high_n=self.sanity_high_n,
            lengthen=self.lengthen,
            guidance=(self.where, self.do, self.care),
        )

    def offers(self, support: Support) -> bool:
        """Return whether it may be pressed so: at a gentle point only as the atlas says."""
        return support in self.supports or not self.gentle


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the body where something may be felt, and what is often pressed for it."""

    key: str
    plain: str
    words: tuple[str, ...]
    care: str
    """What belongs to a clinician rather than to pressing, or nothing."""
    spots: tuple[Spot, ...]
    points: tuple[str, ...]
    """Keys of points that often feel there, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Never:
    """A place that is not offered, and why."""

    key: str
    label: str
    why: str
    instead: str
    """What may be done instead, or nothing."""
    words: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Points that often come together, and what lies behind them."""

    key: str
    plain: str
    text: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class General:
    """What holds for every point, one or two sentences each."""

    stop: str
    """When to stop at once."""
    find: str
    felt: str
    """What "often felt" means, and what not."""
    bigger: str
    """What to look at when a place comes back again and again."""
    dose: str
    empty_words: tuple[str, ...]
    """What people type that tells no place from another."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What lengthens afterwards: in words, and as a small figure that moves between its poses."""

    key: str
    text: str
    later: str
    """What strengthens, another day, or nothing."""
    view: View
    seconds: float
    """For each side."""
    poses: tuple[Pose, ...]
