"""A result comes back as it was written; anything else is refused with a next step."""

import json
import tracemalloc
import zlib
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from some_result import FULL, MONDAY, result, session

from tpdevice.core.errors import ResultError
from tpdevice.homework.result import Hold, Rated, Trace
from tpdevice.homework.resultfile import LARGEST, from_json, packed, unpacked

MAGIC = b"tpdevice result 1\n"
LEFT_OUT = msgspec.to_builtins(FULL.left_out[0])
SESSION = msgspec.to_builtins(session())
SECONDS = st.floats(0, 1e5)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=40)
HOLDS = st.builds(
    Hold,
    *[SECONDS] * 7,
    st.none() | SECONDS,
    SECONDS,
    SECONDS,
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 10),
    WORDS,
)
RATED = st.builds(Rated, st.integers(1, 3), SECONDS, st.integers(0, 10), st.booleans(), SECONDS)
TRACES = st.builds(
    Trace, st.just(0.2), st.lists(st.none() | st.integers(-9_999_999, 9_999_999)).map(tuple)
)
SESSIONS = st.builds(
    session,
    st.dates(date(2026, 3, 2), date(2026, 3, 8)),
    tool=WORDS,
    holds=st.lists(HOLDS, max_size=3).map(tuple),
    ratings=st.lists(RATED, max_size=3).map(tuple),
    notes=st.lists(WORDS, max_size=2).map(tuple),
    trace=st.none() | TRACES,
    simulated=st.booleans(),
)
RESULTS = st.lists(SESSIONS, max_size=4, unique_by=lambda each: each.uid).map(
    lambda sessions: result(*sessions)
)


def changed(**fields: Any) -> bytes:
    """Bytes of a result in which something was replaced, as somebody else would write it."""
    plain = msgspec.to_builtins(FULL) | fields
    return MAGIC + zlib.compress(json.dumps(plain).encode())


@given(made=RESULTS)
def test_a_result_comes_back_as_it_was_written(made: Any) -> None:
    assert unpacked(packed(made)) == made


def test_an_older_file_that_says_nothing_of_what_was_left_out_still_reads() -> None:
    plain = msgspec.to_builtins(FULL)
    del plain["left_out"]
    found = unpacked(MAGIC + zlib.compress(json.dumps(plain).encode()))
    assert found == replace(FULL, left_out=())
    assert unpacked(packed(FULL)) == FULL


@given(data=st.binary(max_size=200))
def test_any_other_bytes_are_refused_with_a_next_step(data: bytes) -> None:
    for each in (data, MAGIC + data, MAGIC + zlib.compress(data)):
        with pytest.raises(ResultError) as error:
            unpacked(each)
        assert error.value.hint


@given(at=st.integers(0), cut=st.booleans(), flip=st.integers(1, 255))
def test_a_file_that_was_cut_or_changed_anywhere_is_refused(
    at: int, *, cut: bool, flip: int
) -> None:
    whole = packed(FULL)
    at %= len(whole)
    # The second byte after the line says how hard zlib tried; another one means the same.
    assume(cut or at != len(MAGIC) + 1)
    harmed = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :]
    with pytest.raises(ResultError) as error:
        unpacked(harmed)
    assert error.value.hint


def test_what_is_cut_short_is_called_so() -> None:
    with pytest.raises(ResultError, match="is cut short"):
        unpacked(packed(FULL)[:-10])


def test_what_was_changed_is_called_so() -> None:
    harmed = bytearray(packed(FULL))
    harmed[-1] ^= 1
    with pytest.raises(ResultError, match="changed on its way"):
        unpacked(bytes(harmed))


def test_what_is_appended_is_refused() -> None:
    with pytest.raises(ResultError, match="goes on after its end"):
        unpacked(packed(FULL) + b"x")


def test_a_newer_file_asks_for_a_newer_program() -> None:
    newer = packed(FULL).replace(b"result 1", b"result 2", 1)
    with pytest.raises(ResultError, match="newer tpdevice") as error:
        unpacked(newer)
    assert "Update" in error.value.hint


def test_another_version_inside_is_refused() -> None:
    with pytest.raises(ResultError, match="cannot be"):
        unpacked(changed(result_version=2))


def test_a_file_made_to_fill_memory_is_refused_before_it_does() -> None:
    bomb = MAGIC + zlib.compress(b" " * (LARGEST + 1), 9)
    assert len(bomb) < 100_000
    with pytest.raises(ResultError, match="unpacks to more than"):
        unpacked(bomb)


@pytest.mark.parametrize("value", [b"0", b"null", b'""'])
def test_a_file_of_far_too_many_values_is_refused_before_they_take_room(value: bytes) -> None:
    many = b"[" + b",".join([value] * (LARGEST // 4)) + b"]"
    text = msgspec.json.encode(FULL).replace(b"[0,31000,null]", many)
    tracemalloc.start()
    try:
        with pytest.raises(ResultError, match="holds more than 3000000 values"):
            from_json(text)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("inside", [b'"x":' + b"[" * 200_000, b'"x":' + b'{"a":' * 200_000])
def test_a_deep_file_is_refused(inside: bytes) -> None:
    with pytest.raises(ResultError, match="cannot be"):
        unpacked(MAGIC + zlib.compress(b"{" + inside))


@pytest.mark.parametrize(
    "fields",
    [
        {"sessions": [{}]},
        {"sessions": "none"},
        {"person": 3},
        {"person": "x" * 3_000},
        {"until": "9999-12-31"},
        {"first_day": "0001-01-01"},
        {"uid": ""},
        {"felt": [{**msgspec.to_builtins(FULL.felt[0]), "soreness": 11}]},
        {"sessions": [msgspec.to_builtins(session(first_rating=-1))]},
        {"sessions": [msgspec.to_builtins(session(tender_n=1e300))]},
        {"sessions": [msgspec.to_builtins(session(trace=Trace(0.2, (10**8,))))]},
        {"sessions": [msgspec.to_builtins(session(trace=Trace(0.0, (1,))))]},
        {"sessions": [msgspec.to_builtins(session(trace=Trace(9e6, (1,) * 9)))]},
        {"sessions": [msgspec.to_builtins(session(date(9999, 1, 1)))]},
        {"sessions": [{**SESSION, "sensor": {**SESSION["sensor"], "checked_date": "0001-01-01"}}]},
        {"felt": [{**msgspec.to_builtins(FULL.felt[0]), "local_date": "9999-12-31"}]},
        {"sessions": [msgspec.to_builtins(session())] * 2},
        {"sessions": [{**SESSION, "uid": str(n)} for n in range(5_001)]},
        {"sessions": [{**SESSION, "notes": [""] * 1_001}]},
        {"left_out": [LEFT_OUT] * 2},
        {"left_out": [LEFT_OUT | {"local_date": "2026-03-01"}]},
        {"left_out": [LEFT_OUT | {"local_date": "2026-03-09"}]},
        {"left_out": [LEFT_OUT | {"reason": "x" * 3_000}]},
        {"left_out": [LEFT_OUT | {"reason": 3}]},
        {"left_out": [{}]},
    ],
    ids=lambda fields: str(fields)[:60],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ResultError, match="cannot be"):
        unpacked(changed(**fields))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "9" * 5_000])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    text = json.dumps(msgspec.to_builtins(FULL)).replace("47.0", number)
    with pytest.raises(ResultError, match="cannot be"):
        unpacked(MAGIC + zlib.compress(text.encode()))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("\x1b[2J\x1b]0;title\x07Ada", "[2J]0;titleAda"),
        ("Ada\u202egnp.exe", "Adagnp.exe"),
        ("A\u200bd\u200da\ufeff", "Ada"),
        ("line\none\u2028two", "line one two"),
        ("<script>", "<script>"),
    ],
)
def test_what_a_terminal_might_obey_is_taken_out(told: str, kept: str) -> None:
    left = (replace(FULL.left_out[0], reason=told),)
    sent = replace(FULL, person=told, sessions=(session(notes=(told,), tool=told),), left_out=left)
    found = unpacked(packed(sent))
    assert (found.person, found.left_out[0].reason) == (kept, kept)
    assert (found.sessions[0].notes, found.sessions[0].tool) == ((kept,), kept)


def test_a_lone_half_of_a_character_is_refused() -> None:
    text = json.dumps(msgspec.to_builtins(FULL)).replace('"Ada"', '"\\ud800"')
    with pytest.raises(ResultError, match="cannot be"):
        unpacked(MAGIC + zlib.compress(text.encode()))


@pytest.mark.parametrize("inside", [b'"x": "\xff"', b'"\xff": 1'])
def test_what_is_no_text_is_refused_also_in_a_key_that_nobody_knows(inside: bytes) -> None:
    text = msgspec.json.encode(FULL).replace(b"{", b"{" + inside + b",", 1)
    with pytest.raises(ResultError, match="cannot be"):
        unpacked(MAGIC + zlib.compress(text))


def test_a_month_with_every_trace_is_small() -> None:
    trace = Trace(0.2, tuple(20_000 + (7 * i) % 9_000 for i in range(1_500)))
    days = [date.fromordinal(MONDAY.toordinal() + n) for n in range(28)]
    assert len(packed(result(*[session(day, trace=trace) for day in days]))) < 2_000_000
