"""What every chip in the air has: a way to its host, and ears."""

import asyncio
import logging
import struct

from bumble import hci
from bumble.controller import Controller
from bumble.link import LocalLink

from tpsim.air.advertiser import AirAdvertiser
from tpsim.air.radio import Radio

RSSI_DBM = -50
"""How strong a chip is heard unless it is told otherwise, dBm. Assumed."""

_log = logging.getLogger("bumble.controller")


class Chip(Controller):
    """Stock controller, without words that nobody reads.

    The stock one writes each packet out in colours for its log, whether it is kept or not.
    """

    def __init__(
        self, name: str, air: LocalLink, *, rssi_dbm: int = RSSI_DBM, radio: Radio | None = None
    ) -> None:
        super().__init__(name, link=air)
        self.radio = radio
        """What its links are like; None: without delay and loss."""
        self.advertiser = self.le_legacy_advertiser = AirAdvertiser(self)
        self.advertiser.rssi_dbm = rssi_dbm

    @property
    def listens(self) -> bool:
        """Tell whether adverts mean anything to this chip now."""
        return self.le_scan_enable or self.pending_le_connection is not None

    def on_hci_packet(self, packet: hci.HCI_Packet) -> None:
        """Take data or a command."""
        if isinstance(packet, hci.HCI_AclDataPacket) and not _log.isEnabledFor(logging.DEBUG):
            self.on_hci_acl_data_packet(packet)
        else:
            super().on_hci_packet(packet)

    def on_hci_acl_data_packet(self, packet: hci.HCI_AclDataPacket) -> None:
        """Take data; drop them if the link has gone since, which stock warns of each time."""
        if self.find_connection_by_handle(packet.connection_handle):
            super().on_hci_acl_data_packet(packet)

    def send_hci_packet(self, packet: hci.HCI_Packet) -> None:
        """Hand a packet to the host."""
        if self.host and not _log.isEnabledFor(logging.DEBUG):
            asyncio.get_running_loop().call_soon(self.host.on_packet, bytes(packet))
        else:
            super().send_hci_packet(packet)

    def give_back(self, handle: int, fragments: int) -> None:
        """Tell the host that so many pieces of its data have left."""
        if self.host:
            event = struct.pack("<BBBBHH", 0x04, 0x13, 5, 1, handle, fragments)
            asyncio.get_running_loop().call_soon(self.host.on_packet, event)
