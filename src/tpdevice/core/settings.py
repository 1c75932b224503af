"""What one person likes: units, colours, sound. Nothing here has a say in safety."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from tpdevice.core.units import KG_PER_LB, N_PER_KGF, newtons


class Unit(StrEnum):
    """In which unit force is shown; everything is kept in newtons."""

    N = "N"
    KGF = "kgf"
    LBF = "lbf"


class Theme(StrEnum):
    """Which colours the screen has."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "high contrast"
    SAFE = "colour-blind safe"


class Settings(Struct, frozen=True, omit_defaults=True):
    """One person's choices; what is left out is the default."""

    unit: Unit = Unit.N
    theme: Theme = Theme.DARK
    motion: bool = True
    """False: nothing moves that does not have to."""
    tones: bool = True
    voice: bool = False
    volume: float = 0.6
    """0 to 1."""
    one_key: bool = False
    """Everything by one key: presses are counted, and choices are offered one by one."""
    sweep: bool = False
    """The trace is drawn like an ECG, for slow lines."""


PER_N: Final = {Unit.N: 1.0, Unit.KGF: 1 / N_PER_KGF, Unit.LBF: 1 / (N_PER_KGF * KG_PER_LB)}
"""How many of a unit one newton is."""


def force_text(force_mn: float, unit: Unit) -> str:
    """Return a force in a person's unit, such as `38 N`, `3.9 kgf` or `8.5 lbf`."""
    digits = 0 if unit is Unit.N else 1
    return f"{round(newtons(force_mn) * PER_N[unit], digits) + 0.0:.{digits}f} {unit}"
