"""One link between two chips: what one end sends, the other hears, in order."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bumble.controller import Connection
from bumble.hci import HCI_AclDataPacket, HCI_ErrorCode
from bumble.ll import ControlPdu

from tpsim.air.chip import Chip

Later = Callable[[float, Callable[[], None]], None]
"""Has something done after so many seconds, unless the air is closed before."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One packet on its way."""

    content: bytes | ControlPdu
    fragments: int = 0
    """Pieces in which the sender's host gave it to its chip, and which it now waits to get back."""


class AirConnection(Connection):
    """One end of a contact, as its chip sees it."""

    controller: Chip
    contact: "Contact"

    def __post_init__(self) -> None:
        super().__post_init__()
        self._fragments = 0

    @property
    def is_up(self) -> bool:
        """Tell whether this chip still has this link."""
        return self.controller.le_connections.get(self.peer_address) is self

    def on_hci_acl_data_packet(self, packet: HCI_AclDataPacket) -> None:
        """Take a piece from the host; it gets its room back when the radio is done with it."""
        self._fragments += 1
        self.assembler.feed_packet(packet)

    def on_acl_pdu(self, pdu: bytes) -> None:
        """Send what the pieces made up."""
        fragments, self._fragments = self._fragments, 0
        self.contact.send(self, Parcel(pdu, fragments))

    def send_ll_control_pdu(self, packet: ControlPdu) -> None:
        """Send a word from chip to chip."""
        self.contact.send(self, Parcel(packet))

    def hear(self, content: bytes | ControlPdu) -> None:
        """Take what the other end sent."""
        if not self.is_up:
            return
        if isinstance(content, bytes):
            acl = HCI_AclDataPacket(self.handle, 2, 0, len(content), content)
            self.controller.send_hci_packet(acl)
        else:
            self.controller.on_ll_control_pdu(self.peer_address, content)

    def time_out(self) -> None:
        """Give the link up."""
        if self.is_up:
            self.controller.on_le_disconnected(self, HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)


class Contact:
    """A link without a radio's delays: what is sent is heard at once, or never more."""

    def __init__(
        self, central: AirConnection, sensor: AirConnection, *, supervision_s: float, later: Later
    ) -> None:
        self.ends = (central, sensor)
        self.supervision_s = supervision_s
        self._later = later
        self._is_lost = False
        central.contact = sensor.contact = self

    def send(self, sender: AirConnection, parcel: Parcel) -> None:
        """Have it heard by the other end, after all that was sent before."""
        if not self._is_lost:
            asyncio.get_running_loop().call_soon(self._deliver, sender, parcel)

    def lose(self) -> None:
        """Let neither hear the other any more; both notice by the silence."""
        if not self._is_lost:
            self._is_lost = True
            self._later(self.supervision_s, self._time_out)

    def _deliver(self, sender: AirConnection, parcel: Parcel) -> None:
        central, sensor = self.ends
        (sensor if sender is central else central).hear(parcel.content)
        if parcel.fragments and sender.is_up:
            sender.controller.give_back(sender.handle, parcel.fragments)

    def _time_out(self) -> None:
        for end in self.ends:
            end.time_out()
