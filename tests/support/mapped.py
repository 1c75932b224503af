"""A ball that is pressed on a simulated kitchen scale, and the map that comes of it."""

import math
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Readings
from tpdevice.devices import driver
from tpdevice.runtime.ear import Heard
from tpdevice.runtime.stillness import still
from tpdevice.signal.loads import Load
from tpsim.faults import Faults
from tpsim.sensor import N_PER_KGF, Sensor, SensorSpec
from tpsim.wire import KINDS
from tpsim.wire.outbox import WireOptions

S = 1_000_000_000
FREE_S, COMES_ON_S, HELD_S = 4.0, 2.0, 6.0
"""A load: nothing pressing, coming on, holding still."""
CYCLE_S = FREE_S + COMES_ON_S + HELD_S
WOBBLE = 0.02
"""What a hand that holds still does all the same, share of the force."""


def pressed_n(loads_n: Sequence[float], t_s: float) -> float:
    """Return what presses at a time: one load after another, free in between."""
    number, into_s = divmod(t_s, CYCLE_S)
    if into_s < FREE_S or number >= len(loads_n):
        return 0.0
    share = min(1.0, (into_s - FREE_S) / COMES_ON_S)
    return loads_n[int(number)] * share * (1 + WOBBLE * math.sin(2.0 * t_s))


class OnAScale:
    """The readings of a sensor in a ball that is pressed with known loads."""

    clock_ppm = 0.0

    def __init__(self, spec: SensorSpec, loads_n: Sequence[float], *, seed: int) -> None:
        sensor = Sensor(spec, np.random.default_rng(seed))
        self._period_ns = round(spec.period_us * 1000)
        self._every = spec.every
        count = round(CYCLE_S * len(loads_n) * S / self._period_ns)
        self._kg = [sensor.read(pressed_n(loads_n, n * self._period_ns / S)) for n in range(count)]
        self._next = spec.every

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        last = min(until_ns // self._period_ns, len(self._kg) - 1)
        points = range(self._next, last + 1, self._every)
        self._next += len(points) * self._every
        return [(n * self._period_ns, self._kg[n]) for n in points]

    def due_ns(self, count: int) -> int:
        return (self._next + (count - 1) * self._every) * self._period_ns


def heard_of(key: str, loads_n: Sequence[float], *, seed: int = 1) -> list[Heard]:
    """Return every value that the driver makes of a ball that is pressed like this."""
    kind, decoder = KINDS[key], driver(key)
    rng = np.random.default_rng(seed)
    source = OnAScale(kind.sensor, loads_n, seed=seed)
    device = kind(source, Faults((), rng), options=WireOptions(), rng=rng)
    device.on_connect(0)
    for write in decoder.start():
        device.on_write(0, write.channel, write.data)
    values = []
    for at_ns, channel, data in device.poll(round(CYCLE_S * len(loads_n) * S)):
        with suppress(FrameError):
            for event in decoder.receive(channel, data):
                if isinstance(event, Readings):
                    values += [Heard(at_ns, raw, None) for raw in event.raw]
    return values


def loads_of(key: str, loads_n: Sequence[float], *, seed: int = 1) -> list[Load]:
    """Return the loads as somebody would have typed them, in tens of grams."""
    values = heard_of(key, loads_n, seed=seed)

    def lay(until_s: float) -> float:
        found = still([v for v in values if v.at_ns <= until_s * S], seconds=2.0, within=1e9)
        assert found is not None
        return found.mean

    loads = []
    for number in range(len(loads_n)):
        free_s, end_s = number * CYCLE_S + FREE_S, (number + 1) * CYCLE_S - 0.1
        shown_kg = round(pressed_n(loads_n, end_s) / N_PER_KGF, 2)
        loads.append(Load(shown_kg * N_PER_KGF, lay(free_s), lay(end_s)))
    return loads
