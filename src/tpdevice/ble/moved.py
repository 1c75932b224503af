"""A sensor that came back under another address: when that is believed.

Some devices change their Bluetooth address by themselves, most often when they are switched on.
Nothing in an advert proves that it is the same one, so the rule is narrow, and never a guess
between two: another sensor would show another person's force.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from tpdevice.ble.sighting import Sighting
from tpdevice.core.wire import Advert

_SERIAL: Final = re.compile(r"(\d{4,}|[\W_](?=[A-Z]*\d)[0-9A-F]{4,})$", re.IGNORECASE)
"""Four digits at the end, or as many of a hexadecimal number set apart. Assumed: shorter ones are
model numbers."""


def individual(name: str) -> bool:
    """Return whether a name is one device's own, with a serial number, and not that of its kind."""
    return _SERIAL.search(name) is not None


def moved(
    seen: Iterable[Sighting], *, address: str, name: str, same_kind: Callable[[Advert], bool]
) -> Sighting | None:
    """Return the one device that is taken for a sensor whose own address is not heard any more.

    It has the whole name, which is individual, and is of the same kind; nobody else has the name.
    """
    if not individual(name):
        return None
    heard = list(seen)
    if any(each.advert.address.upper() == address.upper() for each in heard):
        return None
    namesakes = [each for each in heard if each.advert.name == name]
    return namesakes[0] if len(namesakes) == 1 and same_kind(namesakes[0].advert) else None
