"""A new plan file: from a template, or from answers on a terminal."""

import click

from tpdevice.cli.asked import somebody_there
from tpdevice.cli.naming import OneOf, named
from tpdevice.cli.output import talk
from tpdevice.core.band import Support
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Side
from tpdevice.core.text import sentence
from tpdevice.homework.offered import Offer
from tpdevice.homework.plan import WEEKS_MAX, Day
from tpdevice.homework.plandraft import PERSON, TOOLS, Place, draft, places_of, themed
from tpdevice.homework.problems import nearest
from tpdevice.runtime.offering import offered

_ALIKE = {"post-workout": "workout", "back": "low-back", "foot": "heel", "screen": "neck"}
_EXAMPLE = "For example: `tpdevice plan new --template desk my-plan.toml`."
_RHYTHMS = {
    "twice": (Day.MON, Day.THU),
    "thrice": (Day.MON, Day.WED, Day.FRI),
}


def template_draft(name: str, *, person: str | None) -> str:
    """Return the text of a plan for an occasion.

    Raises
    ------
    UsageError
        If there is no template of this name.
    """
    theme = _theme(name)
    places = places_of(offered(), theme)
    title = sentence(offered().themes[theme])
    return draft(places, offered(), person=person or PERSON, title=title, theme=theme)


def templates() -> str:
    """Return the occasions that there is a template for, a line each."""
    return "\n".join([f"{key}: {words}" for key, words in offered().themes.items()])


def _theme(name: str) -> str:
    themes = offered().themes
    said = "-".join(name.lower().split()).strip("-")
    theme = _ALIKE.get(said, said)
    if theme in themes:
        return theme
    meant = nearest(theme, [*themes, *_ALIKE])
    known = ", ".join([f"{key} ({words})" for key, words in themes.items()])
    also = f" Did you mean {meant!r}?" if meant else ""
    raise UsageError(f"There is no template {name!r}.{also}", hint=f"There are: {known}.")


def asked_draft(person: str | None) -> str:
    """Return the text of a plan from answers on a terminal.

    Raises
    ------
    UsageError
        If there is no terminal.
    """
    if not somebody_there():
        raise UsageError("There is no terminal to ask on.", hint=_EXAMPLE)
    who = person or named(_asked("For whom? A pseudonym will do"), "The answer")
    talk(templates())
    theme = _one("For which occasion", list(offered().themes), "desk")
    places = _places(theme)
    rhythm = _one("How often a week", list(_RHYTHMS), "thrice")
    weeks = click.prompt(
        "For how many weeks", default=4, type=click.IntRange(1, WEEKS_MAX), err=True
    )
    title = sentence(offered().themes[theme])
    return draft(
        places,
        offered(),
        person=who,
        title=title,
        theme=theme,
        weeks=weeks,
        days=_RHYTHMS[rhythm],
    )


def _places(theme: str) -> list[Place]:
    """Ask for one or two places of an occasion."""
    left = {offer.key: offer for offer in themed(offered(), theme)}
    for offer in left.values():
        talk(f"{offer.key}: {offer.plain}")
    first = _place(left.pop(_one("Which place", list(left), next(iter(left)))))
    if not left or not click.confirm("A second place", default=False, err=True):
        return [first]
    return [first, _place(left.pop(_one("Which place", list(left), next(iter(left)))))]


def _place(offer: Offer) -> Place:
    side = _one("Which side", list(offer.sides), offer.sides[0])
    for way in offer.supports:
        talk(f"{way}: {offer.positions.get(way, '')}")
    support = Support(_one("How is it pressed", list(offer.supports), offer.supports[0]))
    tool = named(_asked("With what, in the person's own words", TOOLS[support]), "The answer")
    return Place(offer, Side(side), support, tool)


def _one(text: str, words: list[str], default: str) -> str:
    if len(words) == 1:
        return str(words[0])
    return str(click.prompt(text, default=str(default), type=OneOf(words), err=True))


def _asked(text: str, default: str | None = None) -> str:
    return str(click.prompt(text, default=default, err=True))
