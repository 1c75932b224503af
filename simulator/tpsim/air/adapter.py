"""A central's own Bluetooth while it is away: what its chip says, and what bleak makes of it.

A real chip that is away would not answer at all, and the system would say why. Here there is no
system between, so the chip says it in its answer to a reset. The codes are our own choice.
"""

from typing import Final

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDBusError,
    BleakError,
)
from bumble.hci import HCI_ErrorCode

from tpsim.air.wire import ADAPTER_GONE, ADAPTER_OFF, DAEMON

TROUBLE: Final = {
    ADAPTER_OFF: HCI_ErrorCode.COMMAND_DISALLOWED_ERROR,
    ADAPTER_GONE: HCI_ErrorCode.HARDWARE_FAILURE_ERROR,
    DAEMON: HCI_ErrorCode.UNKNOWN_HCI_COMMAND_ERROR,
}

ORPHANED: Final = b"\x04\x10\x01\xdd"
"""Event by which a chip says that its service has died: a hardware error of a code of our own."""

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


def no_bluetooth(status: int) -> BleakError | None:
    """Return what bleak says on BlueZ where a chip answers so; None if all is well."""
    if status == TROUBLE[DAEMON]:
        return no_service()
    said = _SAID.get(HCI_ErrorCode(status))
    return BleakBluetoothNotAvailableError(*said) if said else None


def no_service() -> BleakDBusError:
    """Return what bleak says of every call while BlueZ's service is dead."""
    return BleakDBusError(
        "org.freedesktop.DBus.Error.ServiceUnknown",
        ["The name org.bluez was not provided by any .service files"],
    )
