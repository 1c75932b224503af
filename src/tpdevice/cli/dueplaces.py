"""What is due today and why, as far as the days since the last time tell."""

from datetime import date, timedelta
from typing import Final

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless
from tpdevice.runtime import content
from tpdevice.store.places import PressedPlace
from tpdevice.tui.desk import PlaceView

EVERY_DAYS: Final = 2
"""The same place every other day at best. Source: EVIDENCE 5.4, by habit of practice; Chosen."""
BACK_DAYS: Final = 42
"""A place that was left alone for so long is no longer offered by itself. Chosen."""
MOST: Final = 6
"""Places that home lists. Chosen."""


def since(today: str) -> str:
    """Return the date from which on places are remembered."""
    return (date.fromisoformat(today) - timedelta(days=BACK_DAYS)).isoformat()


def due_places(places: tuple[PressedPlace, ...], *, today: str) -> tuple[PlaceView, ...]:
    """Return places with why they are due or not, those that are due first."""
    views = [view for place in places if (view := _view(place, today)) is not None]
    return tuple(sorted(views, key=lambda view: not view.due))[:MOST]


def place_name(point: str, side: str) -> str:
    """Return a place in plain words; of a point that the atlas no longer has, its key."""
    try:
        plain = content.point(point).plain
    except UsageError:
        plain = harmless(point)
    return plain if side == "middle" else f"{plain}, {side}"


def _view(place: PressedPlace, today: str) -> PlaceView | None:
    if place.point not in content.points():
        return None
    days = max(0, (date.fromisoformat(today) - date.fromisoformat(place.local_date)).days)
    return PlaceView(
        place.point,
        place.side,
        harmless(place.tool),
        place.support,
        place_name(place.point, place.side),
        _why(days),
        days >= EVERY_DAYS,
    )


def _why(days: int) -> str:
    match days:
        case 0:
            return "pressed today; the day after tomorrow is kinder"
        case 1:
            return "pressed yesterday; tomorrow is kinder"
        case _:
            return f"due: last time was {days} days ago"
