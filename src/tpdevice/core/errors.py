"""What can go wrong, in one tree; every error carries its data and a next step.

TpError
├── DeviceError
│   ├── FrameError
│   └── UnknownDevice
├── LinkError
│   ├── BluetoothOff
│   ├── DeviceNotFound
│   ├── LinkLost
│   ├── LinkTimeout
│   └── OtherKind
├── NoSound
├── PlanError
├── RecordingError
├── ResultError
├── StoreError
│   ├── NotInStore
│   └── StoreTooNew
├── TapeError
├── TrustError
└── UsageError
"""

from typing import ClassVar


class TpError(Exception):
    """The root. `hint` says what a person can do next."""

    hint: str = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        if hint:
            self.hint = hint


class DeviceError(TpError):
    """A sensor spoke, and it made no sense."""


class FrameError(DeviceError):
    """One notification that is not of its protocol."""

    def __init__(self, reason: str, frame: bytes = b"") -> None:
        super().__init__(reason)
        self.reason = reason
        self.frame = frame


class UnknownDevice(DeviceError):
    """No driver goes by this name."""

    exit_code = 2

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no sensor kind called {key!r}.")
        self.key = key
        self.hint = "Known kinds: " + ", ".join(known) + ". See `tpdevice devices`."


class LinkError(TpError):
    """The radio, or the way to it."""

    exit_code = 3


class BluetoothOff(LinkError):
    """There is no usable Bluetooth adapter: none, switched off, or no permission."""

    def __init__(self, message: str, *, hint: str = "", part: str = "adapter") -> None:
        """Take what is wrong: the adapter, the permission, the service, or Bluetooth itself."""
        super().__init__(message, hint=hint)
        self.part = part


class DeviceNotFound(LinkError):
    """The scan ended without the sensor."""


class LinkLost(LinkError):
    """The connection ended while it was needed."""


class LinkTimeout(LinkError):
    """The sensor did not answer in time."""


class OtherKind(LinkError):
    """The device does not have what its kind of sensor should have."""


class NoSound(TpError):
    """There is no way to be heard: no library, or no device."""


class PlanError(TpError):
    """A plan or a content file says something that cannot be."""

    exit_code = 2

    def __init__(self, path: str, problem: str, *, hint: str = "") -> None:
        super().__init__(f"{path}: {problem}", hint=hint)
        self.path = path
        self.problem = problem


class ResultError(TpError):
    """A result file that cannot be taken."""


class StoreError(TpError):
    """The database file cannot do what was asked of it."""

    def __init__(self, path: str, problem: str, *, hint: str = "") -> None:
        super().__init__(f"{path}: {problem}", hint=hint)
        self.path = path
        self.problem = problem


class NotInStore(StoreError):
    """The file is fine, but what was asked for is not in it."""


class StoreTooNew(StoreError):
    """A newer program wrote this file."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(
            path,
            f"was written by a newer tpdevice (format {found}, this program knows {known}).",
            hint="Update tpdevice, or choose another file with --db.",
        )
        self.found = found
        self.known = known


class TapeError(TpError):
    """A tape that cannot be read."""


class RecordingError(TpError):
    """A recording of another program that cannot be read; it names the line, where there is one."""

    def __init__(
        self, problem: str, *, line: int | None = None, hint: str = "", name: str = ""
    ) -> None:
        """Take what is wrong with it, and where; `name` is that of the file."""
        where = [name] if name else []
        where += [] if line is None else [f"line {line}"]
        super().__init__(": ".join([", ".join(where), problem] if where else [problem]), hint=hint)
        self.problem = problem
        self.line = line

    def of_file(self, name: str) -> "RecordingError":
        """Return the same, with the name of the file."""
        return RecordingError(self.problem, line=self.line, hint=self.hint, name=name)


class TrustError(TpError):
    """A signature or a key that does not fit."""


class UsageError(TpError):
    """The command was asked for something that does not fit together."""

    exit_code = 2
