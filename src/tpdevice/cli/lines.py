"""Long sentences on a page of readable width."""

import sys

from tpdevice.cli.folding import broken, page_of
from tpdevice.cli.output import say


def paragraph(text: str, *, indent: int = 0, hang: int = 0, aside: bool = False) -> None:
    """Print a paragraph; lines after the first stand `hang` columns further in."""
    columns = page_of(sys.stderr if aside else sys.stdout)
    for line in broken(text, columns, first=" " * indent, hang=indent + hang):
        say(line, aside=aside)


def named(name: str, text: str, *, width: int) -> None:
    """Print a paragraph behind its name, in a column of `width`."""
    for line in broken(text, page_of(sys.stdout), first=f"  {name:<{width}}", hang=width + 2):
        say(line)
