"""What bleak says when something is wrong, in our own errors with a next step."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakDBusError,
    BleakDeviceNotFoundError,
    BleakError,
)
from bleak.exc import (
    BleakBluetoothNotAvailableReason as Reason,
)

from tpdevice.core.errors import (
    BluetoothOff,
    DeviceNotFound,
    LinkError,
    LinkLost,
    LinkTimeout,
    TpError,
)

log = logging.getLogger(__name__)

_DENIED_HINT: Final = {
    "linux": "Ask for the right to use it: `sudo usermod -aG bluetooth $USER`, then log in again.",
    "darwin": "Allow it: System Settings, Privacy & Security, Bluetooth; then start again.",
    "win32": "Allow it: Settings, Privacy & security, Radios; then start again.",
}
_SERVICE_HINT: Final = {
    "linux": "Start it with `sudo systemctl start bluetooth`, or try `tpdevice demo`, which needs "
    "none.",
}


class _Why(NamedTuple):
    message: str
    hint: str
    part: str
    """What is to be looked at."""


_OFF: Final = _Why(
    "Bluetooth is switched off.",
    "Switch it on and start again.",
    "Bluetooth",
)
_DENIED: Final = _Why(
    "This program may not use Bluetooth.",
    _DENIED_HINT.get(sys.platform, "Allow Bluetooth for this terminal, then start again."),
    "permission",
)
_NO_SERVICE: Final = _Why(
    "No Bluetooth service is running on this computer.",
    _SERVICE_HINT.get(sys.platform, "See `tpdevice doctor`; without Bluetooth: `tpdevice demo`."),
    "Bluetooth",
)
_UNKNOWN: Final = _Why(
    "Bluetooth is not available here.",
    "See `tpdevice doctor`; without Bluetooth, try `tpdevice demo`.",
    "Bluetooth",
)
_AWAY_HINT: Final = "Wake it up, hold it near, and close its phone app: it takes one connection."

_REASONS: Final = {
    Reason.NO_BLUETOOTH: _Why(
        "This computer shows no Bluetooth adapter.",
        "Plug one in (Bluetooth 4.0 or newer), or try `tpdevice demo`, which needs none.",
        "adapter",
    ),
    Reason.NO_BLE_CENTRAL_ROLE: _Why(
        "This Bluetooth adapter cannot do Bluetooth Low Energy.",
        "Use an adapter of Bluetooth 4.0 or newer, or try `tpdevice demo`, which needs none.",
        "adapter",
    ),
    Reason.POWERED_OFF: _OFF,
    Reason.DENIED_BY_USER: _DENIED,
    Reason.DENIED_BY_SYSTEM: _DENIED,
    Reason.DENIED_BY_UNKNOWN: _DENIED,
}

_BUS: Final = {
    "org.freedesktop.DBus.Error.ServiceUnknown": _NO_SERVICE,
    "org.freedesktop.DBus.Error.NameHasNoOwner": _NO_SERVICE,
    "org.freedesktop.DBus.Error.NoReply": _NO_SERVICE,
    "org.freedesktop.DBus.Error.AccessDenied": _DENIED,
    "org.bluez.Error.NotAuthorized": _DENIED,
    "org.bluez.Error.NotReady": _OFF,
}
"""D-Bus errors that say something about this computer and nothing about a sensor.

Source: the D-Bus specification's well-known names, and BlueZ's D-Bus API documents.
"""


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn what bleak raises while doing `what` into a LinkError."""
    try:
        yield
    except TpError:
        raise
    except BleakBluetoothNotAvailableError as error:
        raise _off(_in_its_own_words(error) or _REASONS.get(error.reason, _UNKNOWN)) from error
    except BleakDeviceNotFoundError as error:
        raise DeviceNotFound(f"The sensor was not there while {what}.", hint=_AWAY_HINT) from error
    except TimeoutError as error:
        raise LinkTimeout(f"The sensor did not answer while {what}.", hint=_AWAY_HINT) from error
    except BleakDBusError as error:
        if error.dbus_error in _BUS:
            raise _off(_BUS[error.dbus_error]) from error
        raise _lost(what, error) from error
    except BleakError as error:
        raise _lost(what, error) from error
    except (FileNotFoundError, ConnectionRefusedError) as error:
        # The socket of the message bus is not there, or nobody listens on it.
        raise _off(_NO_SERVICE) from error
    except PermissionError as error:
        raise _off(_DENIED) from error
    except (OSError, EOFError) as error:
        raise LinkError(
            f"Bluetooth could not be reached while {what}: {_why(error)}.", hint=_NO_SERVICE.hint
        ) from error
    except Exception as error:
        # Its own books, when a bus or a device went away under it: no reason to end a session.
        log.warning("bleak stumbled while %s", what, exc_info=True)
        raise _lost(what, error) from error


def _off(why: _Why) -> BluetoothOff:
    return BluetoothOff(why.message, hint=why.hint, part=why.part)


def _in_its_own_words(error: BleakBluetoothNotAvailableError) -> _Why | None:
    """Return what a radio in place of the computer's own says, and the next step in its note."""
    notes: list[str] = getattr(error, "__notes__", [])
    said = str(error.args[0]).rstrip(".")
    return _Why(f"{said[:1].upper()}{said[1:]}.", notes[0], "adapter") if notes else None


def _lost(what: str, error: Exception) -> LinkLost:
    return LinkLost(f"The connection failed while {what}: {_why(error)}.", hint=_AWAY_HINT)


def _why(error: Exception) -> str:
    """Return an error's own words without the full stop."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(said).rstrip(".")
