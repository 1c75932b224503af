"""A person who sees cues, late, and presses, answers and sometimes disobeys.

They know nothing of the program but the cues that they are shown.
"""

import math
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from tpsim.answers import Answers
from tpsim.faults import NS_PER_S
from tpsim.feeling import Feeling, Traits
from tpsim.following import followed
from tpsim.hand import Hand
from tpsim.presses import Presses
from tpsim.scenarios import Temper
from tpsim.subjects import Subject
from tpsim.whims import Whims

COME_OFF_N_PER_S: Final = 60.0
"""How fast a person takes the pressure away at once. Assumed."""

TOO_HARD_N_PER_S: Final = 15.0
"""How fast somebody presses who does not care. Assumed."""

REACTION_RANGE_S: Final = (0.25, 0.9)
"""Reaction times are cut to this, s. Assumed."""

NOT_BEYOND_COMFORT: Final = 1.05
"""Share of the comfort force at which an obedient person stops on their own. Assumed."""

BARELY: Final = 0.5
"""Below this share of the tender force, `more` means to come on again. Assumed."""

A_TOUCH: Final = 0.4
"""Share of an ordinary correction where the cue asks for a touch. Assumed."""

MARK_SIGMA: Final = 0.08
"""Scatter of where a person says `tender`, ramp to ramp. Source: Antonaci 1998 has 15 % for an
examiner's single trials; half of it is assumed for the same minutes and the same hand."""

ALONE: Final = "reading"
"""The word to somebody whom no cue leads: they press as they like."""

ALONE_S: Final = (20.0, 8.0)
"""How long somebody presses alone, and how long they rest in between, s. Assumed."""

LISTED: Final = ("number_", "rated_")
"""What the cues begin with that belong to a rating by the ball."""

WORKING: Final = frozenset({"APPROACH", "HOLD"})

Cue = dict[str, Any]


class Person:
    """The mind over one hand: decides several times a second."""

    def __init__(
        self,
        subject: Subject,
        traits: Traits,
        *,
        hand: Hand,
        temper: Temper,
        rng: np.random.Generator,
        seeing: np.random.Generator,
        on_soften: Callable[[float], None],
    ) -> None:
        self._subject, self._traits, self._temper = subject, traits, temper
        self._hand, self._rng, self._on_soften = hand, rng, on_soften
        # Apart, so that it does not matter how far the world has run ahead when a cue comes.
        self._seeing = seeing
        self._feeling = Feeling(traits, rng)
        presses = Presses(hand, rng) if temper.by_ball else None
        self.answers = Answers(
            rng,
            seeing,
            self._feeling.report,
            slower=temper.slower,
            gesture=None if presses is None else presses.make,
        )
        self._coming: deque[tuple[int, Cue]] = deque()
        self._phase, self._direction, self._key = "", "off", ""
        self._whims = Whims(temper, rng, seeing, jolt=hand.jolt)
        self._by = 0.0
        self._coming_on = self._moving = False
        self._marked: set[str] = set()
        self._tender_bias = self._comfort_bias = 1.0
        self._force_n = 0.0
        self.let_go_ns: list[int] = []

    def show(self, at_ns: int, cue: Cue) -> None:
        """Take one cue; it is understood a reaction time later."""
        subject = self._subject
        drawn_s = float(
            self._seeing.lognormal(math.log(subject.reaction_s), subject.reaction_spread)
        )
        low, high = REACTION_RANGE_S
        seen_s = min(max(drawn_s, low), high) * self._temper.slower
        seen_ns = at_ns + round(seen_s * NS_PER_S)
        if self._coming:
            seen_ns = max(seen_ns, self._coming[-1][0])
        self._coming.append((seen_ns, cue))
        if cue.get("question") == "rating" and self._temper.lifts_off_s:
            self._whims.leave(seen_ns, self._temper.lifts_off_s)
        # From when it was shown: what it takes to decide holds the time to see it.
        self.answers.asked(at_ns, cue)

    def begin_hold(self, at_ns: int) -> None:
        """Know that the first hold began, for those who then do something of their own."""
        self._whims.begin_hold(at_ns)

    def think(self, now_ns: int, force_n: float, dt_s: float) -> None:
        """Feel `force_n`, and decide what to do, `dt_s` after the last time."""
        self._force_n = force_n
        if self._feeling.feel(force_n, dt_s):
            self._feel_it_let_go(now_ns)
        whims = self._whims
        if whims.asleep(now_ns):
            self._hand.loosen(force_n, dt_s)
            return
        whims.cough(now_ns, dt_s)
        while self._coming and self._coming[0][0] <= now_ns:
            self._take_in(self._coming.popleft()[1], now_ns)
        if whims.away(now_ns):
            self._come_off(COME_OFF_N_PER_S)
        elif whims.back(now_ns) or whims.pushed(now_ns):
            self._act(now_ns)
        elif self._phase == "CALIBRATE":
            self._mark(now_ns)
        elif self._phase == "HOLD":
            self._do_as_they_like(now_ns, dt_s)
        self._hand.loosen(force_n, dt_s)
        self.answers.think(now_ns)

    @property
    def _corrects(self) -> bool:
        """Whether this is about small steps, not about coming on or off."""
        if self._direction == "more":
            return self._phase == "HOLD" and self._force_n > BARELY * self._traits.tender_n
        return self._direction == "less"

    def _take_in(self, cue: Cue, now_ns: int) -> None:
        self._phase, self._key = str(cue.get("phase", "")), str(cue.get("key", ""))
        self._by = float(cue.get("by", 0.0))
        direction = str(cue.get("direction", "none"))
        if direction == "none":
            presses = self._phase in WORKING or self._key == ALONE
            direction = "stay" if presses else "off"
        self._direction = direction
        if self._key.startswith(LISTED):
            return  # they change nothing; whoever heeds them lightens for a moment
        if self._whims.away(now_ns):
            return
        if self._whims.pushing(now_ns) and direction != "off":
            return
        ignored = max(self._subject.disobeys, self._temper.ignores)
        if self._corrects and self._rng.random() < ignored:
            return
        self._act(now_ns)

    def _act(self, now_ns: int) -> None:
        """Do what the cue now before the eyes says."""
        if self._temper.stays_off and self._direction != "off":
            return
        if self._direction == "off":
            at_once = self._phase == "STOPPED" or self._key.startswith("come_off")
            self._come_off(COME_OFF_N_PER_S if at_once else self._subject.release_n_per_s)
        elif self._phase in WORKING and self._temper.comfort_times is not None:
            n_per_s = self._temper.drops_n_per_s or TOO_HARD_N_PER_S
            self._hand.go(self._temper.comfort_times * self._traits.comfort_n, n_per_s)
        elif self._corrects:
            self._correct(now_ns)
        elif self._direction == "more":
            self._come_on()
        elif self._key == "deeper":
            self._touch_up()
        elif self._key == ALONE:
            self._press_alone(now_ns)
        else:
            self._stay(now_ns)

    def _do_as_they_like(self, now_ns: int, dt_s: float) -> None:
        """Press the stop key, or push on against the cues, if they are such a person."""
        if self._whims.stops(now_ns):
            self.answers.press(now_ns, "stop")
        times = self._whims.push(now_ns, dt_s)
        if times is not None:
            self._hand.go(times * self._traits.comfort_n, TOO_HARD_N_PER_S)

    def _stay(self, now_ns: int) -> None:
        """Mean to keep what is felt now, as well as one can stop there."""
        goal_n = self._force_n
        if self._moving:
            goal_n *= 1.0 + float(self._rng.normal(0.0, self._subject.stop_sd))
            if self._temper.beyond:
                goal_n *= 1.0 + self._temper.beyond
                self._whims.leave(now_ns + NS_PER_S, self._temper.away_s)
        if self._coming_on and self._key != "there":
            goal_n *= 1.0 + self._subject.overshoot
        self._coming_on = self._moving = False
        self._change(goal_n, self._subject.approach_n_per_s[0])

    def _touch_up(self) -> None:
        """Accept an offer: a touch more of what is felt now, within comfort."""
        goal_n = self._force_n * (1 + A_TOUCH * self._subject.correction)
        self._change(self._bearable(goal_n), self._subject.approach_n_per_s[0])

    def _press_alone(self, now_ns: int) -> None:
        """Press until it is tender, for a while, and again."""
        press_s, rest_s = ALONE_S
        self._hand.go(self._traits.tender_n, self._subject.approach_n_per_s[1])
        self._whims.leave(now_ns + round(press_s * NS_PER_S), rest_s)

    def _change(self, goal_n: float, n_per_s: float) -> None:
        self._hand.change(self._force_n, self._limited(goal_n), n_per_s)

    def _bearable(self, goal_n: float) -> float:
        """Return what an obedient person would go to when asked for more, N."""
        return max(min(goal_n, NOT_BEYOND_COMFORT * self._traits.comfort_n), self._force_n)

    def _come_on(self) -> None:
        """Press harder and harder, slowly, for as long as the cue stands."""
        if self._hand.free:
            self._tender_bias = float(self._rng.lognormal(0.0, MARK_SIGMA))
            self._comfort_bias = self._tender_bias * float(self._rng.lognormal(0.0, MARK_SIGMA / 3))
        if "comfort" in self._marked:
            return
        beyond = NOT_BEYOND_COMFORT
        if self._phase == "CALIBRATE":
            beyond = 1.3 * self._temper.marks_at
        rate = float(self._rng.uniform(*self._subject.approach_n_per_s))
        self._coming_on = True
        self._hand.go(self._limited(beyond * self._traits.comfort_n), rate)

    def _correct(self, now_ns: int) -> None:
        """Press a little more or a little less."""
        up, now_n = self._direction == "more", self._force_n
        self._hand.brace()
        change = followed(self._subject, self._key, now_n, up=up, by=self._by, rng=self._rng)
        self._moving = change.goes_on
        goal_n = self._bearable(change.goal_n) if up else max(change.goal_n, 0.1)
        if self._temper.beyond and not change.goes_on:
            # A step has no "there" to pass: it is itself too large, and done before they let go.
            goal_n *= 1.0 + (self._temper.beyond if up else -self._temper.beyond)
            takes_s = abs(goal_n - now_n) / change.n_per_s
            self._whims.leave(now_ns + round(takes_s * NS_PER_S), self._temper.away_s)
        self._change(goal_n, change.n_per_s)

    def _come_off(self, n_per_s: float) -> None:
        self._hand.go(0.0, n_per_s)
        self._marked.clear()

    def _limited(self, goal_n: float) -> float:
        cap = self._temper.at_most_tender
        if cap is None or self._phase not in WORKING:
            return goal_n
        return min(goal_n, cap * self._traits.tender_n)

    def _mark(self, now_ns: int) -> None:
        """Say `tender` and `comfort` where this ramp feels like it."""
        mark = "comfort" if "tender" in self._marked else "tender"
        if self._direction != "more" or mark in self._marked:
            return
        if mark == "comfort" and not self._key.startswith("calibrate_comfort"):
            return
        if self._force_n < self._felt_at(mark):
            return
        self._marked.add(mark)
        self.answers.press(now_ns, mark)
        if mark == "comfort":
            self._hand.settle(self._force_n)

    def _felt_at(self, mark: str) -> float:
        """Return the force at which this ramp feels like that, N."""
        if mark == "tender":
            return self._traits.tender_n * self._tender_bias * self._temper.marks_at
        return self._traits.comfort_n * self._comfort_bias * self._temper.marks_at

    def _feel_it_let_go(self, now_ns: int) -> None:
        self.let_go_ns.append(now_ns)
        self._on_soften(self._feeling.softening())
        if self._phase == "HOLD" and self._rng.random() < self._subject.tells:
            self.answers.press(now_ns, "let_go", within_s=(1.5, 4.0))
