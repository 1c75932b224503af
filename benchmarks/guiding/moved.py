"""What moves the time in the band: a picture of the rows in which one assumption is moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.guiding.cells import AS_ASSUMED
from benchmarks.guiding.sheet import GOOD, GREY, INK, WARN, Sheet, scale
from benchmarks.guiding.table import Row

SAID: Final = {"hand": "by hand", "lying": "lying"}


@dataclass(frozen=True, slots=True)
class End:
    """What one factor on an assumption did, in points of time in the band."""

    by: str
    points: float
    half: float | None
    """Half a 95 % interval of the same people's difference; None where it is not known."""

    @property
    def noise(self) -> bool:
        """Whether chance alone may have moved as much."""
        return self.half is not None and abs(self.points) <= self.half

    def __str__(self) -> str:
        """Say by how much."""
        half = "" if self.half is None else f" ± {self.half:.1f}"
        return f"{self.by}: {self.points:+.1f}{half}".replace("-", "−")


def end(by: str, base: Row, row: Row) -> End:
    """Compare the same people with and without the move, person by person."""
    pairs = [
        (now, before)
        for now, before in zip(row.shares, base.shares, strict=False)
        if now is not None and before is not None
    ]
    if not pairs:
        return End(by, 100 * (row.mean.inside - base.mean.inside), None)
    points = 100 * np.array([now - before for now, before in pairs])
    half = 1.96 * float(points.std(ddof=1)) / np.sqrt(len(points)) if len(points) > 1 else None
    return End(by, float(points.mean()), half)


def tornado(rows: Iterable[Row], path: Path, support: str = "hand", most: int = 10) -> None:
    """Draw how the share in the band moves when one assumption is moved; the largest first."""
    found = {row.name: row for row in rows if (row.part, row.support) == ("moved", support)}
    base = found.pop(AS_ASSUMED)
    bars: dict[str, list[End]] = {}
    for name, row in found.items():
        what, sign, by = name.rsplit(" ", 2)
        bars.setdefault(what, []).append(end(f"{sign} {by}", base, row))
    order = sorted(bars, key=lambda what: -_span(bars[what]))[:most]
    bottom = 62 + 26 * len(order)
    sheet = Sheet(bottom + 56, f"What moves the time in the band, {SAID[support]}")
    sheet.text(20, 22, _base(base, support))
    said = "one assumption moved, everything else as it was; points more or less in the band:"
    sheet.text(20, 42, said, size=11, colour=GREY)
    _bars(sheet, {what: bars[what] for what in order}, bottom)
    said = "grey: chance alone may move as much.  ±, and black lines: 95 %, of the same people"
    sheet.text(20, bottom + 46, said, size=11, colour=GREY)
    sheet.save(path)


def _base(base: Row, support: str) -> str:
    half = f" ± {100 * base.half:.1f}" if base.half else ""
    share = f"{100 * base.mean.inside:.1f} %{half} of the time in the band"
    return f'Base: "more … there" {SAID[support]}, {base.people} people as assumed: {share}'


def _span(ends: list[End]) -> float:
    points = [0.0, *[each.points for each in ends]]
    return max(points) - min(points)


def _bars(sheet: Sheet, bars: dict[str, list[End]], bottom: float) -> None:
    reach = [
        each.points + side * (each.half or 0.0)
        for ends in bars.values()
        for each in ends
        for side in (-1, 1)
    ]
    low, high = np.floor(min(reach) / 5) * 5, np.ceil(max(*reach, 0.1) / 5) * 5
    at = scale(low, high, 215, 460)
    sheet.axis(at, bottom, [*np.arange(low, high + 1, 5)], up=54)
    for i, (what, ends) in enumerate(bars.items()):
        y = 58 + 26 * i
        sheet.text(205, y + 13, what, anchor="end", size=12)
        for each in ends:
            colour = GREY if each.noise else GOOD if each.points >= 0 else WARN
            left, right = sorted((at(each.points), at(0)))
            sheet.box(left, y, max(right - left, 1), 17, colour, 0.6)
        for each in ends:
            if each.half:
                ends_x = at(each.points - each.half), at(each.points + each.half)
                sheet.line(ends_x[0], y + 8.5, ends_x[1], y + 8.5, INK)
        sheet.text(710, y + 13, " · ".join(map(str, ends)), anchor="end", size=11)
    sheet.line(at(0), 54, at(0), bottom, INK)
