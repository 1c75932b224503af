"""Frames that no Progressor should send."""

import struct
from collections.abc import Callable
from typing import Final

import numpy as np

_HEAD: Final = 2
_SAMPLE: Final = 8

_Kind = Callable[[int, np.random.Generator], bytes]


def _weight(kg: float, us: int) -> bytes:
    return struct.pack("<BBfI", 1, 8, kg, us)


USELESS: Final[tuple[_Kind, ...]] = (
    lambda us, rng: b"",  # noqa: ARG005
    lambda us, rng: b"\x01",  # noqa: ARG005
    lambda us, rng: b"\x01\x08\x00",  # noqa: ARG005
    lambda us, rng: _weight(1.0, us)[: int(rng.integers(3, 10))],
    lambda us, rng: _weight(float("nan"), us),  # noqa: ARG005
    lambda us, rng: _weight(float("inf"), us),  # noqa: ARG005
    lambda us, rng: _weight(float("-inf"), us),  # noqa: ARG005
    lambda us, rng: _weight(1e30, us),  # noqa: ARG005
    lambda us, rng: _weight(float("nan"), us) + rng.bytes(8),
    lambda us, rng: bytes((int(rng.integers(7, 256)), us & 0xFF)) + rng.bytes(12),
)
"""Empty, torn, senseless, too long, of an unknown tag: kinds that hold no usable sample.
None is longer than the smallest link carries, 20 bytes."""


def useless(us: int, rng: np.random.Generator) -> bytes:
    """Return a frame without any usable sample; `us` is the stamp it may carry."""
    return USELESS[int(rng.integers(len(USELESS)))](us, rng)


def torn(packet: bytes, rng: np.random.Generator) -> bytes:
    """Return a packet of weights cut within a sample; at least one before the cut is whole.

    What is cut after its only sample says that it has two.
    """
    samples = max(packet[1] // _SAMPLE, 2)
    whole = int(rng.integers(1, samples))
    end = _HEAD + whole * _SAMPLE + int(rng.integers(1, _SAMPLE))
    return (bytes((packet[0], samples * _SAMPLE)) + packet[_HEAD:] + rng.bytes(_SAMPLE))[:end]
