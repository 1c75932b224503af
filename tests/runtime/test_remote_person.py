"""A simulated person sees cues and answers over a port; a real key wins."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from fakes import ManualClock

from tpdevice.core.action import Action
from tpdevice.core.cue import Cue, Direction, Priority, Told
from tpdevice.core.errors import LinkError
from tpdevice.core.units import ns
from tpdevice.runtime.person import ON_ITS_WAY_S, Answers, RemotePerson

CUE = Cue("rate", "HOW STRONG", "0 to 10", "calm", Direction.STAY, Priority.ASK, 0.0, "rating")
TOLD = Told(5, CUE, "HOLD", "0 s held", None, "0 to 10, \x1b[31m")


def test_a_real_key_silences_the_simulated_person_until_the_next_cue() -> None:
    clock = ManualClock()
    answers = Answers(clock)
    assert answers.open_to_simulated()
    answers.by_person()
    clock.move_on(ns(10.0))
    assert not answers.open_to_simulated()
    answers.show(TOLD)
    assert answers.open_to_simulated()


def test_an_answer_on_its_way_to_the_question_before_does_not_count() -> None:
    clock = ManualClock()
    answers = Answers(clock)
    answers.by_person()
    answers.show(TOLD)
    clock.move_on(ns(ON_ITS_WAY_S) - 1)
    assert not answers.open_to_simulated()
    clock.move_on(1)
    assert answers.open_to_simulated()


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Port:
    """A control port that talks as the test says, and the person at our end."""

    def __init__(self) -> None:
        self.keys: list[tuple[Action, int]] = []
        self.person = RemotePerson("127.0.0.1", 0, lambda *key: self.keys.append(key))
        self.server: asyncio.Server | None = None

    async def run(self, talk: Talk) -> None:
        """Serve one connection, and see the person to the end of it."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await talk(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()

        self.server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = self.server.sockets[0].getsockname()[1]
        self.person._port = port
        await self.person.run()


@pytest.fixture
async def port() -> AsyncIterator[Port]:
    port = Port()
    yield port
    if port.server is not None:
        port.server.close()
        await port.server.wait_closed()


@pytest.mark.air
async def test_cues_go_out_as_lines_also_those_from_before_the_connection(port: Port) -> None:
    seen: list[dict[str, object]] = []

    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        seen.append(json.loads(await reader.readline()))
        port.person.show(TOLD)
        seen.append(json.loads(await reader.readline()))

    port.person.show(TOLD)
    await port.run(talk)
    assert seen[0] == seen[1]
    assert (seen[0]["t"], seen[0]["question"], seen[0]["direction"]) == ("cue", "rating", "stay")
    port.person.show(TOLD)  # nobody there any more: nothing happens


@pytest.mark.air
async def test_keys_come_in_and_nonsense_is_left_out(port: Port) -> None:
    said = [
        b'{"t": "key", "action": "rate", "value": 4}',
        b"",
        b"no json",
        b"[1, 2]",
        b"7",
        b"[" * 5_000,
        b'{"t": "key"}',
        b'{"t": "key", "action": "dance"}',
        b'{"t": "key", "action": "rate", "value": 11}',
        b'{"t": "key", "action": "rate", "value": -1}',
        b'{"t": "key", "action": "rate", "value": Infinity}',
        b'{"t": "key", "action": "rate", "value": "4"}',
        b'{"t": "error", "error": "not JSON"}',
        b"\xff\xfe",
        b'{"t": "key", "action": "no"}',
    ]

    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\n".join(said) + b"\n")
        await writer.drain()

    await port.run(talk)
    assert port.keys == [(Action.RATE, 4), (Action.NO, 0)]


@pytest.mark.air
async def test_a_line_without_an_end_is_the_end_of_the_person(port: Port) -> None:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"x" * 200_000)
        await writer.drain()

    await port.run(talk)
    assert port.keys == []


@pytest.mark.air
async def test_nobody_at_the_port_is_an_error_with_a_hint(unused_tcp_port: int) -> None:
    person = RemotePerson("127.0.0.1", unused_tcp_port, lambda *_: None)
    with pytest.raises(LinkError, match="No simulator answers") as caught:
        await person.run()
    assert "tpsim serve" in caught.value.hint
