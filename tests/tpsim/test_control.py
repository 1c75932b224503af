"""The control port, and the line cutter under it."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpsim.air.sockets import bind_pair
from tpsim.control import LINE_MAX_BYTES, ControlPort, Lines, parse


@given(st.lists(st.binary(max_size=30).map(lambda b: b.replace(b"\n", b""))), st.data())
def test_lines_are_the_same_wherever_the_stream_is_cut(lines, data):
    stream = b"".join(line + b"\n" for line in lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=5)))
    cutter, got = Lines(), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        got += cutter.feed(stream[start:end])
    assert got == lines


@pytest.mark.parametrize("pieces", [1, 7])
def test_a_line_that_is_too_long_is_told_once_and_the_next_is_whole(pieces):
    cutter, got = Lines(), []
    for _ in range(pieces):
        got += cutter.feed(bytes(LINE_MAX_BYTES // pieces + 1))
    got += cutter.feed(b"tail\nnext\n")
    assert got == [None, b"next"]


def test_a_line_of_just_the_longest_length_is_kept():
    line = b"x" * LINE_MAX_BYTES
    assert Lines().feed(line + b"\n") == [line]


def test_what_is_skipped_is_not_kept_in_memory():
    cutter = Lines()
    for _ in range(5):
        cutter.feed(bytes(LINE_MAX_BYTES))
    assert len(cutter._partial) == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (None, "at most 65536 bytes"),
        (b"hello", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 60_000, "not JSON"),
        (b"[1]", "not an object"),
        (b'{"cue": 1}', "not an object"),
        (b'{"t": 3}', "not an object"),
    ],
)
def test_a_line_that_says_nothing_is_refused_with_its_reason(line, why):
    with pytest.raises(ValueError, match=why):
        parse(line)


class Table:
    """A control port, what was said to it, and programs at it."""

    def __init__(self):
        self.heard = []
        self.port = ControlPort(self._hear)
        self.spare, self.listening = bind_pair(0)
        self.number = self.listening.getsockname()[1]
        self._writers = []

    def _hear(self, message):
        if message["t"] == "bad":
            raise ValueError("no such thing")
        self.heard.append(message)

    async def sit(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.number)
        self._writers.append(writer)
        return reader, writer

    async def close(self):
        await self.port.close()
        self.spare.close()
        self.listening.close()
        for writer in self._writers:
            writer.close()


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    before = asyncio.all_tasks()
    table = Table()
    await table.port.open(table.listening)
    yield table
    await table.close()
    assert not asyncio.all_tasks() - before - {asyncio.current_task()}


async def said(reader):
    return json.loads(await reader.readline())


async def ask(reader, writer, line):
    """Send a line and something refused after it; return what is answered first."""
    writer.write(line + b'\n{"t": "bad"}\n')
    return await said(reader)


REFUSED = {"t": "error", "error": "no such thing"}


@pytest.mark.air
async def test_what_comes_in_is_handed_on(table):
    reader, writer = await table.sit()
    assert await ask(reader, writer, b'{"t": "cue", "text": "more \xe2\x88\x92"}') == REFUSED
    assert table.heard == [{"t": "cue", "text": "more −"}]


@pytest.mark.air
async def test_what_is_sent_reaches_everyone(table):
    seats = [await table.sit() for _ in range(3)]
    for reader, writer in seats:
        await ask(reader, writer, b"")
    table.port.send({"t": "key", "key": "4"})
    assert [await said(reader) for reader, _ in seats] == [{"t": "key", "key": "4"}] * 3


@pytest.mark.air
@pytest.mark.parametrize("line", [b"GET / HTTP/1.1", b"\x00\xff", b"{}", bytes(LINE_MAX_BYTES + 1)])
async def test_garbage_is_answered_and_survived(table, line):
    reader, writer = await table.sit()
    answer = await ask(reader, writer, line)
    assert answer["t"] == "error"
    assert answer["error"] != "no such thing"
    assert await said(reader) == REFUSED
    assert await ask(reader, writer, b'{"t": "cue"}') == REFUSED
    assert table.heard == [{"t": "cue"}]


@pytest.mark.air
async def test_empty_lines_say_nothing(table):
    reader, writer = await table.sit()
    assert await ask(reader, writer, b"\r\n  ") == REFUSED
    assert table.heard == []


@pytest.mark.air
async def test_one_who_leaves_is_forgotten(table):
    reader, writer = await table.sit()
    other, other_writer = await table.sit()
    await ask(reader, writer, b"")
    await ask(other, other_writer, b"")
    writer.close()
    await writer.wait_closed()
    table.port.send({"t": "phase"})
    assert await said(other) == {"t": "phase"}


@pytest.mark.air
async def test_one_who_never_reads_is_dropped(table):
    reader, writer = await table.sit()
    await ask(reader, writer, b"")
    reader._transport.pause_reading()
    for _ in range(200):
        table.port.send({"t": "flood", "text": "x" * 60_000})
    await asyncio.sleep(0)
    assert not table.port._sessions


@pytest.mark.air
async def test_what_was_sent_last_still_arrives_when_the_port_closes(table):
    reader, writer = await table.sit()
    await ask(reader, writer, b"")
    table.port.send({"t": "end"})
    await table.port.close()
    assert await said(reader) == {"t": "end"}
    assert await reader.read() == b""
