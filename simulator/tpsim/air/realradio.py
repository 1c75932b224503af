"""A real Bluetooth controller under the simulated sensor. Not verified on hardware."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bumble.hci import Address, HCI_Reset_Command
from bumble.transport import open_transport
from bumble.transport.common import Transport

from tpsim.air.backend import is_loopback

EXAMPLES: Final = "usb:0, serial:/dev/ttyACM0,1000000 or hci-socket:0"

HINTS: Final = {
    "usb": "Is a Bluetooth adapter plugged in, is libusb installed, and may you use it?",
    "pyusb": "Is a Bluetooth adapter plugged in, is libusb installed, and may you use it?",
    "serial": "Is it plugged in, is that its port, and are you in the group that may use it?",
    "hci-socket": "Linux only, as root, and with the adapter down: `hciconfig hci0 down`.",
    "tcp-client": "Does something that speaks HCI listen there?",
}
"""By kind of transport; no other is opened. Source: bumble's documentation of its transports."""

OPEN_S: Final = 10.0
"""How long it may take to open one, s. Assumed."""

ANSWER_S: Final = 5.0
"""How long a controller may take to reset, s. Assumed."""


class NoController(OSError):
    """There is no controller to be had; the text says why, and what to look at."""


class RealDongle:
    """A real chip. What only a simulated radio can do to a sensor, it does not do."""

    def __init__(self, transport: Transport, name: str) -> None:
        self._name = name
        self.source, self.sink = transport.source, transport.sink
        self._lost: asyncio.Future[None] = transport.source.terminated

    def taken(self) -> set[Address]:
        """Return nothing: nobody knows who else is in reach."""
        return set()

    def adopt(self, address: Address) -> None:
        """Do nothing: the host tells its chip itself."""

    def silence(self, seconds: float) -> bool:
        """Do nothing, and say that it takes a reset."""
        return False

    def ignore_calls(self, seconds: float) -> None:
        """Do nothing."""

    def pull(self) -> None:
        """Do nothing: it is reset when it is closed."""

    async def gone(self) -> None:
        """Raise NoController when it is pulled out."""
        await asyncio.wait({self._lost})
        raise NoController(f"{self._name} is gone.")


@asynccontextmanager
async def real_dongle(name: str) -> AsyncIterator[RealDongle]:
    """Open a controller by the name of a bumble transport; reset it before and afterwards.

    Raises
    ------
    NoController
        If it cannot be opened, or does not answer as one.
    """
    scheme, _, where = name.partition(":")
    if scheme not in HINTS or not where:
        raise NoController(f"A transport is something like {EXAMPLES}, not {name!r}.")
    if scheme == "tcp-client" and not is_loopback(where.rpartition(":")[0]):
        raise NoController("HCI over TCP has no password, so it is dialled on this machine only.")
    transport = await _opened(name, HINTS[scheme])
    try:
        try:
            await _reset(transport)
        except TimeoutError:
            raise NoController(f"{name} does not answer. {HINTS[scheme]}") from None
        yield RealDongle(transport, name)
    finally:
        await _closed(transport)


async def _opened(name: str, hint: str) -> Transport:
    try:
        async with asyncio.timeout(OPEN_S):
            return await open_transport(name)
    except Exception as error:
        raise NoController(f"{name} cannot be opened: {_why(error)}. {hint}") from error


async def _closed(transport: Transport) -> None:
    """Reset it first, or it would go on advertising."""
    try:
        if not transport.source.terminated.done():
            await _reset(transport)
    except TimeoutError:
        pass
    finally:
        transport.source.set_packet_sink(_Deaf())
        await transport.close()


async def _reset(transport: Transport) -> None:
    answered = _FirstAnswer()
    transport.source.set_packet_sink(answered)
    transport.sink.on_packet(bytes(HCI_Reset_Command()))
    async with asyncio.timeout(ANSWER_S):
        await answered.came.wait()


class _FirstAnswer:
    def __init__(self) -> None:
        self.came = asyncio.Event()

    def on_packet(self, packet: bytes) -> None:
        """Take note of a command's end."""
        if packet[:2] == b"\x04\x0e":
            self.came.set()


class _Deaf:
    def on_packet(self, packet: bytes) -> None:
        pass


def _why(error: Exception) -> str:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(said).rstrip(".")
