import io
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tpdevice.core.action import Action
from tpdevice.core.band import Support
from tpdevice.core.errors import TapeError
from tpdevice.core.plan import Identity, Limits, PointRules, Prescription, Side
from tpdevice.core.tape import (
    Entry,
    Frame,
    Header,
    Key,
    LinkChange,
    LinkState,
    Overrun,
    Quit,
    Tare,
    Tick,
)
from tpdevice.replay.tapefile import (
    LATE_NS,
    LONGEST_LINE,
    TapeFile,
    read_tape_file,
    write_tape,
)

STARTED = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(minutes=-210)))
HEADER = Header(
    tape_version=1,
    program="0.1.0",
    seed=7,
    simulated=True,
    identity=Identity("Ada \x1b[31m\u202e[b]", "UT", Side.LEFT, "Ada's ball", Support.CANE),
    rules=PointRules(
        label="upper trapezius",
        gentle=False,
        ceiling_n=80.0,
        sanity_low_n=5.0,
        sanity_high_n=60.0,
        lengthen="Tilt your head.",
    ),
    prescription=Prescription(60.0, 3, 30.0, 25.0, 2, (0.0, 20.0, 40.0), 2, 30.0),
    limits=Limits(None, 1500.0, 0.1 + 0.2, 0.0),
    calibration=None,
    calibrate=True,
    screen=("screen_a",),
    device_key="progressor",
    device_name="Ada's Progressor",
    device_address="AA:BB",
    rig_multiplier=1.0,
    zero_n=None,
    local_date="2026-03-01",
)
EVERY_KIND: list[Entry] = [
    LinkChange(1, LinkState.UP, "connected to AA:BB"),
    Frame(2, "data", bytes(range(256))),
    Frame(3, "data", b""),
    Tick(100_000_000),
    Key(100_000_000, Action.RATE, 7, "simulated"),
    Tare(100_000_001, confirmed=True),
    Overrun(100_000_002, 3),
    LinkChange(100_000_003, LinkState.DOWN, "odd \u2028 \u0000 reason"),
    Quit(2**61, "SIGTERM"),
]


def written(entries: list[Entry] = EVERY_KIND, **how: object) -> bytes:
    file = io.BytesIO()
    write_tape(file, HEADER, entries=entries, **how)  # type: ignore[arg-type]
    return file.getvalue()


def read(text: bytes) -> TapeFile:
    return read_tape_file(io.BytesIO(text))


def changed(number: int, change: Callable[[dict[str, object]], dict[str, object]]) -> bytes:
    """Return a good tape with one line changed; numbers begin with 1."""
    lines = written().splitlines()
    lines[number - 1] = msgspec.json.encode(change(msgspec.json.decode(lines[number - 1])))
    return b"\n".join(lines)


def test_a_tape_comes_back_as_it_was() -> None:
    assert read(written(started=STARTED)) == TapeFile(HEADER, STARTED, tuple(EVERY_KIND))


def test_a_tape_need_not_tell_when_it_was() -> None:
    assert read(written()).started is None


@given(st.lists(st.tuples(st.integers(-LATE_NS // 2, 2**50), st.text(), st.binary())))
def test_any_frames_come_back(frames: list[tuple[int, str, bytes]]) -> None:
    at_ns, tape = 0, []
    for step_ns, channel, data in frames:
        at_ns += max(0, step_ns)
        tape.append(Frame(at_ns + min(0, step_ns), channel, data))
    assert read(written(list(tape))).entries == tuple(tape)


def test_every_entry_is_a_line_that_a_person_can_read() -> None:
    lines = written().splitlines()
    assert len(lines) == 1 + len(EVERY_KIND)
    assert b'"format":"tpdevice tape","version":1' in lines[0]
    assert lines[2].startswith(b'{"entry":"frame","at_ns":2,"channel":"data","data":"000102')
    assert lines[4] == b'{"entry":"tick","at_ns":100000000}'


def test_an_anonymous_tape_names_nobody_and_nothing() -> None:
    text = written(anonymous=True)
    for name in (b"Ada", b"ball", b"AA:BB", b"Progressor"):
        assert name not in text
    found = read(text)
    assert found.header.identity.point == "UT"
    assert found.header.device_key == "progressor"
    assert [type(entry) for entry in found.entries] == [type(entry) for entry in EVERY_KIND]
    assert found.entries[1] == EVERY_KIND[1]


def test_a_time_that_goes_back_is_neither_written_nor_read() -> None:
    assert read(written([Tick(LATE_NS), Tick(0)])).entries == (Tick(LATE_NS), Tick(0))
    with pytest.raises(TapeError, match=r"Line 3 .*back in time"):
        written([Tick(LATE_NS + 1), Tick(0)])
    with pytest.raises(TapeError, match=r"Line 5 .*back in time"):
        read(changed(5, lambda line: {**line, "at_ns": -2 * LATE_NS}))


def test_small_steps_back_do_not_add_up() -> None:
    tape: list[Entry] = [Tick(2 * LATE_NS), Tick(LATE_NS), Tick(0)]
    with pytest.raises(TapeError, match="Line 4"):
        written(tape)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (1, {"format": "diary"}),
        (1, {"version": 2}),
        (1, {"version": "1"}),
        (1, {"started": "yesterday"}),
        (1, {"started": "2026-03-01T12:00:00"}),
        (1, {"started": 5}),
        (1, {"header": None}),
        (1, {"header": []}),
        (3, {"entry": "flight"}),
        (3, {"entry": 5}),
        (3, {"entry": None}),
        (3, {"at_ns": "2"}),
        (3, {"at_ns": 2.0}),
        (3, {"at_ns": True}),
        (3, {"at_ns": 2**63}),
        (3, {"at_ns": None}),
        (3, {"data": "0g"}),
        (3, {"data": "0"}),
        (3, {"data": "0 0"}),
        (3, {"data": "AA"}),
        (3, {"data": 12}),
        (3, {"data": None}),
        (3, {"data": "00" * 65_537}),
        (3, {"channel": "c" * 65_537}),
        (3, {"colour": "red"}),
        (5, {"data": "00"}),
        (6, {"action": "fly"}),
        (6, {"value": "7"}),
        (2, {"state": "sideways"}),
        (9, {"reason": 5}),
    ],
)
def test_a_line_that_makes_no_sense_is_named(number: int, wrong: dict[str, object]) -> None:
    with pytest.raises(TapeError, match=f"Line {number} ") as caught:
        read(changed(number, lambda line: {**line, **wrong}))
    assert caught.value.hint
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "wrong",
    [
        {"tape_version": 2},
        {"local_date": "soon"},
        {"local_date": 20260301},
        {"rig_multiplier": "one"},
        {"simulated": 1},
        {"identity": {"profile": "Ada"}},
        {"screen": "screen_a"},
        {"screen": ["x" * 70_000]},
        {"colour": "red"},
    ],
)
def test_a_header_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    header = msgspec.to_builtins(HEADER) | wrong
    with pytest.raises(TapeError, match="Line 1 "):
        read(changed(1, lambda line: {**line, "header": header}))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"entry":"tick","at_ns":1e400}',
        b'{"entry":"tick","at_ns":NaN}',
        b'{"entry":"key","at_ns":5,"action":"rate","source":"\\ud800"}',
        b'{"entry":"tick","at_ns":5} {"entry":"tick","at_ns":6}',
        b" " * (LONGEST_LINE + 1),
    ],
)
def test_a_line_that_is_no_object_is_named(line: bytes) -> None:
    with pytest.raises(TapeError, match="Line 2 "):
        read(b"\n".join([written().splitlines()[0], line, b'{"entry":"tick","at_ns":9}']))


def test_a_line_without_an_end_is_not_read_whole() -> None:
    file = io.BytesIO(b"x" * (5 * LONGEST_LINE))
    with pytest.raises(TapeError, match=r"Line 1 .*longer"):
        read_tape_file(file)
    assert file.tell() <= LONGEST_LINE + 1


def test_an_empty_file_is_called_empty() -> None:
    with pytest.raises(TapeError, match="empty"):
        read(b"")


def test_a_file_that_was_cut_short_is_noticed_within_a_line() -> None:
    with pytest.raises(TapeError, match=f"Line {1 + len(EVERY_KIND)} "):
        read(written()[:-10])


@given(st.binary(max_size=200), st.data())
def test_any_change_gives_a_tape_or_a_tape_error(noise: bytes, data: st.DataObject) -> None:
    text = written()
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 50)))
    try:
        found = read(text[:start] + noise + text[stop:])
    except TapeError:
        return
    again = io.BytesIO()
    write_tape(again, found.header, entries=found.entries, started=found.started)
    assert read(again.getvalue()) == found


def test_names_on_the_tape_itself_stay_when_they_are_wanted() -> None:
    found = read(written())
    assert found.header == replace(HEADER)
    assert "AA:BB" in repr(found.entries[0])
