"""Pictures of the figures, as SVG: plain shapes and text, drawn from rows."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import numpy as np

from benchmarks.guiding.cells import AS_ASSUMED
from benchmarks.guiding.course import Course, Ran, run
from benchmarks.guiding.score import QUIET
from benchmarks.guiding.table import Row
from benchmarks.rates import Row as Rate

INK, GREY, GOOD, WARN = "#222222", "#8a8a8a", "#1f7a5c", "#b5541c"
COLOURS = {"ours": GOOD, "ours, asking": GOOD, "all-knowing": GREY}
"""Of ways; the others are a warning."""
WIDTH = 720


class Sheet:
    """A drawing, with points in pixels from the upper left."""

    def __init__(self, height: int, title: str) -> None:
        self._height, self._title = height, title
        self._parts: list[str] = []

    def text(
        self, x: float, y: float, said: str, *, anchor: str = "start", colour: str = INK,
        size: int = 13,
    ) -> None:  # fmt: skip
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{size}">{escape(said)}</text>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = GREY) -> None:
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'
        )

    def box(
        self, x: float, y: float, w: float, h: float, colour: str, opacity: float = 1.0
    ) -> None:
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{colour}" '
            f'fill-opacity="{opacity:g}"/>'
        )

    def dot(self, x: float, y: float, colour: str, radius: float = 5.0) -> None:
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}"/>')

    def path(self, xs: Sequence[float], ys: Sequence[float], colour: str) -> None:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        self._parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.2"/>'
        )

    def save(self, path: Path) -> None:
        """Write it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self._height}" '
            f'role="img" font-family="system-ui, sans-serif">\n'
            f"<title>{escape(self._title)}</title>\n"
            f'<rect width="{WIDTH}" height="{self._height}" fill="#ffffff"/>\n'
            + "\n".join(self._parts)
            + "\n</svg>\n",
            encoding="utf-8",
        )


def ways(rows: Iterable[Row], path: Path) -> None:
    """Draw share in the band against words a minute, by hand and lying."""
    sheet = Sheet(400, "Time in the band against words a minute, for each way of guiding")
    found = [row for row in rows if row.part == "supports"]
    for panel, support in enumerate(("hand", "lying")):
        left = 50 + panel * 345
        sheet.text(left, 24, f"in the band, {support}", size=14)
        for percent in (20, 40, 60, 80, 100):
            sheet.line(left, _high(percent), left + 290, _high(percent), "#dddddd")
            sheet.text(left - 6, _high(percent) + 4, f"{percent}", anchor="end", colour=GREY)
        for words in (0, 5, 10, 20, 40, 80):
            sheet.text(left + _far(words), 372, f"{words}", anchor="middle", colour=GREY, size=11)
        sheet.text(left + 145, 392, "words a minute", anchor="middle", colour=GREY, size=12)
        _dots(sheet, left, [row for row in found if row.support == support])
    sheet.save(path)


def _high(percent: float) -> float:
    return 350 - percent * 3.1


def _far(words: float) -> float:
    return 290 * float(np.sqrt(min(words, 90) / 90))


def _dots(sheet: Sheet, left: float, rows: Sequence[Row]) -> None:
    """Draw a dot a way, down to its tenth percentile, with names that keep apart."""
    label = 0.0
    for row in sorted(rows, key=lambda r: -r.mean.inside):
        x, y = left + _far(row.mean.words_per_min), _high(100 * row.mean.inside)
        sheet.line(x, y, x, _high(100 * row.tenth))
        colour = (
            GOOD
            if row.way in ("ours", "ours, asking")
            else GREY
            if row.way == "all-knowing"
            else WARN
        )
        sheet.dot(x, y, colour)
        label = max(y + 4, label + 15)
        sheet.line(x, y, left + 150, label - 4, "#e3e3e3")
        sheet.text(left + 153, label, f"{row.way} {100 * row.mean.inside:.0f} %", colour=colour)


def tornado(rows: Iterable[Row], path: Path, support: str = "hand", most: int = 10) -> None:
    """Draw how the share in the band moves when one assumption is moved; the largest first."""
    found = {r.name: 100 * r.mean.inside for r in rows if (r.part, r.support) == ("moved", support)}
    middle = found.pop(AS_ASSUMED)
    bars: dict[str, list[tuple[str, float]]] = {}
    for name, value in found.items():
        what, sign, by = name.rsplit(" ", 2)
        bars.setdefault(what, []).append((f"{sign} {by}", value))
    spans = {
        what: np.ptp([value for _, value in (*ends, ("", middle))]) for what, ends in bars.items()
    }
    order = sorted(bars, key=lambda what: -spans[what])[:most]
    sheet = Sheet(64 + 26 * len(order), f"What moves the time in the band, {support}")
    sheet.text(20, 24, f"In the band, {support}: {middle:.1f} %, and with one assumption moved")
    for i, what in enumerate(order):
        y = 44 + 26 * i
        sheet.text(230, y + 13, what, anchor="end", size=12)
        for _, value in bars[what]:
            left, right = sorted((390 + (value - middle) * 12, 390.0))
            sheet.box(left, y, max(right - left, 1), 17, GOOD if value >= middle else WARN, 0.6)
        said = " · ".join(f"{moved}: {value:.1f}" for moved, value in bars[what])
        sheet.text(705, y + 13, said, anchor="end", size=12)
    sheet.line(390, 38, 390, 44 + 26 * len(order), INK)
    sheet.save(path)


def hold(path: Path, *, index: int, seed_base: int, support: str = "hand") -> None:
    """Draw one person's hold with plain cues and with ours, one above the other."""
    sheet = Sheet(430, "The same simulated person with plain cues and with ours")
    for panel, way in enumerate(("plain cues", "ours")):
        ran = run(Course(way, support, index, seed_base))
        if ran is not None:
            _trace(sheet, ran, 30 + panel * 200)
    sheet.save(path)


def _trace(sheet: Sheet, ran: Ran, top: float) -> None:
    band, start_s = ran.given.true, ran.began_ns / 1e9 - 8.0
    t_s = ran.t_ns[::4] / 1e9 - start_s
    shown = (t_s >= 0) & (t_s <= 71)
    aim_n = band.aim_mn / 1000.0

    def at(share: float) -> float:
        return top + 150 - (share - 0.6) * 240

    low, high = band.bottom_mn / band.aim_mn, band.top_mn / band.aim_mn
    sheet.text(20, top - 6, ran.course.way, size=14)
    sheet.box(40, at(high), 660, at(low) - at(high), GOOD, 0.15)
    sheet.line(40, at(1.0), 700, at(1.0), "#9dc7b8")
    xs = 40 + t_s[shown] / 71 * 660
    ys = [at(min(max(v, 0.55), 1.3)) for v in ran.force_n[::4][shown] / aim_n]
    sheet.path(list(xs), ys, INK)
    for at_ns, word in ran.told:
        x = 40 + (at_ns / 1e9 - start_s) / 71 * 660
        if 40 <= x <= 700 and word.phase == "HOLD" and word.key not in QUIET:
            there = word.key == "there"
            sheet.line(x, top, x, top + 156, GOOD if there else WARN)
            sheet.text(x + 2, top + 168, "there" if there else word.direction, size=10)


def eased(rates: Iterable[Rate], path: Path) -> None:
    """Draw what is called rightly against what is called wrongly, for the plain conditions."""
    wanted = ("60 s, four", "60 s, six", "90 s, seven, fade fast")
    found = [rate for rate in rates if rate.condition in wanted and rate.questions]
    sheet = Sheet(40 + 130 * len(wanted) + 30, "How often eased is said, wrongly and rightly")
    for i, condition in enumerate(wanted):
        top = 40 + 130 * i
        sheet.text(20, top, condition, size=14)
        rows = [rate for rate in found if rate.condition == condition]
        for j, rate in enumerate(rows):
            y = top + 20 + 19 * j
            name = f"{rate.method}{', ' + rate.known if rate.known else ''}"
            sheet.text(240, y + 5, name, anchor="end", size=12)
            for value, low, high, colour in (
                (rate.false_percent, rate.false_low_percent, rate.false_high_percent, WARN),
                (rate.hit_percent, rate.hit_low_percent, rate.hit_high_percent, GOOD),
            ):
                sheet.line(255 + low * 4.2, y, 255 + high * 4.2, y, colour)
                sheet.dot(255 + value * 4.2, y, colour, 4)
    sheet.text(255, 40 + 130 * len(wanted) + 14, "wrongly, % of holds", colour=WARN, size=12)
    sheet.text(675, 40 + 130 * len(wanted) + 14, "rightly", colour=GOOD, size=12, anchor="end")
    sheet.save(path)
