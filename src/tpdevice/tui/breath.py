"""A slow breath to follow: six a minute, out longer than in."""

from math import cos, pi
from typing import Final

from tpdevice.core.units import seconds
from tpdevice.tui.view import BreathView

IN_S: Final = 4.0
OUT_S: Final = 6.0
"""Six breaths a minute, out longer than in. Source: slow-breathing studies around 0.1 Hz."""


def breath_at(now_ns: int) -> BreathView:
    """Return the orb at a moment of the session."""
    into_s = seconds(now_ns) % (IN_S + OUT_S)
    if into_s < IN_S:
        fill = (1 - cos(pi * into_s / IN_S)) / 2
        return BreathView(fill, inhaling=True, text=f"breathe in  {int(IN_S - into_s) + 1}")
    out_s = into_s - IN_S
    fill = (1 + cos(pi * out_s / OUT_S)) / 2
    return BreathView(fill, inhaling=False, text=f"breathe out  {int(OUT_S - out_s) + 1}")
