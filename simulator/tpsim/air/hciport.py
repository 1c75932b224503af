"""The HCI port: a virtual Bluetooth chip of its own for each program that connects."""

import asyncio
import socket

from bumble.core import InvalidPacketError
from bumble.hci import HCI_ErrorCode
from bumble.transport.common import StreamPacketSource

from tpsim.air.adapter import ORPHANED, TROUBLE
from tpsim.air.controller import AirController
from tpsim.air.link import AirLink
from tpsim.air.wire import DAEMON


class HciPort:
    """Serves HCI (H4 framing) on a listening socket; unauthenticated, so loopback only."""

    def __init__(self, air: AirLink) -> None:
        self._air = air
        self._sessions: set[_Session] = set()
        self._server: asyncio.Server | None = None
        self._trouble = HCI_ErrorCode.SUCCESS
        self._back: asyncio.TimerHandle | None = None

    async def open(self, listening: socket.socket) -> None:
        """Start to serve; takes over the socket."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Session(self._air, self._sessions, self._trouble), sock=listening
        )

    def take_away(self, how: str, seconds: float) -> None:
        """Take every program's Bluetooth away for a while: the adapter, or the service."""
        self._trouble = TROUBLE[how]
        for session in list(self._sessions):
            session.orphan() if how == DAEMON else session.abort()
        if self._back:
            self._back.cancel()
        self._back = asyncio.get_running_loop().call_later(seconds, self._give_back)

    async def close(self) -> None:
        """Drop every program, as if all dongles were pulled."""
        if self._back:
            self._back.cancel()
        if self._server is None:
            return
        self._server.close()
        for session in list(self._sessions):
            session.abort()
        await self._server.wait_closed()

    def _give_back(self) -> None:
        self._trouble = HCI_ErrorCode.SUCCESS


class _Session(StreamPacketSource):
    """One program's connection and its chip."""

    def __init__(self, air: AirLink, sessions: "set[_Session]", trouble: HCI_ErrorCode) -> None:
        super().__init__()
        self._trouble = trouble
        self._air = air
        self._sessions = sessions

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._sessions.add(self)
        self._controller = AirController("hci", self._air)
        self._controller.trouble = self._trouble
        self._controller.set_packet_sink(_Sink(transport))
        self.set_packet_sink(self._controller)

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except InvalidPacketError:
            # Whoever sends this is no HCI host; after one bad byte nothing can be trusted.
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._sessions.discard(self)
        self._controller.set_packet_sink(None)
        self._air.leave(self._controller)
        self.on_transport_lost()

    def abort(self) -> None:
        """Hang up."""
        self._transport.abort()

    def orphan(self) -> None:
        """Fall silent, links and all, with a last word that only our own host understands."""
        self._controller.set_packet_sink(None)
        self._air.leave(self._controller)
        self.set_packet_sink(_Deaf())
        self._transport.write(ORPHANED)


class _Sink:
    """Writes as long as somebody is there; asyncio would warn of each packet after that."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def on_packet(self, packet: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(packet)


class _Deaf:
    def on_packet(self, packet: bytes) -> None:
        pass
