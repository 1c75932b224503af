"""Rows of the table: means over people, with the tenth percentile and 95 % intervals."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from benchmarks.guiding.cells import Cell
from benchmarks.guiding.score import Score

HEAD = (
    f"{'':38}{'way':14}{'in band %':>15}{'p10':>6}{'above':>7}{'below':>7}{'cues':>6}{'words':>7}"
    f"{'sound':>7}{'off aim':>8}{'past C':>8}{'most':>6}{'ceil':>6}{'first':>7}{'credit':>8}"
    f"{'off':>5}{'false':>6}{'n':>5}"
)
UNITS = (
    f"{'':38}{'':14}{'(95 %)':>15}{'%':>6}{'%':>7}{'%':>7}{'/min':>6}{'/min':>7}"
    f"{'%':>7}{'%':>8}{'s/min':>8}{'%':>6}{'s':>6}{'s':>7}{'wrong %':>8}{'':>5}{'':>6}{'':>5}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One cell, averaged over its people."""

    part: str
    name: str
    way: str
    support: str
    people: int
    mean: Score
    tenth: float
    """Tenth percentile over people of the share in the band."""
    half: float
    """Half a 95 % interval of its mean."""

    def line(self) -> str:
        """Return the row as a line of text."""
        mean = self.mean
        where = self.name if self.name == self.support else f"{self.name}, {self.support}"
        share = f"{100 * mean.inside:.1f} +- {100 * self.half:.1f}"
        return (
            f"{where:38.38}{self.way:14}{share:>15}{100 * self.tenth:6.1f}{100 * mean.above:7.1f}"
            f"{100 * mean.below:7.1f}{mean.per_min:6.1f}{mean.words_per_min:7.1f}"
            f"{100 * mean.sounding:7.1f}{100 * mean.distance:8.1f}{mean.past_comfort_s:8.2f}"
            f"{100 * mean.past_comfort:6.1f}{mean.past_ceiling_s:6.2f}{mean.first_s:7.1f}"
            f"{100 * mean.credit:8.2f}{mean.come_off:5.2f}{mean.false_come_off:6.2f}"
            f"{self.people:5d}"
        )

    def plain(self) -> dict[str, Any]:
        """Return the row for JSON."""
        return asdict(self)


def averaged(cell: Cell, scores: Sequence[Score | None]) -> Row:
    """Return the row of a cell; people to whom nothing was offered are left out."""
    found = [score for score in scores if score is not None]
    shares = np.array([score.inside for score in found])
    means = {f.name: float(np.nanmean([getattr(s, f.name) for s in found])) for f in fields(Score)}
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
    )
