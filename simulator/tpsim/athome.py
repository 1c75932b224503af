"""One person's homework at one place on one day: the same person on all days, and no day twice."""

import math
import zlib
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from tpsim import habits, soreness
from tpsim.faults import NS_PER_S
from tpsim.feeling import Traits
from tpsim.habits import Habit
from tpsim.population import HOW, LIKE
from tpsim.scenarios import Scenario
from tpsim.subjects import SUBJECTS, Subject, draw
from tpsim.wire.outbox import WireOptions
from tpsim.world import World

DAY_SIGMA: Final = 0.05
"""Lognormal sigma of how tender a place is from day to day. Assumed: a third of the 15 % that
Antonaci 1998 has for an examiner's trials, of which half is in `person.MARK_SIGMA`."""

WHAT: Final = ("habit", "day", "point", "side", "tool", "support")
"""What a target says of it."""

_WHO, _WHEN, _HOW, _LATER, _WHY = range(5)


@dataclass(frozen=True, slots=True)
class AtHome:
    """Who does homework, when and where."""

    habit: Habit
    seed: int
    """Of the person."""
    day: int
    """Days since the first, from 0."""
    point: str
    side: str
    tool: str
    support: str

    @property
    def subject(self) -> Subject:
        """Who presses: what is usual for that way of pressing, at this place."""
        return replace(
            SUBJECTS[LIKE[self.support]],
            point=self.point,
            side=self.side,
            tool=self.tool,
            support=self.support,
            fades_per_min=self.habit.fades_per_min,
            report_sd=self.habit.report_sd,
        )

    @property
    def comes(self) -> bool:
        """Whether anything is done on that day, at any place."""
        return habits.comes(self.habit, self.day, self._rng(_WHEN, self.day))

    def why_not(self, *, rests: bool) -> str:
        """Return why nothing was done on that day; nothing where it is not said."""
        rng = self._rng(_WHY, self.day)
        return habits.why_not(self.habit, rests=rests, rng=rng)

    def world(self, *, kind: str, options: WireOptions) -> World:
        """Return everything behind the wire on that day."""
        temper = habits.temper_of(self.habit, self._rng(_HOW, self.day))
        story = Scenario(self.habit.key, self.habit.about, temper=temper)
        seed = int(self._rng(_HOW, self.day, self._place).integers(2**32))
        return World(
            self.subject,
            story,
            seed,
            kind=kind,
            options=options,
            traits=self._traits(),
            sensor_seed=self.seed,
        )

    def felt(self, world: World, after_h: float) -> dict[str, Any] | None:
        """Return what is said so long after; None where the question is passed over."""
        rng = self._rng(_LATER, self.day, self._place)
        truth = world.truth()
        dt_s = world.period_ns / NS_PER_S
        sore = soreness.day_after(truth["force_n"], dt_s, traits=world.traits, rng=rng)
        rng = self._rng(_LATER, self.day, self._place, round(after_h))
        if rng.random() >= self.habit.answers:
            return None
        said = soreness.said(sore, after_h, rng)
        # Nobody here has a sign that somebody should look at: no person is drawn who is ill.
        return {"soreness": said.soreness, "bruise": said.bruise, "warning": False}

    @property
    def _place(self) -> int:
        return zlib.crc32("\n".join((self.point, self.side, self.tool, self.support)).encode())

    def _traits(self) -> Traits:
        usual = draw(self.subject, self._rng(_WHO, self._place))
        today = math.exp(float(self._rng(_WHEN, self.day, self._place).normal(0.0, DAY_SIGMA)))
        return replace(usual, tender_n=usual.tender_n * today, comfort_n=usual.comfort_n * today)

    def _rng(self, *what: int) -> np.random.Generator:
        return np.random.default_rng((self.seed, *what))


def asked(settings: dict[str, str]) -> AtHome:
    """Return who does homework, as a target says it.

    Raises
    ------
    ValueError
        If it says something that is not known, or too little.
    """
    missing = [name for name in WHAT if not settings[name]]
    if missing:
        raise ValueError(f"{', '.join(missing)} missing beside habit={settings['habit']}")
    if settings["support"] not in HOW:
        raise ValueError(f"support {settings['support'][:40]!r} is none of {', '.join(HOW)}")
    seed, day = int(settings["seed"]), int(settings["day"])
    if min(seed, day) < 0:
        raise ValueError("seed and day are non-negative")
    places = {name: settings[name] for name in ("point", "side", "tool", "support")}
    return AtHome(habits.find(settings["habit"], seed), seed, day, **places)
