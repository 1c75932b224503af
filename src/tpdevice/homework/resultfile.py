"""A result as bytes and back: a line that says what it is, then compressed JSON.

A file comes from anywhere. Whatever is in it, this returns a result or says what is wrong.
"""

import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from tpdevice.core.errors import ResultError
from tpdevice.core.text import harmless
from tpdevice.homework.result import VERSION, Result, Trace

ENDING: Final = ".tpresult"
LARGEST_FILE: Final = 32 << 20
"""Bytes of a file that is looked at. Chosen: half a year, daily, with every trace, is under 20."""
LARGEST: Final = 64 << 20
"""Bytes that it may become when it is unpacked. Chosen, against a file made to fill memory."""
MOST_VALUES: Final = 3_000_000
"""Of one result. Chosen: twice what half a year has, two sessions a day with every trace."""
_NAME: Final = b"tpdevice result "
_EARLIEST, _LATEST = 2000, 2200
_LONGEST_S: Final = 86_400.0

S = TypeVar("S", bound=Struct)


def packed(result: Result) -> bytes:
    """Return a result as bytes."""
    return _NAME + b"%d\n" % VERSION + zlib.compress(msgspec.json.encode(result), 9)


def unpacked(data: bytes) -> Result:
    """Return the result in bytes.

    Raises
    ------
    ResultError
        If there is none: another kind of file, a newer one, one that is cut short or changed, or
        one that says what cannot be.
    """
    line, _, _ = data[:64].partition(b"\n")
    version = line.removeprefix(_NAME)
    if version == line or not version.isdigit() or int(version) < VERSION:
        raise ResultError("is no result file.", hint="One ends in .tpresult and comes from a plan.")
    if int(version) > VERSION:
        raise _too_new(int(version))
    return from_json(_inflated(data[len(line) + 1 :]))


def from_json(data: bytes) -> Result:
    """Return the result in a text that is not packed.

    Raises
    ------
    ResultError
        If there is none, or one that says what cannot be.
    """
    if data.count(b",") > MOST_VALUES:  # before any of them takes room
        raise _nonsense(f"it holds more than {MOST_VALUES} values")
    text = _text(data)
    result = _decoded(text)
    _see_that_it_can_be(result)
    return result if _is_plain(text) else _cleaned(result)


def _too_new(version: int) -> ResultError:
    return ResultError(
        f"was written by a newer tpdevice (format {version}, this program knows {VERSION}).",
        hint="Update tpdevice, and read it then.",
    )


def _inflated(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise _damaged("was changed on its way") from error
    if unpacker.unconsumed_tail or len(text) >= LARGEST:
        raise ResultError(
            f"unpacks to more than {LARGEST >> 20} MB, which no result does.",
            hint="Do not open it elsewhere either; ask whoever sent it.",
        )
    if not unpacker.eof:
        raise _damaged("is cut short")
    if unpacker.unused_data:
        raise _damaged("goes on after its end")
    return text


def _damaged(what: str) -> ResultError:
    hint = "Ask for it to be sent again; the person still has everything in their log."
    return ResultError(f"{what}.", hint=hint)


def _text(data: bytes) -> str:
    # What the reader of JSON passes over it does not look at.
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _nonsense(str(error)) from error


def _decoded(text: str) -> Result:
    try:
        return msgspec.json.decode(text, type=Result)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _nonsense(str(error)) from error


def _nonsense(problem: str) -> ResultError:
    return ResultError(
        f"says what cannot be: {harmless(problem)[:200].rstrip('.')}.",
        hint="It was not written by tpdevice, or was changed; ask for it to be sent again.",
    )


def _see_that_it_can_be(result: Result) -> None:
    if not all(_EARLIEST <= day.year <= _LATEST for day in _days(result)):
        raise _nonsense("its days lie in no time in which anybody pressed")
    traces = [each.trace for each in result.sessions if each.trace is not None]
    if any(len(trace.force_mn) * trace.step_s > _LONGEST_S for trace in traces):
        raise _nonsense("a session lasted longer than a day")
    uids = [session.uid for session in result.sessions]
    if len(set(uids)) < len(uids):
        raise _nonsense("a session stands in it twice")
    _see_that_reasons_can_be(result)


def _days(result: Result) -> Iterator[date]:
    yield from (result.first_day, result.until)
    yield from (each.local_date for each in result.felt)
    for session in result.sessions:
        yield session.local_date
        if session.sensor.checked_date is not None:
            yield session.sensor.checked_date


def _see_that_reasons_can_be(result: Result) -> None:
    whose = [(each.local_date, each.point, each.side) for each in result.left_out]
    if len(set(whose)) < len(whose):
        raise _nonsense("a place was left out twice on one day")
    if not all(result.first_day <= day <= result.until for day, _, _ in whose):
        raise _nonsense("something was left out on a day that it does not tell of")


def _is_plain(text: str) -> bool:
    """Say whether no text in it can hold anything but what a page shows; nearly always so."""
    return "\\" not in text and text.isprintable()


def _cleaned(part: S) -> S:
    """Return the same without characters that a terminal or a page might obey."""
    return replace(part, **{name: _clean(value) for name, value in asdict(part).items()})


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Struct) and not isinstance(value, Trace):
        return _cleaned(value)
    if isinstance(value, tuple):
        return tuple([_clean(each) for each in value])
    return value
