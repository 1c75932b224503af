"""What was to be reached, beside what came out."""

import math
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.figures import Figure
from benchmarks.guiding.ceiling import Passed
from benchmarks.guiding.table import Row
from benchmarks.people import TROUBLES
from benchmarks.rates import Row as Rate

HELD = {"hand": (94.0, 4.0, 87.0), "lying": (96.0, 2.0, 91.0)}
"""Share in the band, cues a minute, tenth percentile."""
ABOVE_PERCENT = 2.0
CLOSED_PERCENT = 85.0
CREDIT_PERCENT = 0.5

COUNTED = ("supports", "sensors", "own bands", "wayward", "silence of 3.5 s")
COUNTING = "load cell"
"""Where it shows the true force: what another sensor shows wrongly, nobody can count rightly."""

EASED = {
    ("60 s, six", "cold"): (1.5, 88.0),
    ("60 s, six", "after 10 holds"): (1.5, 92.0),
    ("60 s, four", "cold"): (2.0, 80.0),
    ("60 s, four", "after 10 holds"): (2.5, 83.0),
    ("90 s, seven, fade fast", "cold"): (8.0, 93.0),
    ("90 s, seven, fade fast", "after 10 holds"): (3.0, 93.0),
}
"""False at most and hits at least, %."""
TROUBLED = (5.0, 80.0)
"""The same where answers are untidy or force is off."""


def held(rows: Sequence[Row]) -> Iterator[Figure]:
    """Yield the goals of holding."""
    by = {(row.support, row.way): row for row in rows if row.part == "supports"}
    for support, (share, cues, tenth) in HELD.items():
        if (support, "ours") not in by:
            continue
        ours, plain, best = (by[support, w] for w in ("ours", "plain cues", "all-knowing"))
        of = f"{ours.people} people; plain cues {100 * plain.mean.inside:.1f}"
        inside = 100 * ours.mean.inside
        yield Figure(f"in the band, {support}", round(inside, 2), "%", f">= {share:g}", of)
        of = f"plain cues {plain.mean.per_min:.1f}, all-knowing {best.mean.per_min:.1f}"
        per_min = round(ours.mean.per_min, 2)
        yield Figure(f"episodes, {support}", per_min, "a minute", f"<= {cues:g}", of)
        of = f"plain cues {100 * plain.tenth:.1f}, all-knowing {100 * best.tenth:.1f}"
        yield Figure(f"tenth percentile, {support}", 100 * ours.tenth, "%", f">= {tenth:g}", of)
        above = 100 * ours.mean.above
        yield Figure(f"above the band, {support}", above, "%", f"<= {ABOVE_PERCENT:g}")
        gap = best.mean.inside - plain.mean.inside
        closed = 100 * (ours.mean.inside - plain.mean.inside) / gap if gap else float("nan")
        of = f"all-knowing {100 * best.mean.inside:.1f} % in the band"
        what = f"gap from plain words to all-knowing, {support}"
        yield Figure(what, closed, "% closed", f">= {CLOSED_PERCENT:g}", of)
    for row in sorted(_counted(rows), key=lambda r: -r.mean.credit)[:1]:
        of = f"the worst row: {row.part}, {row.name}, {row.support}, {row.way}"
        credit = 100 * row.mean.credit
        yield Figure("seconds credited wrongly", credit, "%", f"<= {CREDIT_PERCENT:g}", of)


def _counted(rows: Iterable[Row]) -> list[Row]:
    """Return our rows of every part in which a load cell was pressed and something credited."""
    ours = [row for row in rows if row.way in ("ours", "ours, asking") and row.part in COUNTED]
    true = [row for row in ours if row.part != "sensors" or row.name.startswith(COUNTING)]
    return [row for row in true if not math.isnan(row.mean.credit)]


def ceilings(found: Passed) -> Iterator[Figure]:
    """Yield the goal of the ceiling."""
    of = f"{found.passed} of {found.holds} holds passed it; slowest {found.worst_ms:.0f} ms"
    yield Figure('past the ceiling without "come off"', found.late, "holds", "<= 0", of)


def eased(rates: Iterable[Rate]) -> Iterator[Figure]:
    """Yield the goals of "eased"."""
    for rate in rates:
        if rate.method != "tpdevice" or not rate.questions:
            continue
        goal = EASED.get((rate.condition, rate.known))
        if goal is None and rate.condition.endswith(tuple(TROUBLES)):
            goal = TROUBLED
        if goal is None:
            continue
        what = f'"eased", {rate.condition}, {rate.known}'
        of = f"{rate.false_low_percent:.1f} to {rate.false_high_percent:.1f}"
        yield Figure(what, round(rate.false_percent, 1), "% false", f"<= {goal[0]:g}", of)
        of = f"{rate.hit_low_percent:.1f} to {rate.hit_high_percent:.1f}"
        yield Figure(what, round(rate.hit_percent, 1), "% hit", f">= {goal[1]:g}", of)
