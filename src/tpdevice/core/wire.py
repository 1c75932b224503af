"""What a driver makes of bytes; raw values keep the instrument's own unit."""

from dataclasses import dataclass

from msgspec import Struct


class Readings(Struct, frozen=True):
    """The values of one notification, oldest first."""

    raw: tuple[float, ...]
    """As sent, in the driver's raw unit; may be non-finite."""

    device_us: tuple[int, ...] | None
    """The device's own clock, µs, unwrapped, never decreasing in an epoch; None without one."""

    epoch: int = 0
    """Counts up whenever the device's clock began anew."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """A frame that could be read only in part; what was whole stands in Readings before it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Battery:
    """Battery voltage, mV."""

    voltage_mv: int


@dataclass(frozen=True, slots=True)
class BatteryLow:
    """The device says that it will switch off soon."""


@dataclass(frozen=True, slots=True)
class About:
    """A fact that the device tells about itself, such as its firmware version."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A frame that is whole but of no use here, such as an unknown tag."""

    reason: str


WireEvent = Readings | Malformed | Battery | BatteryLow | About | Ignored


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes to send to a characteristic."""

    channel: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Advert:
    """What a sensor broadcasts before anyone is connected to it."""

    address: str
    name: str
    services: tuple[str, ...] = ()
    """128-bit service UUIDs, lower case."""
    manufacturer: tuple[tuple[int, bytes], ...] = ()
    """Company id and payload, the id stripped from the payload."""
    rssi_dbm: int | None = None
