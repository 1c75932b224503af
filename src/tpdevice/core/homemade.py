"""What a person has to say of the values of a home-made sensor: unit, scale, sign, range, rate."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tpdevice.core.driver import DriverSpec, Quantity
from tpdevice.core.errors import UsageError
from tpdevice.core.options import Option, choice, number
from tpdevice.core.units import KG_PER_LB, N_PER_KGF

COUNTS: Final = "counts"
"""Values of which nobody knows the unit: a known weight tells what they mean."""


class Unit(Struct, frozen=True):
    """What values may be in."""

    n: float | None
    """Newtons in one, or None where a person has to find out."""
    quantity: Quantity
    full: float
    """Full scale where nobody said it, in this unit."""
    step: float
    """Smallest step where nobody said it, in this unit."""


_FULL_KG: Final = 20.0
"""Assumed: the bar cell that is sold with hobby kits."""
_FULL_KPA: Final = 300.0
"""Assumed: three times what the air weighs, so that a barometer in a ball lies within."""
_STEP_G: Final = 1.0
_STEP_KPA: Final = 0.01
"""Assumed."""


def _mass(kg: float) -> Unit:
    return Unit(kg * N_PER_KGF, Quantity.FORCE, _FULL_KG / kg, _STEP_G / 1000 / kg)


def _pressure(kpa: float) -> Unit:
    return Unit(None, Quantity.PRESSURE, _FULL_KPA / kpa, _STEP_KPA / kpa)


UNITS: Final[dict[str, Unit]] = {
    # A converter of 24 bits, which is what an HX711 has.
    COUNTS: Unit(None, Quantity.COUNTS, 8_388_607.0, 1.0),
    "N": Unit(1.0, Quantity.FORCE, _FULL_KG * N_PER_KGF, _STEP_G / 1000 * N_PER_KGF),
    "kgf": _mass(1.0),
    "g": _mass(0.001),
    "lb": _mass(KG_PER_LB),
    "Pa": _pressure(0.001),
    "hPa": _pressure(0.1),
    "kPa": _pressure(1.0),
    "bar": _pressure(100.0),
    "psi": _pressure(6.894757),
}
"""Every unit that can be said. Source of the factors: their definitions."""

_NAMES: Final = {
    **{name.lower(): name for name in UNITS},
    **dict.fromkeys(("kg", "kilogram", "kgs"), "kgf"),
    **dict.fromkeys(("gf", "gram", "grams", "gr"), "g"),
    **dict.fromkeys(("lbs", "lbf", "pound", "pounds"), "lb"),
    **dict.fromkeys(("newton", "newtons"), "N"),
    **dict.fromkeys(("count", "raw", "units"), COUNTS),
    **dict.fromkeys(("mbar", "millibar"), "hPa"),
}

MOST_N: Final = 5_000.0
"""The most that a range may be, N. Chosen: nobody presses so hard, but a number may be wrong."""

RATE: Final = number("rate", "Values a second.", "10", low=0.1, high=2000.0)
VALUE: Final[tuple[Option, ...]] = (
    choice("unit", "The unit of its values; counts if nobody knows.", *UNITS),
    number("scale", "What a value times this is in that unit.", "1", low=1e-12, high=1e12),
    choice("direction", "Whether its values go up or down when it is pressed.", "up", "down"),
    number("range", "The most it can carry, in that unit.", "", low=1e-6, high=1e12),
    number("resolution", "Its smallest step, in that unit.", "", low=1e-12, high=1e12),
    RATE,
)
"""What has to be said of the values of any home-made sensor; blank ranges and steps are assumed."""


def unit_named(text: str) -> str | None:
    """Return the unit that a word beside a number names, or None."""
    return _NAMES.get(text.lower())


def described(base: DriverSpec, said: Mapping[str, str]) -> DriverSpec:
    """Return a spec with the unit, range and rate that a person said.

    Raises
    ------
    UsageError
        If they do not fit each other.
    """
    unit, scale = UNITS[said["unit"]], float(said["scale"])
    full = float(said["range"] or unit.full)
    step = min(float(said["resolution"] or unit.step), full / 2)
    n_per_raw = None if unit.n is None else unit.n * scale
    if unit.n is not None and not 1.0 <= unit.n * full <= MOST_N:
        raise UsageError(
            f"{base.key}: a range of {full:g} {said['unit']} makes no sense.",
            hint=f"It should be what the sensor can carry, 1 to {MOST_N:g} N.",
        )
    return replace(
        base,
        raw_unit=said["unit"] if scale == 1.0 else f"{scale:g} {said['unit']}",
        n_per_raw=n_per_raw,
        quantity=unit.quantity,
        range_raw=full / scale,
        resolution_raw=step / scale,
        rate_hz=float(said["rate"]),
    )


def sign(said: Mapping[str, str]) -> float:
    """Return what makes pressing positive: 1, or -1."""
    return -1.0 if said["direction"] == "down" else 1.0
