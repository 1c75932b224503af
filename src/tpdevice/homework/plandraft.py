"""A plan file to begin with: short, commented and complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tpdevice.core import rules
from tpdevice.core.band import Support
from tpdevice.core.plan import Side
from tpdevice.core.text import harmless
from tpdevice.homework.offered import Offer, Offered
from tpdevice.homework.plan import Day
from tpdevice.homework.spacing import fitting

TOOLS: Final = {
    Support.CANE: "hook cane",
    Support.WALL: "small ball",
    Support.LYING: "small ball",
    Support.HAND: "thumb tool",
}
"""What is written where nobody says with what. Chosen."""
PERSON: Final = "the person's name here"
_REST_S: Final = 30
"""Between holds. Source: `runtime/opening.py`."""
_BUSY: Final = (Day.MON, Day.WED, Day.FRI)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a draft."""

    offer: Offer
    side: Side
    support: Support
    tool: str


def themed(offered: Offered, theme: str) -> list[Offer]:
    """Return the places of an occasion, in the order of the atlas."""
    return [offer for offer in offered.points.values() if theme in offer.themes]


def usual(offer: Offer) -> Place:
    """Return a place as it is drafted where nobody says more."""
    support = offer.supports[0]
    return Place(offer, offer.sides[0], support, TOOLS[support])


def places_of(offered: Offered, theme: str) -> list[Place]:
    """Return as many places of an occasion as one day may have."""
    return [usual(offer) for offer in themed(offered, theme)[: rules.PLACES_PER_SITTING]]


def draft(
    places: Sequence[Place],
    offered: Offered,
    *,
    person: str = PERSON,
    title: str = "",
    theme: str = "",
    weeks: int = 4,
    days: Sequence[Day] = _BUSY,
) -> str:
    """Return the text of a plan file."""
    return "\n".join([*_head(person, title, weeks, days), *_places(places, offered, theme)])


def _head(person: str, title: str, weeks: int, days: Sequence[Day]) -> list[str]:
    return [
        "# A plan for tpdevice. Change what you like; what begins with # is only a remark.",
        "# `tpdevice plan check FILE` says what does not fit; every key: docs/reference/plan.md.",
        f"person = {_text(person)}  # a pseudonym will do",
        f"title = {_text(title or 'Homework')}",
        f"weeks = {weeks}  # from the day on which it is opened, or from first_day = 2030-01-31",
        f"days = [{_list(days)}]  # every other day at best; two places a day at most",
        'notes = ""  # for the person, in your own words',
        '# exclude = ["SO"]  # places to leave alone while this plan lasts',
        "",
        "[therapist]",
        'name = ""  # whom to ask',
        "",
    ]


def _places(places: Sequence[Place], offered: Offered, theme: str) -> Iterable[str]:
    for place in places:
        yield from _place(place, fitting(place.offer.hold_s, len(places)))
    taken = {place.offer.key for place in places}
    others = [offer for offer in themed(offered, theme) if offer.key not in taken]
    if others:
        named = ", ".join([f"{offer.key} ({offer.plain})" for offer in others])
        yield f"# Others for the same occasion: {named}."
        yield ""


def _place(place: Place, fits: int) -> list[str]:
    offer = place.offer
    shared = ", and two places of a day share a sitting" if fits < offer.repetitions else ""
    cap_n = round(0.8 * offer.ceiling_n)
    return [
        f"[[points]]  # {offer.plain}",
        f"point = {_text(offer.key)}",
        f'side = "{place.side}"  # {_or(offer.sides)}',
        f"tool = {_text(place.tool)}  # {harmless(offer.tool)}",
        f'support = "{place.support}"  # {_or(offer.supports)}',
        f"hold_s = {offer.hold_s:g}  # at most {offer.hold_s:g}",
        f"repetitions = {min(offer.repetitions, fits)}  # at most {offer.repetitions}{shared}",
        f"rest_s = {_REST_S}",
        f"# cap_n = {cap_n}  # never more, N; without it the atlas's ceiling, {offer.ceiling_n:g}",
        f'movements = ["{offer.movement}"]',
        "",
    ]


def _or(words: Sequence[str]) -> str:
    return " or ".join(words)


def _list(days: Sequence[Day]) -> str:
    return ", ".join([f'"{day}"' for day in days])


def _text(text: str) -> str:
    """Return text as TOML quotes it."""
    whole = harmless(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{whole}"'
