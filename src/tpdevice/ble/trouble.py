"""What bleak says when something is wrong, in our own errors with a next step."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakDeviceNotFoundError,
    BleakError,
)
from bleak.exc import (
    BleakBluetoothNotAvailableReason as Reason,
)

from tpdevice.core.errors import BluetoothOff, DeviceNotFound, LinkError, LinkLost, LinkTimeout

_OFF = {
    Reason.NO_BLUETOOTH: (
        "This computer shows no Bluetooth adapter.",
        "Plug one in (Bluetooth 4.0 or newer), or try `tpdevice demo`, which needs none.",
    ),
    Reason.NO_BLE_CENTRAL_ROLE: (
        "This Bluetooth adapter cannot do Bluetooth Low Energy.",
        "Use an adapter of Bluetooth 4.0 or newer, or try `tpdevice demo`, which needs none.",
    ),
    Reason.POWERED_OFF: (
        "Bluetooth is switched off.",
        "Switch it on and start again.",
    ),
}
_DENIED = (
    "This program may not use Bluetooth.",
    "Allow Bluetooth for this terminal in the system's privacy settings, then start again.",
)
_UNKNOWN = (
    "Bluetooth is not available here.",
    "See `tpdevice doctor`; without Bluetooth, try `tpdevice demo`.",
)


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn what bleak raises while doing `what` into a LinkError."""
    try:
        yield
    except BleakBluetoothNotAvailableError as error:
        message, hint = _OFF.get(error.reason, _off_for(error.reason))
        raise BluetoothOff(message, hint=hint) from error
    except BleakDeviceNotFoundError as error:
        raise DeviceNotFound(
            f"The sensor was not there while {what}.",
            hint="Wake it up, hold it near, and close its phone app: it takes one connection.",
        ) from error
    except TimeoutError as error:
        raise LinkTimeout(
            f"The sensor did not answer while {what}.",
            hint="Wake it up, hold it near, and close its phone app: it takes one connection.",
        ) from error
    except BleakError as error:
        raise LinkLost(f"The connection failed while {what}: {error}.") from error
    except (OSError, EOFError) as error:
        raise LinkError(
            f"Bluetooth could not be reached while {what}: {error}.", hint=_bus_hint()
        ) from error


def _off_for(reason: Reason) -> tuple[str, str]:
    denied = (Reason.DENIED_BY_USER, Reason.DENIED_BY_SYSTEM, Reason.DENIED_BY_UNKNOWN)
    return _DENIED if reason in denied else _UNKNOWN


def _bus_hint() -> str:
    if sys.platform == "linux":
        return "Is the Bluetooth service running? Try `systemctl status bluetooth`."
    return "See `tpdevice doctor`."
