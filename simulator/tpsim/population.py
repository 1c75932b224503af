"""Two hundred people, and as many more as one likes: each drawn from the ranges that are known.

Who somebody is (age, reaction, steadiness, how they feel it) is drawn once; how they press
(hand, cane, wall, lying) then changes only what the way of pressing changes.

Not drawn, so alike in all who press in one way:

- stiffness, force law and relaxation of the tissue, approach, release, scatter of a correction:
  those of one place and tool (`LIKE`). Between people they are known only for other tools;
- size of a shift of posture, and the wave in steady pressure (none): of neither is a spread known;
- sex, and with it a tender force 0.8 times as high: that lies within the 45 % by which it is drawn;
- more unsteadiness with feedback, at very low force or with large breaths, and reactions that
  something else slows: known of fingers and of single tasks, with no way to carry it over;
- taps, a second session, soreness: a run is one hold.

The tender force, its ratio to the comfort force, and when and how far it lets go are drawn too, but
from the seed of the world: `subjects.draw`, `feeling`.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tpsim.subjects import SUBJECTS, Subject
from tpsim.unsteady import Steadiness

SIZE: Final = 200
"""People in one population. Chosen."""

SEED_BASE: Final = 0
"""Of the people that the loop may be tuned on. Whoever judges takes another."""

STRONG_SHARE: Final = 0.15
"""People who get used to pressure quickly, 1.2 points a minute. Assumed."""

SUPPORTS: Final = ("hand", "cane", "wall", "lying")


@dataclass(frozen=True, slots=True)
class Support:
    """What a way of pressing makes of a person, as factors on what they are by hand. Assumed."""

    unsteady: float
    """On wander, beat and tremor. Source for lying: simulated body weight wanders by half."""
    breath: tuple[float, float]
    """Amplitude of breathing, share of the force, drawn evenly. Assumed throughout. Lying, it is a
    mixture: estimates are 2-8 % with the ball under the upper back and 1-2 % under the hip, and one
    range of 1-6 % stands for both, so 6-8 % is never drawn. The place and its tissue are the hip's
    all the same."""
    slack: float
    """On the loss without correction. Lying so that about as many are in the band as in the study
    behind our goals: 47 % without cues, 90 % with plain words."""
    again: float
    """Share of that loss which a correction begins anew."""
    hold_per_s: float
    """How fast felt force is brought back to what was meant, 1/s."""
    slowly: float
    """On the pace of a slow correction."""
    step: float
    """What "a little more" means, share of the force. About what can just be felt."""
    posture: float
    """On the size of a shift of posture."""


HOW: Final[dict[str, Support]] = {
    "hand": Support(1.0, (0.003, 0.012), 1.0, 0.25, 0.6, 1.0, 0.11, 1.0),
    "cane": Support(0.9, (0.003, 0.012), 1.0, 0.25, 0.6, 1.0, 0.11, 1.0),
    "wall": Support(0.8, (0.01, 0.03), 1.0, 0.25, 1.5, 0.9, 0.11, 1.0),
    "lying": Support(0.5, (0.01, 0.06), 0.9, 0.0, 4.0, 0.7, 0.09, 0.85),
}

LIKE: Final = {"hand": "responder", "cane": "novice", "wall": "older", "lying": "lying"}
"""Whose place, tool and tissue a way of pressing has."""


def simulated(index: int, support: str, *, seed_base: int = SEED_BASE) -> Subject:
    """Return person `index` of the population of `seed_base`, pressing in one way."""
    rng = np.random.default_rng((seed_base, index))
    how, like = HOW[support], SUBJECTS[LIKE[support]]
    age = rng.uniform(20.0, 75.0)  # assumed
    # Woods 2015: 0.55 ms a year. The rest, 0.3-0.7 s for a choice, is assumed on Bao 2019.
    reaction_s = _between(0.40 + 0.00055 * (age - 30.0), 0.2, (0.30, 0.70), rng=rng)
    # Sosnoff & Newell 2006 and grip studies: 1.2-2 times less steady when older.
    older = 1.0 + 0.5 * max(0.0, age - 55.0) / 20.0
    unsteady = how.unsteady * older * _between(1.0, 0.25, (0.5, 2.0), rng=rng)
    steadiness = Steadiness(
        # Together 5.2 % by hand, up to 55 years: Baweja 2009 has 4.5 % for a finger and 2-10 % in
        # all. The split and the little extra for an arm are assumed.
        wander=0.045 * unsteady,
        beat=0.025 * unsteady,
        tremor=unsteady * rng.uniform(0.003, 0.008),  # assumed; its band is Novak & Newell's
        breath=rng.uniform(*how.breath),
        breath_hz=rng.uniform(0.10, 0.30),  # Baweja 2011
        wander_s=_between(3.0, 0.3, (1.5, 6.0), rng=rng),  # assumed
    )
    strong = rng.random() < STRONG_SHARE
    return replace(
        like,
        key=f"{support}:{index}:{seed_base}",
        about=f"{age:.0f} years old; one of the population, and any other number is another",
        support=support,
        reaction_s=reaction_s,
        steadiness=steadiness,
        slack=how.slack * rng.triangular(0.15, 0.30, 0.40),  # 10-40 %: Ambike 2015, Hirose 2020
        slack_s=_between(15.0, 0.2, (8.0, 30.0), rng=rng),  # Ambike 2015
        slack_again=how.again,
        slowly_per_s=how.slowly * _between(0.05, 0.35, (0.02, 0.12), rng=rng),  # assumed
        stop_sd=rng.uniform(0.01, 0.05),  # assumed
        force_sense_per_s=how.hold_per_s,
        posture_per_min=min(rng.exponential(1.0), 3.0),  # assumed, 0-3
        posture_sd=how.posture * 0.06,  # assumed
        tiring=rng.uniform(0.25, 0.75),  # about half as much again: Rohmert
        disobeys=rng.uniform(0.0, 0.06),  # assumed
        correction=how.step * _between(1.0, 0.3, (0.4, 2.5), rng=rng),  # assumed
        comfort_ratio=1.30,
        comfort_sigma=0.08,  # assumed, so that 1.15-1.6 is about what comes out
        lets_go=0.6 if rng.random() < 0.65 else 0.0,  # two of three respond: Gemmell 2008
        fades_per_min=1.2 if strong else min(max(rng.normal(0.5, 0.3), -0.5), 1.2),  # assumed
        report_sd=rng.uniform(0.4, 0.9),  # assumed, on tests of such scales
        echo=rng.uniform(0.0, 0.5),  # assumed
        lapses=rng.uniform(0.0, 0.05),  # assumed
    )


def find(name: str) -> Subject:
    """Return a subject by name, or somebody of the population, such as `lying:17` or `hand:3:1000`.

    Raises
    ------
    ValueError
        If nobody has that name.
    """
    if name in SUBJECTS:
        return SUBJECTS[name]
    support, *numbers = name.split(":")
    digits = all(number.isascii() and number.isdecimal() for number in numbers)
    if support not in HOW or len(numbers) not in (1, 2) or not digits:
        known = ", ".join(SUBJECTS)
        raise ValueError(
            f"subject {name!r} is none of {known}, nor one of the population, such as hand:17"
        )
    index, seed_base = (*map(int, numbers), SEED_BASE)[:2]
    return simulated(index, support, seed_base=seed_base)


def _between(
    median: float, sigma: float, limits: tuple[float, float], *, rng: np.random.Generator
) -> float:
    """Draw a lognormal value, cut to limits."""
    low, high = limits
    return float(min(max(rng.lognormal(math.log(median), sigma), low), high))
