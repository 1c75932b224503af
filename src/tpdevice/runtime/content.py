"""The atlas and the screening questions: data files of this package, read and checked."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from tpdevice.core.errors import PlanError, UsageError
from tpdevice.core.plan import PointRules, Side

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """One place of the atlas, in words and newtons."""

    label: str
    plain: str
    where: str
    felt: str
    do: str
    care: str
    lengthen: str
    gentle: bool
    ceiling_n: float
    sanity_low_n: float
    sanity_high_n: float
    sides: tuple[Side, ...]

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


@dataclass(frozen=True, slots=True)
class Question:
    """One yes-or-no question: any of the items is a yes."""

    title: str
    items: tuple[str, ...]
    advice: str
    """What is said when the answer ends the session."""


@cache
def points() -> dict[str, Point]:
    """Return the atlas by id, in its own order."""
    return _read("atlas.toml", dict[str, Point])


@cache
def questions() -> dict[str, Question]:
    """Return the questions by id."""
    return _read("screening.toml", dict[str, Question])


def point(point_id: str) -> Point:
    """Return one place of the atlas.

    Raises
    ------
    UsageError
        If the atlas does not have it.
    """
    found = points().get(point_id.upper())
    if found is None:
        known = ", ".join(f"{key} ({p.plain})" for key, p in points().items())
        raise UsageError(f"There is no point {point_id!r} in the atlas.", hint=f"Known: {known}.")
    return found


def _read(name: str, kind: type[T]) -> T:
    text = (files("tpdevice.content") / name).read_bytes()
    try:
        return msgspec.toml.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise PlanError(name, str(error)) from error
