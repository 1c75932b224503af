"""What every way of guiding is given: a band, in the newtons that the sensor shows."""

from dataclasses import dataclass

import numpy as np

from tpdevice.core.band import Band, NoBand, Support, Thresholds
from tpdevice.core.plan import Limits, PointRules
from tpdevice.session.bandrule import band_for
from tpsim.elements import shown_n
from tpsim.feeling import Traits
from tpsim.person import MARK_SIGMA
from tpsim.sensor import SensorSpec

COMFORT_PER_TENDER = {"hand": 1.3110, "cane": 1.3110, "wall": 1.3110, "lying": 1.2078}
"""C in T for which the band is just +-15 % of its middle, lying +-12 %."""

POINT = PointRules("bench", gentle=False, ceiling_n=400.0, sanity_low_n=3.0, sanity_high_n=300.0,
                   lengthen="")  # fmt: skip
LIMITS = Limits(plan_n=None, range_n=1471.0, held_today_s=0.0, pressed_session_s=0.0)


@dataclass(frozen=True, slots=True)
class Given:
    """One person's band, once as it truly is and once as the sensor shows it."""

    support: str
    tender_n: float
    comfort_n: float
    true: Band
    shown: Band
    shown_marks: tuple[float, float]
    rate_hz: float
    has_clock: bool


def given(
    traits: Traits, support: str, sensor: SensorSpec, *, own: bool, has_clock: bool, seed: int
) -> Given | None:
    """Return what a way is given, or None for a person to whom this point is not offered.

    With `own` the marks are the person's, as two ramps would find them; else they are placed so
    that the band is as wide as the goals say.
    """
    tender_n = traits.tender_n
    comfort_n = COMFORT_PER_TENDER[support] * tender_n
    if own:
        rng = np.random.default_rng((seed, 7))
        bias, between = rng.normal(0.0, MARK_SIGMA / np.sqrt(2), 2)
        tender_n = traits.tender_n * float(np.exp(bias))
        comfort_n = traits.comfort_n * float(np.exp(bias + between / 3))
    true = _band(tender_n, comfort_n, support)
    marks = (shown_n(sensor.element, tender_n), shown_n(sensor.element, comfort_n))
    shown = _band(*marks, support)
    if isinstance(true, NoBand) or isinstance(shown, NoBand):
        return None
    rate_hz = 1e6 / (sensor.period_us * sensor.every)
    return Given(support, tender_n, comfort_n, true, shown, marks, rate_hz, has_clock)


def _band(tender_n: float, comfort_n: float, support: str) -> Band | NoBand:
    marks = Thresholds(round(tender_n * 1000), round(comfort_n * 1000))
    return band_for(marks, support=Support(support), point=POINT, limits=LIMITS)
