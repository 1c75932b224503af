"""Addresses that follow from names, so that a sensor keeps its own from run to run."""

from collections.abc import Container
from hashlib import sha256
from itertools import count

from bumble.hci import Address


def address_of(name: str, turn: int = 0) -> Address:
    """Return the static random address of a sensor; each turn gives another."""
    said = f"{name}#{turn}" if turn else name
    raw = bytearray(sha256(said.encode()).digest()[:6])
    raw[5] |= 0b1100_0000  # a static random address says so in its two top bits
    return Address(bytes(raw), Address.RANDOM_DEVICE_ADDRESS)


def free_address(name: str, taken: Container[Address]) -> Address:
    """Return the first address of a sensor that nobody has."""
    return next(a for a in (address_of(name, turn) for turn in count()) if a not in taken)
