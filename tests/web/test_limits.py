"""The small parts: wishes, packets, the bucket, the watch, tickets, addresses and the code."""

import asyncio
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import LinkError
from tpdevice.web import packets
from tpdevice.web.address import Address
from tpdevice.web.pacing import BURST, RATE_HZ, Bucket
from tpdevice.web.qr import qr_lines
from tpdevice.web.tickets import Tickets
from tpdevice.web.watching import UNSEEN_S, Watch
from tpdevice.web.wishes import Again, Keys, Seen, Size, wish


@given(st.text())
def test_any_text_is_a_wish_or_none(text: str) -> None:
    assert wish(text) is None or isinstance(wish(text), Keys | Size | Seen | Again)


@given(st.lists(st.none() | st.booleans() | st.integers() | st.text() | st.floats(), max_size=4))
def test_any_json_is_a_wish_or_none(value: list[object]) -> None:
    found = wish(json.dumps(value))
    assert found is None or isinstance(value[0], str)


def test_a_size_beyond_all_screens_is_brought_back_to_one() -> None:
    assert wish('["size", 1000000, -4]') == Size(400, 8)
    assert wish('["size", true, 40]') is None
    assert wish('["size", 41.5, 40]') is None


def test_keys_have_a_longest_length() -> None:
    assert wish(json.dumps(["keys", "k" * 1024])) == Keys("k" * 1024)
    assert wish(json.dumps(["keys", "k" * 1025])) is None


def test_a_bucket_takes_a_burst_and_then_its_rate() -> None:
    now_s = 0.0
    bucket = Bucket(lambda: now_s)
    assert sum(bucket.takes() for _ in range(1000)) == BURST
    now_s = 1.0
    assert sum(bucket.takes() for _ in range(1000)) == RATE_HZ
    now_s = 1000.0
    assert sum(bucket.takes() for _ in range(1000)) == BURST


def test_a_watch_tells_once_that_nobody_sees_and_once_that_somebody_does_again() -> None:
    watch = Watch()
    assert not watch.lost(1000.0), "nobody had come yet"
    assert not watch.seen(1000.0)
    assert not watch.lost(1000.0 + UNSEEN_S)
    assert watch.lost(1000.1 + UNSEEN_S)
    assert not watch.lost(2000.0)
    assert watch.seen(2000.0)
    assert not watch.seen(2000.5)


def test_no_two_tickets_and_no_two_passes_are_alike() -> None:
    tickets = Tickets()
    passes = {tickets.redeem(tickets.current) for _ in range(50)}
    assert len(passes) == 50
    assert all(each is not None and tickets.admits(each) for each in passes)
    assert not tickets.admits("")
    assert not tickets.admits(tickets.current)


async def read_all(data: bytes) -> list[object]:
    pipe = asyncio.StreamReader()
    pipe.feed_data(data)
    pipe.feed_eof()
    found: list[object] = []
    while (packet := await packets.read(pipe)) is not None:
        found.append(packet)
    return found


async def test_packets_are_read_as_they_were_sent() -> None:
    sent = packets.keys("a\x1b[A") + b"P\0\0\0\1x" + packets.note("resize", width=3)
    drawn, note = await read_all(sent)
    assert drawn == packets.Drawn(b"a\x1b[A")
    assert note == packets.Note({"type": "resize", "width": 3})


@given(st.binary(max_size=64))
def test_any_bytes_are_packets_or_a_value_error(data: bytes) -> None:
    with suppress(ValueError):
        asyncio.run(read_all(data))


async def test_a_packet_that_claims_too_much_is_none() -> None:
    with pytest.raises(ValueError, match="no packet"):
        await read_all(b"D\xff\xff\xff\xff")


def test_the_ticket_stands_where_no_request_carries_it() -> None:
    assert Address("192.0.2.7", 8437).link("abc") == "http://192.0.2.7:8437/#abc"


@pytest.mark.parametrize(
    ("host", "name"), [("2001:db8::7", "[2001:db8::7]"), ("Mat.Example", "mat.example")]
)
def test_a_host_is_written_as_browsers_write_it(host: str, name: str) -> None:
    address = Address(host, 8437)
    assert address.link("abc") == f"http://{name}:8437/#abc"
    assert address.hosts == {f"{name}:8437"}


def test_only_the_loopback_has_a_second_name() -> None:
    assert Address("192.0.2.7", 8437).hosts == {"192.0.2.7:8437"}
    assert Address("127.0.0.1", 8437).hosts == {"127.0.0.1:8437", "localhost:8437"}


def test_a_code_is_as_wide_as_it_is_high_and_fits_a_terminal() -> None:
    lines = qr_lines(Address("192.168.100.200", 8437).link("x" * 32))
    wide = len(lines[0].replace("\x1b[38;5;16;48;5;231m", "").replace("\x1b[0m", ""))
    assert wide in {2 * len(lines), 2 * len(lines) - 1}
    assert wide <= 44
    assert len(lines) <= 23


def test_an_address_that_is_not_ours_is_said_with_a_hint() -> None:
    from tpdevice.web.server import Server, serving

    class Nobody:
        pass

    async def listen() -> None:
        server = Server(Address("192.0.2.7", 8437), [], Nobody(), on_ticket=str)
        async with serving(server):
            pass

    with pytest.raises(LinkError, match=r"Cannot listen on 192\.0\.2\.7:8437") as refusal:
        asyncio.run(listen())
    assert "--address" in refusal.value.hint
