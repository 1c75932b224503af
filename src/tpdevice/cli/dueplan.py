"""What is due by the plan, as home shows it: before everything else, with why."""

from dataclasses import replace
from typing import Final

from tpdevice.cli.dueplaces import MOST, resting_places
from tpdevice.core.plan import Side
from tpdevice.core.text import harmless, sentence
from tpdevice.homework.schedule import Asked, Item, Stands
from tpdevice.runtime.care import LEFT_OUT, Care
from tpdevice.runtime.carewords import title
from tpdevice.runtime.content import points
from tpdevice.runtime.homework import Homework
from tpdevice.tui.desk import PlaceView

_ASKED: Final = "Your plan asks for it today."
_WHY: Final = {
    Item.DUE: _ASKED,
    Item.RESTS: "Rest comes before your plan.",
    Item.CLOSE: "Your plan asks for it, and you pressed here yesterday; a day between is kinder.",
    Item.DONE: "Done today, as your plan asks.",
}


def with_plan(
    places: tuple[PlaceView, ...], homework: Homework | None, care: Care
) -> tuple[PlaceView, ...]:
    """Return what home lists: first what the plan asks for today, then other places."""
    if homework is None:
        return places
    planned = [_view(each, homework, care) for each in homework.agenda.today]
    there = {(each.point, each.side) for each in planned}
    others = [_beside(each, homework) for each in places if (each.point, each.side) not in there]
    return (*planned, *sorted(others, key=lambda each: not each.due))[:MOST]


def left_out_places(homework: Homework | None) -> dict[tuple[str, Side], str]:
    """Return every place that the plan leaves out, with why."""
    if homework is None or homework.agenda.stands is not Stands.RUNS:
        return {}
    left = [points()[key] for key in homework.own.plan.exclude if key in points()]
    return {(point.key, side): _LEFT_OUT for point in left for side in point.sides}


_LEFT_OUT: Final = f"{sentence(LEFT_OUT.words)}."


def _view(asked: Asked, homework: Homework, care: Care) -> PlaceView:
    point = asked.point
    support = point.support or points()[point.point].supports[0]
    why, due = _why(asked, homework, care)
    return PlaceView(
        point.point,
        point.side.value,
        harmless(point.tool),
        support.value,
        title(asked.place),
        why,
        due,
    )


def _why(asked: Asked, homework: Homework, care: Care) -> tuple[str, bool]:
    reason = homework.reason(homework.day, asked.place)
    if asked.item is Item.DUE and reason:
        return f"Left out today: {reason}.", False
    why = _WHY[asked.item]
    if asked.item is Item.RESTS:
        rests = resting_places(care).get((asked.point.point, asked.point.side), "")
        why = f"{why} {rests}".strip()
    return why, asked.item is Item.DUE


def _beside(place: PlaceView, homework: Homework) -> PlaceView:
    """Return a place that the plan does not ask for today."""
    words = left_out_places(homework).get((place.point, Side(place.side)))
    return place if words is None else replace(place, why=words, due=False)
