"""Long sentences on a page of readable width."""

from textwrap import wrap
from typing import Final

from tpdevice.cli.output import say

WIDE: Final = 80
"""Columns of a page; wider terminals are no reason for longer lines. Chosen."""


def paragraph(text: str, *, indent: int = 0, hang: int = 0) -> None:
    """Print a paragraph; lines after the first stand `hang` columns further in."""
    for line in wrap(
        text,
        WIDE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    ):
        say(line)


def named(name: str, text: str, *, width: int) -> None:
    """Print a paragraph behind its name, in a column of `width`."""
    first, *rest = wrap(text, WIDE - width - 2, break_on_hyphens=False)
    say(f"  {name:<{width}}{first}")
    for line in rest:
        say(f"  {'':<{width}}{line}")
