"""What the atlas offers, as far as plans need it; whoever knows the atlas fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tpdevice.core.band import Support
from tpdevice.core.plan import Side


@dataclass(frozen=True, slots=True)
class Offer:
    """One place."""

    key: str
    plain: str
    label: str
    sides: tuple[Side, ...]
    supports: tuple[Support, ...]
    """The best first."""
    gentle: bool
    ceiling_n: float
    hold_s: float
    repetitions: int
    themes: tuple[str, ...] = ()
    where: str = ""
    care: str = ""
    tool: str = ""
    """What to press with, and what not."""
    positions: Mapping[Support, str] = field(default_factory=dict)
    movement: str = ""
    """Key of the movement afterwards."""
    words: tuple[str, ...] = ()
    """Other words that people use for it."""

    def offers(self, support: Support) -> bool:
        """Return whether it may be pressed so: at a gentle point only as the atlas says."""
        return support in self.supports or not self.gentle


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything that a plan may ask for, and what it may not."""

    points: Mapping[str, Offer]
    never: Mapping[str, str] = field(default_factory=dict)
    """Small words for places that are not offered, and why."""
    movements: Mapping[str, str] = field(default_factory=dict)
    """Key to text."""
    themes: Mapping[str, str] = field(default_factory=dict)
    stop: str = ""
    """When to stop at once."""
