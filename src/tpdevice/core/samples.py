"""Force over time, the one shape in which samples travel."""

from array import array
from typing import Self

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray


class SampleBlock(Struct, frozen=True, eq=False):
    """Consecutive force samples from one sensor, oldest first."""

    t_ns: NDArray[np.int64]
    """Session time of each sample, ns, shape (n,), strictly increasing."""

    force_mn: NDArray[np.int64]
    """Force after tare, mN, shape (n,); pushing is positive."""

    @classmethod
    def of(cls, t_ns: list[int], force_mn: list[int]) -> Self:
        """Return a block of plain integers; both lists must be of one length."""
        return cls(_read_only(t_ns), _read_only(force_mn))

    @classmethod
    def own(cls, t_ns: NDArray[np.int64], force_mn: NDArray[np.int64]) -> Self:
        """Return a block that takes over two fresh arrays and closes them for writing."""
        t_ns.flags.writeable = False
        force_mn.flags.writeable = False
        return cls(t_ns, force_mn)

    def __len__(self) -> int:
        return len(self.t_ns)

    def part(self, start: int, stop: int) -> Self:
        """Return samples `start` to `stop` (excluded) as views, without a copy."""
        return type(self)(self.t_ns[start:stop], self.force_mn[start:stop])


def _read_only(numbers: list[int]) -> NDArray[np.int64]:
    """Return an array that nobody can write to: bytes cannot be changed, nor what views them."""
    return np.frombuffer(array("q", numbers).tobytes(), np.int64)
