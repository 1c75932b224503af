"""In which line of a TOML text something stands, which its parser does not tell."""

import re
from collections import Counter
from typing import Final

Path = tuple[str | int, ...]

_MARK: Final = re.compile(r"\"\"\"|'''|\\.|[\"'#\[\]{}]")
_SHORT: Final = ('"', "'")


def lines_of(text: str) -> dict[Path, int]:
    """Return the line of every table and of every key at the start of a line, counted from 1.

    Never fails; of a text that is no TOML it means little.
    """
    found: dict[Path, int] = {}
    seen: Counter[Path] = Counter()
    table: Path = ()
    quote, depth = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        value = line
        if not quote and not depth:
            if bare.startswith("["):
                table = _header(bare, seen)
                found.setdefault(table, number)
                continue
            name, equals, value = line.partition("=")
            if equals and not bare.startswith("#"):
                found.setdefault((*table, _first(name)), number)
        quote, depth = _after(value, quote, depth)
    return found


def deepest(text: str) -> int:
    """Return how many dots the longest key at the start of a line has: each takes a step down."""
    return max(
        (line.partition("=")[0].count(".") for line in text.split("\n") if _may_be_key(line)),
        default=0,
    )


def _may_be_key(line: str) -> bool:
    return "=" in line or line.lstrip().startswith("[")


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Return the line of a key, or of the nearest thing around it that has one; 1 for none."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


def _header(bare: str, seen: Counter[Path]) -> Path:
    many = bare.startswith("[[")
    path: Path = (_first(bare.lstrip("[").partition("]")[0]),)
    if not many:
        return path
    seen[path] += 1
    return (*path, seen[path] - 1)


def _first(name: str) -> str:
    return name.partition(".")[0].strip().strip("\"'")


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """Return in which text and how many brackets the next line begins."""
    for match in _MARK.finditer(line):
        mark = match.group()
        if quote:
            ends = mark == quote or (quote == "'" and mark == "\\'")
            quote = "" if ends else quote
        elif mark == "#":
            break
        elif mark[0] in _SHORT:
            quote = mark
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
    return ("" if quote in _SHORT else quote), max(depth, 0)
