"""The Bluetooth of this machine: the real daemon, and the adapter that it looks after."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from children import PATIENCE_S, Child

PLACES: Final = ("/usr/libexec/bluetooth/bluetoothd", "/usr/lib/bluetooth/bluetoothd")
ADAPTER: Final = "/org/bluez/hci0"
POLL_S: Final = 0.1


class Stack:
    """bluetoothd, which can be killed and started."""

    def __init__(self) -> None:
        self._program = next(place for place in PLACES if Path(place).exists())
        self.start()

    def start(self) -> None:
        """Start the daemon; come back when it has its name on the bus."""
        self._daemon = Child([self._program, "-n"])
        wait_until(
            lambda: _call("org.freedesktop.DBus", "/", OWNER, "string:org.bluez") is not None
        )

    def kill(self) -> None:
        """Kill the daemon as a crash would."""
        self._daemon.kill()

    def switch_adapter(self, *, on: bool) -> None:
        """Switch the adapter, as a person does in the settings."""
        word = "true" if on else "false"
        wait_until(lambda: _call(*_BLUEZ, SET, *_POWERED, f"variant:boolean:{word}") is not None)
        wait_until(lambda: self._powered() == word)

    def _powered(self) -> str | None:
        said = _call(*_BLUEZ, GET, *_POWERED)
        return None if said is None else said.split()[-1]

    @property
    def said(self) -> str:
        """Return what the daemon logged since it was started."""
        return self._daemon.said


OWNER: Final = "org.freedesktop.DBus.GetNameOwner"
GET: Final = "org.freedesktop.DBus.Properties.Get"
SET: Final = "org.freedesktop.DBus.Properties.Set"
_BLUEZ: Final = ("org.bluez", ADAPTER)
_POWERED: Final = ("string:org.bluez.Adapter1", "string:Powered")


def _call(service: str, path: str, *words: str) -> str | None:
    """Call a method on the system's bus; None if it fails."""
    command = ["dbus-send", "--system", "--print-reply", f"--dest={service}", path, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def wait_until(true: Callable[[], bool]) -> None:
    """Look again and again; nothing tells when a service is there."""
    due_s = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < due_s, "it never came"
        time.sleep(POLL_S)
