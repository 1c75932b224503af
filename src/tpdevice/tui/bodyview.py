"""What the rooms about the body show: the atlas, and how each place stands today. Frozen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tpdevice.core.plan import Side
from tpdevice.core.settings import Unit
from tpdevice.runtime import content
from tpdevice.runtime.atlas import General, Movement, Never, Pattern, Point, Region
from tpdevice.runtime.searching import Hit


@dataclass(frozen=True, slots=True)
class BodyView:
    """Everything that can be chosen, and why some of it rests today."""

    points: Mapping[str, Point]
    regions: Mapping[str, Region]
    never: Mapping[str, Never]
    patterns: Mapping[str, Pattern]
    movements: Mapping[str, Movement]
    general: General
    find: Callable[[str], tuple[Hit, ...]]
    resting: Mapping[tuple[str, Side], str] = field(default_factory=lambda: MappingProxyType({}))
    """Why a point on a side is better left alone today, and until when."""
    unit: Unit = Unit.N

    def rests(self, key: str, side: Side) -> str:
        """Return why a place rests today, or nothing."""
        return self.resting.get((key, side), "")


def body_view(
    resting: Mapping[tuple[str, Side], str] | None = None, *, unit: Unit = Unit.N
) -> BodyView:
    """Return the whole atlas with what rests today, and forces in a person's unit."""
    return BodyView(
        points=content.points(),
        regions=content.regions(),
        never=content.never(),
        patterns=content.patterns(),
        movements=content.movements(),
        general=content.general(),
        find=content.search,
        resting=MappingProxyType(dict(resting or {})),
        unit=unit,
    )
