"""Indications, and nonsense on the attribute protocol's own channel, before the real bleak."""

import asyncio
from random import Random

import pytest
from bleak import BleakClient
from bumble import att
from chips import connected, ours, settled
from hypothesis import given
from hypothesis import strategies as st

from tpsim.air import attnoise
from tpsim.air.host import QuietHost, is_att
from tpsim.air.link import AirLink
from tpsim.air.speaker import MOST_UNCONFIRMED, Speaker
from tpsim.air.wire import ATT_NOISE, RAW_ATT

pytestmark = pytest.mark.air

DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
LABEL = "00002a29-0000-1000-8000-00805f9b34fb"
WEIGHT = "00002a9d-0000-1000-8000-00805f9b34fb"


@pytest.fixture
async def scale(room, new_wire):
    """Return the wire of a scale that indicates."""
    wire = new_wire("Scale")
    service = "0000181d-0000-1000-8000-00805f9b34fb"
    wire.services = ((service, ((WEIGHT, ("indicate",), b""), (CONTROL, ("write",), b""))),)
    room.add(wire)
    return wire


async def collected(client, channel, count, begin):
    got = asyncio.Queue()
    await client.start_notify(channel, lambda _, data: got.put_nowait(bytes(data)))
    await begin()
    return [await got.get() for _ in range(count)]


async def test_indications_arrive_whole_and_in_order(room, scale):
    said = [bytes([n]) for n in range(MOST_UNCONFIRMED)]
    async with await room.client(scale) as client:

        async def begin():
            for each in said:
                scale.say(WEIGHT, each)

        assert await collected(client, WEIGHT, len(said), begin) == said


async def test_an_indication_that_comes_with_a_confirmation_holds_up_nobody(caplog):
    pair = await connected(AirLink(), ours, host=QuietHost)
    device, weight = pair.there.device, pair.notifying
    device.gatt_server.write_cccd(pair.there, weight, b"\x02\x00")
    heard = []
    pair.here.gatt_client.on_gatt_pdu = lambda pdu: heard.append(pdu.attribute_value)
    speaker = Speaker(device, pair.there, {WEIGHT: weight}, buffers=None)
    speaker.say(WEIGHT, b"first")
    for said in (b"second", b"third", b"fourth"):
        await settled()
        device.gatt_server.on_gatt_pdu(pair.there, att.ATT_Handle_Value_Confirmation())
        speaker.say(WEIGHT, said)
    await settled()
    assert heard == [b"first", b"second", b"third", b"fourth"]
    assert not caplog.records


async def test_a_central_that_never_confirms_is_not_given_more_than_it_can_take(room, scale):
    async with await room.client(scale) as client:
        peer = client._backend._peer
        peer._gatt.send_confirmation = lambda _: None
        got = asyncio.Queue()
        await client.start_notify(WEIGHT, lambda _, data: got.put_nowait(bytes(data)))
        for n in range(2 * MOST_UNCONFIRMED):
            scale.say(WEIGHT, bytes([n]))
        assert await got.get() == b"\x00"
        await client.write_gatt_char(CONTROL, b"?", response=True)
        assert got.empty()
        (speaker,) = [room.sensors[-1]._station.speaker]
        assert len(speaker._indications) == MOST_UNCONFIRMED


async def test_nobody_is_told_who_did_not_ask(room, wire):
    wire.script = [b"unasked"]
    told = []
    async with await room.client(wire) as client:
        client._backend._peer._gatt.on_att_handle_value_notification = told.append
        await client.write_gatt_char(CONTROL, b"go", response=True)
        assert await client.read_gatt_char(LABEL) == b"scripted"
    assert not told


async def test_nonsense_on_the_attribute_channel_is_ignored_and_the_rest_arrives(
    room, wire, caplog
):
    rng = Random(1)
    said = [bytes([n]) for n in range(60)]
    async with await room.client(wire) as client:

        async def begin():
            for each in said:
                wire.say(RAW_ATT, attnoise.useless(rng))
                wire.say(DATA, each)

        assert await collected(client, DATA, len(said), begin) == said
        assert await client.read_gatt_char(LABEL) == b"scripted"
    assert wire.happened[0] == ("connect", b"")
    assert not caplog.records


@pytest.mark.parametrize(("seconds", "least", "most"), [(3600.0, 4, 24), (0.0, 0, 0)])
async def test_att_noise_comes_between_the_notifications_while_it_lasts(
    room, wire, seconds, least, most
):
    heard = []
    said = [bytes([n]) for n in range(40)]
    async with await room.client(wire) as client:
        host = client._backend._peer._central.device.host
        whole = host.on_l2cap_pdu
        host.on_l2cap_pdu = lambda *args: (heard.append(args[2]), whole(*args))

        async def begin():
            wire.orders.append((0, ATT_NOISE, seconds))
            await wire.obeyed.wait()
            for each in said:
                wire.say(DATA, each)

        assert await collected(client, DATA, len(said), begin) == said
    useless = [pdu for pdu in heard if not is_att(pdu) or pdu[1:3] == b"\xff\xff"]
    assert least <= len(useless) <= most


async def test_a_raw_packet_is_sent_as_it_is(room, wire):
    async with await room.client(wire) as client:
        handle = client.services.get_characteristic(DATA).handle

        async def begin():
            wire.say(RAW_ATT, b"\x1b" + handle.to_bytes(2, "little") + b"raw")

        assert await collected(client, DATA, 1, begin) == [b"raw"]


async def test_noise_on_a_link_that_nobody_has_is_no_matter(room, wire):
    wire.say(RAW_ATT, b"")
    device = await room.find(wire)
    async with BleakClient(device, **room.call) as client:
        assert client.is_connected


OPERATIONS = st.sampled_from([bytes([opcode]) for opcode in att.Opcode])


@given(st.binary(max_size=40) | st.tuples(OPERATIONS, st.binary(max_size=30)).map(b"".join))
def test_what_is_called_att_can_be_parsed(pdu):
    if is_att(pdu):
        assert bytes(att.ATT_PDU.from_bytes(pdu))[:1] == pdu[:1]


@given(st.integers(0, 2**32))
def test_useless_packets_fit_the_smallest_link(seed):
    assert len(attnoise.useless(Random(seed))) <= att.ATT_DEFAULT_MTU
