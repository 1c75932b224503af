"""A virtual Bluetooth chip, as plain as a real one of the 4.x kind."""

import asyncio

from bumble import hci
from bumble.controller import Controller
from bumble.hci import LeFeatureMask
from bumble.ll import AdvExtInd, AdvInd, ConnectInd

from tpsim.air.advertiser import Shout
from tpsim.air.call import agreed_on, completed, take_up
from tpsim.air.chip import RSSI_DBM, Chip
from tpsim.air.link import AirLink
from tpsim.air.radio import Radio

ADVERTISING_UNIT_MS = 0.625
"""Unit of the advertising interval, ms. Source: Bluetooth Core 5.4, vol. 4 E 7.8.5."""

_Report = hci.HCI_LE_Advertising_Report_Event.Report
_SCAN_RESPONSE = hci.HCI_LE_Advertising_Report_Event.EventType.SCAN_RSP


class AirController(Chip):
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

    def __init__(
        self, name: str, air: AirLink, *, rssi_dbm: int = RSSI_DBM, radio: Radio | None = None
    ) -> None:
        super().__init__(name, air, rssi_dbm=rssi_dbm, radio=radio)
        self.air = air
        self.trouble = hci.HCI_ErrorCode.SUCCESS
        """What every reset is answered with."""

    # What a host asks.

    def on_hci_reset_command(
        self, _command: hci.HCI_Reset_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Fall back to doing nothing, as the standard asks."""
        self.advertiser.stop()
        self.le_scan_enable = False
        self.pending_le_connection = None
        self.air.abandon(self)
        super().on_hci_reset_command(_command)
        return hci.HCI_StatusReturnParameters(self.trouble)

    def on_hci_le_set_advertising_parameters_command(
        self, command: hci.HCI_LE_Set_Advertising_Parameters_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Take the interval in its own unit; stock reads it as ms."""
        result = super().on_hci_le_set_advertising_parameters_command(command)
        units = command.advertising_interval_min
        self.advertiser.advertising_interval_min = round(units * ADVERTISING_UNIT_MS)
        return result

    def on_hci_le_set_advertising_data_command(
        self, command: hci.HCI_LE_Set_Advertising_Data_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Shout new data at once, as firmware does that starts its advertising anew for them."""
        result = super().on_hci_le_set_advertising_data_command(command)
        if self.advertiser.enabled:
            self.advertiser.start()
        return result

    def on_hci_le_create_connection_cancel_command(
        self, _command: hci.HCI_LE_Create_Connection_Cancel_Command
    ) -> hci.HCI_StatusReturnParameters:
        """Give up the pending connection and say so; stock only nods."""
        pending, self.pending_le_connection = self.pending_le_connection, None
        if pending is None:
            return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR)
        unknown = hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR
        nothing = ConnectInd(self.random_address, pending.peer_address, 0, 0, 0)
        cancelled = completed(unknown, 0, hci.Role.CENTRAL, pending.peer_address, nothing)
        # Soon, not now: the reply to the command itself goes first.
        asyncio.get_running_loop().call_soon(self.send_hci_packet, cancelled)
        return hci.HCI_StatusReturnParameters(hci.HCI_ErrorCode.SUCCESS)

    # What comes over the air.

    def on_advertising_pdu(self, pdu: AdvInd | AdvExtInd) -> None:
        """Report the advert, ask for the scan response if scanning actively, then connect."""
        if not isinstance(pdu, Shout):
            return
        if self.le_scan_enable:
            self._report(pdu.kind, pdu, pdu.data)
            active = self.le_scan_type == hci.HCI_LE_Set_Scan_Parameters_Command.ACTIVE_SCANNING
            if active and pdu.scan_response:
                self._report(_SCAN_RESPONSE, pdu, pdu.scan_response)
        wanted = self.pending_le_connection
        if wanted and wanted.peer_address == pdu.advertiser_address:
            self.create_le_connection(pdu.advertiser_address)

    def create_le_connection(self, peer_address: hci.Address) -> None:
        """Connect, unless another central was quicker; then the request stays pending.

        Both ends are told what holds for the link; stock tells the sensor the same three numbers
        whatever was asked for.
        """
        wanted, sensor = self.pending_le_connection, self.air.who_answers(peer_address)
        if not isinstance(wanted, hci.HCI_LE_Create_Connection_Command):
            return
        if sensor is None or peer_address in self.le_connections:
            return
        self.pending_le_connection = None
        is_public = wanted.own_address_type == hci.OwnAddressType.PUBLIC
        agreed = agreed_on(
            sensor.radio,
            ConnectInd(
                initiator_address=self.public_address if is_public else self.random_address,
                advertiser_address=wanted.peer_address,
                interval=wanted.connection_interval_min,
                latency=wanted.max_latency,
                timeout=wanted.supervision_timeout,
            ),
        )
        there = take_up(sensor, hci.Role.PERIPHERAL, agreed)
        sensor.advertiser.stop()
        self.air.join(take_up(self, hci.Role.CENTRAL, agreed), there)

    def _report(self, kind: int, shout: Shout, data: bytes) -> None:
        address = shout.advertiser_address
        report = _Report(kind, address.address_type, address, data, shout.rssi_dbm)
        self.send_hci_packet(hci.HCI_LE_Advertising_Report_Event([report]))
