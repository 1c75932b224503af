"""How far a sensor lets a person be coached: by its rate, its steps, and what it sends."""

from enum import StrEnum
from typing import Final

from tpdevice.core import rules
from tpdevice.core.driver import DriverSpec, Sends


class Coaching(StrEnum):
    """What a session with a sensor can be."""

    FULL = "coached"
    SLOW = "coached slowly"
    NONE = "read and logged"


_OF_WHAT_IT_SENDS: Final = {
    Sends.PEAKS: "it sends the strongest force so far, not the force now",
    Sends.SETTLED: "it sends a value only once it has settled",
}
TOO_COARSE: Final = "its steps are more than a twentieth of what would be asked for here"


def coaching_of(spec: DriverSpec, *, rate_hz: float | None = None) -> tuple[Coaching, str]:
    """Return what this kind of sensor allows, and why not more.

    Parameters
    ----------
    rate_hz
        What this one was measured to send; None: what its kind sends.
    """
    rate_hz = rate_hz or spec.rate_hz
    if spec.sends is not Sends.LIVE:
        return Coaching.NONE, _OF_WHAT_IT_SENDS[spec.sends]
    if rate_hz < rules.SLOWEST_HZ:
        return Coaching.NONE, f"{rate_hz:g} values a second are too few"
    if rate_hz < rules.FULL_HZ:
        return Coaching.SLOW, f"{rate_hz:g} values a second allow slower cues only"
    return Coaching.FULL, ""


def too_coarse(step_mn: float, aim_mn: float) -> bool:
    """Say whether a sensor's steps are too coarse to be led to an aim."""
    return step_mn > rules.COARSEST * aim_mn
