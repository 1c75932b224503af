"""Packets on the attribute protocol's own channel that no device should send."""

from collections.abc import Callable
from random import Random
from typing import Final

SHARE: Final = 0.25
"""Useless packets for each notification while they come. Assumed."""

USELESS: Final[tuple[Callable[[Random], bytes], ...]] = (
    lambda _: b"",
    lambda _: b"\x1b",
    lambda rng: b"\x1b" + rng.randbytes(1),
    lambda rng: b"\x1b\xff\xff" + rng.randbytes(rng.randrange(17)),
    lambda rng: b"\x1d" + rng.randbytes(1),
    lambda rng: bytes((rng.choice((0x3F, 0x51, 0x7F, 0xC1, 0xFF)),)) + rng.randbytes(8),
)
"""Empty; a notification without a handle, with half of one, of what is not there; an indication
torn; an operation that does not exist. No answers that nobody asked for: BlueZ hangs up on them.
None is longer than the smallest link carries."""


def useless(rng: Random) -> bytes:
    """Return a packet that a central has to ignore."""
    return rng.choice(USELESS)(rng)
