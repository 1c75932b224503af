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
    sweep: bool | None = None
    """The trace is drawn like an ECG; None is on slow lines alone."""
    export_folder: str = ""
    """Where the tables go after each session; nothing where they stay."""
    export_without_names: bool = False
    export_mark: str = ""
    """Stands in that folder, too: while it does, no other log has been given it."""


PER_N: Final = {Unit.N: 1.0, Unit.KGF: 1 / N_PER_KGF, Unit.LBF: 1 / (N_PER_KGF * KG_PER_LB)}
"""How many of a unit one newton is."""


_DIGITS: Final = {Unit.N: 0, Unit.KGF: 1, Unit.LBF: 1}
"""Behind the point, where a force is read at a glance."""


def in_unit(force_n: float, unit: Unit) -> float:
    """Return newtons in a person's unit."""
    return force_n * PER_N[unit]


def steps_of(force_n: float, unit: Unit) -> float:
    """Return a force in the smallest steps that are shown: 1 N, 0.1 kgf or 0.1 lbf."""
    return float(in_unit(force_n, unit) * 10 ** _DIGITS[unit])


def steps_figure(steps: int, unit: Unit) -> str:
    """Return so many steps as a figure, such as `38` or `3.9`."""
    digits = _DIGITS[unit]
    return f"{steps / 10**digits:.{digits}f}"


def force_text(force_mn: float, unit: Unit) -> str:
    """Return a force in a person's unit, such as `38 N`, `3.9 kgf` or `8.5 lbf`."""
    return f"{steps_figure(round(steps_of(newtons(force_mn), unit)), unit)} {unit}"


def fine_figure(force_mn: float, unit: Unit) -> str:
    """Return a force as a figure one digit finer than at a glance, such as `38.4` or `3.92`."""
    return f"{in_unit(newtons(force_mn), unit) + 0.0:.{_DIGITS[unit] + 1}f}"


def fine_text(force_mn: float, unit: Unit) -> str:
    """Return the same with its unit."""
    return f"{fine_figure(force_mn, unit)} {unit}"
