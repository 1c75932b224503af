"""Another place in lines: by its name or by where it hurts, then side, tool and how."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tpdevice.cli.linerooms.begin import begin
from tpdevice.cli.linerooms.here import Here
from tpdevice.cli.linerooms.leftout import ask_before_another
from tpdevice.cli.linerooms.pages import say_page, say_sentences
from tpdevice.cli.linerooms.people import people_room
from tpdevice.cli.output import say
from tpdevice.cli.whereto import LISTED, cares, not_offered, outright, row
from tpdevice.core.band import PRESSED
from tpdevice.core.plan import Side
from tpdevice.core.text import harmless, sentence
from tpdevice.runtime import content
from tpdevice.runtime.searching import Hit, Why

if TYPE_CHECKING:
    from tpdevice.tui.bodyview import BodyView

_WHERE: Final = "Where: a place, or where it hurts; Enter lists places"
_NAME_IT: Final = "Its name, such as hook cane, or ball"
_MARKS: Final = "Your marks belong to what presses; newtons never move between tools."
_OTHER: Final = "Another, to be named."


def place_room(here: Here) -> None:
    """Ask where, with what and how; begin there."""
    if not here.desk.people().here:
        people_room(here)
    if not here.desk.people().here:
        return
    point = _where(here)
    if point is None:
        return
    about = _how(here, point)
    if about is not None:
        ask_before_another(here, about)
        begin(here, about, said=begins(about))


def begins(about: dict[str, str]) -> str:
    """Return what is said when a session begins somewhere."""
    name = sentence(content.point(about["point"]).plain)
    return harmless(f"Begins: {name}, {about['side']}, with {about['tool']}.")


def _where(here: Here) -> str | None:
    while (said := here.dialogue.words(_WHERE, again=_all_places)) is not None:
        point = outright(said) or _found(here, said)
        if point is not None:
            return point
    return None


def _all_places() -> None:
    for point in content.points().values():
        say(f"{point.plain}, {point.key}")


def _found(here: Here, said: str) -> str | None:
    """Return the place that is chosen among those that words may mean."""
    found = content.search(said)
    _say_first(found)
    hits = [hit for hit in found if hit.why is not Why.NEVER][:LISTED]
    if not hits:
        say("Nothing was found." if not found else "No other place is known by these words.")
        return None
    if len(hits) == 1 and found[0].why is Why.HERE:
        return hits[0].key
    taken = here.dialogue.choose("Which place", [_line(hit) for hit in hits])
    return None if taken is None else hits[taken].key


def _say_first(found: Sequence[Hit]) -> None:
    """Say what is never offered, and what to mind."""
    for hit in found:
        if hit.why is Why.NEVER:
            say_sentences(not_offered(hit.key))
    for care in cares(found):
        say_sentences(f"Mind: {care}")


def _line(hit: Hit) -> str:
    _, plain, why = row(hit)
    return f"{sentence(plain)}: {why}."


def _how(here: Here, key: str) -> dict[str, str] | None:
    """Tell all about a place, and return how it is pressed."""
    from tpdevice.tui.bodyview import body_view

    view = body_view(here.desk.resting(), unit=here.desk.settings().unit)
    _tell(view, key)
    how = here.desk.how({"point": key})
    side = _one_of(here, "Side", how.sides, how.sides)
    if side is None:
        return None
    _tell_standing(view, key, Side(side))
    tool = _tool(here, how.tools)
    if tool is None:
        return None
    say(f"With {harmless(tool)}.")
    support = _support(here, how.supports, last=how.support)
    if support is None:
        return None
    return {"point": key, "side": side, "tool": tool, "support": support}


def _tell(view: "BodyView", key: str) -> None:
    from tpdevice.tui.placepage import page_of
    from tpdevice.tui.telling import gates

    point = view.points[key]
    say(f"{sentence(point.plain)}. {sentence(point.label)}.")
    say_page(gates(point))
    page = page_of(view, key, point.sides[0])
    # Above the first gap stands what belongs to a side, and none is chosen yet.
    say_page(page[next(i for i, line in enumerate(page) if not line.text) :])


def _tell_standing(view: "BodyView", key: str, side: Side) -> None:
    from tpdevice.tui.telling import standing

    for line in standing(view, key, side):
        say(f"{sentence(side)}: {line.text}.")


def _one_of(
    here: Here, name: str, values: Sequence[str], texts: Sequence[str], *, only: str = "Only"
) -> str | None:
    """Return one of some values; the only one is said and not asked for."""
    if len(values) == 1:
        say(f"{only}: {texts[0]}.")
        return values[0]
    taken = here.dialogue.choose(name, [f"{text}." for text in texts])
    return None if taken is None else values[taken]


def _tool(here: Here, known: Sequence[str]) -> str | None:
    lines = [*[f"{harmless(tool)}." for tool in known], _OTHER]
    taken = here.dialogue.choose("With what", lines)
    if taken is None:
        return None
    if taken < len(known):
        return known[taken]
    return here.dialogue.words(_NAME_IT, again=lambda: say(_MARKS))


def _support(here: Here, ways: Sequence[str], *, last: str) -> str | None:
    ways = sorted(ways, key=lambda way: way != last)
    return _one_of(here, "How", ways, [PRESSED[way] for way in ways], only="Only this way here")
