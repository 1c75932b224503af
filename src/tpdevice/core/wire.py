"""What a driver makes of bytes; raw values keep the instrument's own unit."""

from typing import Final

from msgspec import Struct

_BASE_UUID: Final = "-0000-1000-8000-00805f9b34fb"
MANUFACTURER: Final = "manufacturer/"
SERVICE_DATA: Final = "service/"


def sig(number: int) -> str:
    """Return the 128-bit form of a 16-bit UUID of Bluetooth SIG, lower case."""
    return f"{number:08x}{_BASE_UUID}"


def manufacturer_channel(company: int) -> str:
    """Return the pseudo-channel of an advert's manufacturer data; the id is not in the bytes."""
    return f"{MANUFACTURER}{company:04x}"


def service_channel(uuid: str) -> str:
    """Return the pseudo-channel of an advert's service data."""
    return f"{SERVICE_DATA}{uuid}"


class Readings(Struct, frozen=True):
    """The values of one notification, oldest first."""

    raw: tuple[float, ...]
    """As sent, in the driver's raw unit; may be non-finite."""

    device_us: tuple[int, ...] | None
    """The device's own clock, µs, unwrapped, never decreasing in an epoch; None without one."""

    epoch: int = 0
    """Counts up whenever the device's clock began anew."""


class Malformed(Struct, frozen=True):
    """A frame that could be read only in part; what was whole stands in Readings before it."""

    reason: str


class Unusable(Struct, frozen=True):
    """A whole frame whose value is no force: held, overloaded, or in a unit that is not certain."""

    reason: str
    """What a person can do about it, a few words, such as `hold is on`."""


class Battery(Struct, frozen=True):
    """How full the battery is, in what the device says of it."""

    voltage_mv: int | None = None
    percent: int | None = None


class BatteryLow(Struct, frozen=True):
    """The device says that it will switch off soon."""


class About(Struct, frozen=True):
    """A fact that the device tells about itself, such as its firmware version."""

    what: str
    value: str


class Ignored(Struct, frozen=True):
    """A frame that is whole but of no use here, such as a reply to nothing that was asked."""

    reason: str


WireEvent = Readings | Malformed | Unusable | Battery | BatteryLow | About | Ignored


class Write(Struct, frozen=True):
    """Bytes to send to a characteristic; to one that the device does not have, nothing is sent."""

    channel: str
    data: bytes
    response: bool | None = None
    """Whether to wait for the device's answer; None: as the characteristic says."""
    service: str = ""
    """Of which service, where several of a device have such a characteristic; 128-bit UUID."""


class Advert(Struct, frozen=True):
    """What a sensor broadcasts before anyone is connected to it."""

    address: str
    name: str
    services: tuple[str, ...] = ()
    """128-bit service UUIDs, lower case."""
    manufacturer: tuple[tuple[int, bytes], ...] = ()
    """Company id and payload, the id stripped from the payload."""
    service_data: tuple[tuple[str, bytes], ...] = ()
    """128-bit service UUID, lower case, and payload."""
    rssi_dbm: int | None = None
