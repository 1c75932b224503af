"""From raw values to force on the body, with the tare between the two steps."""

from collections.abc import Iterable

from tpdevice.core.driver import DriverSpec
from tpdevice.core.errors import UsageError
from tpdevice.core.tape import Header
from tpdevice.core.units import MN_PER_N


class Converting:
    """From raw values to force on the body, mN: first along a straight line, then tared, then bent.

    What presses has a weight, and a ball a pressure at rest: both are subtracted on the line.
    """

    def __init__(self, header: Header, spec: DriverSpec) -> None:
        conversion = header.conversion or spec.conversion
        if conversion is None:
            raise UsageError(
                f"{spec.label}: nobody has said what force its values mean.",
                hint=spec.finds_out,
            )
        self._conversion = conversion
        self._mn_per_n = header.rig_multiplier * MN_PER_N
        self._mn_per_raw = conversion.n_per_raw * self._mn_per_n
        self.range_mn = conversion.range_n(spec.range_raw) * self._mn_per_n
        self.bends = not conversion.is_straight

    def chord_mn(self, raw: Iterable[float]) -> list[float]:
        """Return forces before tare."""
        rest, scale = self._conversion.rest_raw, self._mn_per_raw
        return [(value - rest) * scale for value in raw]

    def bent_mn(self, tared_mn: list[int]) -> list[int]:
        """Return forces after tare."""
        if not self.bends:
            return tared_mn
        bent_n, mn_per_n = self._conversion.bent_n, self._mn_per_n
        return [round(bent_n(force_mn / mn_per_n) * mn_per_n) for force_mn in tared_mn]
