"""What two chips agree on when one calls the other, and what their hosts are told of it."""

from bumble import hci
from bumble.core import PhysicalTransport
from bumble.ll import ConnectInd

from tpsim.air.chip import Chip
from tpsim.air.contact import AirConnection
from tpsim.air.radio import Radio

INTERVAL_UNIT_MS = 1.25
SUPERVISION_UNIT_S = 0.01
"""Units of the parameters of a connection. Source: Bluetooth Core 5.4, vol. 4 E 7.7.65.1."""


def agreed_on(radio: Radio | None, asked: ConnectInd) -> ConnectInd:
    """Return what holds for a link: what the central asks for, or what the sensor's radio is."""
    if radio is None:
        return asked
    return ConnectInd(
        asked.initiator_address,
        asked.advertiser_address,
        interval=round(radio.interval_ms / INTERVAL_UNIT_MS),
        latency=0,
        timeout=round(radio.supervision_s / SUPERVISION_UNIT_S),
    )


def take_up(chip: Chip, role: hci.Role, agreed: ConnectInd) -> AirConnection:
    """Take up one end of a link and tell the host."""
    own, peer = agreed.initiator_address, agreed.advertiser_address
    if role == hci.Role.PERIPHERAL:
        own, peer = peer, own
    connection = AirConnection(
        controller=chip,
        handle=chip.allocate_connection_handle(),
        role=role,
        self_address=own,
        peer_address=peer,
        link=chip.link,
        transport=PhysicalTransport.LE,
        link_type=hci.HCI_Connection_Complete_Event.LinkType.ACL,
    )
    chip.le_connections[peer] = connection
    success = hci.HCI_ErrorCode.SUCCESS
    chip.send_hci_packet(completed(success, connection.handle, role, peer, agreed))
    return connection


def completed(
    status: hci.HCI_ErrorCode, handle: int, role: hci.Role, peer: hci.Address, agreed: ConnectInd
) -> hci.HCI_LE_Connection_Complete_Event:
    """Return the event that tells a host how a call ended."""
    return hci.HCI_LE_Connection_Complete_Event(
        status=status,
        connection_handle=handle,
        role=role,
        peer_address_type=peer.address_type,
        peer_address=peer,
        connection_interval=agreed.interval,
        peripheral_latency=agreed.latency,
        supervision_timeout=agreed.timeout,
        central_clock_accuracy=0,
    )
