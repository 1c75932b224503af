"""What is written to Control, and the bytes of Info and Force."""

import struct

VERSION = 1
START = 0x01
STOP = 0x02
INFO = 0x03
DONE = 0x00
NOT_KNOWN = 0x01

TELL_AGAIN_MS = 60_000
"""Info is told unasked at least this often while somebody is connected."""


def reply(request: int, info: bytes) -> bytes:
    """Return the reply to a request, which names it first."""
    if request == INFO:
        return bytes((INFO, DONE)) + info
    if request in (START, STOP):
        return bytes((request, DONE))
    return bytes((request, NOT_KNOWN))


def info(
    kind: int,
    rate_hz: int,
    values: tuple[int, int],
    *,
    voltage_mv: int,
    state: int,
    trouble: int,
) -> bytes:
    """Return the bytes of Info; `values` are the lowest and the highest of the range."""
    low, high = values
    rate = rate_hz * 100
    return struct.pack("<BBHiiHBB", VERSION, kind, rate, low, high, voltage_mv, state, trouble)


def force(force_mn: int) -> bytes:
    """Return the bytes of Force: the SIG's own characteristic 0x2C07."""
    return struct.pack("<i", force_mn)
