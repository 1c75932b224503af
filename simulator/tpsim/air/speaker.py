"""What a sensor says on its one connection."""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Final

from bumble import att
from bumble.device import Connection, Device
from bumble.gatt import Characteristic

from tpsim.air.wire import RAW_ATT

ATT_HEADER_BYTES: Final = 3
"""What a notification spends on itself, bytes. Source: Bluetooth Core 5.4, vol. 3 F 3.4.7.1."""

_NOTIFY: Final = 0x01
_INDICATE: Final = 0x02
"""What a central writes to have the one or the other. Source: Bluetooth Core 5.4, vol. 3 G 3.3.3.3.
"""


MOST_UNCONFIRMED: Final = 64
"""Indications that wait for a central that does not confirm; the next are dropped. Assumed."""


class OversizeNotification(ValueError):
    """The wire made a notification that no link of this MTU could carry."""


class Speaker:
    """Notifies or indicates, as the central asked; says nothing where it did not ask.

    Packs the packets itself: bumble's own way writes each out in colours for its log, cuts what is
    too long, and cannot send what is wrong on purpose.
    """

    def __init__(
        self,
        device: Device,
        connection: Connection,
        characteristics: Mapping[str, Characteristic[bytes]],
        *,
        buffers: int | None,
    ) -> None:
        self._device = device
        self._connection = connection
        self._characteristics = characteristics
        self._buffers = buffers
        self._unconfirmed: asyncio.Future[None] | None = None
        self._indications: deque[bytes] = deque()

    def say(self, channel: str, data: bytes) -> None:
        """Send what the wire gave, or drop it if too much waits for the radio already.

        Raises
        ------
        OversizeNotification
            If it does not fit.
        """
        if self._is_full():
            return
        if channel == RAW_ATT:
            self._send(data)
            return
        room = self._connection.att_mtu - ATT_HEADER_BYTES
        if len(data) > room:
            raise OversizeNotification(f"{len(data)} bytes on a link that carries {room}")
        characteristic = self._characteristics[channel]
        asked = self._device.gatt_server.read_cccd(self._connection, characteristic)[0]
        body = characteristic.handle.to_bytes(2, "little") + data
        if asked & _NOTIFY:
            self._send(bytes((att.Opcode.ATT_HANDLE_VALUE_NOTIFICATION,)) + body)
        elif asked & _INDICATE:
            self._indications.append(bytes((att.Opcode.ATT_HANDLE_VALUE_INDICATION,)) + body)
            self._indicate()

    def _indicate(self) -> None:
        """Send the next indication, once the one before is confirmed."""
        if not self._indications or (self._unconfirmed and not self._unconfirmed.done()):
            return
        self._unconfirmed = asyncio.get_running_loop().create_future()
        self._unconfirmed.add_done_callback(self._on_confirmed)
        self._device.gatt_server.pending_confirmations[self._connection] = self._unconfirmed
        self._send(self._indications.popleft())

    def _on_confirmed(self, confirmed: asyncio.Future[None]) -> None:
        pending = self._device.gatt_server.pending_confirmations
        if pending[self._connection] is confirmed:  # else the next is on its way already
            pending[self._connection] = None
        self._indicate()

    def _is_full(self) -> bool:
        if self._buffers is None:
            return len(self._indications) >= MOST_UNCONFIRMED
        queue = self._device.host.get_data_packet_queue(self._connection.handle)
        return queue is not None and queue.pending + len(self._indications) >= self._buffers

    def _send(self, pdu: bytes) -> None:
        self._device.send_l2cap_pdu(self._connection.handle, att.ATT_CID, pdu)
