"""Long sentences on a page of readable width."""

from shutil import get_terminal_size
from textwrap import wrap
from typing import Final

from tpdevice.cli.output import say

WIDE: Final = 80
NARROW: Final = 40
"""Columns of a page, at most and at least; wider terminals are no reason for longer lines.
Chosen."""


def wide() -> int:
    """Return how many columns a page has here."""
    return max(NARROW, min(WIDE, get_terminal_size((WIDE, 24)).columns))


def paragraph(text: str, *, indent: int = 0, hang: int = 0, aside: bool = False) -> None:
    """Print a paragraph; lines after the first stand `hang` columns further in."""
    for line in wrap(
        text,
        wide(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    ):
        say(line, aside=aside)


def named(name: str, text: str, *, width: int) -> None:
    """Print a paragraph behind its name, in a column of `width`."""
    first, *rest = wrap(text, max(8, wide() - width - 2), break_on_hyphens=False)
    say(f"  {name:<{width}}{first}")
    for line in rest:
        say(f"  {'':<{width}}{line}")
