"""The people who can be simulated over weeks: whether they come, how they press, what they say."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tpsim.feeling import REPORT_SD, USED_TO_PER_MIN
from tpsim.scenarios import OBEDIENT, Temper

ANYBODY: Final = "anybody"
"""One of the others, by the seed, for whoever would rather find out. Neighbours are not alike."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How one person does homework."""

    key: str
    about: str
    comes: float = 1.0
    """Chance that they do on a day what is due on it, at the beginning."""
    keeps_up: float = 1.0
    """Share of that chance that is left a week later."""
    answers: float = 1.0
    """Chance that they answer when asked how it is, or why something was left out."""
    no_time: float = 1.0
    """Share of the days left out of which they say so; of the others they did not feel like it."""
    temper: Temper = OBEDIENT
    """How they press, on any day."""
    gives_up: float = 0.0
    """Share of days on which they press the stop key in mid-hold."""
    lets_go: float = 0.0
    """Share of days on which they take the hand away for a while in mid-hold."""
    fades_per_min: float = USED_TO_PER_MIN
    report_sd: float = REPORT_SD
    """How pressure fades and how they report it, as in `tpsim.feeling.Traits`."""


GIVES_UP_AFTER_S: Final = (8.0, 16.0)
"""Into the first hold: past its settling, and before the end even of one of 20 s. Assumed."""

AWAY_S: Final = 8.0
"""How long the hand is away. Assumed: a look at a phone."""

HABITS: Final[dict[str, Habit]] = {
    habit.key: habit
    for habit in (
        Habit(
            "diligent",
            "does every day what is due, as cued, and answers each time",
            report_sd=0.4,  # assumed, the lower end of `Traits`: answers with care
        ),
        Habit(
            "sporadic",
            "leaves out many days, and more of them as weeks go by; stops early, lets go",
            # Together about half of the days of four weeks: Argent 2018 has up to 50 % who do not
            # keep to home exercise. How it falls from week to week is assumed.
            comes=0.7,
            keeps_up=0.8,
            answers=0.5,  # assumed
            no_time=0.7,  # assumed
            gives_up=0.35,  # assumed
            lets_go=0.35,  # assumed
        ),
        Habit(
            "too-hard",
            "comes whenever it is due, marks too high, and pushes on against the cues",
            answers=0.9,  # assumed
            temper=Temper(
                ignores=0.5,  # assumed
                marks_at=1.2,  # assumed, on Hou 2002: 1.32-1.52 times tender is what is tolerated
                pushes_per_min=2.0,  # assumed
                push_times=(1.1, 1.4),  # assumed: past what is tolerated
                push_s=(4.0, 10.0),  # assumed
            ),
            fades_per_min=-0.3,  # assumed, within the range of `Traits`: it builds up
        ),
    )
}


def find(name: str, seed: int) -> Habit:
    """Return a habit by name.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name == ANYBODY:
        return list(HABITS.values())[seed % len(HABITS)]
    if name not in HABITS:
        raise ValueError(f"habit {name[:40]!r} is none of {', '.join((*HABITS, ANYBODY))}")
    return HABITS[name]


def comes(habit: Habit, day: int, rng: np.random.Generator) -> bool:
    """Say whether somebody does what is due, so many days after the first."""
    return bool(rng.random() < habit.comes * habit.keeps_up ** (day // 7))


def why_not(habit: Habit, *, rests: bool, rng: np.random.Generator) -> str:
    """Return why something was left out, as they say it; nothing where they do not."""
    answers, no_time = rng.random(2) < (habit.answers, habit.no_time)
    if not answers:
        return ""
    if rests:
        return "sore"
    return "no time" if no_time else "did not feel like it"


def temper_of(habit: Habit, rng: np.random.Generator) -> Temper:
    """Return how somebody presses on one day."""
    gives_up, lets_go = rng.random(2) < (habit.gives_up, habit.lets_go)
    temper = habit.temper
    if gives_up:
        return replace(temper, stops_after_s=GIVES_UP_AFTER_S)
    if lets_go:
        return replace(temper, lets_go_after_s=GIVES_UP_AFTER_S, away_s=AWAY_S)
    return temper
