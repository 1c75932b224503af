"""Our own way: the very engine that `tpdevice demo` and `run` fold over their tapes."""

from msgspec.structs import replace

from benchmarks.guiding.given import LIMITS, POINT, Given
from benchmarks.guiding.ways import Word
from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.band import Band, Support
from tpdevice.core.driver import DriverSpec
from tpdevice.core.plan import Calibration, Identity, Side
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header, Key
from tpdevice.core.units import ns
from tpdevice.devices import driver
from tpdevice.runtime import opening
from tpdevice.session import events as ev
from tpdevice.session.effects import Show
from tpdevice.session.engine import begin, step
from tpdevice.session.phases import Phase
from tpsim.world import World

LONG_S = 119.0
"""Longer than what is scored, so that no hold ends within it."""


class Ours:
    """One repetition in the engine, without questions in between."""

    RATING_AT_S: tuple[float, ...] = ()

    def __init__(self, given: Given, world: World) -> None:
        gap_ns = ns(rules.SILENCE_S)
        self.state, _ = begin(
            _header(given, self.RATING_AT_S), rate_hz=given.rate_hz, gap_ns=gap_ns
        )
        self._silence_ns, self._arrived_ns, self._visible = gap_ns, 0, False
        self._shown = given.shown
        self.stops: list[tuple[int, str]] = []
        self._do(ev.LinkCame(0), 0)

    def samples(self, arrived_ns: int, t_ns: list[int], force_mn: list[int]) -> list[Word]:
        said: list[Word] = []
        if not self._visible:
            self._visible = True
            said += self._do(ev.Visible(arrived_ns), arrived_ns)
        if self.state.zero.needed:
            said += self._do(ev.ZeroTaken(arrived_ns, 0), arrived_ns)
        self._arrived_ns = arrived_ns
        return said + self._do(ev.Samples(SampleBlock.of(t_ns, force_mn)), arrived_ns)

    def tick(self, now_ns: int) -> list[Word]:
        said: list[Word] = []
        if self._visible and now_ns - self._arrived_ns >= self._silence_ns:
            self._visible = False
            said += self._do(ev.Unseen(now_ns, ev.Why.SILENCE), now_ns)
        return said + self._do(ev.Ticked(now_ns), now_ns)

    def key(self, at_ns: int, action: str, value: int) -> list[Word]:
        return self._do(ev.Pressed(Key(at_ns, Action(action), value, "simulated")), at_ns)

    @property
    def asked(self) -> Band:
        return self.state.asked_band or self._shown

    @property
    def credited_ns(self) -> int:
        buckets = self.state.chain.account.buckets
        return buckets.held_ns + buckets.settling_ns

    def _do(self, event: ev.Event, at_ns: int) -> list[Word]:
        """Fold an event that the program learns of at `at_ns`; what it says is said then."""
        self.state, effects = step(self.state, event)
        said: list[Word] = []
        for effect in effects:
            if isinstance(effect, Show):
                cue = effect.told.cue
                if effect.told.phase == Phase.STOPPED:
                    self.stops.append((at_ns, cue.key))
                said.append(Word(cue.key, str(cue.direction), effect.told.phase))
        return said


class Asking(Ours):
    """The same with its questions, as in a real session."""

    RATING_AT_S = (*opening.RATING_AT_S, 60.0)
    """The last question comes at the end of a hold, which lies further off here."""


def _header(given: Given, rating_at_s: tuple[float, ...]) -> Header:
    spec: DriverSpec = driver("progressor").spec
    identity = Identity("bench", "UT", Side.RIGHT, "bench", Support(given.support))
    tender_n, comfort_n = given.shown_marks
    history = opening.History(
        calibration=Calibration(tender_n, comfort_n, 2, 0.0),
        first_session=False,
        first_ramp_ever=False,
    )
    made = opening.header(
        identity,
        opening.Device(spec, "bench", "bench"),
        history=history,
        wishes=opening.Wishes(),
        local_date="2026-01-01",
        simulated=True,
    )
    asked = replace(made.prescription, hold_s=LONG_S, rating_at_s=rating_at_s, repetitions=1)
    return replace(made, screen=(), rules=POINT, limits=LIMITS, prescription=asked)
