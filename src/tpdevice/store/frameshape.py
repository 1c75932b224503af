"""Frames of one length as columns of numbers: where their values begin, and how wide they are."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.store.numbercolumn import Numbers

Bytes = NDArray[np.uint8]
"""Of frames, shape (frames, length)."""

_LONGEST_LEAD: Final = 8
_RECORDS: Final = (1, 2, 4, 6, 8)
_WORDS: Final = {1: "u1", 2: "<i2", 4: "<i4"}
_MOST: Final = 64
"""Columns. Chosen: more would cost more than they could save."""
_COST: Final = 12
"""Bytes that a column takes beside its numbers, about."""


class Shape(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How frames are cut: single bytes first, then records of words, all one after another."""

    lead: Annotated[int, msgspec.Meta(ge=0)]
    record: Annotated[int, msgspec.Meta(ge=1)]
    """Bytes."""
    word: Annotated[int, msgspec.Meta(ge=1)]
    """Bytes: 1, 2 or 4, the lowest first."""

    def fits(self, length: int) -> bool:
        """Whether frames so long can be cut like this."""
        whole = self.lead < length and (length - self.lead) % self.record == 0
        return whole and self.word in _WORDS and self.record % self.word == 0

    @property
    def columns(self) -> int:
        """How many there are."""
        return self.lead + self.record // self.word


def best_shape(frames: Bytes) -> Shape:
    """Return the shape in which frames are likely to take the fewest bytes."""
    return min(_shapes(frames.shape[1]), key=lambda shape: _reckoned(frames, shape))


def cut(frames: Bytes, shape: Shape) -> Iterator[Numbers]:
    """Yield the columns of frames."""
    for at in range(shape.lead):
        yield frames[:, at].astype(np.int64)
    records = frames[:, shape.lead :].reshape(-1, shape.record)
    for at in range(0, shape.record, shape.word):
        word = np.ascontiguousarray(records[:, at : at + shape.word])
        yield word.view(_WORDS[shape.word]).ravel().astype(np.int64)


def joined(columns: Sequence[Numbers], shape: Shape, *, count: int, length: int) -> bytes:
    """Return the bytes of so many frames, one after another."""
    frames = np.empty((count, length), np.uint8)
    for at in range(shape.lead):
        frames[:, at] = columns[at]
    records = np.empty((count * (length - shape.lead) // shape.record, shape.record), np.uint8)
    for number, column in enumerate(columns[shape.lead :]):
        at = number * shape.word
        words = column.astype(_WORDS[shape.word]).view(np.uint8)
        records[:, at : at + shape.word] = words.reshape(-1, shape.word)
    frames[:, shape.lead :] = records.reshape(count, -1)
    return frames.tobytes()


def _shapes(length: int) -> Iterator[Shape]:
    for lead in range(min(_LONGEST_LEAD + 1, length)):
        for record in dict.fromkeys((*_RECORDS, length - lead)):
            for word in _WORDS:
                shape = Shape(lead, record, word)
                if shape.fits(length) and shape.columns <= _MOST:
                    yield shape


def _reckoned(frames: Bytes, shape: Shape) -> float:
    return sum(_COST + _entropy(column) for column in cut(frames, shape))


def _entropy(numbers: Numbers) -> float:
    """Return how many bytes the differences take, each byte by how often it comes."""
    steps = np.diff(numbers)
    planes = ((steps << 1) ^ (steps >> 63)).view(np.uint8).reshape(-1, 8).T
    return sum(map(_plane, planes[:5]))


def _plane(plane: NDArray[np.uint8]) -> float:
    often = np.bincount(plane)
    often = often[often > 0]
    return float((often * np.log2(often.sum() / often)).sum() + 6 * len(often)) / 8
