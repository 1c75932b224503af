"""How often a body says yes or no to a ball without meaning it, and how often meant presses count.

Run: python3 dev.py bench taps [HOURS PEOPLE]

False answers: simulated people of the population lie down, lie, cough, hold and fiddle, while the
detector listens all the time. That is the worst case: in a session it listens at a question only,
counts nothing before the ball was woken, waits until the question could be read, and takes back
what is followed by another touch.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.session.byball import TAKE_BACK_S, UNLIKE
from tpdevice.signal.taps import NOTHING, Tap, feel_of, listen
from tpsim.hand import Hand
from tpsim.population import HOW, simulated
from tpsim.presses import FORCE_N, Presses
from tpsim.sensor import N_PER_KGF, Sensor, SensorSpec
from tpsim.tissue import Tissue
from tpsim.unsteady import Unsteady
from tpsim.whims import COUGH, COUGH_S

RATE_HZ: Final = 80
SLOW: Final = 8
"""Every so many samples, for a sensor of 10 Hz."""
THINK: Final = 4
HOURS, PEOPLE = 10.0, 200
BOUT: Final = (1, 4)
"""Coughs in a row. Assumed."""
COUGHS_PER_MIN: Final = 4.0
SEED: Final = 77_000

Array = np.ndarray[tuple[int], np.dtype[np.float64]]
Script = Callable[["Body"], Iterator[float]]
"""Does something with a body, and yields for how long to wait, s."""


class Body:
    """One person of the population with a ball on a sensor."""

    def __init__(self, index: int, support: str) -> None:
        subject = simulated(index, support, seed_base=SEED)
        self.rng = np.random.default_rng((SEED, index))
        dt_s = 1.0 / RATE_HZ
        unsteady = Unsteady(subject.steadiness, dt_s, self.rng)
        self.hand = Hand(subject, dt_s, unsteady=unsteady, rng=self.rng)
        self._tissue = Tissue(subject.tissue, dt_s)
        self._sensor = Sensor(SensorSpec(period_us=1e6 / RATE_HZ, missing=0.0), self.rng)
        self._force_n = 0.0
        self.read_n: list[float] = []

    def run(self, script: Script, seconds: float) -> Array:
        """Let a script go on for so long; return what the sensor read, N."""
        waits, left = script(self), 0
        for step in range(round(seconds * RATE_HZ)):
            while left <= 0:
                left = max(1, round(next(waits, seconds) * RATE_HZ))
            left -= 1
            if step % THINK == 0:
                self.hand.loosen(self._force_n, THINK / RATE_HZ)
            self._force_n = self._tissue.step(self.hand.step(self._force_n))
            self.read_n.append(self._sensor.read(self._force_n) * N_PER_KGF)
        return np.array(self.read_n)


def _coughs(body: Body) -> Iterator[float]:
    for _ in range(int(body.rng.integers(*BOUT))):
        body.hand.jolt(COUGH * body.rng.uniform(0.5, 1.5))
        yield COUGH_S * body.rng.uniform(0.6, 1.4)
        body.hand.jolt(-COUGH)
        yield body.rng.uniform(0.2, 0.7)


def lying(body: Body) -> Iterator[float]:
    """Lie on the ball, breathe and cough, for a quarter of an hour at one force."""
    while True:
        body.hand.go(body.rng.uniform(10.0, 110.0), 8.0)
        until_s = 900.0
        while until_s > 0.0:
            wait_s = float(body.rng.exponential(60.0 / COUGHS_PER_MIN))
            until_s -= wait_s
            yield wait_s
            yield from _coughs(body)


def lying_down(body: Body) -> Iterator[float]:
    """Lie down and get up again, slowly or not, for a moment or longer."""
    while True:
        body.hand.go(body.rng.uniform(5.0, 110.0), body.rng.uniform(5.0, 120.0))
        yield float(body.rng.lognormal(1.5, 1.0))
        body.hand.go(0.0, body.rng.uniform(10.0, 120.0))
        yield float(body.rng.lognormal(1.0, 0.8))


def holding(body: Body) -> Iterator[float]:
    """Press as a session asks for, and rest."""
    while True:
        goal_n = body.rng.uniform(15.0, 100.0)
        body.hand.go(goal_n, body.rng.uniform(3.0, 10.0))
        yield goal_n / 4.0 + 60.0
        body.hand.go(0.0, 8.0)
        yield 30.0


def fiddling(body: Body) -> Iterator[float]:
    """Squeeze and drop a ball that is at hand, in all ways: nobody means anything."""
    while True:
        body.hand.go(body.rng.uniform(1.0, 70.0), body.rng.uniform(20.0, 250.0))
        yield float(body.rng.lognormal(-0.7, 1.0))
        body.hand.go(0.0, body.rng.uniform(20.0, 250.0))
        yield float(body.rng.lognormal(0.3, 1.2))


IDLE: Final[dict[str, Script]] = {
    "lying, breathing, coughing": lying,
    "lying down, getting up": lying_down,
    "holds of a minute": holding,
    "fiddling with the ball": fiddling,
}


class Listened(NamedTuple):
    """What was heard in a recording, and what of it a woken ball would have taken."""

    heard: Counter[Tap]
    taken: Counter[Tap]


def gestures(read_n: Array, *, every: int, woken_n: float | None = None) -> Listened:
    """Listen to a recording; `woken_n` is how hard the presses were that woke the ball."""
    force_mn = np.round(read_n[::every] * 1000.0).astype(np.int64)
    t_ns = np.arange(len(force_mn), dtype=np.int64) * (ns(1.0) // RATE_HZ * every)
    block, touch, at = SampleBlock(t_ns, force_mn), NOTHING, 0
    feel = feel_of(gap_ns=ns(0.5), step_mn=0)
    found, taken = Counter[Tap](), Counter[Tap]()
    pending: tuple[Tap, int] | None = None
    while at < len(block):
        heard = listen(touch, block.part(at, len(block)), feel)
        now_ns = int(t_ns[-1 if heard.tap is None else at + heard.at])
        if pending is not None and now_ns - pending[1] >= ns(TAKE_BACK_S):
            taken[pending[0]] += 1
        pending, touch = None, heard.touch
        if heard.tap is None:
            break
        at += heard.at + 1
        if heard.tap is Tap.BEGUN:
            continue
        found[heard.tap] += 1
        height_n = heard.height_mn / 1000.0
        if woken_n is not None and max(height_n, woken_n) <= UNLIKE * min(height_n, woken_n):
            pending = (heard.tap, now_ns)
    return Listened(found, taken)


class Idle(NamedTuple):
    """False gestures of one kind of idleness at one rate."""

    name: str
    hz: int
    hours: float
    found: Counter[Tap]
    taken: Counter[Tap]


def false_answers(hours: float) -> Iterator[Idle]:
    """Let people be idle for so long, a quarter of an hour each."""
    people = max(1, round(hours * 4))
    for name, script in IDLE.items():
        found = {1: Listened(Counter(), Counter()), SLOW: Listened(Counter(), Counter())}
        for index in range(people):
            body = Body(index, list(HOW)[index % len(HOW)])
            woken_n = float(body.rng.uniform(*FORCE_N))
            read_n = body.run(script, 900.0)
            for every, both in found.items():
                now = gestures(read_n, every=every, woken_n=woken_n)
                both.heard.update(now.heard)
                both.taken.update(now.taken)
        for every, both in found.items():
            yield Idle(name, RATE_HZ // every, people / 4, both.heard, both.taken)


MEANT: Final = {"yes": (Tap.TWICE, 2), "no": (Tap.LONG, 1), "stop": (Tap.THRICE, 3)}


def understood(people: int) -> Iterator[tuple[str, int, int, int]]:
    """Let each person say each word once; yield word, rate, understood, taken for another."""
    read: dict[str, list[Array]] = {word: [] for word in MEANT}
    for index in range(people):
        for word in MEANT:
            body = Body(10_000 + index, list(HOW)[index % len(HOW)])
            read[word].append(body.run(_saying(word), 7.0))
    for word, (tap, _) in MEANT.items():
        for every in (1, SLOW):
            heard = [gestures(read_n, every=every).heard for read_n in read[word]]
            right = sum(found[tap] == 1 for found in heard)
            wrong = sum(any(found[t] for t, _ in MEANT.values() if t is not tap) for found in heard)
            yield word, RATE_HZ // every, right, wrong


def _saying(word: str) -> Script:
    def say(body: Body) -> Iterator[float]:
        presses = Presses(body.hand, body.rng)
        yield 2.2
        if word == "stop":
            presses.press((0.3, 0.3, 0.3))
        else:
            presses.make(word)
        yield 60.0

    return say


def main() -> None:
    """Print both tables."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else HOURS
    people = int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    print(f"False answers an hour, {hours:g} h of each, the detector listening all the time.\n")
    print("| simulated people | Hz | yes | no | stop | yes, woken | no, woken |")
    print("|---|---|---|---|---|---|---|")
    for row in false_answers(hours):
        rates = [row.found[tap] / row.hours for tap, _ in MEANT.values()]
        rates += [row.taken[tap] / row.hours for tap in (Tap.TWICE, Tap.LONG)]
        print(f"| {row.name} | {row.hz} | " + " | ".join(f"{rate:.2f}" for rate in rates) + " |")
    print(f"\nMeant answers, {people} simulated people, each word once.\n")
    print("| word | Hz | understood | taken for another word |\n|---|---|---|---|")
    for word, hz, right, wrong in understood(people):
        print(f"| {word} | {hz} | {right} of {people} | {wrong} |")


if __name__ == "__main__":
    main()
