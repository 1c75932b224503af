"""A stored calibration out of counts: one reading unloaded, one with a known weight."""

from force_sensor.scale import COUNTS_PER_N

N_PER_KGF = 9.80665
"""Newtons that a kilogram weighs. Source: the definition of standard gravity."""
LEAST_SAMPLES = 40
"""Half a second at 80 Hz."""
MOST_SPREAD = 0.02
"""How far the samples may lie apart, as a part of what the weight does. Assumed."""


def mean(counts: list[int]) -> int:
    """Return the mean, a whole number."""
    return round(sum(counts) / len(counts))


def spread(counts: list[int]) -> int:
    """Return how far the samples lie apart."""
    return max(counts) - min(counts)


def zero(counts: list[int]) -> tuple[int, str]:
    """Return the counts of the unloaded cell, and what speaks against them, or ""."""
    if len(counts) < LEAST_SAMPLES:
        return 0, "too few samples: is the amplifier wired?"
    middle = mean(counts)
    if spread(counts) == 0:
        return middle, "every sample is the same: is the cell wired to the amplifier?"
    return middle, ""


def scale(counts: list[int], zero_counts: int, weight_kg: float) -> tuple[float, str]:
    """Return counts per newton, and what speaks against them, or ""."""
    if len(counts) < LEAST_SAMPLES:
        return 0.0, "too few samples: is the amplifier wired?"
    if not 0.1 <= weight_kg <= 500:
        return 0.0, "the weight is in kilograms, and needs to be between 0.1 and 500"
    moved = mean(counts) - zero_counts
    if spread(counts) > MOST_SPREAD * abs(moved):
        return 0.0, "it does not stand still, or the weight is not on the cell"
    counts_per_n = moved / (weight_kg * N_PER_KGF)
    if not COUNTS_PER_N[0] <= abs(counts_per_n) <= COUNTS_PER_N[1]:
        return 0.0, "that is no cell's scale: is the weight on it, and in kilograms?"
    return counts_per_n, ""
