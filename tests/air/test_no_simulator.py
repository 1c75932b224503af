"""A simulator that is gone, or never was one, is called that, and not a missing adapter."""

import asyncio
import socket

import pytest
from bleak.backends.device import BLEDevice
from bumble.hci import Address

from tpdevice.ble.link import BleLink
from tpdevice.core.errors import BluetoothOff
from tpdevice.runtime.finding import sensors
from tpdevice.runtime.targets import Target, simulator

pytestmark = pytest.mark.air


@pytest.fixture
def gone() -> Target:
    """Return the way to where nobody listens any more."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return simulator(f"127.0.0.1:{server.getsockname()[1]}")


class Ears:
    """Hears nothing: there is nothing."""

    def on_frame(self, channel: str, data: bytes) -> None: ...

    def on_up(self, note: str) -> None: ...

    def on_down(self, reason: str) -> None: ...

    def on_status(self, text: str) -> None: ...


async def test_a_scan_without_a_simulator_says_so(gone: Target) -> None:
    with pytest.raises(BluetoothOff, match=r"^No simulator listens on 127") as caught:
        await sensors(gone, seconds=0.0)
    assert "`tpsim serve`" in caught.value.hint
    assert caught.value.exit_code == 3


async def test_a_connection_without_a_simulator_says_so(gone: Target) -> None:
    address = "C0:DE:00:00:00:01"
    link = BleLink(
        BLEDevice(address, "Progressor", Address(address)),
        notify=(),
        scanner_arguments=gone.scanner,
        client_arguments=gone.client,
        listener=Ears(),
    )
    with pytest.raises(BluetoothOff, match=r"^No simulator listens on 127") as caught:
        await link.run(lambda: ())
    assert "`tpsim serve`" in caught.value.hint


async def test_what_is_no_simulator_is_called_that() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        target = simulator(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
        with pytest.raises(BluetoothOff, match="is no simulator") as caught:
            await sensors(target, seconds=0.0)
    assert "`tpsim serve`" in caught.value.hint
