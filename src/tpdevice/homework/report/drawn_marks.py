"""Marks over sessions, each with its error."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tpdevice.core.units import newtons
from tpdevice.homework.report import worded
from tpdevice.homework.report.markseries import KINDS, Marked, Series
from tpdevice.homework.report.markup import Markup, number, svg, tag, void
from tpdevice.session.thresholds import Estimate

_WIDTH: Final = 330.0
_HEIGHT: Final = 112.0
_LEFT: Final = 30.0
_TOP: Final = 6.0
_BOTTOM: Final = 16.0
_APART: Final = 2.5
"""Of the two kinds of mark of one day, px, so that their errors do not cover each other."""


def marks(series: Series) -> Markup:
    """Return the drawing of one series."""
    top_n = max(_most(each) for each in series.marked) or 1.0
    first, last = series.marked[0].day, series.marked[-1].day
    inside = [*_frame(top_n), *_days(first, last)]
    for each in series.marked:
        x = _across(each.day, first, last)
        inside += _mark(each.tender, x - _APART, top_n, cls="full")
        inside += _mark(each.comfort, x + _APART, top_n, cls="hollow")
    return svg(_WIDTH, _HEIGHT, "Marks over sessions, each with its error", *inside)


def legend() -> Markup:
    """Return what the shapes mean."""
    full = svg(10, 10, KINDS[0], void("circle", cx=5, cy=5, r=3, cls="full"))
    hollow = svg(10, 10, KINDS[1], void("circle", cx=5, cy=5, r=3, cls="hollow"))
    said = (tag("span", full, " threshold, first tender"), tag("span", hollow, " comfort mark"))
    error = tag("span", "stroke: error, 19 of 20")
    return tag("p", *said, error, cls="legend thin")


def _most(marked: Marked) -> float:
    known = [each for each in (marked.tender, marked.comfort) if each is not None]
    return max(newtons(each.force_mn + each.error_mn) for each in known)


def _across(day: date, first: date, last: date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return _LEFT + 10 + (_WIDTH - _LEFT - 20) * share


def _y(force_n: float, top_n: float) -> float:
    room = _HEIGHT - _TOP - _BOTTOM
    return _TOP + room * (1 - min(max(force_n / top_n, 0.0), 1.0))


def _frame(top_n: float) -> Iterator[Markup]:
    for force_n in (0.0, top_n / 2, top_n):
        y = _y(force_n, top_n)
        yield void("path", d=f"M{number(_LEFT)} {number(y)}H{number(_WIDTH)}", cls="axis")
        yield _text(_LEFT - 3, y + 3.5, worded.force(force_n).replace(".0 ", " "), "end")


def _days(first: date, last: date) -> Iterator[Markup]:
    yield _text(_LEFT, _HEIGHT - 2, worded.day(first), "start")
    if last != first:
        yield _text(_WIDTH, _HEIGHT - 2, worded.day(last), "end")


def _mark(estimate: Estimate | None, x: float, top_n: float, *, cls: str) -> Iterator[Markup]:
    if estimate is None:
        return
    low = _y(newtons(estimate.force_mn - estimate.error_mn), top_n)
    high = _y(newtons(estimate.force_mn + estimate.error_mn), top_n)
    yield void("path", d=f"M{number(x)} {number(low)}V{number(high)}", cls="error")
    yield void("circle", cx=x, cy=_y(newtons(estimate.force_mn), top_n), r=3, cls=cls)


def _text(x: float, y: float, said: str, anchor: str) -> Markup:
    return tag("text", said, x=number(x), y=number(y), text_anchor=anchor, cls="letter")
