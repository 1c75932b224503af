"""Drawings of a clinic's report: a share as a bar, and the weeks of all clients."""

from collections.abc import Iterator
from typing import Final

from tpdevice.clinic import told
from tpdevice.homework.adherence import Share
from tpdevice.homework.report import worded
from tpdevice.homework.report.markup import Markup, join, number, svg, tag, void
from tpdevice.store.clinic.daynumbers import day_of
from tpdevice.store.database import Row

_BAR: Final = 54.0
_THICK: Final = 9.0
_WIDTH: Final = 340.0
_WEEK_MOST: Final = 85.0
_COLUMN_MOST: Final = 34.0
_LABEL: Final = 62.0
_DATE: Final = 34.0
"""Room that the words of one week take, and the date alone, px."""
_TOP: Final = 14.0
_TALL: Final = 46.0
_FLOOR: Final = _TOP + _TALL
_BOTTOM: Final = 14.0
WEEKS_MOST: Final = 53
"""Weeks that are drawn; a year."""


def share(done: Share) -> Markup:
    """Return a bar, full as far as was done; dotted where nothing was asked."""
    box = {"x": 0.7, "y": 0.7, "width": _BAR - 1.4, "height": _THICK - 1.4}
    label = told.percent(done) if done.asked > 0 else "nothing asked"
    if done.asked <= 0:
        return svg(_BAR, _THICK, label, void("rect", **box, cls="faint"))
    filled = _BAR * min(max(done.done / done.asked, 0.0), 1.0)
    full = void("rect", x=0, y=0, width=filled, height=_THICK, cls="full")
    return svg(_BAR, _THICK, label, void("rect", **box, cls="line"), full)


def weeks(rows: tuple[Row, ...]) -> Markup:
    """Return a column for each week: outlined what was asked, full what was done of it."""
    shown = rows[-WEEKS_MOST:]
    room = min(_WEEK_MOST, _WIDTH / len(shown))
    most = max(row["days_asked"] for row in shown) or 1
    label = "Days asked and days done of all clients, week by week"
    drawn = [part for n, row in enumerate(shown) for part in _week(row, n * room, room, most)]
    words = _numbered(shown, room, most) if room >= _LABEL else _dated(shown, room, most)
    return svg(len(shown) * room, _TOP + _TALL + _BOTTOM, label, *drawn, *words)


def legend(rows: tuple[Row, ...]) -> Markup:
    """Return what the columns mean, and what of them is not whole."""
    full = svg(10, 10, "done", void("rect", x=0, y=0, width=10, height=10, cls="full"))
    line = svg(10, 10, "asked", void("rect", x=0.7, y=0.7, width=8.6, height=8.6, cls="line"))
    said = [tag("span", line, " days asked"), tag("span", full, " of them done")]
    beside = sum(row["days_beside"] for row in rows)
    if beside:
        words = worded.counted(beside, "day more was", "days more were")
        said.append(tag("span", f"{words} done and not asked"))
    if len(rows) > WEEKS_MOST:
        said.append(tag("span", f"the last {WEEKS_MOST} of {len(rows)} weeks are drawn"))
    return tag(
        "p", *said, tag("span", "the first and the last may be part of a week"), cls="legend"
    )


def _week(row: Row, x: float, room: float, most: int) -> Iterator[Markup]:
    wide = min(_COLUMN_MOST, room * 0.7)
    asked, done = _TALL * row["days_asked"] / most, _TALL * row["days_done"] / most
    outline = {"x": x + 0.7, "y": _FLOOR - asked, "width": wide - 1.4, "height": asked}
    yield void("rect", **outline, cls="line")
    yield void("rect", x=x, y=_FLOOR - done, width=wide, height=done, cls="full")


def _numbered(rows: tuple[Row, ...], room: float, most: int) -> Iterator[Markup]:
    """Yield the numbers of every week, above it, and its Monday below."""
    for n, row in enumerate(rows):
        top = _FLOOR - _TALL * row["days_asked"] / most
        yield _text(n * room, top - 4, f"{row['days_done']} of {row['days_asked']}")
        yield _text(n * room, _FLOOR + 11, worded.day(day_of(row["week_day"])))


def _dated(rows: tuple[Row, ...], room: float, most: int) -> Iterator[Markup]:
    """Yield what the tallest column stands for, and as many Mondays as there is room for."""
    yield _text(0, _TOP - 4, f"up to {worded.counted(most, 'day')} asked in a week")
    for n in range(0, len(rows), -int(-_LABEL // room)):
        if (len(rows) - n) * room >= _DATE:
            yield _text(n * room, _FLOOR + 11, worded.day(day_of(rows[n]["week_day"])))


def _text(x: float, y: float, said: str) -> Markup:
    return tag("text", said, x=number(x), y=number(y), cls="letter")


def with_words(done: Share, words: str) -> Markup:
    """Return a bar and what it says in words."""
    return join(share(done), tag("span", words))
