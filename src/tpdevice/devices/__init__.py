"""One file per kind of sensor: bytes to readings, no I/O."""

from collections.abc import Callable
from typing import Final

from tpdevice.core.driver import Driver
from tpdevice.core.errors import UnknownDevice
from tpdevice.core.wire import Advert
from tpdevice.devices.progressor import Progressor

DRIVERS: Final[dict[str, Callable[[], Driver]]] = {
    "progressor": Progressor,
}
"""Every supported kind of sensor, by key; each call makes the decoder of one connection."""


def driver(key: str) -> Driver:
    """Return a fresh decoder for a kind of sensor."""
    try:
        return DRIVERS[key]()
    except KeyError:
        raise UnknownDevice(key, tuple(DRIVERS)) from None


def find(advert: Advert) -> str | None:
    """Return the key of the one kind that this advert certainly is, or None."""
    keys = [key for key, make in DRIVERS.items() if make().matches(advert)]
    return keys[0] if len(keys) == 1 else None
