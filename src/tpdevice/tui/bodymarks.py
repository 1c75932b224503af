"""What can be chosen on the drawing of a body, and which is the nearest in a direction. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_lowercase
from typing import Final, NamedTuple

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import Never, Point, Region, Spot, View


class Kind(StrEnum):
    """What a mark stands for."""

    POINT = "point"
    NEVER = "never"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Mark:
    """One place on the drawing, for the right side of the body."""

    kind: Kind
    key: str
    letter: str
    """What picks it; empty where there is none."""
    spot: Spot


class Stop(NamedTuple):
    """A mark on one side: where one stands when one goes over the drawing by arrows."""

    mark: Mark
    side: Side

    @property
    def x(self) -> float:
        """Distance from the middle line of its view, in heights, to the right of the looker."""
        away = self.mark.spot.x - 0.5
        return -away if self.side is Side.LEFT else away


Marks = tuple[Mark, ...]
_BESIDE: Final = {View.FRONT: 0.0, View.BACK: 0.5, View.SIDE: 0.9}
"""Where the views stand beside each other, in heights."""
_ASKEW: Final = 2.5
"""How much dearer a step across is than one along. Chosen: arrows feel straight."""
_CONE: Final = 1.5
"""What lies further across than this much of the way along is not in that direction. Chosen."""


def letters(points: Iterable[str]) -> dict[str, str]:
    """Return a letter for each point, in the order of the atlas."""
    return dict(zip(points, ascii_lowercase, strict=False))


def marks_of(points: Mapping[str, Point], never: Mapping[str, Never] | None = None) -> Marks:
    """Return the marks of all places, those that are offered first."""
    named = letters(points)
    offered = [
        Mark(Kind.POINT, key, named.get(key, ""), spot)
        for key, point in points.items()
        for spot in point.spots
    ]
    refused = [
        Mark(Kind.NEVER, key, "", spot)
        for key, place in (never or {}).items()
        for spot in place.spots
    ]
    return (*offered, *refused)


def region_marks(regions: Mapping[str, Region]) -> Marks:
    """Return the marks of where it may hurt."""
    return tuple(
        [
            Mark(Kind.REGION, key, "", spot)
            for key, region in regions.items()
            for spot in region.spots
        ]
    )


def stops(marks: Marks, side: Side) -> Iterator[Stop]:
    """Return every place to stop at; the side view shows one side only."""
    for mark in marks:
        for each in (Side.RIGHT, Side.LEFT):
            beside = mark.spot.view is View.SIDE and each is not side
            if not beside and not (each is Side.LEFT and in_the_middle(mark)):
                yield Stop(mark, each)


def in_the_middle(mark: Mark) -> bool:
    """Return whether a mark lies on the middle line, so that both sides are the same."""
    return on_middle(mark.spot)


def on_middle(spot: Spot) -> bool:
    """Return whether a spot lies on the middle line of a body."""
    return spot.view is not View.SIDE and abs(spot.x - 0.5) < 0.004


def first_stop(marks: Marks, key: str, side: Side, *, view: View | None = None) -> Stop | None:
    """Return where a place is best shown: in the present view, if it is there."""
    own = [mark for mark in marks if mark.key == key]
    own.sort(key=lambda mark: mark.spot.view is not view)
    return Stop(own[0], side) if own else None


def nearest(marks: Marks, at: Stop, step: tuple[int, int]) -> Stop:
    """Return the nearest stop in a direction, such as (1, 0) for right, or `at` itself.

    Beyond the side view, which is the last one, the body turns to its other side.
    """
    costs = [
        (cost, stop)
        for stop in stops(marks, at.side)
        if (cost := _cost(at, stop, step)) is not None
    ]
    if costs:
        return min(costs, key=lambda pair: pair[0])[1]
    turns = step == (1, 0) and at.mark.spot.view is View.SIDE
    return at._replace(side=other(at.side)) if turns else at


def drawn_on(side: object) -> Side:
    """Return the side that a place is drawn on: the right one, unless it is the left."""
    return Side.LEFT if side == Side.LEFT else Side.RIGHT


def other(side: Side) -> Side:
    """Return the other side of a body."""
    return Side.LEFT if side is Side.RIGHT else Side.RIGHT


def _cost(at: Stop, stop: Stop, step: tuple[int, int]) -> float | None:
    """Return how far a stop is in a direction, or None where it does not lie there."""
    dx = _BESIDE[stop.mark.spot.view] + stop.x - _BESIDE[at.mark.spot.view] - at.x
    dy = stop.mark.spot.y - at.mark.spot.y
    along, across = dx * step[0] + dy * step[1], abs(dx * step[1]) + abs(dy * step[0])
    if along < 1e-6 or across > _CONE * along:
        return None
    return along + _ASKEW * across


def following(marks: Marks, at: Stop, step: int) -> Stop:
    """Return the next place that is offered, or the one before, round and round."""
    ring = list(dict.fromkeys(mark.key for mark in marks if mark.kind is not Kind.NEVER))
    if not ring:
        return at
    where = ring.index(at.mark.key) + step if at.mark.key in ring else 0
    found = first_stop(marks, ring[where % len(ring)], at.side, view=at.mark.spot.view)
    return found or at
