"""Tables for people, JSON for programs; both go to stdout, and talk goes to stderr."""

import json
from collections.abc import Sequence
from typing import Any

import click

from tpdevice.core.text import harmless


def as_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table with aligned columns; numbers stand on the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    right = [
        all(isinstance(row[i], int | float) or row[i] is None for row in rows) and bool(rows)
        for i in range(len(head))
    ]
    widths = [
        max(len(head[i]), *(len(row[i]) for row in cells)) if cells else len(head[i])
        for i in range(len(head))
    ]
    for line in [list(head), *cells]:
        padded = [
            text.rjust(width) if flush else text.ljust(width)
            for text, width, flush in zip(line, widths, right, strict=True)
        ]
        click.echo("  ".join(padded).rstrip())


def talk(text: str) -> None:
    """Say something to the person, on stderr."""
    click.echo(harmless(text), err=True)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.1f}"
    return harmless(str(value))
