"""What lies between a force and the converter: some sensors creep, stick and warm up."""

import math
from collections.abc import Callable
from typing import Final

TOUCH_N: Final = 1.0
"""Less than this leaves a sensor unloaded, N. Assumed."""

FSR_PER_DECADE: Final = 0.04
"""Rise of a force-sensing resistor's reading in each decade of loaded time. Source: sheets and a
review of tactile sensors name less than 5 %."""

FSR_STICKS: Final = (0.0, 0.025, 0.075, 0.10)
"""How far force may turn round unnoticed, shares of the greatest so far; the reading is the mean of
such parts. Together 10 % of hysteresis. Source: the same review, 8-17 %; the parts are assumed."""

BALL_LAGS: Final = ((0.03, 1.4), (0.06, 25.0))
"""Share of the reading that fades as the ball's wall takes the load, and its time constant, s.
Assumed: a fifth of what polyurethane does (44 %, 0.1, 1.4 and 25.5 s)."""

BALL_WARMS: Final = 0.02
BALL_WARMS_S: Final = 120.0
"""Rise of the enclosed pressure as the body warms the air, share, and its time constant, s.
Assumed: some 6 K of 300 K."""

SCALE_LAG_S: Final = 0.15
"""Time constant of the filter in a kitchen scale, s. Assumed."""

SLOW_SCALE_LAG_S: Final = 0.45
"""The same of a slow one. Source: what an open client says of the Felicita Arc."""

Element = Callable[[float], float]
"""From the true force to what acts on the converter, N; called once a grid point."""


def plain(_dt_s: float) -> Element:
    """Return an element that adds nothing: a load cell."""
    return lambda force_n: force_n


class Fsr:
    """A force-sensing resistor, in newtons of the static curve it was calibrated with."""

    def __init__(self, dt_s: float) -> None:
        self._dt_s = dt_s
        self._loaded_s = 0.0
        self._most_n = 0.0
        self._parts = [0.0] * len(FSR_STICKS)

    def __call__(self, force_n: float) -> float:
        """Return what it shows of a force."""
        if force_n > TOUCH_N:
            self._loaded_s += self._dt_s
        else:
            self._loaded_s *= 1.0 - self._dt_s
        self._most_n = most_n = max(self._most_n, force_n)
        parts = self._parts
        for i, share in enumerate(FSR_STICKS):
            slack_n = share * most_n
            parts[i] = min(max(parts[i], force_n - slack_n), force_n + slack_n)
        drift = FSR_PER_DECADE * math.log10(1.0 + self._loaded_s)
        return sum(parts) / len(parts) * (1.0 + drift)


class AirBall:
    """A sealed ball with a pressure sensor inside."""

    def __init__(self, dt_s: float) -> None:
        self._keep = [math.exp(-dt_s / lag_s) for _, lag_s in BALL_LAGS]
        self._taken_n = [0.0] * len(BALL_LAGS)
        self._warm, self._warms = 0.0, -math.expm1(-dt_s / BALL_WARMS_S)

    def __call__(self, force_n: float) -> float:
        """Return what it shows of a force."""
        shown_n = force_n
        for i, ((share, _), keep) in enumerate(zip(BALL_LAGS, self._keep, strict=True)):
            self._taken_n[i] = keep * self._taken_n[i] + (1.0 - keep) * share * force_n
            shown_n -= self._taken_n[i]
        touched = 1.0 if force_n > TOUCH_N else 0.0
        self._warm += (BALL_WARMS * touched - self._warm) * self._warms
        return shown_n * (1.0 + self._warm)


class Filtered:
    """A kitchen scale: what it shows comes after, through a filter of the first order."""

    def __init__(self, dt_s: float, lag_s: float) -> None:
        self._follows = -math.expm1(-dt_s / lag_s)
        self._shown_n = 0.0

    def __call__(self, force_n: float) -> float:
        """Return what it shows of a force."""
        self._shown_n += self._follows * (force_n - self._shown_n)
        return self._shown_n


ELEMENTS: Final[dict[str, Callable[[float], Element]]] = {
    "load cell": plain,
    "fsr": Fsr,
    "air ball": AirBall,
    "kitchen scale": lambda dt_s: Filtered(dt_s, SCALE_LAG_S),
    "slow kitchen scale": lambda dt_s: Filtered(dt_s, SLOW_SCALE_LAG_S),
}


def shown_n(element: str, force_n: float, *, n_per_s: float = 4.0, dt_s: float = 0.0125) -> float:
    """Return what an element shows at the end of a ramp to `force_n`, as when marks are set."""
    feel = ELEMENTS[element](dt_s)
    steps = max(1, round(force_n / (n_per_s * dt_s)))
    shown = 0.0
    for step in range(1, steps + 1):
        shown = feel(force_n * step / steps)
    return shown
