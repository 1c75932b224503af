"""One person, one sensor and one story, stepped along virtual time."""

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tpsim.answers import Key
from tpsim.faults import NS_PER_S, Fault, Faults
from tpsim.feeling import Traits
from tpsim.hand import Hand
from tpsim.person import Person
from tpsim.scenarios import Scenario
from tpsim.sensor import N_PER_KGF, Sensor, SensorSpec
from tpsim.subjects import Subject, draw
from tpsim.tissue import Tissue
from tpsim.unsteady import Unsteady
from tpsim.wire import find
from tpsim.wire.outbox import WireOptions

THINK_EVERY: Final = 4
"""Grid points between two decisions of the person: a small part of any reaction time."""

BEYOND_RANGE: Final = 1.2
"""What a saturated sensor reads, in full scales. Assumed."""


class World:
    """Everything behind the wire. Nothing here knows what time it really is."""

    def __init__(
        self,
        subject: Subject,
        scenario: Scenario,
        seed: int,
        *,
        kind: str = "progressor",
        options: WireOptions | None = None,
        sensor: SensorSpec | None = None,
        traits: Traits | None = None,
        sensor_seed: int | None = None,
    ) -> None:
        """Take who presses, what happens, and what is random.

        Parameters
        ----------
        traits
            Of the person; None: drawn.
        sensor_seed
            Of the one sensor that is used day after day; None: as everything else.
        """
        # One stream of randomness a part: what one uses does not change what another gets.
        traits_rng, noise_rng, hand_rng, person_rng, seeing_rng, *rest = _parts(seed)
        sensor_rng, wire_rng, fault_rng = rest
        if sensor_seed is not None:
            sensor_rng, wire_rng = _parts(sensor_seed)[5:7]
        self.kind, device = find(kind)
        spec = sensor or device.sensor
        self.subject, self.scenario, self.seed = subject, scenario, seed
        self.period_ns = round(spec.period_us * 1000)
        dt_s = self.period_ns / NS_PER_S
        self.traits = traits or draw(subject, traits_rng)
        self._spec = spec
        self._sensor = Sensor(spec, sensor_rng)
        self.clock_ppm = self._sensor.clock_ppm
        self._tissue = Tissue(subject.tissue, dt_s)
        unsteady = Unsteady(subject.steadiness, dt_s, noise_rng)
        self._hand = Hand(subject, dt_s, unsteady=unsteady, rng=hand_rng)
        self._person = Person(
            subject,
            self.traits,
            hand=self._hand,
            temper=scenario.temper,
            rng=person_rng,
            seeing=seeing_rng,
            on_soften=self._tissue.soften,
        )
        self._think_s = THINK_EVERY * dt_s
        self.faults = Faults(scenario.mishaps, fault_rng)
        self._weight_n = 0.0
        # One entry a grid point; the first is time 0, before anything moved.
        self._forces_n = array("d", [0.0])
        self._read_kg = array("d", [self._sensor.zero_kg])
        self._present = bytearray(1)
        self._due_ns: list[int] = []
        """When each sample comes, as far as is known."""
        self._taken = 0
        self.wire = device(
            self,
            self.faults,
            options=options or WireOptions(),
            rng=wire_rng,
            battery_mv=scenario.battery_mv,
            wraps_after_s=scenario.wraps_after_s,
        )

    def advance(self, until_ns: int) -> None:
        """Step to the last grid point at or before `until_ns`."""
        last = until_ns // self.period_ns
        first = len(self._forces_n)
        if last < first:
            return
        self._foresee(last)
        tissue, hand, read = self._tissue.step, self._hand.step, self._sensor.read
        weight_n = self._weight_n
        forces_n, read_kg = self._forces_n, self._read_kg
        force_n = forces_n[-1]
        for n in range(first, last + 1):
            if n % THINK_EVERY == 0:
                self._person.think(n * self.period_ns, force_n, self._think_s)
            force_n = tissue(hand(force_n))
            forces_n.append(force_n)
            read_kg.append(read(force_n + weight_n))
        if self.faults.windows:
            self._disturb(first)

    @property
    def calm_n(self) -> float:
        """The present force without the hand's own unsteadiness, N: what nobody can measure."""
        return self._forces_n[-1] / (1.0 + self._hand.shaken)

    @property
    def let_go_ns(self) -> tuple[int, ...]:
        """When the point let go, so far: what only the person could tell."""
        return tuple(self._person.let_go_ns)

    def show(self, at_ns: int, cue: Mapping[str, Any]) -> None:
        """Show a cue to the person."""
        phase = str(cue.get("phase"))
        if phase == "HOLD" and phase not in self.faults.entered:
            self._person.begin_hold(at_ns)
        self.faults.enter(phase, at_ns)
        self._person.show(at_ns, dict(cue))

    def weigh(self, force_n: float) -> None:
        """Put a dead weight on the sensor, or take it off with 0; it adds to what presses."""
        self._weight_n = force_n

    def press(self, button: str) -> None:
        """Press something on the device itself.

        Raises
        ------
        ValueError
            If it has no such button.
        """
        buttons = self.wire.buttons
        if button not in buttons:
            has = ", ".join(buttons) or "none"
            raise ValueError(f"button {button[:40]!r} is none of this device's: {has}")
        buttons[button]()

    def keys(self, until_ns: int) -> list[Key]:
        """Return the keys that the person pressed by `until_ns`: (when, action, value)."""
        self.advance(until_ns)
        return self._person.answers.take(until_ns)

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        """Return (time, kg) of the samples since the last call, up to `until_ns`."""
        self.advance(until_ns)
        period_ns, kg = self.period_ns, self._read_kg
        first = self._taken
        self._taken = end = bisect_right(self._due_ns, until_ns, first)
        return [(t_ns, kg[t_ns // period_ns]) for t_ns in self._due_ns[first:end]]

    def due_ns(self, count: int) -> int:
        """Return when the last of the next `count` readings comes that were not taken yet."""
        last = self._taken + count - 1
        while len(self._due_ns) <= last:
            self._foresee(len(self._present))
        return self._due_ns[last]

    def truth(self) -> dict[str, NDArray[Any]]:
        """Return what really happened, for comparison with what the program made of it.

        `t_ns` (virtual time), `force_n` (true press force), `read_n` (what the sensor read, with
        its zero, sign and faults) and `present` (whether that point of the grid came) have one
        entry for each grid point. Device time in a stream is (t - started) x (1 + ppm / 1e6).
        """
        n = len(self._forces_n)
        return {
            "t_ns": np.arange(n, dtype=np.int64) * self.period_ns,
            "force_n": np.array(self._forces_n),
            "read_n": np.array(self._read_kg) * N_PER_KGF,
            "present": np.frombuffer(bytes(self._present[:n]), dtype=np.bool_),
            "started_ns": np.array(self.wire.started_ns, dtype=np.int64),
            "clock_ppm": np.array([self.clock_ppm]),
            "zero_n": np.array([self._sensor.zero_kg * N_PER_KGF]),
            "tender_n": np.array([self.traits.tender_n]),
            "comfort_n": np.array([self.traits.comfort_n]),
            "fault_ns": np.array(
                [(w.start_ns, w.end_ns) for w in self.faults.known], dtype=np.int64
            ).reshape(-1, 2),
        }

    def _foresee(self, last: int) -> None:
        """Find out which points of the grid up to the `last` come at all."""
        while (first := len(self._present)) <= last:
            comes = self._sensor.present()
            self._present += comes
            self._due_ns += [(first + i) * self.period_ns for i, c in enumerate(comes) if c]

    def _disturb(self, first: int) -> None:
        """Let the sensor's own faults act on its readings from the `first` on."""
        beyond_kg = self._spec.sign * BEYOND_RANGE * self._spec.range_kg
        for n in range(first, len(self._read_kg)):
            t_ns = n * self.period_ns
            self._read_kg[n] += self._off_kg(t_ns)
            if self.faults.active(Fault.SATURATED, t_ns):
                self._read_kg[n] = beyond_kg

    def _off_kg(self, t_ns: int) -> float:
        """Return by how much a reading is wrong, kg."""
        jump, drift, noise = (
            self.faults.now(fault, t_ns) for fault in (Fault.TARE_JUMP, Fault.DRIFT, Fault.NOISE)
        )
        off_kg = 0.0 if jump is None else jump.amount
        if drift is not None:
            off_kg += drift.amount * (t_ns - drift.start_ns) / NS_PER_S
        if noise is not None:
            off_kg += noise.amount * float(self.faults.rng.standard_normal())
        return off_kg


def _parts(seed: int) -> list[np.random.Generator]:
    return [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(8)]
