"""What one advert brings: as many frames as it has parts, and nothing that is older than it."""

import sys
from typing import Any, Final

from bleak.backends.scanner import AdvertisementData

from tpdevice.core.wire import manufacturer_channel, service_channel

_PARTS: Final = ("ManufacturerData", "ServiceData")
"""The properties of BlueZ that adverts bring."""


def every_advert(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return a scanner's arguments so that it tells of each advert, also of one like the last.

    Windows does so by itself. Not verified on macOS and Windows.
    """
    if "backend" in arguments:  # another radio than the computer's own
        return arguments
    if sys.platform == "linux":
        # Without it BlueZ tells of changes alone, adds what each advert brings to what it kept of
        # older ones, and rests for 5 s after every 10 s. Source: BlueZ's src/adapter.c, device.c.
        bluez = {**arguments.get("bluez", {}), "filters": {"DuplicateData": True}}
        return {**arguments, "bluez": bluez}
    if sys.platform == "darwin":
        return {**arguments, "backend": _telling_all()}
    return arguments


class Brought:
    """Tells what one device's adverts brought from what is only handed along with them.

    BlueZ calls whenever anything about a device changes, such as its signal, and hands its older
    data along: an old force would look like a new one. What was not just heard is then the very
    same object as before. Other platforms call for each advert.
    """

    def __init__(self) -> None:
        self._before: tuple[object, ...] | None = None

    def frames(self, heard: AdvertisementData) -> list[tuple[str, bytes]]:
        """Return the pseudo-channel and bytes of each part, the identifier stripped."""
        manufacturer, service = self._new(heard.platform_data)
        frames = []
        if manufacturer:
            frames += [(manufacturer_channel(c), d) for c, d in heard.manufacturer_data.items()]
        if service:
            frames += [(service_channel(u.lower()), d) for u, d in heard.service_data.items()]
        return frames

    def _new(self, platform: tuple[Any, ...]) -> tuple[bool, bool]:
        match platform:
            case (str(), dict() as properties):
                now = tuple([properties.get(part) for part in _PARTS])
                before, self._before = self._before, now
                if before is None:  # it may be minutes old
                    return False, False
                return now[0] is not before[0], now[1] is not before[1]
        return True, True


if sys.platform == "darwin":

    def _telling_all() -> type:
        """Return bleak's scanner with CoreBluetooth told not to fold adverts into one."""
        import CoreBluetooth
        from bleak.backends.corebluetooth.scanner import BleakScannerCoreBluetooth

        asked = {CoreBluetooth.CBCentralManagerScanOptionAllowDuplicatesKey: True}

        class TellingAll(BleakScannerCoreBluetooth):
            async def start(self) -> None:
                await super().start()
                # A second call takes the place of the first, which had no options.
                central = self._manager.central_manager
                central.scanForPeripheralsWithServices_options_(None, asked)

        return TellingAll
