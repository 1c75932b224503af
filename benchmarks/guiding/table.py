"""Rows of the table: means over people, with the tenth percentile and 95 % intervals."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import numpy as np

from benchmarks.guiding.cells import Cell
from benchmarks.guiding.score import Score


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of the table."""

    name: str
    unit: str
    field: str
    width: int
    digits: int = 1
    times: float = 1.0
    """What it is printed in, such as 100 for per cent."""

    def cell(self, value: float) -> str:
        """Return a value as it is printed; a dash where there is none."""
        if math.isnan(value):
            return f"{'-':>{self.width}}"
        return f"{self.times * value:{self.width}.{self.digits}f}"


COLUMNS: Final = (
    Column("above", "%", "above", 6, times=100),
    Column("below", "%", "below", 6, times=100),
    Column("ended", "%", "ended", 6, times=100),
    Column("cues", "/min", "per_min", 6),
    Column("words", "/min", "words_per_min", 6),
    Column("sound", "%", "sounding", 6, times=100),
    Column("off aim", "%", "distance", 8, times=100),
    Column("first", "s", "first_s", 6),
    Column("credit", "wrong %", "credit", 8, 2, times=100),
    Column("times", "a hold", "over_comfort", 8, 2),
    Column("long", "s", "over_comfort_s", 6, 2),
    Column("deepest", "%", "over_comfort_most", 8, times=100),
    Column("times", "a hold", "over_ceiling", 8, 2),
    Column("long", "s", "over_ceiling_s", 6, 2),
    Column("deepest", "%", "over_ceiling_most", 8, times=100),
    Column("all", "a hold", "come_off", 8, 2),
    Column("false", "", "false_come_off", 6, 2),
)

GROUPS: Final = (("over comfort (C)", 22), ("over the ceiling", 22), ("come off", 14))
"""What the last columns are about, and how wide they are together."""

NAME, WAY, SHARE, TENTH, PEOPLE = 40, 13, 14, 6, 5


def _head() -> str:
    grouped = "".join(f"{name:>{width}}" for name, width in GROUPS)
    wide = NAME + WAY + SHARE + TENTH + sum(c.width for c in COLUMNS)
    names = "".join(f"{column.name:>{column.width}}" for column in COLUMNS)
    units = "".join(f"{column.unit:>{column.width}}" for column in COLUMNS)
    left = f"{'':{NAME}}{'way':{WAY}}{'in band %':>{SHARE}}{'p10':>{TENTH}}"
    under = f"{'':{NAME}}{'':{WAY}}{'(95 %)':>{SHARE}}{'%':>{TENTH}}"
    return f"{grouped:>{wide}}\n{left}{names}{'n':>{PEOPLE}}\n{under}{units}"


HEAD: Final = _head()

RATES: Final = ("per_min", "words_per_min", "sounding")
"""Of the guided time: a hold that was guided for a second must not count as much as a whole one."""

DEPTHS: Final = ("over_comfort_most", "over_ceiling_most")
"""Of these the row has the greatest over its people: a mean would hide the one that hurts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell, averaged over its people."""

    part: str
    name: str
    way: str
    support: str
    people: int
    mean: Score
    """Means, but of the depths the greatest."""
    tenth: float
    """Tenth percentile over people of the share in the band."""
    half: float
    """Half a 95 % interval of its mean."""
    shares: tuple[float | None, ...]
    """Of each person, in order, so that rows of the same people can be compared in pairs; None of
    whom nothing was offered."""

    def line(self) -> str:
        """Return the row as a line of text."""
        where = self.name if self.name == self.support else f"{self.name}, {self.support}"
        share = f"{100 * self.mean.inside:.1f} +- {100 * self.half:.1f}"
        rest = "".join(column.cell(getattr(self.mean, column.field)) for column in COLUMNS)
        return (
            f"{where:{NAME - 1}.{NAME - 1}} {self.way:{WAY}}{share:>{SHARE}}"
            f"{100 * self.tenth:{TENTH}.1f}{rest}{self.people:{PEOPLE}d}"
        )

    def plain(self) -> dict[str, Any]:
        """Return the row for JSON, which knows no NaN."""
        mean = {k: None if math.isnan(v) else v for k, v in asdict(self.mean).items()}
        return asdict(self) | {"mean": mean}


def _mean(name: str, scores: Sequence[Score]) -> float:
    """Return a figure over the people who have it: the mean, of a depth the greatest; or NaN."""
    values = np.array([getattr(score, name) for score in scores], float)
    weights = np.array([s.guided_min if name in RATES else 1.0 for s in scores])
    if name in DEPTHS:
        return float(values.max())
    has = ~np.isnan(values) & (weights > 0)
    return float(np.average(values[has], weights=weights[has])) if has.any() else float("nan")


def averaged(cell: Cell, scores: Sequence[Score | None]) -> Row:
    """Return the row of a cell; people to whom nothing was offered are left out."""
    found = [score for score in scores if score is not None]
    shares = np.array([score.inside for score in found])
    means = {f.name: _mean(f.name, found) for f in fields(Score)}
    half = 1.96 * float(shares.std(ddof=1)) / np.sqrt(len(shares)) if len(shares) > 1 else 0.0
    return Row(
        cell.part,
        cell.name,
        cell.way,
        cell.support,
        len(found),
        Score(**means),
        float(np.percentile(shares, 10)),
        float(half),
        tuple([None if score is None else score.inside for score in scores]),
    )
