"""Presses that are meant as an answer: short or long, from a sensor that nothing else touches.

The rest level is learnt from the samples themselves, since no zero was taken yet when the first
questions are asked. Before and after a gesture force must be as still as a body never is: a body
breathes, sways and coughs, and a ball that lies free does not. What does not fit is passed over,
and force must be still again before the next gesture begins.
"""

from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import mn, ns
from tpdevice.signal.dwell import NEVER

STILL_N: Final = 1.0
"""Peak to peak at rest. Chosen: as for a zero, which a sensor has to allow anyway."""
ON_N: Final = 4.0
"""Above the rest, from where it is a press. Chosen: more than a draught, a cable or a table."""
MOST_N: Final = 60.0
"""Above the rest; what is more is somebody's weight. Chosen."""
STEPS: Final = 3
"""Of the sensor that a press must be above the rest, and two that rest may spread. Chosen."""
STILL_S: Final = 1.5
"""Still before a gesture. Chosen: longer than a breath stands at its turn."""
RISE_S: Final = 0.3
"""From leaving the rest to ON_N, at most: who leans in slowly takes longer. Chosen."""
SHORT_S: Final = (0.02, 0.75)
LONG_S: Final = (1.5, 3.0)
"""A short press, and one of about two seconds, from ON_N to ON_N. Chosen; what lies between is
neither, so that a slow short press is never taken for a long one."""
EARLY_S: Final = 0.5
EARLY_SHARE: Final = 0.6
"""A long press has this share of its most within this time, and then keeps half. Chosen."""
OFF_S: Final = 0.5
"""From half of a long press to none, at most. Chosen."""
AFTER_S: Final = 0.8
"""Nothing after the last press for so long: the gesture is whole. Chosen: a pause that is longer
than between two presses of one gesture."""
CALM_S: Final = 0.4
"""And still for the last part of it. Chosen."""
UNLIKE: Final = 3
"""Presses of one gesture differ by no more than this factor. Chosen."""
MOST_PRESSES: Final = 3


class Tap(StrEnum):
    """What was heard."""

    BEGUN = "a press begins"
    TWICE = "two short presses"
    THRICE = "three short presses"
    LONG = "one long press"


class Feel(Struct, frozen=True):
    """Limits for one sensor."""

    gap_ns: int
    """Longer without a sample: everything begins anew."""
    still_mn: int
    on_mn: int


def feel_of(*, gap_ns: int, step_mn: int) -> Feel:
    """Return the limits; a sensor that counts in large steps needs more than one of them."""
    still_mn, on_mn = max(mn(STILL_N), 2 * step_mn), max(mn(ON_N), STEPS * step_mn)
    return Feel(gap_ns, still_mn, on_mn)


class Stage(StrEnum):
    """Where the ear is."""

    LEARNING = "waiting for stillness"
    READY = "still"
    PRESSED = "in a press"
    BETWEEN = "after a press"


class Press(Struct, frozen=True):
    """One press that is over."""

    height_mn: int
    """Its most, above the rest."""
    long: bool


class Touch(Struct, frozen=True):
    """What is remembered between two samples."""

    stage: Stage = Stage.LEARNING
    last_ns: int | None = None
    since_ns: int = 0
    """When the stage, or its present stillness, began."""
    low_mn: int = 0
    high_mn: int = 0
    """Of the present stillness."""
    rest_mn: int = 0
    left_ns: int | None = None
    """When force left the rest without being a press yet; between presses, the newest sample of the
    calm part, or None before it."""
    peak_mn: int = 0
    early_mn: int = 0
    half_ns: int | None = None
    """When the press fell below half of its most."""
    presses: tuple[Press, ...] = ()
    begun_ns: int = 0
    """When the first press of the gesture began."""


NOTHING: Final = Touch()
"""Before the first sample."""


class Heard(Struct, frozen=True):
    """What a block, or its start, brought."""

    touch: Touch
    at: int = NEVER
    """Index of the sample at which something was heard."""
    tap: Tap | None = None
    height_mn: int = 0
    """Of the strongest press, above the rest."""
    rest_mn: int = 0
    begun_ns: int = 0


def listen(touch: Touch, block: SampleBlock, feel: Feel) -> Heard:
    """Follow samples up to the first at which something is heard."""
    pairs = zip(block.t_ns.tolist(), block.force_mn.tolist(), strict=True)
    for index, (t_ns, force_mn) in enumerate(pairs):
        before = touch
        touch, tap = _next(touch, t_ns, force_mn, feel)
        if tap is not None:
            done = before.presses if tap is not Tap.BEGUN else ()
            height_mn = max([press.height_mn for press in done], default=0)
            return Heard(touch, index, tap, height_mn, before.rest_mn, before.begun_ns)
    return Heard(touch)


def _next(touch: Touch, t_ns: int, force_mn: int, feel: Feel) -> tuple[Touch, Tap | None]:
    if touch.last_ns is None or t_ns - touch.last_ns > feel.gap_ns:
        return _learning(t_ns, force_mn), None
    touch = replace(touch, last_ns=t_ns)
    match touch.stage:
        case Stage.LEARNING:
            return _learn(touch, t_ns, force_mn, feel), None
        case Stage.READY:
            return _ready(touch, t_ns, force_mn, feel)
        case Stage.PRESSED:
            return _pressed(touch, t_ns, force_mn, feel), None
        case Stage.BETWEEN:
            return _between(touch, t_ns, force_mn, feel)


def _learning(t_ns: int, force_mn: int) -> Touch:
    return Touch(last_ns=t_ns, since_ns=t_ns, low_mn=force_mn, high_mn=force_mn)


def _still(touch: Touch, t_ns: int, force_mn: int, feel: Feel) -> Touch | None:
    """Return the touch with one more sample of stillness, or None where it moved."""
    low_mn, high_mn = min(touch.low_mn, force_mn), max(touch.high_mn, force_mn)
    if high_mn - low_mn > feel.still_mn:
        return None
    if t_ns - touch.since_ns < ns(STILL_S):
        return replace(touch, low_mn=low_mn, high_mn=high_mn)
    return _at_rest((low_mn + high_mn) // 2, t_ns, force_mn)


def _at_rest(rest_mn: int, t_ns: int, force_mn: int) -> Touch:
    return Touch(
        Stage.READY,
        last_ns=t_ns,
        since_ns=t_ns,
        low_mn=force_mn,
        high_mn=force_mn,
        rest_mn=rest_mn,
    )


def _learn(touch: Touch, t_ns: int, force_mn: int, feel: Feel) -> Touch:
    return _still(touch, t_ns, force_mn, feel) or _learning(t_ns, force_mn)


def _ready(touch: Touch, t_ns: int, force_mn: int, feel: Feel) -> tuple[Touch, Tap | None]:
    """Wait for a press, and follow the rest as it creeps."""
    up_mn = force_mn - touch.rest_mn
    left_ns = t_ns if touch.left_ns is None else touch.left_ns
    if t_ns - left_ns > ns(RISE_S):
        return _learning(t_ns, force_mn), None
    if up_mn > feel.on_mn:
        return _press(touch, t_ns, up_mn), Tap.BEGUN
    if abs(up_mn) > feel.still_mn:
        return replace(touch, left_ns=left_ns), None
    calm = _still(replace(touch, left_ns=None), t_ns, force_mn, feel)
    begun = replace(touch, left_ns=None, since_ns=t_ns, low_mn=force_mn, high_mn=force_mn)
    return calm or begun, None


def _press(touch: Touch, t_ns: int, up_mn: int) -> Touch:
    begun_ns = touch.begun_ns if touch.presses else t_ns
    return replace(
        touch,
        stage=Stage.PRESSED,
        since_ns=t_ns,
        left_ns=None,
        peak_mn=up_mn,
        early_mn=up_mn,
        half_ns=None,
        begun_ns=begun_ns,
    )


def _pressed(touch: Touch, t_ns: int, force_mn: int, feel: Feel) -> Touch:
    up_mn, lasted_ns = force_mn - touch.rest_mn, t_ns - touch.since_ns
    if up_mn > mn(MOST_N) or lasted_ns > ns(LONG_S[1]):
        return _learning(t_ns, force_mn)
    # After a strong press a ball has not come all the way back when the next one begins.
    if up_mn > max(feel.on_mn // 2, min(touch.peak_mn // 6, 3 * feel.on_mn // 4)):
        early_mn = max(touch.early_mn, up_mn) if lasted_ns <= ns(EARLY_S) else touch.early_mn
        peak_mn, half_ns = max(touch.peak_mn, up_mn), touch.half_ns
        if 2 * up_mn < peak_mn:
            half_ns = t_ns if half_ns is None else half_ns
        elif half_ns is not None:
            return _learning(t_ns, force_mn)  # two presses that ran together are not one long one
        return replace(touch, peak_mn=peak_mn, early_mn=early_mn, half_ns=half_ns)
    press = _over(touch, t_ns)
    presses = (*touch.presses, press) if press is not None else ()
    if press is None or len(presses) > MOST_PRESSES or (press.long and len(presses) > 1):
        return _learning(t_ns, force_mn)
    return replace(
        touch,
        stage=Stage.BETWEEN,
        since_ns=t_ns,
        left_ns=None,
        presses=presses,
    )


def _over(touch: Touch, t_ns: int) -> Press | None:
    """Return the press that ends now, or None where it was neither short nor long."""
    lasted_ns = t_ns - touch.since_ns
    if ns(SHORT_S[0]) <= lasted_ns <= ns(SHORT_S[1]):
        return Press(touch.peak_mn, long=False)
    clean = touch.half_ns is None or t_ns - touch.half_ns <= ns(OFF_S)
    steady = touch.early_mn >= EARLY_SHARE * touch.peak_mn
    if ns(LONG_S[0]) <= lasted_ns and clean and steady:
        return Press(touch.peak_mn, long=True)
    return None


def _between(touch: Touch, t_ns: int, force_mn: int, feel: Feel) -> tuple[Touch, Tap | None]:
    up_mn, lasted_ns = force_mn - touch.rest_mn, t_ns - touch.since_ns
    if up_mn > feel.on_mn:
        again = not touch.presses[-1].long and lasted_ns < ns(AFTER_S)
        return (_press(touch, t_ns, up_mn) if again else _learning(t_ns, force_mn)), None
    if up_mn < -feel.on_mn // 2:
        return _learning(t_ns, force_mn), None  # what was taken for a rest was a load
    if lasted_ns >= ns(AFTER_S - CALM_S):
        first = touch.left_ns is None
        low_mn = force_mn if first else min(touch.low_mn, force_mn)
        high_mn = force_mn if first else max(touch.high_mn, force_mn)
        touch = replace(touch, left_ns=t_ns, low_mn=low_mn, high_mn=high_mn)
    if lasted_ns < ns(AFTER_S):
        return touch, None
    calm = touch.high_mn - touch.low_mn <= feel.still_mn and up_mn <= feel.on_mn // 2
    tap = _gesture(touch.presses) if calm else None
    if tap is None:
        return _learning(t_ns, force_mn), None
    return _at_rest(touch.rest_mn, t_ns, force_mn), tap


def _gesture(presses: tuple[Press, ...]) -> Tap | None:
    heights_mn = [press.height_mn for press in presses]
    if max(heights_mn) > UNLIKE * min(heights_mn):
        return None
    if presses[0].long:
        return Tap.LONG
    return {2: Tap.TWICE, 3: Tap.THRICE}.get(len(presses))
