"""Pictures of the figures, as SVG: plain shapes and text, drawn from rows."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import numpy as np

from benchmarks.guiding.course import Course, Ran, run
from benchmarks.guiding.table import Row
from benchmarks.rates import Row as Rate

INK, GREY, GOOD, WARN = "#222222", "#8a8a8a", "#1f7a5c", "#b5541c"
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
        left = 60 + panel * 340
        sheet.text(left, 28, f"{support}", size=15)
        for percent in (40, 60, 80, 100):
            y = 340 - (percent - 30) * 4.2
            sheet.line(left, y, left + 280, y, "#dddddd")
            sheet.text(left - 6, y + 4, f"{percent} %", anchor="end", colour=GREY, size=11)
        for words in (0, 10, 20, 40, 80):
            x = left + 280 * np.sqrt(words / 90)
            sheet.text(x, 360, f"{words}", anchor="middle", colour=GREY, size=11)
        sheet.text(left + 140, 384, "words a minute", anchor="middle", colour=GREY, size=12)
        for row in found:
            if row.support != support or row.way == "ours, asking":
                continue
            x = left + 280 * np.sqrt(min(row.mean.words_per_min, 90) / 90)
            y = 340 - (100 * row.mean.inside - 30) * 4.2
            mine = row.way == "ours"
            sheet.line(x, y, x, 340 - (100 * row.tenth - 30) * 4.2 if row.tenth > 0.3 else 340)
            sheet.dot(x, y, GOOD if mine else GREY if row.way == "all-knowing" else WARN)
            below = row.way in ("all-knowing", "raw zone")
            sheet.text(x + 8, y + (16 if below else -6), row.way, size=11)
    sheet.save(path)


def tornado(rows: Iterable[Row], path: Path, support: str = "hand", most: int = 10) -> None:
    """Draw how the share in the band moves when one assumption is moved; the largest first."""
    found = list(rows)
    base = next(r for r in found if (r.part, r.support, r.way) == ("supports", support, "ours"))
    bars: dict[str, list[tuple[str, float]]] = {}
    for row in found:
        if row.part == "moved" and row.support == support:
            name, factor = row.name.rsplit(" x ", 1)
            bars.setdefault(name, []).append((factor, 100 * row.mean.inside))
    spans = {name: max(v for _, v in ends) - min(v for _, v in ends) for name, ends in bars.items()}
    order = sorted(bars, key=lambda name: -spans[name])[:most]
    sheet = Sheet(70 + 28 * len(order), f"What moves the time in the band, {support}")
    middle = 100 * base.mean.inside

    def at(value: float) -> float:
        return 470 + (value - middle) * 18

    sheet.text(
        20, 26, f"Time in the band, {support}: {middle:.1f} %, and with one assumption moved"
    )
    for i, name in enumerate(order):
        y = 44 + 28 * i
        sheet.text(250, y + 14, name, anchor="end", size=12)
        for factor, value in bars[name]:
            left, right = sorted((at(value), at(middle)))
            sheet.box(left, y, max(right - left, 1), 18, GOOD if value >= middle else WARN, 0.75)
            side = value < middle
            where = left - 4 if side else right + 4
            said = f"x {factor}: {value:.1f}"
            sheet.text(where, y + 13, said, anchor="end" if side else "start", size=11)
    sheet.line(at(middle), 38, at(middle), 44 + 28 * len(order), INK)
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
        if 40 <= x <= 700 and word.key not in ("hold", "settle", "press"):
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
