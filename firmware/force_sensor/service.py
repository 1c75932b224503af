"""What the sensor is called on the air; see `docs/protocols/open-force.md`."""

from force_sensor.settings import FORCE as OF_FORCE
from force_sensor.settings import PRESSURE as OF_PRESSURE

SERVICES = {
    OF_FORCE: "dbbbf301-7b16-4f29-ac59-6dbbbab91960",
    OF_PRESSURE: "dbbbf311-7b16-4f29-ac59-6dbbbab91960",
}
"""One for each kind, so that a computer knows the kind from the advert."""
STREAM = "dbbbf302-7b16-4f29-ac59-6dbbbab91960"
CONTROL = "dbbbf303-7b16-4f29-ac59-6dbbbab91960"
INFO = "dbbbf304-7b16-4f29-ac59-6dbbbab91960"
FORCE = 0x2C07

PRESENTATION = 0x2904
PRESENTED = b"\x10\xfd\x05\x27\x01\x00\x00"
"""sint32, exponent −3, newton."""

BATTERY = 0x180F
BATTERY_LEVEL = 0x2A19
DEVICE = 0x180A
MAKER = 0x2A29
MODEL = 0x2A24
SERIAL = 0x2A25
FIRMWARE = 0x2A26

MAKER_NAME = b"home-made"
MODEL_NAME = b"open-force"
VERSION = "0.1.0"


def name(given: str, serial: bytes) -> str:
    """Return the name to advertise: the builder's, or one made of the board's own number."""
    return given or f"OpenForce-{serial[-2]:02X}{serial[-1]:02X}"
