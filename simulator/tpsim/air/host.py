"""Bumble's host, without words that nobody reads, and deaf to what is no ATT at all."""

import asyncio
import logging
import struct
from typing import Final

from bumble import att, hci
from bumble.core import BaseBumbleError
from bumble.host import Connection, Host
from bumble.transport.common import TransportSink, TransportSource

from tpsim.air.adapter import ORPHANED

_log = logging.getLogger("bumble.host")

_ONE_COMPLETED: Final = b"\x04\x13\x05\x01"
"""How the event begins that gives a single connection its packets back."""

_OPERATIONS: Final = frozenset(bytes((opcode,)) for opcode in att.Opcode)

_HANDLE_AND_COUNT: Final = struct.Struct("<4xHH")


class QuietHost(Host):
    """Hands packets on as they come.

    The stock one writes each of them out in colours for its log, whether it is kept or not, which
    costs more than all the rest. And what it cannot parse it raises at whoever brought it; BlueZ
    ignores such things.
    """

    def __init__(self, source: TransportSource, sink: TransportSink) -> None:
        super().__init__(source, sink)
        self.orphaned: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done once the chip has said that nobody serves it any more."""

    def on_hci_hardware_error_event(self, event: hci.HCI_Event) -> None:
        """Take note that the chip is broken, if it is in our own way."""
        if bytes(event) == ORPHANED and not self.orphaned.done():
            self.orphaned.set_result(None)

    def send_hci_packet(self, packet: hci.HCI_Packet) -> None:
        """Hand a packet to the controller."""
        if self.hci_sink and not self._is_overheard():
            self.hci_sink.on_packet(bytes(packet))
        else:
            super().send_hci_packet(packet)

    def on_packet(self, packet: bytes) -> None:
        """Take a packet from the controller; the commonest event without bumble's parser."""
        if packet.startswith(_ONE_COMPLETED) and len(packet) == _HANDLE_AND_COUNT.size:
            handle, count = _HANDLE_AND_COUNT.unpack(packet)
            if queue := self.get_data_packet_queue(handle):
                queue.on_packets_completed(count, handle)
        else:
            super().on_packet(packet)

    def on_hci_packet(self, packet: hci.HCI_Packet) -> None:
        """Pass data and events to where they belong."""
        if self._is_overheard():
            super().on_hci_packet(packet)
        elif isinstance(packet, hci.HCI_AclDataPacket):
            self.on_hci_acl_data_packet(packet)
        elif isinstance(packet, hci.HCI_Event):
            self.on_hci_event_packet(packet)
        else:
            super().on_hci_packet(packet)

    def on_l2cap_pdu(self, connection: Connection, cid: int, pdu: bytes) -> None:
        """Pass on what arrived on a channel, unless it came on the channel for ATT and is none."""
        if cid != att.ATT_CID or is_att(pdu):
            super().on_l2cap_pdu(connection, cid, pdu)

    def _is_overheard(self) -> bool:
        return self.snooper is not None or _log.isEnabledFor(logging.DEBUG)


def is_att(pdu: bytes) -> bool:
    """Tell whether these bytes are an ATT packet that bumble knows, with all of its fields."""
    if pdu[:1] == b"\x1b":  # a notification, of which there are hundreds to one of all others
        return len(pdu) >= 3
    if pdu[:1] not in _OPERATIONS:
        return False
    try:
        att.ATT_PDU.from_bytes(pdu)
    except (BaseBumbleError, struct.error, ValueError, IndexError):
        return False
    return True
