"""Reads the data files of the package; a mistake in one is named with file and key."""

from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

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
    text = (files("tpdevice.content") / name).read_bytes()
    try:
        return msgspec.toml.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise PlanError(name, str(error)) from error


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
    """Return every language in which all texts are there, English first."""
    named = {file.name for file in files("tpdevice.content").iterdir()}
    found = {name[6:-5] for name in named if name.startswith("texts_") and name.endswith(".toml")}
    return (ENGLISH, *sorted(found - {ENGLISH}))
