"""HTML and SVG by hand: whatever is no markup of ours is escaped."""

from typing import Final

from tpdevice.homework.report.worded import short

_LONGEST: Final = 400
"""Characters of one text of somebody else's: a page has one sheet. Chosen."""


_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
)


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *inside: str | Markup | None, **attributes: str | float) -> Markup:
    """Return an element; `cls` is its class, and `_` in a name of an attribute is a hyphen."""
    said = "".join(f' {_named(key)}="{_escaped(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{said}>{join(*inside)}</{name}>")


def void(name: str, /, **attributes: str | float) -> Markup:
    """Return an element that has nothing inside."""
    said = "".join(f' {_named(key)}="{_escaped(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{said}/>")


def join(*parts: str | Markup | None) -> Markup:
    """Return parts one after the other, as markup."""
    return Markup("".join(_inside(part) for part in parts if part is not None))


def svg(width: float, height: float, label: str, *inside: Markup) -> Markup:
    """Return a drawing of so many CSS pixels, with words for who does not see it."""
    return tag(
        "svg",
        tag("title", label),
        *inside,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=number(width),
        height=number(height),
        role="img",
    )


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _inside(part: str | Markup) -> str:
    if isinstance(part, Markup):
        return part
    # Blanks at both ends part words from a neighbouring element.
    before, after = " " * part.startswith(" "), " " * part.endswith(" ")
    return f"{before}{short(part, _LONGEST).translate(_ESCAPES)}{after}"


def _escaped(value: str | float) -> str:
    return (value if isinstance(value, str) else number(value)).translate(_ESCAPES)


def _named(key: str) -> str:
    return "class" if key == "cls" else key.replace("_", "-")
