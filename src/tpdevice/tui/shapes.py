"""One shape for each kind of cue, so that nobody depends on colour or on reading."""

from enum import StrEnum
from typing import Final

from tpdevice.tui.strokes import Glyph, Round, disc, poly, rect


class Shape(StrEnum):
    """A shape, with the small character that stands for it in a line of text."""

    UP = "▲"
    DOWN = "▼"
    TARGET = "◎"
    OCTAGON = "■"
    BARS = "="
    QUESTION = "?"
    MOON = "("
    RING = "○"
    DOTS = "…"
    BANG = "!"
    ARROWS = "↔"
    HOURGLASS = "x"
    CHECK = "✓"
    SLASHED = "/"


_OCTAGON = poly((30, 1), (70, 1), (99, 30), (99, 70), (70, 99), (30, 99), (1, 70), (1, 30))

SHAPES: Final[dict[Shape, Glyph]] = {
    Shape.UP: Glyph(100, (poly((50, 2), (99, 98), (1, 98)),)),
    Shape.DOWN: Glyph(100, (poly((1, 2), (99, 2), (50, 98)),)),
    Shape.TARGET: Glyph(100, (Round(50, 50, 50, 50, 15, 15), disc(50, 50, 19))),
    Shape.OCTAGON: Glyph(100, (_OCTAGON, rect(22, 40, 78, 60, cut=True))),
    Shape.BARS: Glyph(84, (rect(6, 0, 34, 100), rect(50, 0, 78, 100))),
    Shape.QUESTION: Glyph(72, (
        Round(36, 32, 36, 32, keep=((0, 0, 36, 30), (36, 0, 99, 64))),
        rect(24, 43, 48, 69), disc(36, 87, 13),
    )),
    Shape.MOON: Glyph(100, (disc(50, 50, 49), disc(70, 38, 42, cut=True))),
    Shape.RING: Glyph(100, (Round(50, 50, 50, 50, 16, 16),)),
    Shape.DOTS: Glyph(112, (disc(16, 50, 15), disc(56, 50, 15), disc(96, 50, 15))),
    Shape.BANG: Glyph(104, (
        poly((52, 2), (103, 98), (1, 98)), poly((44, 36), (60, 36), (57, 68), (47, 68), cut=True),
        disc(52, 80, 7, cut=True),
    )),
    Shape.ARROWS: Glyph(140, (
        rect(30, 40, 110, 60), poly((1, 50), (44, 12), (44, 88)),
        poly((139, 50), (96, 12), (96, 88)),
    )),
    Shape.HOURGLASS: Glyph(92, (
        poly((4, 0), (88, 0), (56, 50), (88, 100), (4, 100), (36, 50)), rect(4, 0, 88, 12),
        rect(4, 88, 88, 100), poly((24, 18), (68, 18), (56, 36), (36, 36), cut=True),
    )),
    Shape.CHECK: Glyph(110, (poly((2, 56), (20, 38), (41, 60), (91, 8), (108, 26), (41, 94)),)),
    Shape.SLASHED: Glyph(100, (
        Round(50, 50, 50, 50, 16, 16), poly((20, 12), (30, 8), (88, 76), (80, 90), (70, 90)),
    )),
}  # fmt: skip

_BY_KEY: Final = {
    "paused": Shape.BARS,
    "lengthen": Shape.ARROWS,
    "zero": Shape.RING,
    "zero_still": Shape.RING,
    "zero_far": Shape.QUESTION,
    "wait_sensor": Shape.DOTS,
    "wait_withheld": Shape.DOTS,
    "reading": Shape.DOTS,
    "battery": Shape.BANG,
    "refused": Shape.SLASHED,
    "not_offered": Shape.SLASHED,
}
_BY_TONE: Final = {
    "more": Shape.UP,
    "less": Shape.DOWN,
    "good": Shape.TARGET,
    "stop": Shape.OCTAGON,
    "ask": Shape.QUESTION,
    "rest": Shape.MOON,
    "slow": Shape.HOURGLASS,
    "done": Shape.CHECK,
}


def shape_for(key: str, tone: str) -> Shape:
    """Return the shape of a cue: its own, or that of its tone."""
    return _BY_KEY.get(key) or _BY_TONE.get(tone, Shape.QUESTION)
