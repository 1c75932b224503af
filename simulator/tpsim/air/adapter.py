"""A central's own adapter while it is away: what its chip says, and what bleak makes of it.

A real chip that is away would not answer at all, and the system would say why. Here there is no
system between, so the chip says it in its answer to a reset. The codes are our own choice.
"""

from typing import Final

from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason
from bumble.hci import HCI_ErrorCode

from tpsim.air.wire import ADAPTER_GONE, ADAPTER_OFF

TROUBLE: Final = {
    ADAPTER_OFF: HCI_ErrorCode.COMMAND_DISALLOWED_ERROR,
    ADAPTER_GONE: HCI_ErrorCode.HARDWARE_FAILURE_ERROR,
}

_SAID: Final = {
    TROUBLE[ADAPTER_OFF]: (
        "No powered Bluetooth adapters found. Turn on Bluetooth and try again.",
        BleakBluetoothNotAvailableReason.POWERED_OFF,
    ),
    TROUBLE[ADAPTER_GONE]: (
        "No Bluetooth adapters found.",
        BleakBluetoothNotAvailableReason.NO_BLUETOOTH,
    ),
}
"""Source: what bleak 3.1.0 says on BlueZ."""


def no_adapter(status: int) -> BleakBluetoothNotAvailableError | None:
    """Return what bleak says on BlueZ of an adapter whose chip answers so; None if it is there."""
    said = _SAID.get(HCI_ErrorCode(status))
    return BleakBluetoothNotAvailableError(*said) if said else None
