"""How far a sensor lets a person be coached: by what it sends, how often, and in which steps."""

from enum import StrEnum
from typing import Final

from tpdevice.core import rules
from tpdevice.core.driver import Certainty, DriverSpec, Sends
from tpdevice.core.text import sentence


class Coaching(StrEnum):
    """What a session with a sensor can be."""

    FULL = "coached"
    SLOW = "coached slowly"
    NONE = "read and logged"


_OF_WHAT_IT_SENDS: Final = {
    Sends.PEAKS: "it sends the strongest force so far, not the force now",
    Sends.SETTLED: "it sends a value only once it has settled",
}
_A_GUESS: Final = "what it sends is only guessed"
TOO_COARSE: Final = "its steps are too coarse for what would be asked for here"


def coaching_of(spec: DriverSpec, *, rate_hz: float | None = None) -> tuple[Coaching, str]:
    """Return what this kind of sensor allows, and why not more.

    Parameters
    ----------
    rate_hz
        What this one was measured to send; None: what its kind sends.
    """
    slack = 1.0 if rate_hz is None else rules.RATE_SLACK
    rate_hz = rate_hz or spec.rate_hz
    if spec.sends is not Sends.LIVE:
        return Coaching.NONE, _OF_WHAT_IT_SENDS[spec.sends]
    if spec.certainty is Certainty.GUESS:
        return Coaching.NONE, _A_GUESS
    if rate_hz < slack * rules.SLOWEST_HZ:
        return Coaching.NONE, f"it sends {a_second(rate_hz)}, and that is too few"
    if rate_hz < slack * rules.FULL_HZ:
        return Coaching.SLOW, f"{a_second(rate_hz)}: cues come a little later"
    return Coaching.FULL, ""


def a_second(rate_hz: float) -> str:
    """Return a rate in words."""
    return "one value a second" if rate_hz == 1 else f"{rate_hz:.3g} values a second"


def in_words(allowed: Coaching, why: str) -> str:
    """Return what a person is to know before a session, or nothing where all is as usual."""
    match allowed:
        case Coaching.FULL:
            return ""
        case Coaching.SLOW:
            return f"{sentence(why)}."
        case Coaching.NONE:
            return f"It is only read and logged: {why}."


def too_coarse(step_mn: float, aim_mn: float) -> bool:
    """Say whether a sensor's steps are too coarse to be led to an aim."""
    return step_mn > rules.COARSEST * aim_mn
