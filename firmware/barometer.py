"""A BMP388 or BMP390 on I2C, asked for one measurement at a time."""

from force_sensor.bmp3 import TRIMMING_BYTES, Compensation

ADDRESSES = (0x77, 0x76)
CHIPS = (0x50, 0x60)
"""A BMP388's number, and a BMP390's."""

CHIP_ID = 0x00
STATUS = 0x03
POWER = 0x1B
OVERSAMPLING = 0x1C
FILTER = 0x1F
TRIMMING = 0x31

BOTH_READY = 0x60
MEASURE_ONCE = 0x13
"""Pressure and temperature, one measurement, and back to sleep."""
PRESSURE_TWICE = 0x01
"""Two samples of pressure and one of temperature."""
MEASURING_US = 6850
"""How long that takes. Source: the data sheet, 234 + (392 + 2 × 2020) + (163 + 2020) µs."""
WARM_EVERY = 16
"""Samples between two looks at the temperature. Assumed: a ball changes more slowly."""


class Barometer:
    """One chip, on either of its two addresses.

    Raises
    ------
    OSError
        If there is none, or it does not answer.
    """

    def __init__(self, bus) -> None:
        self._bus = bus
        self._address = self._find()
        bus.writeto_mem(self._address, OVERSAMPLING, bytes((PRESSURE_TWICE,)))
        # The chip's own filter would hide a fast force, and delay a slow one.
        bus.writeto_mem(self._address, FILTER, b"\0")
        trimming = bus.readfrom_mem(self._address, TRIMMING, TRIMMING_BYTES)
        self._compensation = Compensation(trimming)
        self._answer = bytearray(7)
        self._once = bytes((MEASURE_ONCE,))
        self._until_warm = 0

    def measure(self) -> None:
        """Begin a measurement; it is there after `MEASURING_US`."""
        self._bus.writeto_mem(self._address, POWER, self._once)

    def read(self) -> "int | None":
        """Return the pressure, 0.1 Pa, or None if it is not there."""
        answer = self._answer
        self._bus.readfrom_mem_into(self._address, STATUS, answer)
        if answer[0] & BOTH_READY != BOTH_READY:
            return None
        if self._until_warm == 0:
            self._until_warm = WARM_EVERY
            self._compensation.warm(answer[4] | answer[5] << 8 | answer[6] << 16)
        self._until_warm -= 1
        return self._compensation.pressure(answer[1] | answer[2] << 8 | answer[3] << 16)

    def _find(self) -> int:
        there = self._bus.scan()
        for address in ADDRESSES:
            if address in there and self._bus.readfrom_mem(address, CHIP_ID, 1)[0] in CHIPS:
                return address
        raise OSError("no BMP388 or BMP390")
