"""The holds of a recorded session, counted anew: its phases and its band stay as they were logged.

Whole stretches of the trace go through the chain at once, cut only where the log says that what
is counted changed. It knows such a moment to within what the radio delays a sample.
"""

from collections import deque
from collections.abc import Callable, Sequence

from tpdevice.core import rules
from tpdevice.core.action import Action
from tpdevice.core.record import Happened, RatingRow, RepetitionRow, ZeroRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.session.logged import LoggedBand
from tpdevice.session.moments import Began, Ended, Logged, moments
from tpdevice.session.notices import Notice
from tpdevice.session.phases import ENDED, Happening, Phase
from tpdevice.session.summary import counted_anew
from tpdevice.signal.chain import Chain, advance, anew, rezeroed, unseen
from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Watch

Heed = Callable[[int, Chain, SampleBlock, Watch], None]
"""Takes the hold, the chain before, samples while the hold counts as held, and what was watched."""

_CLOSING = (Phase.REST, Phase.LENGTHEN, *ENDED)


class Recount:
    """Eats a trace, oldest first; its rows are as recorded but for what is counted anew."""

    def __init__(
        self,
        log: Sequence[Logged],
        repetitions: Sequence[RepetitionRow],
        *,
        rate_hz: float,
        gap_ns: int,
        heed: Heed | None = None,
    ) -> None:
        self._heed = heed
        self.rows: list[RepetitionRow] = []
        self._moments = deque(moments(log, repetitions, gap_ns=gap_ns))
        self._chain = Chain(rate_hz, gap_ns)
        self._band = LoggedBand()
        self._phase = Phase.SCREENING
        self._now: RepetitionRow | None = None
        self._counting = self._paused = self._blind = self._settled = False
        self._settle_ns = 0

    def feed(self, block: SampleBlock) -> None:
        """Take in the next stretch of the trace."""
        while len(block):
            cut = len(block)
            if self._moments:
                cut = int(block.t_ns.searchsorted(self._moments[0][0], side="right"))
            if cut == 0:
                self._pass(self._moments.popleft()[1])
                continue
            self._count(block.part(0, cut))
            block = block.part(cut, len(block))

    def finish(self) -> None:
        """Take in what the log says after the last sample."""
        while self._moments:
            self._pass(self._moments.popleft()[1])

    def _count(self, block: SampleBlock) -> None:
        at = 0
        while at < len(block):
            watch = self._watch()
            step = advance(self._chain, block.part(at, len(block)), watch)
            if self._heed is not None and self._now is not None and watch.mode is Mode.HELD:
                part = block.part(at, at + step.used)
                self._heed(self._now.repetition, self._chain, part, watch)
            self._chain = step.chain
            at += step.used
            self._settled = self._settled or bool(step.happened)

    def _watch(self) -> Watch:
        bottom_mn, top_mn = self._band.edges_mn
        mode = self._mode()
        waiting = mode is Mode.SETTLING and self._phase is Phase.HOLD
        return Watch(
            free_mn=0,
            bottom_mn=bottom_mn,
            top_mn=top_mn,
            banded=True,
            mode=mode,
            mark_ns=self._settle_ns if waiting else None,
            mark=Notice.SETTLED if waiting else None,
        )

    def _mode(self) -> Mode | None:
        if not self._counting or self._blind:
            return None
        if self._paused:
            return Mode.PAUSED
        held = self._phase is Phase.HOLD and self._settled
        return Mode.HELD if held else Mode.SETTLING

    def _pass(self, what: Logged | Began | Ended) -> None:
        """Go past one moment of the log."""
        match what:
            case Began():
                self._now, self._counting = what.row, True
            case Ended():
                self._counting = False
            case ZeroRow():
                self._chain = rezeroed(self._chain)
            case RatingRow():
                self._band.rating(what)
            case Happened(kind="phase"):
                self._enter(Phase(what.name), what.cause)
            case Happened(kind="key", name=Action.PAUSE) if self._phase not in ENDED:
                self._paused = not self._paused
                self._unsettle()
            case Happened(kind="link", name=("unseen" | "visible")):
                self._blind = what.name == "unseen"
                self._chain = unseen(self._chain)
            case Happened():
                self._band.line(what)

    def _enter(self, phase: Phase, cause: str) -> None:
        self._phase = phase
        self._paused = self._paused and phase not in ENDED
        self._unsettle()
        if phase in _CLOSING:
            if self._now is not None:
                self.rows.append(counted_anew(self._now, self._chain))
            self._now, self._counting = None, False
            self._band.next_repetition()
        if phase in _CLOSING or cause == Happening.MARKED:
            self._chain = anew(self._chain)

    def _unsettle(self) -> None:
        self._settled = False
        self._settle_ns = self._chain.account.buckets.settling_ns + ns(rules.SETTLE_S)
