"""A whole simulator: sensor, HCI port and control port, from the first line to the last."""

import asyncio
import json
import os

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakBluetoothNotAvailableError

from tpsim.air import parent
from tpsim.air.backend import bleak_arguments
from tpsim.air.link import AirLink
from tpsim.air.peripheral import Peripheral
from tpsim.air.serve import first_of, serve
from tpsim.air.sockets import bind_pair
from tpsim.air.vhci import system_adapter
from tpsim.air.wire import ADAPTER_OFF

pytestmark = pytest.mark.air

DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"


class Served:
    """A running simulator and what it printed."""

    def __init__(self, *wires, capsys, **more):
        self.heard = asyncio.Queue()
        self.outbound = asyncio.Queue()
        self.task = asyncio.create_task(
            serve(
                wires,
                port=0,
                vhci=False,
                parent_pipe=False,
                on_message=self.heard.put_nowait,
                outbound=self.outbound,
                **more,
            )
        )
        self._capsys = capsys

    async def where(self):
        printed = ""
        while not printed.endswith("\n"):
            await asyncio.sleep(0)
            printed += self._capsys.readouterr().out
            if self.task.done():
                await self.task
        return json.loads(printed)

    async def end(self):
        self.task.cancel()
        await asyncio.wait({self.task})


@pytest.fixture
async def served(new_wire, capsys):
    before = asyncio.all_tasks()
    served = Served(new_wire(), capsys=capsys)
    yield served
    await served.end()
    assert not asyncio.all_tasks() - before - {asyncio.current_task()}


async def test_the_first_line_says_where_everything_is(served):
    where = await served.where()
    host, port = where["hci"].split(":")
    assert where["control"] == f"{host}:{int(port) + 1}"
    assert host == "127.0.0.1"
    assert where["name"] == "Progressor_0001"
    assert where["pid"] == os.getpid()
    scan, _ = bleak_arguments(where["hci"])
    found = await BleakScanner.find_device_by_address(where["address"], timeout=5, **scan)
    assert found.name == where["name"]


async def test_several_sensors_are_listed_and_the_first_is_named_apart(new_wire, capsys):
    wires = [new_wire("Same"), new_wire("Same"), new_wire("Other")]
    wires[1].kind = "scale"
    served = Served(*wires, capsys=capsys)
    where = await served.where()
    assert [each["name"] for each in where["sensors"]] == ["Same", "Same", "Other"]
    assert [each.get("kind") for each in where["sensors"]] == [None, "scale", None]
    assert len({each["address"] for each in where["sensors"]}) == 3
    first = where["sensors"][0]
    assert (where["name"], where["address"]) == (first["name"], first["address"])
    await served.end()


async def test_each_of_several_sensors_is_itself_and_the_first_is_the_nearest(new_wire, capsys):
    wires = [new_wire(f"Sensor {n}") for n in range(5)]
    for n, wire in enumerate(wires):
        wire.script = [bytes([n])]
    served = Served(*wires, capsys=capsys)
    where = await served.where()
    scan, call = bleak_arguments(where["hci"])
    heard = {}
    async with BleakScanner(**scan) as scanner:
        async for device, advert in scanner.advertisement_data():
            heard[device.name] = (advert.rssi, device)
            if len(heard) == len(wires):
                break
    assert [heard[wire.name][0] for wire in wires] == [-50, -51, -52, -53, -54]
    for n, wire in enumerate(wires):
        async with BleakClient(heard[wire.name][1], **call) as client:
            got = asyncio.Queue()
            await client.start_notify(DATA, lambda _, said, got=got: got.put_nowait(bytes(said)))
            await client.write_gatt_char(CONTROL, b"go", response=True)
            assert await got.get() == bytes([n])
    await served.end()


async def test_one_sensor_at_least_and_one_on_a_real_controller(new_wire, capsys):
    for wires, more in (((), {}), ((new_wire(), new_wire()), {"transport": "usb:0"})):
        with pytest.raises(ValueError, match="one at least, and one on a real controller"):
            await Served(*wires, capsys=capsys, **more).task


async def test_an_order_of_one_sensor_takes_everybody_s_adapter_away(new_wire, capsys):
    wires = [new_wire("One"), new_wire("Two")]
    served = Served(*wires, capsys=capsys)
    scan, _ = bleak_arguments((await served.where())["hci"])
    wires[1].orders.append((0, ADAPTER_OFF, 3600.0))
    await wires[1].obeyed.wait()
    with pytest.raises(BleakBluetoothNotAvailableError):
        await BleakScanner.discover(0.1, **scan)
    await served.end()


async def test_a_sensor_keeps_its_address_from_run_to_run(served, new_wire):
    where = await served.where()
    assert Peripheral(new_wire(), AirLink()).address == where["address"]
    assert Peripheral(new_wire("Another"), AirLink()).address != where["address"]


async def test_cues_go_in_and_keys_come_out(served):
    where = await served.where()
    reader, writer = await asyncio.open_connection("127.0.0.1", where["control"].split(":")[1])
    writer.write(b'{"t": "cue", "word": "more"}\n')
    assert await served.heard.get() == {"t": "cue", "word": "more"}
    served.outbound.put_nowait({"t": "key", "key": "4"})
    served.outbound.put_nowait({"t": "key", "key": "5"})
    assert [json.loads(await reader.readline())["key"] for _ in range(2)] == ["4", "5"]
    writer.close()


async def test_ending_the_simulator_ends_the_links(served):
    where = await served.where()
    scan, call = bleak_arguments(where["hci"])
    device = await BleakScanner.find_device_by_address(where["address"], timeout=5, **scan)
    gone = asyncio.Event()
    client = BleakClient(device, disconnected_callback=lambda _: gone.set(), **call)
    await client.connect()
    served.task.cancel()
    await gone.wait()
    await client.disconnect()


async def test_a_wire_that_breaks_ends_the_simulator_with_its_reason(new_wire, capsys):
    wire = new_wire()
    wire.orders.append((0, "explode", 0.0))
    served = Served(wire, capsys=capsys)
    with pytest.raises(ValueError, match="explode"):
        await served.task


async def test_a_port_that_is_taken_is_an_error_at_once(new_wire):
    taken, spare = bind_pair(0)
    said = r"^Port \d+: [A-Za-z ]+in use\. --port 0 takes"
    with taken, spare, pytest.raises(OSError, match=said):
        await serve(
            [new_wire()],
            port=taken.getsockname()[1],
            vhci=False,
            parent_pipe=False,
            on_message=lambda _: None,
            outbound=asyncio.Queue(),
        )


def test_two_neighbouring_ports_are_found():
    first, second = bind_pair(0)
    with first, second:
        assert second.getsockname()[1] == first.getsockname()[1] + 1
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"


def test_a_pair_whose_second_half_is_taken_leaves_the_first_free():
    first, second = bind_pair(0)
    port = first.getsockname()[1]
    first.close()
    with second, pytest.raises(OSError, match="in use"):
        bind_pair(port)
    again, beside = bind_pair(port)
    again.close()
    beside.close()


async def test_the_end_of_the_parent_s_pipe_is_noticed_and_nothing_before_it():
    read, write = os.pipe()
    watching = asyncio.create_task(parent.gone(read))
    os.write(write, b"still here\n")
    await asyncio.sleep(0)
    assert not watching.done()
    os.close(write)
    await watching
    os.close(read)


async def test_the_first_to_end_ends_the_others():
    ended = []

    async def forever():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("forever")

    async def at_once():
        ended.append("at once")

    await first_of(forever(), at_once(), forever())
    assert ended == ["at once", "forever", "forever"]


async def test_what_the_first_to_end_raises_is_raised():
    async def break_down():
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await first_of(asyncio.Event().wait(), break_down())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "No such file or directory", "/dev/vhci"), "sudo modprobe hci_vhci"),
        (PermissionError(13, "Permission denied", "/dev/vhci"), "Only root may open it"),
    ],
)
async def test_without_the_kernels_module_one_is_told_what_to_do(monkeypatch, error, said):
    async def fails(_name):
        raise error

    monkeypatch.setattr("tpsim.air.vhci.open_transport", fails)
    with pytest.raises(OSError, match=said) as raised:
        async with system_adapter(AirLink()):
            pass
    assert "Errno" not in str(raised.value)
