"""Choosing a place, step by step, as one frozen value; each key gives the next one. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import View
from tpdevice.runtime.searching import Why
from tpdevice.tui.bodymarks import (
    Kind,
    Marks,
    Stop,
    drawn_on,
    first_stop,
    following,
    letters,
    marks_of,
    nearest,
    other,
    region_marks,
)
from tpdevice.tui.bodypaint import Body
from tpdevice.tui.bodyview import BodyView


class Way(StrEnum):
    """How one comes to a place."""

    PRESS = "press"
    """By the place itself."""
    HURTS = "hurts"
    """By where it hurts."""


class Item(NamedTuple):
    """One line to choose from."""

    kind: Kind
    key: str
    letter: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class Choosing:
    """Where one stands on the way to a place."""

    view: BodyView
    side: Side = Side.RIGHT
    way: Way = Way.PRESS
    at: Stop | None = None
    region: str = ""
    """Where it hurts, once that is said."""
    asked: str = ""
    """What was typed."""
    unseen: str = ""
    """Key of what one stands at, where it has no place on the drawing, such as an illness."""

    @property
    def marks(self) -> Marks:
        """Return what can be chosen on the drawing now."""
        if self.way is Way.HURTS and not self.region and not self.asked:
            return region_marks(self.view.regions)
        every = marks_of(self.view.points, self.view.never)
        if self.asked or not self.region:
            return every
        keys = self.view.regions[self.region].points
        return tuple([mark for key in keys for mark in every if mark.key == key])

    @property
    def body(self) -> Body:
        """Return what the drawing shows."""
        felt = self.region or (self.key if self.kind is Kind.REGION else "")
        point = self.view.points.get(self.key) if self.kind is Kind.POINT else None
        regions = (felt,) if felt else () if point is None else point.refers
        spots = [spot for key in regions for spot in self.view.regions[key].spots]
        return Body(
            marks=self.marks,
            at=self.at,
            side=self.side,
            resting=frozenset(self.view.resting),
            felt=tuple(spots),
        )

    @property
    def kind(self) -> Kind | None:
        """Return what kind of thing one stands at."""
        if self.unseen:
            return Kind.NEVER
        return None if self.at is None else self.at.mark.kind

    @property
    def key(self) -> str:
        """Return the key of what one stands at."""
        return self.unseen if self.at is None else self.at.mark.key

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the lines to choose from: what was found, or what belongs to a region."""
        if self.asked:
            return self._found()
        if self.way is Way.HURTS and self.region:
            keys = self.view.regions[self.region].points
            return tuple([self._item(Kind.POINT, key, "") for key in keys])
        return ()

    def _found(self) -> tuple[Item, ...]:
        found = []
        for hit in self.view.find(self.asked):
            kind = Kind.NEVER if hit.why is Why.NEVER else Kind.POINT
            felt = f"often felt: {hit.about}" if hit.why is Why.FELT else ""
            found.append(self._item(kind, hit.key, felt))
        return tuple(found)

    def _item(self, kind: Kind, key: str, note: str) -> Item:
        if kind is Kind.NEVER:
            return Item(kind, key, "×", self.view.never[key].label, "not offered")
        rests = self.view.rests(key, self.side)
        letter = letters(self.view.points).get(key, "")
        return Item(kind, key, letter, self.view.points[key].plain, rests or note)

    def to(self, key: str) -> "Choosing":
        """Stand at a place, in the present view if it can be seen there."""
        place = self.view.never.get(key)
        if place is not None and not place.spots:
            return replace(self, at=None, unseen=key)
        view = View.BACK if self.at is None else self.at.mark.spot.view
        return self._at(first_stop(self.marks, key, self.side, view=view))

    def picked(self, letter: str) -> "Choosing":
        """Stand at the place with a letter, or stay."""
        named = letters(self.view.points)
        keys = [mark.key for mark in self.marks if named.get(mark.key) == letter]
        return self.to(keys[0]) if keys else self

    def stepped(self, step: tuple[int, int]) -> "Choosing":
        """Go to the nearest place in a direction."""
        if self.at is None:
            return self.following(1)
        return self._at(nearest(self.marks, self.at, step))

    def following(self, step: int) -> "Choosing":
        """Go to the next place, or the one before."""
        items = self.items
        if items:
            keys = [item.key for item in items]
            where = keys.index(self.key) + step if self.key in keys else 0
            return self.to(keys[where % len(keys)])
        if self.at is None:
            marks = self.marks
            return self.to(marks[0].key) if marks else self
        return self._at(following(self.marks, self.at, step))

    def stood(self, stop: Stop) -> "Choosing":
        """Stand where somebody pointed at."""
        return self._at(stop)

    def other_side(self) -> "Choosing":
        """Go to the other side of the body."""
        side = other(self.side)
        at = None if self.at is None else self.at._replace(side=side)
        return replace(self, side=side, at=at)

    def by(self, way: Way) -> "Choosing":
        """Come by another way, from its beginning."""
        return replace(self, way=way, at=None, region="", asked="", unseen="").following(1)

    def hurting(self, region: str) -> "Choosing":
        """Say where it hurts; the likeliest place to press comes first, in the present view."""
        said = replace(self, way=Way.HURTS, region=region, asked="", unseen="")
        return said.following(1)

    def typed(self, text: str) -> "Choosing":
        """Look for words; the best hit is where one stands."""
        asked = replace(self, asked=text.strip())
        if not asked.asked:
            return self._unasked()
        items = asked.items
        return asked.to(items[0].key) if items else replace(asked, at=None, unseen="")

    def _unasked(self) -> "Choosing":
        """Return with the place that was found, if it can be seen without the search."""
        free = replace(self, asked="")
        seen = self.at is not None and self.at.mark in free.marks
        return free if seen else replace(free, at=None, unseen="").following(1)

    def back(self) -> "Choosing | None":
        """Undo the last step, or nothing when there is none."""
        if self.asked:
            return self._unasked()
        if self.region:
            return replace(self, region="", at=None).to(self.region)
        return None

    def _at(self, stop: Stop | None) -> "Choosing":
        return self if stop is None else replace(self, at=stop, side=stop.side, unseen="")


def begin(view: BodyView, *, point: str = "", side: Side = Side.RIGHT) -> Choosing:
    """Return the beginning, at a point if one is named."""
    start = Choosing(view, drawn_on(side))
    return start.to(point) if point in view.points else start.following(1)
