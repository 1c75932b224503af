"""Conversions between units; inside, force is an integer number of millinewtons."""

from typing import Final

N_PER_KGF: Final = 9.80665
"""Newtons in one kilogram-force. Source: the definition of standard gravity."""

KG_PER_LB: Final = 0.45359237
"""Kilograms in one pound. Source: its definition."""

MN_PER_N: Final = 1000
"""Millinewtons in a newton; the resolution of Bluetooth SIG's own force characteristic."""

NS_PER_S: Final = 1_000_000_000
NS_PER_US: Final = 1_000


def mn(force_n: float) -> int:
    """Return a force in newtons as whole millinewtons."""
    return round(force_n * MN_PER_N)


def newtons(force_mn: float) -> float:
    """Return a force in millinewtons as newtons."""
    return force_mn / MN_PER_N


def ns(time_s: float) -> int:
    """Return a duration in seconds as whole nanoseconds."""
    return round(time_s * NS_PER_S)


def seconds(time_ns: float) -> float:
    """Return a duration in nanoseconds as seconds."""
    return time_ns / NS_PER_S
