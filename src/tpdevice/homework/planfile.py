"""A plan file: TOML text in; a plan out, or everything that is wrong with it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from tpdevice.core.plan import Side
from tpdevice.homework import plankeys
from tpdevice.homework.plan import POINTS_MAX, Day, Plan, PlanPoint, Therapist
from tpdevice.homework.planlines import Path, deepest, line_of, lines_of
from tpdevice.homework.plantexts import said, shown, unfit
from tpdevice.homework.problems import Problem, nearest

BYTES_MAX: Final = 64 * 1024
"""Chosen: the longest notes at every place fit."""
DOTS_MAX: Final = 100
"""In one key. Chosen: of many thousands the parser takes long."""
PROBLEMS_MAX: Final = 30
"""Told at once. Chosen: more are of no use to anybody."""

_STAND_INS: Final = {"side": Side.LEFT.value, "tool": "?"}
"""For what a place cannot be without."""
_TOO_DEEP: Final = "Nested too deep, or with numbers too long, for a plan."
_AT: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: a plan, or why there is none."""

    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    lines: dict[Path, int] = field(default_factory=dict)
    """Where each key stands."""
    places: dict[int, PlanPoint] = field(default_factory=dict)
    """Places that can be read although the plan cannot, by their number from 0. Something stands in
    for a side or a tool that cannot; it has a problem of its own."""
    exclude: tuple[str, ...] = ()
    """The same of what is left out."""
    days: tuple[Day, ...] = ()
    """The same of the days of all places."""


def read_plan(data: bytes) -> Read:
    """Return the plan of a file's bytes, or everything that is wrong with them."""
    if len(data) > BYTES_MAX:
        return _none(1, f"{len(data)} bytes: a plan has at most {BYTES_MAX}.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _none(line, "This is no UTF-8 text. Save the file as UTF-8.")
    if deepest(text) > DOTS_MAX:
        return _none(1, _TOO_DEEP)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _no_toml(text, str(error))
    except (RecursionError, ValueError):  # a number of thousands of digits is a ValueError
        return _none(1, _TOO_DEEP)
    lines = lines_of(text)
    problems = tuple(islice(_plan(table, lines), PROBLEMS_MAX))
    if problems:
        ordered = tuple(sorted(problems, key=lambda problem: problem.line))
        return Read(None, ordered, lines, _places(table), _exclude(table), _days(table))
    return Read(msgspec.convert(table, Plan), (), lines)


def _none(line: int, what: str) -> Read:
    return Read(None, (Problem(line, "", what),), {})


def _no_toml(text: str, message: str) -> Read:
    found = _AT.search(message)
    line = text.count("\n") + 1 if found is None or not found[1] else int(found[1])
    # The parser's own words may quote a character of the file.
    return _none(line, f"This is no TOML: {shown(_AT.sub('', message), 120)}.")


def _plan(table: Mapping[str, Any], lines: dict[Path, int]) -> Iterator[Problem]:
    yield from _table(table, Plan, plankeys.PLAN, at=(), lines=lines)
    for number, point in enumerate(_tables(table.get("points"))):
        at: Path = ("points", number)
        yield from _table(point, PlanPoint, plankeys.POINT, at=at, lines=lines)
    therapist = table.get("therapist")
    if isinstance(therapist, dict):
        yield from _table(therapist, Therapist, plankeys.THERAPIST, at=("therapist",), lines=lines)


def _places(table: Mapping[str, Any]) -> dict[int, PlanPoint]:
    """Return the places of a plan that say where they are, without what is wrong at them."""
    known = {each.name: each for each in fields(PlanPoint)}
    found: dict[int, PlanPoint] = {}
    for number, point in enumerate(_tables(table.get("points"))):
        right = {
            name: value
            for name, value in point.items()
            if name in known and not _wrong(name, value, known[name])[0]
        }
        if "point" in right:
            found[number] = msgspec.convert(_STAND_INS | right, PlanPoint)
    return found


def _exclude(table: Mapping[str, Any]) -> tuple[str, ...]:
    known = {each.name: each for each in fields(Plan)}
    value = table.get("exclude")
    sound = isinstance(value, list) and not _wrong("exclude", value, known["exclude"])[0]
    return tuple(value) if isinstance(value, list) and sound else ()


def _days(table: Mapping[str, Any]) -> tuple[Day, ...]:
    """Return the days of all places: those that are usual where none are named."""
    known = {each.name: each for each in fields(Plan)}["days"]
    value = table.get("days", list(known.default))
    return () if _wrong("days", value, known)[0] else tuple(map(Day, value))


def _tables(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > POINTS_MAX:
        return []
    return value if all(isinstance(each, dict) for each in value) else []


def _table(
    table: Mapping[str, Any],
    kind: type[Struct],
    keys: Mapping[str, str],
    *,
    at: Path,
    lines: dict[Path, int],
) -> Iterator[Problem]:
    """Yield what is wrong with one table: keys, values, and what is missing."""
    known = {each.name: each for each in fields(kind)}
    for name, value in table.items():
        line, key = line_of(lines, (*at, name)), _key(at, name)
        if name not in known:
            yield Problem(line, key, "There is no such key here.", nearest(name, known))
            continue
        what, meant = _wrong(name, value, known[name])
        if what:
            yield Problem(line, key, what.format(expected=keys[name]), meant)
    for name, each in known.items():
        if each.required and name not in table:
            what = f"This is missing: {keys[name]}."
            yield Problem(line_of(lines, at), _key(at, name), what)


def _wrong(name: str, value: object, of: FieldInfo) -> tuple[str, str]:
    """Return what is wrong with a value and what may be meant, or nothing."""
    if name == "points":
        return ("" if _tables(value) else "Expected {expected}."), ""
    if name == "therapist":
        return ("" if isinstance(value, dict) else "Expected {expected}."), ""
    if name in plankeys.CHOICES:
        return _not_chosen(value, plankeys.CHOICES[name], many=name == "days")
    try:
        msgspec.convert(value, of.type)
    except (msgspec.ValidationError, OverflowError):
        return f"Expected {{expected}}, not {_braced(said(value))}.", ""
    return unfit(name, value), ""


def _not_chosen(value: object, known: tuple[str, ...], *, many: bool) -> tuple[str, str]:
    if many and (not isinstance(value, list) or not value):
        return f"Expected {{expected}}, not {_braced(said(value))}.", ""
    each = value if many and isinstance(value, list) else [value]
    for one in each:
        if not isinstance(one, str) or one not in known:
            return f"Expected {{expected}}, not {_braced(said(one))}.", nearest(one, known)
    if len(each) > len(set(each)):
        return "A day stands here twice.", ""
    return "", ""


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _key(at: Path, name: str) -> str:
    """Return a key as a person counts: points[1].side is the side of the first place."""
    parts = [f"[{each + 1}]" if isinstance(each, int) else each for each in at]
    where = "".join(parts)
    return f"{where}.{shown(name, 40)}" if where else shown(name, 40)
