"""Lines of text of a sensor that nobody knows: which form, which field, which unit."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tpdevice.core.homemade import COUNTS, unit_named
from tpdevice.core.lines import SEPARATORS, Lines, fields, measured, text
from tpdevice.devices.uart_text import USUAL
from tpdevice.signal.columns import UNLIKELY, Column, column

Packets = Sequence[tuple[int, bytes]]
Told = tuple[tuple[tuple[str, str], ...], str, Column, float]
"""Options, where the number stands, the numbers, and how likely it is the force."""

_TEXT_SHARE: Final = 0.9
_LINE_SHARE: Final = 0.5
"""Of the lines must have a form; tags and greetings stand between. Chosen."""
_FIELD_SHARE: Final = 0.2
"""Of the lines must have a field. Chosen."""
_MOST_DECIMALS: Final = 6
_HINTS: Final = re.compile(
    r"force|weight|load|press|mass|newton|kg|lbs?\b|^(r|f|w|raw|val|value|adc)$", re.IGNORECASE
)
_FORMS: Final = (
    ("number", "comma"),
    ("json", "comma"),
    *(("csv", separator) for separator in ("comma", "semicolon", "tab", "pipe")),
    ("key", "comma"),
    ("csv", "space"),
)
"""In this order the first that fits is taken."""


@dataclass
class _Field:
    """One field over all lines."""

    at_ns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    units: Counter[str] = field(default_factory=Counter)
    decimals: int = 0


def looks_like_text(packets: Sequence[bytes]) -> bool:
    """Say whether these bytes are text."""
    data = b"".join(packets)
    plain = sum(32 <= byte < 127 or byte in b"\r\n\t\0" for byte in data)
    # A zero ends a text now and then; numbers of few bits are full of them.
    return plain > _TEXT_SHARE * len(data) and data.count(0) <= len(packets)


def text_fields(channel: str, packets: Packets) -> Iterator[Told]:
    """Yield every field that may be the force."""
    ends = _ends(packets)
    lines = list(lines_of(packets))
    form, separator = _form([line for _, line in lines])
    found = _columns(lines, form, separator)
    clock, unit = _clock(found)
    base = {
        "characteristic": "" if channel in USUAL else channel,
        "line": "" if ends else "packet",
        "format": "" if form == "number" else form,
        "separator": "" if separator == "comma" else separator,
        "time": clock,
        "time_unit": "" if unit in ("", "ms") else unit,
    }
    for name, each in found.items():
        numbers = column(each.at_ns, each.values)
        if name == clock or numbers is None:
            continue
        meant = _unit(name, each)
        said = base | {
            "field": "" if form == "number" else name,
            "unit": "" if meant == COUNTS else meant,
            "resolution": f"{10.0**-each.decimals:g}",
        }
        options = tuple([(key, value) for key, value in said.items() if value])
        yield options, _named(form, name), numbers, _score(name, numbers, meant)


def lines_of(packets: Packets) -> Iterator[tuple[int, str]]:
    """Yield every whole line with its arrival; where no line has an end, a packet is one."""
    if not _ends(packets):
        yield from [(at_ns, text(data)) for at_ns, data in packets]
        return
    cutter = Lines()
    cutter.begin()
    for at_ns, data in packets:
        for line in cutter.take(data)[0]:
            yield at_ns, line


def _ends(packets: Packets) -> bool:
    return any(end in data for _, data in packets for end in (b"\n", b"\r", b"\0"))


def _form(lines: Sequence[str]) -> tuple[str, str]:
    for form, separator in _FORMS:
        fitting = sum(_fits(line, form, separator) for line in lines)
        if fitting > _LINE_SHARE * len(lines):
            return form, separator
    return "key", "comma"


def _fits(line: str, form: str, separator: str) -> bool:
    found = fields(line, form, separator=separator)
    numbers = [part for part in found.values() if measured(part) is not None]
    if form == "csv":
        return len(found) >= 2 and 2 * len(numbers) >= len(found)
    return bool(numbers)


def _columns(lines: Sequence[tuple[int, str]], form: str, separator: str) -> dict[str, _Field]:
    found: dict[str, _Field] = defaultdict(_Field)
    for at_ns, line in lines:
        for name, part in fields(line, form, separator=separator).items():
            number = measured(part)
            if number is not None:
                each = found[name]
                each.at_ns.append(at_ns)
                each.values.append(number[0])
                each.units[number[1]] += 1
                each.decimals = max(each.decimals, _decimals(part))
    fewest = _FIELD_SHARE * len(lines)
    return {name: each for name, each in found.items() if len(each.values) > fewest}


def _decimals(part: str) -> int:
    """Return how many digits stand behind the point; with an exponent nobody knows."""
    digits = re.search(r"\.(\d+)(?![\deE])", part)
    return 0 if digits is None else min(len(digits.group(1)), _MOST_DECIMALS)


def _clock(found: dict[str, _Field]) -> tuple[str, str]:
    for name, each in found.items():
        numbers = column(each.at_ns, each.values)
        unit = "" if numbers is None else numbers.clock_unit()
        if unit and len(found) > 1:
            return name, unit
    return "", ""


def _unit(name: str, each: _Field) -> str:
    """Return the unit that stands in the lines, or in the name; counts if none does."""
    written = [unit for unit, _ in each.units.most_common() if unit]
    if written:
        return written[0]
    *before, last = re.split(r"[\W_]+", name) or [name]
    if len(last) > 1 or before:
        return unit_named(last) or COUNTS
    return COUNTS


def _named(form: str, name: str) -> str:
    match form:
        case "number":
            return "the number"
        case "csv":
            return f"column {name}"
        case _:
            return name


def _score(name: str, numbers: Column, unit: str) -> float:
    hint = 1.0 if _HINTS.search(name) else 0.0
    known = 0.5 if unit != COUNTS else 0.0
    unlikely = UNLIKELY * (numbers.counter or numbers.span == 0)
    return 4.0 * numbers.liveliness + 2.0 * hint + known - unlikely


assert set(SEPARATORS) == {separator for form, separator in _FORMS if form == "csv"}
