"""The atlas, its movements and the screening questions: data files of this package, checked."""

from dataclasses import dataclass
from functools import cache

from tpdevice.core.band import Support
from tpdevice.core.errors import UsageError
from tpdevice.runtime import atlasfile
from tpdevice.runtime.atlas import General, Movement, Never, Pattern, Point, Region
from tpdevice.runtime.contentfiles import ENGLISH, read_words
from tpdevice.runtime.searching import Hit, Search


@dataclass(frozen=True, slots=True)
class Question:
    """One yes-or-no question: any of the items is a yes."""

    title: str
    items: tuple[str, ...]
    advice: str
    """What is said when the answer ends the session."""


def points(language: str = ENGLISH) -> dict[str, Point]:
    """Return the atlas by id, in its own order."""
    return atlasfile.points(language)


def regions(language: str = ENGLISH) -> dict[str, Region]:
    """Return where something may be felt, by key, with the points that often feel there."""
    return atlasfile.regions(language)


def never(language: str = ENGLISH) -> dict[str, Never]:
    """Return the places that are not offered, by key, each with why."""
    return atlasfile.never(language)


def patterns(language: str = ENGLISH) -> dict[str, Pattern]:
    """Return the points that often come together, by key."""
    return atlasfile.patterns(language)


def movements(language: str = ENGLISH) -> dict[str, Movement]:
    """Return what lengthens afterwards, by key; a point names its own as `figure`."""
    return atlasfile.movements(language)


def general(language: str = ENGLISH) -> General:
    """Return what holds for every point."""
    return atlasfile.general(language)


def themes(language: str = ENGLISH) -> dict[str, str]:
    """Return the occasions that points are grouped by, by key, in plain words."""
    return atlasfile.themes(language)


def questions(language: str = ENGLISH) -> dict[str, Question]:
    """Return the questions by id."""
    return _questions(language)


def search(text: str, language: str = ENGLISH) -> tuple[Hit, ...]:
    """Return what plain words may mean, the likeliest first; nothing for no words."""
    return _search(language).find(text)


def point(point_id: str, language: str = ENGLISH) -> Point:
    """Return one place of the atlas.

    Raises
    ------
    UsageError
        If the atlas does not have it.
    """
    found = points(language).get(point_id.upper())
    if found is None:
        known = ", ".join(f"{key} ({p.plain})" for key, p in points(language).items())
        raise UsageError(f"There is no point {point_id!r} in the atlas.", hint=f"Known: {known}.")
    return found


def see_that_it_is_offered(point: Point, support: Support) -> None:
    """Do nothing, if a point may be pressed so.

    Raises
    ------
    UsageError
        If the atlas leaves that out.
    """
    if not point.offers(support):
        ways = " or ".join(point.supports)
        raise UsageError(
            f"{point.key} ({point.plain}) is not offered with {support}. {point.care}",
            hint=f"Offered: {ways}.",
        )


@cache
def _questions(language: str) -> dict[str, Question]:
    return read_words("screening", dict[str, Question], language=language)


@cache
def _search(language: str) -> Search:
    return Search(
        points(language),
        regions(language),
        never(language),
        themes=themes(language),
        empty=general(language).empty_words,
    )
