"""Reads the data files of the package; a mistake in one is named with file and key."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar, get_args, get_type_hints

import msgspec

from tpdevice.core.errors import PlanError, UsageError

T = TypeVar("T")
ENGLISH: Final = "en"


def read(name: str, kind: type[T]) -> T:
    """Return the whole of one data file.

    Raises
    ------
    PlanError
        If it is not what it should be.
    """
    return parsed(name, (files("tpdevice.content") / name).read_text(encoding="utf-8"), kind)


def parsed(name: str, text: str, kind: type[T]) -> T:
    """Return what a data file of this name says.

    Raises
    ------
    PlanError
        If it is not what it should be; it says where, down to the key.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(name, str(error)) from error
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise PlanError(name, _where(raw, kind) or str(error)) from error


def read_words(name: str, kind: type[T], *, language: str) -> T:
    """Return the words of one language, such as those of `texts_en.toml`.

    Raises
    ------
    UsageError
        If nobody has written them in that language.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise UsageError(f"There are no texts in {language!r}.", hint=f"Known: {known}.")
    return read(f"{name}_{language}.toml", kind)


@cache
def languages() -> tuple[str, ...]:
    """Return every language in which there are texts, English first."""
    named = {file.name for file in files("tpdevice.content").iterdir()}
    found = {name[6:-5] for name in named if name.startswith("texts_") and name.endswith(".toml")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def _where(raw: Any, kind: Any) -> str:
    """Return key and problem of the first table that is wrong; msgspec names no keys of tables."""
    tables = {"": kind} if get_args(kind) else get_type_hints(kind)
    for part, table in tables.items():
        if get_args(table)[:1] != (str,):
            continue
        inside = raw.get(part, {}) if part else raw
        for key, value in inside.items():
            problem = _problem(value, get_args(table)[1])
            if problem:
                return f"{part}.{key}: {problem}".lstrip(".")
    return ""


def _problem(value: Any, kind: Any) -> str:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return str(error)
    return ""
