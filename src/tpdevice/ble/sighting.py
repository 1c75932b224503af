"""Something heard on the air; apart from the scan, so that to name it costs no Bluetooth."""

from dataclasses import dataclass
from typing import Any

from tpdevice.core.wire import Advert


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sensor or other device on the air."""

    advert: Advert
    handle: Any
    """What bleak wants back for a connection: a `BLEDevice`."""
