"""What any sensor may say of itself in the words of Bluetooth SIG: battery and device information.

Source: Bluetooth SIG, Battery Service 1.0 and Device Information Service 1.1.
"""

from typing import Final

from tpdevice.core.wire import About, Battery, Malformed, WireEvent, sig

BATTERY_LEVEL: Final = sig(0x2A19)
_ABOUT: Final = {
    sig(0x2A24): "model",
    sig(0x2A26): "firmware",
    sig(0x2A29): "maker",
}
READ: Final = (BATTERY_LEVEL, *_ABOUT)
"""Characteristics to read once after connecting, where the device has them."""
_LONGEST: Final = 64
"""Characters of a text that are kept. Chosen."""


def receive(channel: str, data: bytes) -> tuple[WireEvent, ...] | None:
    """Return what a standard characteristic says, or None if it is none."""
    if channel == BATTERY_LEVEL:
        if len(data) != 1 or data[0] > 100:
            return (Malformed(f"a battery level of {data[:8].hex() or 'nothing'}"),)
        return (Battery(percent=data[0]),)
    if channel in _ABOUT:
        text = data.decode("utf-8", "replace").strip("\0 ")
        return (About(_ABOUT[channel], text[:_LONGEST]),) if text else ()
    return None
