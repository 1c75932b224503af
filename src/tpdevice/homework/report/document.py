"""One file of HTML that needs nothing else: it runs nothing, and fetches nothing."""

from collections.abc import Iterable
from typing import Final

from tpdevice.homework.report.markup import Markup, tag, void

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def document(title: str, body: Iterable[Markup], *, style: str, cls: str) -> str:
    """Return the whole file; `cls` is the class of its body."""
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(style)),
    )
    whole = tag("html", head, tag("body", *body, cls=cls), lang="en")
    return f"<!doctype html>\n{whole}\n"


def section(title: str, *inside: Markup | None) -> Markup:
    """Return a part of a page with its heading."""
    return tag("section", tag("h2", title), *inside)


def figures(every: Iterable[tuple[str, str]]) -> Markup:
    """Return a row of large numbers, each with what it counts."""
    return tag(
        "div", *[tag("div", tag("b", number), what) for number, what in every], cls="figures"
    )
