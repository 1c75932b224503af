"""What a person says of a sensor that cannot say it by itself: named values, checked before use."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless
from tpdevice.core.wire import sig

_LONGEST: Final = 64
"""Characters of a value that are taken at all. Chosen."""
_SHOWN: Final = 24
"""Characters of a wrong value that are shown. Chosen."""
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_SHORT_UUID: Final = re.compile(r"(?:0x)?([0-9a-f]{4}|[0-9a-f]{8})", re.ASCII)

Options = tuple[tuple[str, str], ...]
"""How a person set a kind up that cannot know by itself, name and value."""

Read = Callable[[str], str]
"""Returns a value as it is kept; raises ValueError with what it should be."""


class Option(Struct, frozen=True):
    """One thing to say of a sensor."""

    name: str
    about: str
    """What it is, for a person who has to say it."""
    default: str
    read: Read
    choices: tuple[str, ...] = ()
    """All there is to choose from, or nothing where the value is free."""


def choice(name: str, about: str, *choices: str) -> Option:
    """Return an option with a closed list of values, the first the default."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"one of {', '.join([word or 'nothing' for word in choices])}")
        return text

    return Option(name, about, choices[0], read, choices)


def number(name: str, about: str, default: str, *, low: float, high: float) -> Option:
    """Return an option that is a finite number, from `low` to `high`; blank where it may be."""

    def read(text: str) -> str:
        if text == default:
            return text
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        if not low <= value <= high:
            raise ValueError(f"a number from {low:g} to {high:g}")
        return text

    return Option(name, about, default, read)


def whole(name: str, about: str, default: str, *, low: int, high: int) -> Option:
    """Return an option that is a whole number, from `low` to `high`."""

    def read(text: str) -> str:
        digits = text.isascii() and text.isdigit() and len(text) <= len(str(high))
        if not (digits and low <= int(text) <= high):
            raise ValueError(f"a whole number from {low} to {high}")
        return str(int(text))

    return Option(name, about, default, read)


def word(name: str, about: str, default: str = "") -> Option:
    """Return an option that is free text on one line."""

    def read(text: str) -> str:
        if harmless(text) != text:
            raise ValueError("text on one line, without control characters")
        return text

    return Option(name, about, default, read)


def uuid(name: str, about: str, default: str) -> Option:
    """Return an option that is a UUID of Bluetooth, kept as 128 bits, lower case."""

    def read(text: str) -> str:
        lower = text.lower()
        if lower == default or _UUID.fullmatch(lower):
            return lower
        short = _SHORT_UUID.fullmatch(lower)
        if short is None:
            raise ValueError("a UUID of 4 or 32 hex digits, such as 2c07")
        return sig(int(short.group(1), 16))

    return Option(name, about, default, read)


def chosen(kind: str, known: tuple[Option, ...], given: Mapping[str, str]) -> dict[str, str]:
    """Return the value of every option of a kind of sensor, as given or the default.

    Raises
    ------
    UsageError
        If one is not known, or makes no sense. Values may come from anywhere.
    """
    names = [option.name for option in known]
    for name in given:
        if name not in names:
            raise UsageError(
                f"{kind} has no option {_shown(name)}.",
                hint=f"Known options: {', '.join(names)}." if names else "It needs none.",
            )
    return {option.name: _read(kind, option, given) for option in known}


def _read(kind: str, option: Option, given: Mapping[str, str]) -> str:
    text: object = given.get(option.name, option.default)
    try:
        if not isinstance(text, str) or len(text) > _LONGEST:
            raise ValueError(f"text of at most {_LONGEST} characters")
        return option.read(text)
    except ValueError as error:
        raise UsageError(
            f"{kind}: {option.name}={_shown(text)} makes no sense.",
            hint=f"{option.about} It should be {error}.",
        ) from None


def _shown(value: object) -> str:
    text = harmless(str(value)[: 4 * _SHOWN])
    return text[:_SHOWN] + "…" if len(text) > _SHOWN else text
