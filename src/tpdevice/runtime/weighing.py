"""Known weights on a sensor: rest, then one weight after the other, each held still."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tpdevice.core import rules
from tpdevice.core.conversion import Conversion
from tpdevice.core.rig import Checked, Weighed, compared, fitted
from tpdevice.core.units import N_PER_KGF
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.stillness import Still, wait_until_still

REST_S = 2.0
HELD_S = 2.0
"""How long a sensor lies still before its mean is taken. Chosen."""
PATIENCE_S = 60.0
MOST = 5
"""Weights in one check. Chosen."""
FAINT = 5.0
"""A weight must show at least so many times the spread at rest. Chosen."""
_STEPS = 10.0
_NOISES = 4.0
"""Spread that counts as still, in steps of the sensor and in its own spread at rest. Chosen."""

AskWeight = Callable[[int], Awaitable[float | None]]
"""Given how many there were before, returns the next weight in kg, or None when there is none."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What came of it."""

    rest: Still
    """Raw units."""
    weighed: tuple[Weighed, ...]
    """The sensor's side in N where a conversion was known, else in raw units above rest."""

    def fitted(self) -> Checked:
        """Return the multiplier that fits best."""
        return fitted(self.weighed)

    def compared(self, multiplier: float) -> Checked:
        """Return how far a known multiplier is off."""
        return compared(self.weighed, multiplier=multiplier)

    def conversion(self) -> Conversion:
        """Return what a raw value means, where nobody knew before."""
        return Conversion.straight(self.fitted().multiplier, rest_raw=self.rest.mean)


async def weigh(
    ear: Ear, *, conversion: Conversion | None, ask: AskWeight, tell: Callable[[str], None]
) -> Weighing:
    """Guide through rest and weights.

    Parameters
    ----------
    conversion
        What the sensor's values mean; None where that is to be found out.

    Raises
    ------
    LinkError
        If the sensor is silent, or never still.
    """
    tell("Let nothing hang on it or press it...")
    rest = await wait_until_still(
        ear, seconds=REST_S, within=_within(ear, conversion, rest=None), patience_s=PATIENCE_S
    )
    within = _within(ear, conversion, rest=rest)
    tell(f"At rest it reads {_told(ear, conversion, rest.mean)}.")
    weighed: list[Weighed] = []
    while len(weighed) < MOST and (kg := await ask(len(weighed))) is not None:
        tell("Hold still...")
        held = await wait_until_still(ear, seconds=HELD_S, within=within, patience_s=PATIENCE_S)
        shown = _above(conversion, held.mean, rest.mean)
        noise = abs(_above(conversion, rest.mean + rest.spread, rest.mean))
        if shown <= max(FAINT * noise, 0.0):
            tell("The sensor shows hardly anything of it. Does the weight pull or press on it?")
            continue
        weighed.append(Weighed(kg * N_PER_KGF, shown))
        unit = "N" if conversion is not None else ear.decoder.spec.raw_unit
        tell(f"{kg:g} kg is {kg * N_PER_KGF:.1f} N; the sensor shows {shown:.5g} {unit} of it.")
    return Weighing(rest, tuple(weighed))


def _within(ear: Ear, conversion: Conversion | None, *, rest: Still | None) -> float:
    """Return the spread that counts as still, raw units.

    Where nobody knows what a raw value weighs, the sensor's own noise at rest tells.
    """
    least = _STEPS * ear.decoder.spec.resolution_raw
    if conversion is not None:
        return max(least, rules.STILL_N / conversion.n_per_raw)
    return math.inf if rest is None else max(least, _NOISES * rest.spread)


def _above(conversion: Conversion | None, raw: float, rest_raw: float) -> float:
    if conversion is None:
        return raw - rest_raw
    return conversion.bent_n(conversion.chord_n(raw) - conversion.chord_n(rest_raw))


def _told(ear: Ear, conversion: Conversion | None, raw: float) -> str:
    if conversion is None:
        return f"{raw:.5g} {ear.decoder.spec.raw_unit}"
    return f"{conversion.chord_n(raw):.1f} N"
