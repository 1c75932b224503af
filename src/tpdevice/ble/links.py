"""Which link a kind of sensor needs: a connection, or ears."""

from collections.abc import Callable
from typing import Any

from bleak.backends.device import BLEDevice

from tpdevice.ble.advertlink import AdvertLink
from tpdevice.ble.link import BleLink
from tpdevice.ble.listener import Listener
from tpdevice.core.driver import DriverSpec
from tpdevice.core.wire import Advert
from tpdevice.devices import standard


def link_to(
    handle: BLEDevice,
    spec: DriverSpec,
    *,
    scanner_arguments: dict[str, Any],
    client_arguments: dict[str, Any],
    listener: Listener,
    same_kind: Callable[[Advert], bool],
) -> AdvertLink | BleLink:
    """Return the link to one sensor; it does nothing until it is run."""
    if spec.advert_only:
        return AdvertLink(
            handle, scanner_arguments=scanner_arguments, listener=listener, same_kind=same_kind
        )
    return BleLink(
        handle,
        notify=spec.notify,
        read=(*spec.read, *standard.READ),
        scanner_arguments=scanner_arguments,
        client_arguments=client_arguments,
        listener=listener,
        same_kind=same_kind,
    )
