"""The sensor on a controller behind a transport: a chip of the room stands for the dongle."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from bleak import BleakClient, BleakScanner
from bumble import hci
from bumble.controller import Controller
from bumble.link import LocalLink
from chips import SCAN, SCAN_ON, Host, reports_to, settled

from tpsim.air.peripheral import Peripheral
from tpsim.air.realradio import NoController, RealDongle, real_dongle
from tpsim.air.serve import serve
from tpsim.air.wire import GOODBYE, NEW_ADDRESS, VANISH
from tpsim.cli import main

pytestmark = pytest.mark.air

DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"


@pytest.fixture
async def plugged(room, new_wire):
    """Yield a sensor's wire that is on a dongle, and the life of its peripheral."""
    wire = new_wire("On a dongle")
    async with real_dongle(f"tcp-client:{room.target}") as dongle:
        life = asyncio.create_task(Peripheral(wire, dongle).run())
        yield wire
        life.cancel()
        await asyncio.wait({life})


async def test_a_sensor_on_a_controller_is_found_and_streams(room, plugged):
    plugged.script = [bytes([n]) for n in range(100)]
    got = asyncio.Queue()
    async with await room.client(plugged) as client:
        await client.start_notify(DATA, lambda _, said: got.put_nowait(bytes(said)))
        await client.write_gatt_char(CONTROL, b"go", response=True)
        assert [await got.get() for _ in plugged.script] == plugged.script


@pytest.mark.parametrize("how", [VANISH, GOODBYE, NEW_ADDRESS])
async def test_it_goes_and_comes_back(room, plugged, how):
    gone = asyncio.Event()
    client = await room.client(plugged, disconnected_callback=lambda _: gone.set())
    await client.connect()
    now_s = asyncio.get_running_loop().time
    ordered_s = now_s()
    plugged.orders.append((0, how, 0.3))
    await gone.wait()
    await client.disconnect()
    async with await room.client(plugged) as again:
        assert now_s() - ordered_s >= 0.3
        assert (again.address != client.address) is (how == NEW_ADDRESS)
    await plugged.until("disconnect", 2)


async def test_closing_it_ends_its_adverts(room, new_wire):
    wire = new_wire()
    async with real_dongle(f"tcp-client:{room.target}") as dongle:
        life = asyncio.create_task(Peripheral(wire, dongle).run())
        await room.find(wire)
        (chip,) = [chip for chip in room.air.controllers if chip.advertiser.enabled]
        life.cancel()
        await asyncio.wait({life})
        assert chip.advertiser.enabled
    assert not chip.advertiser.enabled


async def test_a_whole_simulator_runs_on_it_and_says_so(room, new_wire, capsys):
    wire = new_wire("Served")
    transport = f"tcp-client:{room.target}"
    task = asyncio.create_task(
        serve(
            [wire],
            port=0,
            vhci=False,
            parent_pipe=False,
            on_message=lambda _: None,
            outbound=asyncio.Queue(),
            transport=transport,
        )
    )
    found = await room.find(wire)
    where = json.loads(capsys.readouterr().out)
    assert (where["hci"], where["transport"]) == (None, transport)
    assert where["address"] == found.address
    _, writer = await asyncio.open_connection(*where["control"].split(":"))
    writer.close()
    await room.hci.close()
    with pytest.raises(NoController, match="is gone"):
        await task


async def test_a_sensor_that_only_advertises_does_so_there_too(room, new_wire):
    wire = new_wire("Scale")
    wire.connectable = False
    async with real_dongle(f"tcp-client:{room.target}") as dongle:
        life = asyncio.create_task(Peripheral(wire, dongle).run())
        device = await room.find(wire)
        wire.say("manufacturer/0100", b"load")
        async with BleakScanner(**room.scan) as scanner:
            async for _, advert in scanner.advertisement_data():
                if advert.manufacturer_data:
                    break
        with pytest.raises(TimeoutError):
            await BleakClient(device, timeout=0.2, **room.call).connect()
        life.cancel()
        await asyncio.wait({life})


async def test_on_a_chip_with_extended_advertising_its_commands_are_used(new_wire):
    """Stock bumble has them, as most dongles of today."""
    link = LocalLink()
    chip, listener = Controller("dongle", link=link), Controller("listener", link=link)
    host = Host(listener)
    host.order(SCAN, SCAN_ON)
    wire = new_wire("Modern")
    dongle = RealDongle(SimpleNamespace(source=chip, sink=chip), "dongle")
    wire.say("manufacturer/0100", b"load")
    life = asyncio.create_task(Peripheral(wire, dongle).run())
    while not any(b"load" in report.data for report in reports_to(host)):
        await settled()
    assert host.seen(hci.HCI_LE_Extended_Advertising_Report_Event)
    wire.say("manufacturer/0100", b"more")
    while not any(b"more" in report.data for report in reports_to(host)):
        await settled()
    life.cancel()
    await asyncio.wait({life})
    chip.advertising_sets.popitem()[1].stop()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("usb", "is something like usb:0"),
        ("serial:", "is something like usb:0"),
        ("tcp-server:127.0.0.1:1", "is something like usb:0"),
        ("file:/etc/passwd", "is something like usb:0"),
        ("tcp-client:192.168.1.4:1", "on this machine only"),
        ("tcp-client:127.0.0.1:x", "cannot be opened"),
        ("serial:/no/such/port", "cannot be opened: .*Is it plugged in"),
        ("usb:FFFF:FFFF", "cannot be opened: .*libusb"),
    ],
)
async def test_what_cannot_be_opened_is_one_sentence_with_a_next_step(name, why):
    with pytest.raises(NoController, match=why):
        async with real_dongle(name):
            pass


async def test_what_does_not_answer_is_no_controller(monkeypatch):
    monkeypatch.setattr("tpsim.air.realradio.ANSWER_S", 0.05)
    callers = []
    server = await asyncio.start_server(lambda *ends: callers.append(ends[1]), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(NoController, match="does not answer"):
        async with real_dongle(f"tcp-client:127.0.0.1:{port}"):
            pass
    for writer in callers:
        writer.close()
    server.close()
    await server.wait_closed()


def test_the_command_says_it_in_one_line_and_fails(capsys):
    assert main(["serve", "--transport", "bogus:1"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("tpsim: A transport is something like usb:0")
    assert said.err.count("\n") == 1


def test_the_simulated_air_and_a_real_one_exclude_each_other(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["serve", "--vhci", "--transport", "usb:0"])
    assert caught.value.code == 2
    assert "not allowed with" in capsys.readouterr().err
