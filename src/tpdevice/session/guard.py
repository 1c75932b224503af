"""The guard asks nobody. It looks at force before any smoothing, and only ever says "come off".

Three promises (docs/explanation/safety.md): stopping works at once from anywhere; above the
ceiling, or when force cannot be seen, the only cue is to come off; nobody is asked for more than
plan, person, device and the last rating allow.
"""

from enum import StrEnum

from msgspec import Struct

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns

_ALARM_NS = ns(rules.ALARM_S)
_LONG_NS = ns(rules.HARD_LIMIT_S)


class Danger(StrEnum):
    """Why to come off for good: this point is over for today."""

    CEILING = "above the ceiling"
    ALARM = "above the strongest comfortable force"
    TOO_LONG = "pressed for two minutes in one go"
    RATING = "rated 8 or more"
    ROSE = "rated 2 above the start at the same force"
    SHARP = "sharp"
    STOP = "stop pressed"


class Bounds(Struct, frozen=True):
    """What the guard measures against, mN."""

    ceiling_mn: int
    alarm_mn: int
    free_mn: int


class GuardState(Struct, frozen=True):
    """What the guard remembers between two samples.

    Silence ends neither run: what could not be seen may have been pressing.
    """

    over_since_ns: int | None = None
    """First sample of the present run above the alarm force."""
    pressed_since_ns: int | None = None
    """First sample of the present run that was not free."""


CALM = GuardState()
"""Nothing seen yet."""


class Verdict(Struct, frozen=True):
    """The guard's answer to a block."""

    state: GuardState
    at: int
    """Index of the sample at which to come off, or -1."""
    danger: Danger | None


def check(state: GuardState, block: SampleBlock, bounds: Bounds) -> Verdict:
    """Look at sample after sample, oldest first, up to the first at which to come off.

    A plain loop: it must be read and believed at one go, and notifications are short.
    """
    over, pressed = state.over_since_ns, state.pressed_since_ns
    pairs = zip(block.t_ns.tolist(), block.force_mn.tolist(), strict=True)
    for index, (t_ns, force_mn) in enumerate(pairs):
        over = None if force_mn <= bounds.alarm_mn else t_ns if over is None else over
        pressed = None if force_mn < bounds.free_mn else t_ns if pressed is None else pressed
        danger = _danger(force_mn, t_ns, over, pressed, bounds)
        if danger is not None:
            return Verdict(GuardState(over, pressed), index, danger)
    return Verdict(GuardState(over, pressed), -1, None)


def _danger(
    force_mn: int, t_ns: int, over: int | None, pressed: int | None, bounds: Bounds
) -> Danger | None:
    if force_mn > bounds.ceiling_mn:
        return Danger.CEILING
    if over is not None and t_ns - over >= _ALARM_NS:
        return Danger.ALARM
    if pressed is not None and t_ns - pressed >= _LONG_NS:
        return Danger.TOO_LONG
    return None


def check_key(action: Action) -> Danger | None:
    """Look at a key: stop and "sharp" count at once, in every phase."""
    if action is Action.STOP:
        return Danger.STOP
    return Danger.SHARP if action is Action.SHARP else None


def check_rating(value: int, *, start: int | None) -> Danger | None:
    """Look at an answer; `start` is the first rating of this hold at the same force, or None.

    It is one at which force was no less than now: then a rise is the point's own.
    """
    if value >= rules.RATING_STOP:
        return Danger.RATING
    if start is not None and value >= start + rules.RATING_RISE:
        return Danger.ROSE
    return None
