"""The map of a ball as a picture of characters: pressure to the right, force upward."""

from itertools import pairwise
from typing import Final

from tpdevice.core.conversion import Conversion

ROWS: Final = 10
COLUMNS: Final = 48


def drawn(conversion: Conversion, *, unit: str) -> list[str]:
    """Return lines of a picture: a dot for each tenth of the force, a ring where a load was."""
    top_n, end = conversion.force_n[-1], conversion.above[-1]
    loads = {round(force_n / top_n * ROWS) for force_n in conversion.force_n}
    lines = []
    for row in range(ROWS, 0, -1):
        force_n = top_n * row / ROWS
        column = round(_above(conversion, force_n) / end * (COLUMNS - 1))
        lines.append(f"{force_n:7.1f} N |{' ' * column}{'o' if row in loads else '.'}")
    scale = f"{end:.4g} {unit} above rest"
    return [*lines, f"{'':9} +{'-' * COLUMNS}", f"{'':11}0{scale:>{COLUMNS - 1}}"]


def _above(conversion: Conversion, force_n: float) -> float:
    """Return how far above rest the sensor is at a force within the map."""
    points = [(0.0, 0.0), *zip(conversion.above, conversion.force_n, strict=True)]
    for (low, low_n), (high, high_n) in pairwise(points):
        if force_n <= high_n:
            return low + (high - low) * (force_n - low_n) / (high_n - low_n)
    return conversion.above[-1]
