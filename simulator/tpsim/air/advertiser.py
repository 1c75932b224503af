"""What a chip shouts: with its scan response, as what it is, and as strong as it is heard."""

from dataclasses import dataclass

from bumble import hci
from bumble.controller import LegacyAdvertiser
from bumble.ll import AdvInd

_Kind = hci.HCI_LE_Advertising_Report_Event.EventType

CONNECTABLE = int(_Kind.ADV_IND)
SCANNABLE = int(_Kind.ADV_SCAN_IND)
BARE = int(_Kind.ADV_NONCONN_IND)
"""The three kinds of undirected adverts; the numbers are the same in commands and in reports."""


@dataclass
class Shout(AdvInd):
    """An advert together with the answer to whoever asks for more."""

    kind: int = CONNECTABLE
    scan_response: bytes = b""
    rssi_dbm: int = 0


class AirAdvertiser(LegacyAdvertiser):
    """Shouts all three kinds; stock only the connectable one, and without its scan response."""

    rssi_dbm = 0

    @property
    def takes_calls(self) -> bool:
        """Tell whether somebody may connect now."""
        return self.enabled and self.advertising_type == CONNECTABLE

    def send_advertising_data(self) -> None:
        """Shout once."""
        kind = self.advertising_type
        if not self.enabled or kind not in (CONNECTABLE, SCANNABLE, BARE):
            return
        answer = b"" if kind == BARE else self.scan_response_data
        self.controller.send_advertising_pdu(
            Shout(self.address, self.advertising_data, kind, answer, self.rssi_dbm)
        )
