"""Pictures of the figures, drawn from rows."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.guiding.course import Course, Ran, run
from benchmarks.guiding.score import QUIET
from benchmarks.guiding.sheet import GOOD, GREY, INK, WARN, Scale, Sheet, scale
from benchmarks.guiding.table import Row
from benchmarks.rates import Row as Rate

NAMES: Final = {
    "no feedback": "nothing after the first touch",
    "live number": "a number on a screen",
    "one-sided": '"too light" below the bottom, at once',
    "raw zone": "two edges, every sample",
    "plain cues": "two edges with margin and delay",
    "ours": "more … there",
    "ours, asking": "the same, with questions",
    "all-knowing": "the same by one who knows the force",
}
"""Ways by the names that they have in docs/explanation/holding-a-band.md, or their beginnings, in
its order."""
COLOURS: Final = {"ours": GOOD, "ours, asking": GOOD, "all-knowing": GREY}
"""Of ways; the others are a warning."""
PANELS: Final = (("hand", "by hand", 250.0), ("lying", "lying", 492.0))
ACROSS: Final = 155.0
"""Pixels of a panel's scale."""

TOLD: Final = {
    "60 s, four": "a hold of 60 s, four questions",
    "60 s, six": "a hold of 60 s, six questions",
    "90 s, seven, fade fast": "a hold of 90 s, seven questions, people who fade fast",
}
"""Conditions that are drawn, in words."""
METHODS: Final = {
    ("tpdevice", "cold"): "tpdevice, of somebody new",
    ("tpdevice", "after 10 holds"): "tpdevice, after 10 holds",
    ("down by 2 and 30 %, twice", ""): "before: down by 2 and 30 %, twice",
    ("falling line, p < 0.05", ""): "a falling line, p < 0.05",
    ("all of the person known", ""): "at best: all of the person known",
}


def ways(rows: Iterable[Row], path: Path) -> None:
    """Draw share in the band, and words a minute beside it, by hand and lying: a line a way."""
    found = {(row.support, row.way): row for row in rows if row.part == "supports"}
    names = [way for way in NAMES if any(way == known for _, known in found)]
    bottom = 48 + 26 * len(names)
    sheet = Sheet(bottom + 58, "Time in the band and words a minute, for each way of guiding")
    for i, way in enumerate(names):
        colour = COLOURS.get(way, WARN)
        sheet.text(234, 66 + 26 * i, NAMES[way], anchor="end", colour=colour, size=12)
    for support, said, left in PANELS:
        sheet.text(left, 22, f"{said}, % of the time", size=13)
        sheet.text(left + ACROSS + 50, 22, "words", anchor="end", size=11, colour=GREY)
        sheet.text(left + ACROSS + 50, 36, "a minute", anchor="end", size=11, colour=GREY)
        at = scale(0, 100, left, left + ACROSS)
        sheet.axis(at, bottom, (0, 20, 40, 60, 80, 100), up=44)
        for i, way in enumerate(names):
            row = found.get((support, way))
            if row is None:
                continue
            y, share = 62 + 26 * i, 100 * row.mean.inside
            colour = COLOURS.get(way, WARN)
            sheet.line(at(100 * row.tenth), y, at(share), y, colour)
            sheet.line(at(100 * row.tenth), y - 4, at(100 * row.tenth), y + 4, colour)
            sheet.dot(at(share), y, colour)
            words = f"{row.mean.words_per_min:.0f}"
            sheet.text(left + ACROSS + 50, y + 4, words, anchor="end", colour=colour)
    key = "dot: mean of all people; end of its line: nine of ten people are at least there"
    sheet.text(250, bottom + 42, key, size=11, colour=GREY)
    sheet.save(path)


def hold(path: Path, *, index: int, seed_base: int, support: str = "hand") -> None:
    """Draw one person's hold with plain cues and with ours, one above the other."""
    sheet = Sheet(530, "The same simulated person with plain cues and with ours")
    for panel, way in enumerate(("plain cues", "ours")):
        ran = run(Course(way, support, index, seed_base))
        if ran is not None:
            _trace(sheet, ran, 40 + panel * 245)
    said = "seconds since force first came into the band"
    sheet.text(390, 520, said, anchor="middle", size=11, colour=GREY)
    sheet.save(path)


def _trace(sheet: Sheet, ran: Ran, top: float) -> None:
    band, t_s = ran.given.true, (ran.t_ns[::4] - ran.began_ns) / 1e9
    shown = (t_s >= BEFORE_S) & (t_s <= UNTIL_S)
    bottom_n, aim_n, top_n = (mn / 1000 for mn in (band.bottom_mn, band.aim_mn, band.top_mn))
    right, left = scale(BEFORE_S, UNTIL_S, 82, 705), 82
    up = scale(0.55 * aim_n, 1.3 * aim_n, top + 160, top)
    sheet.text(82, top - 16, NAMES[ran.course.way], size=14)
    sheet.text(76, top + 8, "force", anchor="end", size=10, colour=GREY)
    sheet.axis(right, top + 160, range(0, 61, 10), up=top)
    sheet.box(left, up(top_n), 705 - left, up(bottom_n) - up(top_n), GOOD, 0.15)
    sheet.line(left, up(aim_n), 705, up(aim_n), "#9dc7b8")
    for name, edge_n in (("top", top_n), ("aim", aim_n), ("bottom", bottom_n)):
        sheet.text(76, up(edge_n) + 4, f"{name} {edge_n:.0f} N", anchor="end", size=10)
    force_n = [min(max(n, 0.55 * aim_n), 1.3 * aim_n) for n in ran.force_n[::4][shown]]
    sheet.path([right(s) for s in t_s[shown]], [up(n) for n in force_n], INK)
    _words(sheet, ran, right, (top, top + 160))


BEFORE_S, UNTIL_S = -8.0, 63.0
"""What is shown, s from the first time in the band."""
SAID: Final = {"let_go": "noted"}
"""Words that answer a key of the person, as the picture calls them."""
_BROAD, _ROWS = 34.0, 3
"""Pixels of a word, and rows over which words are spread that come close together."""


def _words(sheet: Sheet, ran: Ran, right: Scale, rows: tuple[float, float]) -> None:
    """Draw a line for each word, and write the words under it, none over another."""
    ends = [0.0] * _ROWS
    for at_ns, word in ran.told:
        at_s = (at_ns - ran.began_ns) / 1e9
        if not BEFORE_S <= at_s <= UNTIL_S or word.phase != "HOLD" or word.key in QUIET:
            continue
        x, corrects = right(at_s), word.direction in ("more", "less")
        row = next((i for i, end in enumerate(ends) if x - _BROAD / 2 > end), _ROWS - 1)
        ends[row] = x + _BROAD / 2
        colour = WARN if corrects else GOOD
        sheet.line(x, rows[0], x, rows[1], colour)
        said = word.direction if corrects else SAID.get(word.key, word.key)
        y = rows[1] + 28 + 12 * row
        sheet.text(min(x, 705 - _BROAD / 2), y, said, anchor="middle", size=10, colour=colour)


def eased(rates: Iterable[Rate], path: Path) -> None:
    """Draw what is called rightly against what is called wrongly, for the plain conditions."""
    found = [rate for rate in rates if rate.condition in TOLD and rate.questions]
    bottom = 40 + 130 * len(TOLD)
    sheet = Sheet(bottom + 84, "How often eased is said, wrongly and rightly")
    at = scale(0, 100, 260, 690)
    sheet.axis(at, bottom, range(0, 101, 20), up=30)
    for i, (condition, said) in enumerate(TOLD.items()):
        rows = [rate for rate in found if rate.condition == condition]
        _called(sheet, said, rows, (at, 40.0 + 130 * i))
    sheet.text(690, bottom + 30, "% of holds", anchor="end", size=11, colour=GREY)
    sheet.text(260, bottom + 46, "wrongly: of holds in which nothing let go", colour=WARN, size=12)
    said = "rightly: of holds that let go 15 s or more before their end"
    sheet.text(260, bottom + 62, said, colour=GOOD, size=12)
    sheet.text(260, bottom + 78, "lines: 95 % intervals", colour=GREY, size=11)
    sheet.save(path)


def _called(sheet: Sheet, said: str, rows: Sequence[Rate], place: tuple[Scale, float]) -> None:
    at, top = place
    sheet.text(20, top, said, size=14)
    for j, rate in enumerate(rows):
        y = top + 20 + 19 * j
        name = METHODS.get((rate.method, rate.known), f"{rate.method} {rate.known}".strip())
        sheet.text(245, y + 5, name, anchor="end", size=12)
        for value, low, high, colour in (
            (rate.false_percent, rate.false_low_percent, rate.false_high_percent, WARN),
            (rate.hit_percent, rate.hit_low_percent, rate.hit_high_percent, GOOD),
        ):
            sheet.line(at(low), y, at(high), y, colour)
            sheet.dot(at(value), y, colour, 4)
