"""All clients on one page of HTML, to print: exceptions first, who has gone quiet, and everyone."""

from collections.abc import Iterable, Iterator
from typing import Final

from tpdevice.clinic import drawn, told
from tpdevice.clinic.first import Told, to_see_first
from tpdevice.clinic.overview import Client, Overview
from tpdevice.clinic.style import STYLE
from tpdevice.homework.report.document import document, figures, section
from tpdevice.homework.report.markup import Markup, join, tag

_SMALL: Final = 24
_SHEET: Final = 40
"""Clients that one sheet has room for, as it is and printed smaller. Chosen, and looked at."""
_FEW: Final = 8
_MANY: Final = 20
"""Lines about exceptions, and about who is quiet: on one sheet, and on several. Chosen."""
_HEAD: Final = ("Client", "Days", "Time in band", "To look at", "Ratings", "Last pressed")


def page(overview: Overview) -> str:
    """Return the whole file."""
    return document(told.title(overview), _body(overview), style=STYLE, cls=_cls(overview))


def _body(found: Overview) -> Iterator[Markup]:
    if told.all_simulated(found):
        yield tag("p", told.SIMULATED, cls="simulated")
    yield tag("h1", told.title(found))
    yield tag("p", told.span(found), cls="small")
    yield figures(told.figures(found))
    if apart := told.apart(found):
        yield tag("p", tag("b", apart))
    yield section("To see first", *_first(found))
    yield tag("div", section("Gone quiet", *_quiet(found)), _weeks(found), cls="pairs")
    yield section("All clients", _clients(found.clients))
    yield tag("footer", *[f"{each} " for each in told.FOOT])


def _cls(found: Overview) -> str:
    return "sheet" if _SMALL < len(found.clients) <= _SHEET else "clinic"


def _most(found: Overview) -> int:
    return _FEW if len(found.clients) <= _SHEET else _MANY


def _first(found: Overview) -> Iterable[Markup]:
    every = to_see_first(found)
    if not every:
        return [tag("p", told.NOTHING_UNUSUAL)]
    return [_list(list(map(_line, every)), _most(found), "first")]


def _list(lines: list[Markup], most: int, cls: str) -> Markup:
    left = len(lines) - most
    more = tag("li", f"{left} more in the table below.", cls="more") if left > 0 else None
    return tag("ul", *lines[:most], more, cls=cls)


def _line(each: Told) -> Markup:
    said = [
        join(" · ", tag("b", what), f" ({newest})" if newest else None)
        for what, newest in each.lines
    ]
    rest = f" · and {each.rest}" if each.rest else None
    return tag("li", _name(each.client), *said, rest, cls="grave" if each.grave else "mild")


def _name(client: Client) -> Markup:
    mark = join(" ", tag("span", "SIMULATED", cls="mark")) if client.simulated else None
    return join(tag("b", told.named(client.name)), mark)


def _quiet(found: Overview) -> Iterator[Markup]:
    if not found.quiet:
        yield tag("p", told.NOBODY_QUIET)
    else:
        lines = [tag("li", _name(each), f" · {told.silence(each)}") for each in found.quiet]
        yield _list(lines, _most(found), "quiet")
    if unheard := told.unheard(found):
        yield tag("p", unheard, cls="small")


def _weeks(found: Overview) -> Markup:
    if not found.weeks:
        return section("Weeks of all clients", tag("p", told.NO_WEEKS))
    drawing = (drawn.weeks(found.weeks), drawn.legend(found.weeks))
    return section("Weeks of all clients", *drawing)


def _clients(clients: tuple[Client, ...]) -> Markup:
    if not clients:
        return tag("p", told.NOBODY_HERE)
    head = tag("thead", tag("tr", *[tag("th", each) for each in _HEAD]))
    return tag("table", head, tag("tbody", *map(_row, clients)), cls="clients")


def _row(client: Client) -> Markup:
    cells = (
        drawn.with_words(client.days, told.of(client.days)),
        drawn.with_words(client.held, told.percent(client.held)),
        told.in_short(client.counts) or "-",
        told.ratings(client),
        told.pressed(client),
    )
    named = zip(_HEAD[1:], cells, strict=True)
    return tag("tr", tag("td", _name(client)), *[tag("td", c, data_name=n) for n, c in named])
