"""One person, by hand: events for the engine in virtual seconds, without sensor or simulator."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from tpdevice.core.action import Action
from tpdevice.core.band import Support
from tpdevice.core.cue import Told
from tpdevice.core.plan import Calibration, Identity, Limits, PointRules, Prescription, Side
from tpdevice.core.record import Happened, RatingRow, RepetitionRow, Row, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import BY_BALL, Header, Key
from tpdevice.core.units import mn, ns, seconds
from tpdevice.session import events as ev
from tpdevice.session.effects import Answer, Effect, Log, Show, TakeZero
from tpdevice.session.engine import begin, step
from tpdevice.session.phases import Phase
from tpdevice.session.state import State

RATE_HZ = 80.0
SAMPLE_NS = 12_500_000
A_TICK = 8
"""Samples between two ticks."""

R = TypeVar("R", bound=Row)

POINT = PointRules(
    label="Upper trapezius",
    gentle=False,
    ceiling_n=110.0,
    sanity_low_n=15.0,
    sanity_high_n=90.0,
    lengthen="Ear towards the other shoulder",
)
ASKED = Prescription(
    hold_s=60.0,
    repetitions=3,
    rest_s=30.0,
    lengthen_s=25.0,
    lengthen_times=2,
    rating_at_s=(0.0, 20.0, 40.0),
    calibration_ramps=2,
    calibration_rest_s=30.0,
)
MARKS = Calibration(tender_n=40.0, comfort_n=52.0, ramps=2, age_days=1.0)
"""With a hand: band 36.0 to 48.4 N, aim 44, ceiling 65, alarm 57.2, free below 8."""
FREE_N, IN_N, LOW_N, HIGH_N = 0.0, 44.0, 20.0, 52.0


def header(**changes: Any) -> Header:
    """Return a header with known marks and nothing to screen; `asked` changes the prescription."""
    asked = replace(ASKED, **changes.pop("asked", {}))
    limits = replace(Limits(None, 980.0, 0.0, 0.0), **changes.pop("limits", {}))
    made = Header(
        tape_version=1,
        program="0",
        seed=None,
        simulated=False,
        identity=Identity("me", "UT", Side.RIGHT, "cane", Support.HAND),
        rules=POINT,
        prescription=asked,
        limits=limits,
        calibration=MARKS,
        calibrate=True,
        screen=(),
        device_key="progressor",
        device_name="Progressor",
        device_address="00",
        rig_multiplier=1.0,
        zero_n=0.0,
        local_date="2026-01-01",
    )
    return replace(made, **changes)


class Sitting:
    """A session that is fed by hand; 80 samples and 10 ticks a second."""

    def __init__(self, opening: Header | None = None, *, zeroes: bool = True) -> None:
        self.t_ns = 0
        self.zeroes = zeroes
        self.force_n = 0.0
        self.effects: list[Effect] = []
        self.state: State
        self.state, first = begin(opening or header(), rate_hz=RATE_HZ, gap_ns=ns(0.5))
        self.effects += first

    # What the world does.

    def feed(self, event: ev.Event) -> None:
        self.state, brought = step(self.state, event)
        self.effects += brought
        if self.zeroes and any(isinstance(effect, TakeZero) for effect in brought):
            self.feed(ev.ZeroTaken(self.state.now_ns, 0))
        for effect in brought:
            if isinstance(effect, Answer):
                key = Key(self.state.now_ns, effect.action, effect.value, source=BY_BALL)
                self.feed(ev.Pressed(key))

    def connect(self) -> "Sitting":
        self.feed(ev.LinkCame(self.t_ns))
        self.feed(ev.Visible(self.t_ns))
        return self

    def press(self, force: float | Callable[[float], float], for_s: float) -> "Sitting":
        """Press with newtons, or with a function of the seconds since this began."""
        start_ns, end_ns = self.t_ns, self.t_ns + ns(for_s)
        while self.t_ns < end_ns and not self.state.over:
            times = [self.t_ns + SAMPLE_NS * (i + 1) for i in range(A_TICK)]
            now_s = [seconds(t - start_ns) for t in times]
            forces = [mn(force(s) if callable(force) else force) for s in now_s]
            self.feed(ev.Samples(SampleBlock.of(times, forces)))
            self.t_ns, self.force_n = times[-1], forces[-1] / 1000
            self.feed(ev.Ticked(self.t_ns))
        return self

    def move(self, to_n: float, *, n_per_s: float = 8.0) -> "Sitting":
        """Press harder or lighter, steadily."""
        start_n = self.force_n
        length_s = max(0.1, abs(to_n - start_n) / n_per_s)
        return self.press(lambda s: start_n + (to_n - start_n) * min(1.0, s / length_s), length_s)

    def until(self, phase: Phase, force: float, *, within_s: float = 60.0) -> "Sitting":
        """Press until a phase begins."""
        waited_s = 0.0
        while self.state.phase is not phase:
            assert waited_s < within_s, f"{phase} never came; it is {self.state.phase}"
            self.press(force, 0.1)
            waited_s += 0.1
        return self

    def silence(self, for_s: float, *, unseen_after_s: float | None = 0.5) -> "Sitting":
        """Let nothing come but ticks; say after a while that force cannot be seen."""
        start_ns = self.t_ns
        while self.t_ns < start_ns + ns(for_s) and not self.state.over:
            self.t_ns += SAMPLE_NS * A_TICK
            gone_s = seconds(self.t_ns - start_ns)
            if unseen_after_s is not None and gone_s >= unseen_after_s and self.state.visible:
                self.feed(ev.Unseen(self.t_ns, ev.Why.SILENCE))
            self.feed(ev.Ticked(self.t_ns))
        return self

    def again(self) -> "Sitting":
        """Let force be seen again."""
        self.feed(ev.Visible(self.t_ns))
        return self

    def key(self, action: Action, value: int = 0) -> "Sitting":
        self.feed(ev.Pressed(Key(self.t_ns, action, value)))
        return self

    def rate(self, value: int) -> "Sitting":
        return self.key(Action.RATE, value)

    # What is usual.

    def presses(self, *lengths_s: float, height_n: float = 12.0) -> "Sitting":
        """Press on top of what is pressed now for each of these times, and be still after."""
        rest_n = self.force_n
        for length_s in lengths_s:
            self.press(rest_n + height_n, length_s).press(rest_n, 0.3)
        return self.press(rest_n, 1.0)

    def approach(self) -> "Sitting":
        """Connect, take the zero and wait for the approach."""
        self.connect().press(FREE_N, 0.5)
        assert self.state.phase is Phase.APPROACH, self.state.phase
        return self

    def hold(self, force_n: float = IN_N) -> "Sitting":
        """Come into the band and settle; the first rating is then asked."""
        if self.state.phase is not Phase.APPROACH:
            self.approach()
        return self.move(0.8 * force_n).until(Phase.HOLD, force_n).press(force_n, 3.2)

    def answering(self, force_n: float, for_s: float, *, ratings: list[int]) -> "Sitting":
        """Keep a force, and answer each question at once with the next of `ratings`."""
        left = list(ratings)
        end_ns = self.t_ns + ns(for_s)
        while self.t_ns < end_ns and not self.state.over:
            self.press(force_n, 0.1)
            if self.word == "rate" and left:
                self.rate(left.pop(0))
        return self

    def repetition(self, *ratings: int, force_n: float = IN_N) -> "Sitting":
        """Do one whole repetition and come off."""
        self.hold(force_n)
        left = list(ratings)
        for _ in range(1200):
            if self.state.phase not in (Phase.APPROACH, Phase.HOLD):
                break
            if self.word == "rate" and left:
                self.rate(left.pop(0))
            self.press(force_n, 0.1)
        return self.move(FREE_N).press(FREE_N, 1.5)

    # What came of it.

    @property
    def told(self) -> list[Told]:
        return [effect.told for effect in self.effects if isinstance(effect, Show)]

    @property
    def words(self) -> list[str]:
        return [told.cue.key for told in self.told]

    @property
    def word(self) -> str:
        return self.words[-1]

    def rows(self, kind: type[R]) -> list[R]:
        return [
            effect.row
            for effect in self.effects
            if isinstance(effect, Log) and isinstance(effect.row, kind)
        ]

    @property
    def ratings(self) -> list[RatingRow]:
        return self.rows(RatingRow)

    @property
    def repetitions(self) -> list[RepetitionRow]:
        return self.rows(RepetitionRow)

    @property
    def summary(self) -> Summary:
        (only,) = self.rows(Summary)
        return only

    @property
    def phases(self) -> list[str]:
        return [row.name for row in self.rows(Happened) if row.kind == "phase"]

    @property
    def now_s(self) -> float:
        return seconds(self.t_ns)

    @property
    def held_s(self) -> float:
        return seconds(self.state.chain.account.buckets.held_ns)

    def told_s(self, key: str, *, after_s: float = 0.0) -> float:
        """Return when a cue was first told after a moment, s."""
        times = [seconds(t.at_ns) for t in self.told if t.cue.key == key]
        return next(s for s in times if s >= after_s)
