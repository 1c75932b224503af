"""What a driver makes of bytes; raw values keep the instrument's own unit."""

from msgspec import Struct


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


class Battery(Struct, frozen=True):
    """Battery voltage, mV."""

    voltage_mv: int


class BatteryLow(Struct, frozen=True):
    """The device says that it will switch off soon."""


class About(Struct, frozen=True):
    """A fact that the device tells about itself, such as its firmware version."""

    what: str
    value: str


class Ignored(Struct, frozen=True):
    """A frame that is whole but of no use here, such as a reply to nothing that was asked."""

    reason: str


WireEvent = Readings | Malformed | Battery | BatteryLow | About | Ignored


class Write(Struct, frozen=True):
    """Bytes to send to a characteristic."""

    channel: str
    data: bytes


class Advert(Struct, frozen=True):
    """What a sensor broadcasts before anyone is connected to it."""

    address: str
    name: str
    services: tuple[str, ...] = ()
    """128-bit service UUIDs, lower case."""
    manufacturer: tuple[tuple[int, bytes], ...] = ()
    """Company id and payload, the id stripped from the payload."""
    rssi_dbm: int | None = None
