"""The days of a plan, week by week: asked, done, missed, beside the plan."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import days_of, early
from tpdevice.homework.report.markup import Markup, join, number, svg, tag, void
from tpdevice.homework.report.papers import Asked, Papers, held_s

_CELL: Final = 17.0
_LEFT: Final = 14.0
_TOP: Final = 24.0


class Sign(StrEnum):
    """What a day looks like at a place. Shapes differ, not colours: it is printed in grey."""

    DONE = "done"
    EARLY = "ended early"
    OTHER = "done, not asked"
    MISSED = "missed"
    AHEAD = "still open"
    BESIDE = "beside the plan"
    NONE = ""


def sign_of(day: date, asked: Asked, papers: Papers) -> Sign:
    """Return how one day stands at one place."""
    here = [each for each in asked.sessions if each.local_date == day]
    if any(held_s(each) > 0 for each in here):
        if all(early(each) for each in here):
            return Sign.EARLY
        return Sign.DONE if day in asked.days else Sign.OTHER
    if day in days_of(asked, papers).asked:
        return Sign.MISSED
    return (
        Sign.AHEAD
        if day.weekday() in _weekdays(asked, papers) and _ahead(day, papers)
        else Sign.NONE
    )


def calendar(papers: Papers, most: int) -> Markup:
    """Return one drawing for each of the last weeks; as many stand side by side as fit."""
    first = papers.result.first_day
    done = max((each.local_date for each in papers.sessions), default=first)
    last = max(papers.plan.last_day(first), done)
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1)]
    reached = [week for week in weeks if week <= papers.result.until] or weeks[:1]
    shown = weeks if len(weeks) <= most else reached[-most:]
    left = len(weeks) - len(shown)
    more = f"{worded.counted(left, 'week')} of {len(weeks)} not drawn; every one is counted."
    drawn = join(*[_week(week, papers) for week in shown])
    return join(tag("div", drawn, cls="weeks"), tag("p", more, cls="small") if left else None)


def legend() -> Markup:
    """Return what the shapes mean."""
    return tag("p", *[part for sign in Sign if sign for part in _meant(sign)], cls="legend")


def _meant(sign: Sign) -> Iterator[Markup]:
    yield tag("span", svg(_CELL, _CELL, sign, _shape(sign, 0, 0)), Markup(f" {sign.value}"))


def _week(monday: date, papers: Papers) -> Markup:
    days = [monday + timedelta(days=n) for n in range(7)]
    rows = [[sign_of(day, asked, papers) for day in days] for asked in papers.asked()]
    names = [str(asked.number) for asked in papers.asked()]
    beside = {each.local_date for each in papers.beside if held_s(each) > 0}
    if beside:
        rows.append([Sign.BESIDE if day in beside else Sign.NONE for day in days])
        names.append("+")
    width, height = _LEFT + 7 * _CELL + 2, _TOP + len(rows) * _CELL + 2
    label = f"Week of {worded.day(monday)}"
    return svg(width, height, label, *_head(monday), *_rows(names, rows))


def _head(monday: date) -> Iterator[Markup]:
    yield _text(_LEFT, 9, worded.day(monday), cls="day")
    for n, letter in enumerate("MTWTFSS"):
        yield _text(_LEFT + (n + 0.5) * _CELL, _TOP - 4, letter, cls="letter", text_anchor="middle")


def _rows(names: list[str], rows: list[list[Sign]]) -> Iterator[Markup]:
    for row, (name, signs) in enumerate(zip(names, rows, strict=True)):
        top = _TOP + row * _CELL
        yield _text(1, top + 12.5, name, cls="letter")
        for n, sign in enumerate(signs):
            yield _shape(sign, _LEFT + n * _CELL, top)


def _text(x: float, y: float, said: str, **attributes: str) -> Markup:
    return tag("text", said, x=number(x), y=number(y), **attributes)


def _shape(sign: Sign, x: float, y: float) -> Markup:
    """Return a day whose cell begins at this corner."""
    box = {"x": x + 2.5, "y": y + 2.5, "width": 12, "height": 12}
    middle_x, middle_y = x + _CELL / 2, y + _CELL / 2
    match sign:
        case Sign.DONE:
            return void("rect", **box, cls="full")
        case Sign.EARLY:
            half = f"M{number(x + 2.5)} {number(y + 14.5)}v-12l12 12z"
            return join(void("rect", **box, cls="line"), void("path", d=half, cls="full"))
        case Sign.OTHER:
            return void("circle", cx=middle_x, cy=middle_y, r=5, cls="full")
        case Sign.MISSED:
            cross = f"M{number(x + 5)} {number(y + 5)}l7 7m0 -7l-7 7"
            return join(void("rect", **box, cls="line"), void("path", d=cross, cls="line"))
        case Sign.AHEAD:
            return void("rect", **box, cls="faint")
        case Sign.BESIDE:
            diamond = f"M{number(middle_x)} {number(y + 3)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"
            return void("path", d=diamond, cls="line")
        case Sign.NONE:
            return void("circle", cx=middle_x, cy=middle_y, r=0.9, cls="dot")


def _weekdays(asked: Asked, papers: Papers) -> set[int]:
    return {day.number for day in papers.plan.days_of(asked.point)}


def _ahead(day: date, papers: Papers) -> bool:
    first = papers.result.first_day
    return max(first, papers.result.until) <= day <= papers.plan.last_day(first)
