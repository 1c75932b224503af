"""A recording that nobody guided, measured as a session would measure it, by the same chain.

No log tells where a hold begins and ends, so force alone does: one begins where an approach would
be over, settles as in a session, and ends where the point is free of pressure.
"""

from enum import StrEnum

import numpy as np
from msgspec import Struct

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind, Support
from tpdevice.core.record import Buckets, Outcome, RepetitionRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import NS_PER_S, mn, ns
from tpdevice.session.bandrule import steered
from tpdevice.session.notices import Notice
from tpdevice.session.summary import counted_anew
from tpdevice.session.visibility import longest_step_ns
from tpdevice.signal.chain import Chain, advance, anew
from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Goal, Seen, Wait, Watch


class Measured(Struct, frozen=True):
    """What a recording comes to."""

    holds: tuple[RepetitionRow, ...]
    """Those with held time, in order."""
    passes: int
    """How often force was in the band and gone before anything was held."""
    length_ns: int
    """From the first sample to the last."""
    seen_ns: int
    """The part of it between samples that followed each other."""
    pressed_ns: int
    peak_mn: int
    rate_hz: float

    @property
    def buckets(self) -> Buckets:
        """Return where the time of all holds went."""
        total = Buckets()
        for hold in self.holds:
            total = total.plus(hold.buckets)
        return total


class _Stage(StrEnum):
    BEFORE = "before a hold"
    SETTLING = "in the band, not settled"
    HELD = "held"
    BACK = "on the way back into the band"
    COMPLETE = "held for as long as was asked"


_COUNTING = (_Stage.SETTLING, _Stage.HELD, _Stage.BACK)
_FREE = Wait(Seen.FREE, ns(rules.FREE_S), Notice.FREE)
_LEFT = Wait(Seen.OUT, 0, Notice.CUE, once=True)
_OUT = Wait(Seen.OUT, ns(rules.OUT_S), Notice.OUT_LONG)
_IN = (Wait(Seen.THERE, 0, Notice.THERE), Wait(Seen.IN, ns(rules.RE_ENTER_S), Notice.ENTERED))
_WAITS = {
    _Stage.BEFORE: _IN,
    _Stage.BACK: (*_IN, _LEFT, _FREE),
    _Stage.SETTLING: (_LEFT, _OUT, _FREE),
    _Stage.HELD: (_LEFT, _OUT, _FREE),
    _Stage.COMPLETE: (_FREE,),
}
_MODES = {
    _Stage.BACK: Mode.SETTLING,
    _Stage.SETTLING: Mode.SETTLING,
    _Stage.HELD: Mode.HELD,
}


def measured(block: SampleBlock, edges_n: tuple[float, float], *, hold_s: float | None) -> Measured:
    """Return what a recording comes to with a band from, to in newtons.

    A hold is complete after `hold_s`, or goes on for as long as somebody presses.
    """
    rate_hz = _rate_hz(block)
    gap_ns = longest_step_ns(rate_hz)
    measuring = _Measuring(_band(edges_n), Chain(rate_hz, gap_ns), hold_s)
    steps_ns = np.diff(block.t_ns)
    cuts = [*(np.flatnonzero(steps_ns > gap_ns) + 1).tolist(), len(block)]
    start = 0
    for stop in cuts:
        measuring.feed(block.part(start, stop))
        start = stop
    measuring.finish()
    return Measured(
        holds=tuple(measuring.holds),
        passes=measuring.passes,
        length_ns=int(block.t_ns[-1] - block.t_ns[0]),
        seen_ns=int(steps_ns[steps_ns <= gap_ns].sum()),
        pressed_ns=measuring.chain.pressed_ns,
        peak_mn=int(block.force_mn.max()),
        rate_hz=rate_hz,
    )


def _rate_hz(block: SampleBlock) -> float:
    """Return how many values a second there are, pauses left out; packets bring some at once."""
    steps_ns = np.diff(block.t_ns)
    steps_ns = steps_ns[steps_ns <= 20 * np.median(steps_ns)]
    return float(NS_PER_S / steps_ns.mean())


def _band(edges_n: tuple[float, float]) -> Band:
    bottom, top = (mn(edge_n) for edge_n in edges_n)
    aim = (bottom + top) // 2
    return Band(
        kind=BandKind.STANDARD,
        bottom_mn=bottom,
        top_mn=top,
        aim_mn=aim,
        margin_mn=round(rules.MARGIN * aim),
        ceiling_mn=top,
        alarm_mn=top,
        free_mn=round(rules.FREE_PER_TENDER * bottom),
    )


class _Measuring:
    """Follows force through holds, as the phases of a session do."""

    def __init__(self, band: Band, chain: Chain, hold_s: float | None) -> None:
        self.holds: list[RepetitionRow] = []
        self.passes = 0
        self.chain = chain
        self._band = band
        self._goal = Goal(
            steered(band, Support.HAND)[1],
            rising=True,
            inside_mn=(band.bottom_mn, band.top_mn),
        )
        self._hold_ns = None if hold_s is None else ns(hold_s)
        self._stage = _Stage.BEFORE
        self._start_ns = self._settle_ns = 0
        self._left: Chain | None = None
        """As it was when force last left the band; None while it is in it."""

    def feed(self, block: SampleBlock) -> None:
        """Take in samples without a gap between them; before them there was one."""
        if self._stage in (_Stage.SETTLING, _Stage.HELD):
            self._leave()
            self._stage = _Stage.BACK
        at = 0
        while at < len(block):
            step = advance(self.chain, block.part(at, len(block)), self._watch())
            self.chain = step.chain
            at += step.used
            for happened in step.happened:
                self._on(Notice(happened))

    def finish(self) -> None:
        """Close a hold that the recording ends in."""
        if self._stage in _COUNTING:
            if not self.chain.holds(Seen.OUT):
                self._left = None
            self._close()

    def _watch(self) -> Watch:
        band, stage = self._band, self._stage
        mark_ns, mark = None, None
        if stage is _Stage.SETTLING:
            mark_ns, mark = self._settle_ns, Notice.SETTLED
        elif stage is _Stage.HELD and self._hold_ns is not None:
            mark_ns, mark = self._hold_ns, Notice.MARK
        return Watch(
            free_mn=band.free_mn,
            bottom_mn=band.bottom_mn,
            top_mn=band.top_mn,
            margin_mn=band.margin_mn,
            banded=True,
            goal=self._goal if stage in (_Stage.BEFORE, _Stage.BACK) else None,
            mode=_MODES.get(stage),
            mark_ns=mark_ns,
            mark=mark,
            waits=_WAITS[stage],
        )

    def _on(self, notice: Notice) -> None:
        match notice:
            case Notice.THERE | Notice.ENTERED if self._stage in (_Stage.BEFORE, _Stage.BACK):
                self._enter()
            case Notice.CUE:
                self._leave()
            case Notice.OUT_LONG if self._stage in _COUNTING:
                self._stage = _Stage.BACK
            case Notice.SETTLED:
                self._stage = _Stage.HELD
            case Notice.MARK:
                self._left = None
                self._close()
                self._stage = _Stage.COMPLETE
            case Notice.FREE:
                if self._stage in _COUNTING:
                    self._close()
                self.chain = anew(self.chain)
                self._stage = _Stage.BEFORE
            case _:
                pass

    def _enter(self) -> None:
        if self._stage is _Stage.BEFORE:
            assert self.chain.t_ns is not None
            self._start_ns = self.chain.t_ns
        self._left = None
        settled_ns = self.chain.account.buckets.settling_ns
        self._settle_ns = settled_ns + ns(rules.SETTLE_S)
        self._stage = _Stage.SETTLING

    def _leave(self) -> None:
        """Take note of where force left the band, unless it had not been back in it."""
        if self._left is None or _inside_ns(self.chain) > _inside_ns(self._left):
            self._left = self.chain

    def _close(self) -> None:
        """Count a hold up to where force left the band for good."""
        counted = self.chain if self._left is None else self._left
        assert counted.t_ns is not None
        if not counted.account.buckets.held_ns:
            self.passes += 1
            return
        row = RepetitionRow(
            repetition=len(self.holds) + 1,
            start_ns=self._start_ns,
            end_ns=counted.t_ns,
            buckets=counted.account.buckets,
            mean_mn=None,
            peak_mn=0,
            impulse_mn_ns=0,
            first_rating=None,
            last_rating=None,
            outcome=Outcome.NOT_RATED,
            let_go=False,
            cues=0,
        )
        self.holds.append(counted_anew(row, counted))


def _inside_ns(chain: Chain) -> int:
    buckets = chain.account.buckets
    return buckets.held_ns + buckets.settling_ns
