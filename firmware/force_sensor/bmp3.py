"""The arithmetic of a BMP388 or BMP390: what its raw numbers mean.

Source: the data sheets, section "Compensation formula". The temperature of a ball changes slowly,
so its share is worked out now and then and leaves a polynomial of the raw pressure.
"""

import struct

TRIMMING_BYTES = 21
"""Of the chip's own memory, from register 0x31."""
PER_PA = 10


class Compensation:
    """The trimming of one chip, and the polynomial of its last temperature."""

    def __init__(self, trimming: bytes) -> None:
        raw = struct.unpack("<HHbhhbbHHbbhbb", trimming)
        self._t1 = raw[0] * 256.0
        self._t2 = raw[1] / 2.0**30
        self._t3 = raw[2] / 2.0**48
        self._slope = (
            (raw[3] - 16384) / 2.0**20,
            (raw[4] - 16384) / 2.0**29,
            raw[5] / 2.0**32,
            raw[6] / 2.0**37,
        )
        self._offset = (raw[7] * 8.0, raw[8] / 2.0**6, raw[9] / 2.0**8, raw[10] / 2.0**15)
        self._bend = (raw[11] / 2.0**48, raw[12] / 2.0**48)
        self._cubic = raw[13] / 2.0**65
        self._linear = self._square = self._constant = 0.0

    def warm(self, raw_temperature: int) -> float:
        """Take a raw temperature, and return it in °C."""
        above = raw_temperature - self._t1
        t: float = above * self._t2 + above * above * self._t3
        self._constant = _cubic(self._offset, t)
        self._linear = _cubic(self._slope, t)
        self._square = self._bend[0] + self._bend[1] * t
        return t

    def pressure(self, raw_pressure: int) -> int:
        """Return the absolute pressure, 0.1 Pa, at the last temperature taken."""
        up = float(raw_pressure)
        bent = (self._cubic * up + self._square) * up + self._linear
        return int((bent * up + self._constant) * PER_PA + 0.5)


def _cubic(factors: tuple[float, float, float, float], t: float) -> float:
    a, b, c, d = factors
    return ((d * t + c) * t + b) * t + a
