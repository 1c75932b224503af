"""What is due today and why, as home shows it: what care says, with what was used there last."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tpdevice.core.plan import Side
from tpdevice.core.text import harmless
from tpdevice.homework.due import Kind
from tpdevice.homework.past import Place
from tpdevice.runtime.care import Care, Item
from tpdevice.runtime.carewords import title
from tpdevice.runtime.content import points
from tpdevice.store.places import PressedPlace
from tpdevice.tui.desk import PlaceView

BACK_DAYS: Final = 42
"""A place that was left alone for so long is no longer offered by itself. Chosen."""
MOST: Final = 6
"""Places that home lists. Chosen."""
_REHEARSED: Final = "simulated: as often as you like"


def since(today: str) -> str:
    """Return the date from which on places are remembered."""
    return (date.fromisoformat(today) - timedelta(days=BACK_DAYS)).isoformat()


def due_places(care: Care, used: tuple[PressedPlace, ...]) -> tuple[PlaceView, ...]:
    """Return places with why they are due or not, in the order that care gives them."""
    last = {Place(each.point, each.side): each for each in used if each.point in points()}
    stop = _stop(care)
    if stop is not None:
        return tuple(_view(each, stop.why, due=False) for each in last.values())[:MOST]
    return tuple(_known(care.items, last))[:MOST]


def resting_places(care: Care) -> dict[tuple[str, Side], str]:
    """Return why each place rests, wherever and with whatever it was pressed, and until when."""
    stop = _stop(care)
    if stop is not None:
        return {(p.key, side): stop.why for p in points().values() for side in p.sides}
    return {
        (item.place.point, Side(item.place.side)): _why(item)
        for item in care.items
        if item.place is not None and item.kind not in (Kind.ANSWER, Kind.READY)
    }


def rehearsed_places(used: tuple[PressedPlace, ...]) -> tuple[PlaceView, ...]:
    """Return places of a simulated sensor: they count in no limit, so none of them rests."""
    return tuple(_view(each, _REHEARSED, due=True) for each in used if each.point in points())[
        :MOST
    ]


def notices(care: Care) -> Iterator[str]:
    """Say what closes every place, and what is worth reading about one."""
    stop = _stop(care)
    if stop is not None:
        yield stop.why
    for advice in care.advice:
        yield f"{advice.title}: {advice.words}"


def _known(items: tuple[Item, ...], last: dict[Place, PressedPlace]) -> Iterator[PlaceView]:
    for item in items:
        if item.kind is not Kind.ANSWER and item.place in last:
            yield _view(last[item.place], _why(item), due=item.kind is Kind.READY)


def _stop(care: Care) -> Item | None:
    """Return what closes every place, if anything does."""
    return next((i for i in care.items if i.kind is Kind.SEEK_CARE and i.place is None), None)


def _why(item: Item) -> str:
    until = f" Until {item.until}." if item.until else ""
    return f"{item.why}{until}"


def _view(place: PressedPlace, why: str, *, due: bool) -> PlaceView:
    return PlaceView(
        place.point,
        place.side,
        harmless(place.tool),
        place.support,
        title(Place(place.point, place.side)),
        why,
        due,
    )
