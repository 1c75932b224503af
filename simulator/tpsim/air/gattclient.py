"""Bumble's GATT client, without words that nobody reads."""

from bumble.att import ATT_PDU, ATT_Handle_Value_Notification
from bumble.gatt_client import Client


class GattClient(Client):
    """Hands notifications on as they come.

    The stock one writes each of them out in colours for its log, whether it is kept or not, and
    warns of what nobody subscribed to.
    """

    def on_gatt_pdu(self, att_pdu: ATT_PDU) -> None:
        """Take what the sensor sent."""
        if not isinstance(att_pdu, ATT_Handle_Value_Notification):
            super().on_gatt_pdu(att_pdu)
        elif att_pdu.attribute_handle in self.notification_subscribers:
            self.on_att_handle_value_notification(att_pdu)
