"""Ratings of each session from first to last, and soreness the day after, at one place."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tpdevice.core import rules
from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import sore
from tpdevice.homework.report.markup import Markup, join, number, svg, tag, void
from tpdevice.homework.report.papers import Asked, Papers
from tpdevice.homework.result import Delivered

_WIDTH: Final = 330.0
_LEFT: Final = 24.0
_RATED: Final = 70.0
"""Height of 0 to 10."""
_BELOW: Final = 22.0
"""Height of 0 to 10 of soreness."""
_TOP: Final = 6.0
_GAP: Final = 10.0


def ratings(asked: Asked, papers: Papers) -> Markup:
    """Return the drawing of one place."""
    first, last = papers.result.first_day, papers.last_day
    inside = (*_frame(), *_days(first, last))
    for session in asked.sessions:
        x = across(session.local_date, first, last)
        inside = (*inside, *_rated(session, x), *_sore(sore(papers.felt_of(session)), x))
    label = f"Ratings and soreness at {asked.name}"
    return svg(_WIDTH, _height(), label, *inside)


def across(day: date, first: date, last: date) -> float:
    """Return where a day stands."""
    share = (day - first).days / max((last - first).days, 1)
    return _LEFT + 6 + (_WIDTH - _LEFT - 12) * min(max(share, 0.0), 1.0)


def _height() -> float:
    return _TOP + _RATED + _GAP + _BELOW + 14


def _y(rating: float) -> float:
    return _TOP + _RATED * (1 - min(max(rating, 0.0), 10.0) / 10)


def _floor() -> float:
    return _TOP + _RATED + _GAP + _BELOW


def _frame() -> Iterator[Markup]:
    for rating in (0, rules.RATING_STRONG, rules.RATING_MAX):
        y = _y(rating)
        cls = "cap" if rating == rules.RATING_STRONG else "axis"
        yield void("path", d=f"M{number(_LEFT)} {number(y)}H{number(_WIDTH)}", cls=cls)
        yield _text(_LEFT - 3, y + 3.5, str(rating), "end")
    yield void("path", d=f"M{number(_LEFT)} {number(_floor())}H{number(_WIDTH)}", cls="axis")
    yield _text(_LEFT - 3, _floor(), "sore", "end")


def _days(first: date, last: date) -> Iterator[Markup]:
    yield _text(_LEFT, _height() - 2, worded.day(first), "start")
    yield _text(_WIDTH, _height() - 2, worded.day(last), "end")


def _rated(session: Delivered, x: float) -> Iterator[Markup]:
    first, last = session.first_rating, session.last_rating
    if first is None:
        return
    if last is not None and last != first:
        yield void("path", d=f"M{number(x)} {number(_y(first))}V{number(_y(last))}", cls="thick")
    yield void("circle", cx=x, cy=_y(first), r=3, cls="hollow")
    if last is not None:
        yield void("circle", cx=x, cy=_y(last), r=3, cls="full")


def _sore(soreness: int | None, x: float) -> Iterator[Markup]:
    if soreness is None:
        return
    height = max(_BELOW * min(max(soreness, 0), 10) / 10, 0.8)
    yield void("rect", x=x - 2.5, y=_floor() - height, width=5, height=height, cls="bar")
    if soreness >= rules.SORE:
        yield _text(x, _floor() - height - 1.5, str(soreness), "middle")


def _text(x: float, y: float, said: str, anchor: str, cls: str = "letter") -> Markup:
    return tag("text", said, x=number(x), y=number(y), text_anchor=anchor, cls=cls)


def legend() -> Markup:
    """Return what the shapes mean."""
    first = svg(10, 10, "first", void("circle", cx=5, cy=5, r=3, cls="hollow"))
    last = svg(10, 10, "last", void("circle", cx=5, cy=5, r=3, cls="full"))
    bar = svg(10, 10, "soreness", void("rect", x=2.5, y=2, width=5, height=8, cls="bar"))
    said = " sore the day after"
    parts = (tag("span", first, " first rating"), tag("span", last, " last rating"))
    return tag("p", *parts, tag("span", join(bar, said)), cls="legend thin")
