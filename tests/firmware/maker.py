"""A barometer as its maker counts it, in whole numbers."""

import struct

TRIMMING = struct.pack(
    "<HHbhhbbHHbbhbb",
    27772,
    18803,
    -10,
    -1000,
    -1100,
    35,
    1,
    24800,
    30400,
    -13,
    -10,
    16500,
    15,
    -56,
)
"""Constructed, of the size that such chips have."""


def whole_number_pressure(raw_pressure: int, raw_temperature: int) -> float:
    """Return Pa by the 64-bit arithmetic that the maker gives for chips without floats."""
    t1, t2, t3, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 = struct.unpack(
        "<HHbhhbbHHbbhbb", TRIMMING
    )
    above = raw_temperature - (t1 << 8)
    t = (above * t2 * (1 << 18) + above * above * t3) >> 32
    tt, ttt = t * t, (t * t // 64) * t // 256
    offset = (p5 << 47) + p8 * ttt // 32 + p7 * tt * 16 + p6 * t * (1 << 22)
    sensitivity = (p1 - 16384) * (1 << 46) + p4 * ttt // 32 + p3 * tt * 4
    sensitivity += (p2 - 16384) * t * (1 << 21)
    bend = (p10 * t + (p9 << 16)) * raw_pressure // 8192
    bend = bend * (raw_pressure // 10) // 512 * 10
    cubic = (p11 * raw_pressure * raw_pressure // 65536) * raw_pressure // 128
    whole = offset // 4 + sensitivity // (1 << 24) * raw_pressure + bend + cubic
    return whole * 25 / (1 << 40) / 100
