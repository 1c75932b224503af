"""A virtual Bluetooth chip, as plain as a real one of the 4.x kind."""

import asyncio
from dataclasses import dataclass

from bumble import hci
from bumble.controller import Controller
from bumble.hci import LeFeatureMask
from bumble.ll import AdvertisingPdu, AdvExtInd, AdvInd

from tpsim.air.link import AirLink

ADVERTISING_UNIT_MS = 0.625
"""Unit of the advertising interval, ms. Source: Bluetooth Core 5.4, vol. 4 E 7.8.5."""

RSSI_DBM = -50
"""Signal strength that every advert is heard with, dBm. Assumed."""

_Report = hci.HCI_LE_Advertising_Report_Event.Report
_Kind = hci.HCI_LE_Advertising_Report_Event.EventType


@dataclass
class ScannableAdvInd(AdvInd):
    """An advert together with the answer to whoever asks for more."""

    scan_response: bytes = b""


class AirController(Controller):
    """Stock controller, less what Linux trips over, plus what it leaves out.

    With the extended features on, Linux waits 4 s for an event that never comes and can then
    never disconnect. Without them all hosts use the legacy commands, one path for everyone.
    """

    le_features = Controller.le_features & ~(
        LeFeatureMask.LL_PRIVACY
        | LeFeatureMask.LE_EXTENDED_ADVERTISING
        | LeFeatureMask.LE_PERIODIC_ADVERTISING
    )
    le_acl_data_packet_length = 251

    def __init__(self, name: str, air: AirLink) -> None:
        super().__init__(name, link=air)
        self.air = air

    def on_hci_reset_command(
        self, _command: hci.HCI_Reset_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Fall back to doing nothing, as the standard asks."""
        self.le_legacy_advertiser.stop()
        self.le_scan_enable = False
        self.pending_le_connection = None
        self.air.abandon(self)
        return super().on_hci_reset_command(_command)

    def on_hci_le_set_advertising_parameters_command(
        self, command: hci.HCI_LE_Set_Advertising_Parameters_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Take the interval in its own unit; stock reads it as ms."""
        result = super().on_hci_le_set_advertising_parameters_command(command)
        units = command.advertising_interval_min
        self.le_legacy_advertiser.advertising_interval_min = round(units * ADVERTISING_UNIT_MS)
        return result

    def on_hci_le_create_connection_cancel_command(
        self, _command: hci.HCI_LE_Create_Connection_Cancel_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Give up the pending connection and say so; stock only nods."""
        pending, self.pending_le_connection = self.pending_le_connection, None
        if pending is None:
            return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR)
        cancelled = hci.HCI_LE_Connection_Complete_Event(
            status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
            connection_handle=0,
            role=hci.Role.CENTRAL,
            peer_address_type=pending.peer_address.address_type,
            peer_address=pending.peer_address,
            connection_interval=0,
            peripheral_latency=0,
            supervision_timeout=0,
            central_clock_accuracy=0,
        )
        # Soon, not now: the reply to the command itself goes first.
        asyncio.get_running_loop().call_soon(self.send_hci_packet, cancelled)
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)

    def create_le_connection(self, peer_address: hci.Address) -> None:
        """Connect, unless another central was quicker; then the request stays pending."""
        if self.air.is_connectable(peer_address):
            super().create_le_connection(peer_address)

    def send_advertising_pdu(self, packet: AdvertisingPdu) -> None:
        """Let the scan response travel with the advert; stock forgets it."""
        if isinstance(packet, AdvInd):
            answer = self.le_legacy_advertiser.scan_response_data
            packet = ScannableAdvInd(packet.advertiser_address, packet.data, answer)
        super().send_advertising_pdu(packet)

    def on_advertising_pdu(self, pdu: AdvInd | AdvExtInd) -> None:
        """Report the advert, ask for the scan response if scanning actively, then connect."""
        if self.le_scan_enable:
            self._report(_Kind.ADV_IND, pdu, pdu.data)
            active = self.le_scan_type == hci.HCI_LE_Set_Scan_Parameters_Command.ACTIVE_SCANNING
            if active and isinstance(pdu, ScannableAdvInd):
                self._report(_Kind.SCAN_RSP, pdu, pdu.scan_response)
        wanted = self.pending_le_connection
        if wanted and wanted.peer_address == pdu.advertiser_address:
            self.create_le_connection(pdu.advertiser_address)

    def _report(self, kind: int, pdu: AdvInd | AdvExtInd, data: bytes) -> None:
        address = pdu.advertiser_address
        report = _Report(
            event_type=kind,
            address_type=address.address_type,
            address=address,
            data=data,
            rssi=RSSI_DBM,
        )
        self.send_hci_packet(hci.HCI_LE_Advertising_Report_Event([report]))
