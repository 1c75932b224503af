"""The chain once more: sample by sample, in plain Python, slow and plain to see.

Written from what `tpdevice.signal` promises, not from how it keeps it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Seen, Wait, Watch

BUCKETS = ("held_ns", "settling_ns", "below_ns", "above_ns", "no_data_ns", "paused_ns")


@dataclass
class SlowChain:
    """All that the chain remembers, in lists and dictionaries."""

    rate_hz: float
    gap_ns: int
    t_ns: int | None = None
    force_mn: int = 0
    seen: list[tuple[int, int]] = field(default_factory=list)
    """(time, force) of every sample since the last restart."""
    since: dict[Seen, int] = field(default_factory=dict)
    buckets: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BUCKETS, 0))
    impulse_2mn_ns: int = 0
    read_ns: int = 0
    pressed_ns: int = 0
    peak_mn: int = 0
    settling: list[int] = field(default_factory=list)

    def forget(self) -> None:
        """Begin a phase: only being free, pressed or above the very top lasts."""
        lasting = (Seen.FREE, Seen.PRESSED, Seen.OVER)
        self.since = {seen: t for seen, t in self.since.items() if seen in lasting}
        self.settling = []

    def mean_mn(self, length_s: float) -> int:
        """Return the mean of the last samples; before the first it was always like the first."""
        count = max(1, round(length_s * self.rate_hz))
        forces = [force for _, force in self.seen[-count:]]
        forces += [self.seen[0][1]] * (count - len(forces))
        return sum(forces) // count

    def ahead_mn(self) -> tuple[int, int]:
        """Return the quarter-second mean, and what 0.425 s more of its change would bring.

        The change is that over the last 0.75 s, as far back as a mean of two seconds reaches.
        """
        short, long = (max(1, round(length_s * self.rate_hz)) for length_s in (0.25, 2.0))
        back = min(max(1, round(0.75 * self.rate_hz)), long + 1 - short)
        forces = [self.seen[0][1]] * (long + 1) + [force for _, force in self.seen]
        now_mn = sum(forces[-short:]) // short
        then_mn = sum(forces[-short - back : -back]) // short
        return now_mn, (now_mn - then_mn) * 425 // 750

    def slope_mn_per_s(self) -> int:
        """Return the change since the sample a quarter second ago."""
        count = max(1, round(0.25 * self.rate_hz))
        t_ns, force_mn = self.seen[-1]
        missing = count + 1 - len(self.seen)
        if missing > 0:
            first_ns, then_mn = self.seen[0]
            then_ns = first_ns - missing * int(1e9 / self.rate_hz)
        else:
            then_ns, then_mn = self.seen[-1 - count]
        return (force_mn - then_mn) * 1_000_000 // max((t_ns - then_ns) // 1_000, 1)

    def pace_mn_per_s(self) -> int:
        """Return the change over the last two seconds of samples."""
        count = max(1, round(2.0 * self.rate_hz))
        if count == 1:
            return 0
        risen_mn = self.force_mn - self.seen[max(0, len(self.seen) - count)][1]
        return int(risen_mn * self.rate_hz // (count - 1))

    def take(self, t_ns: int, force_mn: int, watch: Watch) -> tuple[StrEnum, ...]:
        """Take one sample, and return what happened at it."""
        last_ns, last_mn = self.t_ns, self.force_mn
        blind = last_ns is None
        gap = last_ns is not None and t_ns - last_ns > self.gap_ns
        if last_ns is None or gap:
            lasting = {Seen.PRESSED: self.since[Seen.PRESSED]} if Seen.PRESSED in self.since else {}
            self.seen, self.since, self.settling = [], lasting, []
        self.seen.append((t_ns, force_mn))
        before = dict(self.since)
        self._conditions(t_ns, force_mn, watch)
        if last_ns is None:
            last_ns, last_mn = t_ns, force_mn
        self._count(t_ns - last_ns, last_mn, force_mn, gap=gap, watch=watch)
        if not blind and not gap and last_mn >= watch.free_mn and force_mn >= watch.free_mn:
            self.pressed_ns += t_ns - last_ns
        self.peak_mn = max(self.peak_mn, force_mn)
        self.t_ns, self.force_mn = t_ns, force_mn
        return tuple(self._happened(last_ns, t_ns, before, watch))

    def _conditions(self, t_ns: int, force_mn: int, watch: Watch) -> None:
        holds: dict[Seen, bool] = dict.fromkeys(Seen, False)
        if watch.banded:
            low_edge, high_edge = watch.bottom_mn, watch.top_mn + 1
            if Seen.LOW in self.since:
                low_edge += watch.margin_mn
            if Seen.HIGH in self.since:
                high_edge -= watch.margin_mn
            holds[Seen.LOW] = force_mn < low_edge
            holds[Seen.HIGH] = force_mn >= high_edge
            holds[Seen.OUT] = not watch.bottom_mn <= force_mn <= watch.top_mn
            holds[Seen.OVER] = force_mn > watch.top_mn
            holds[Seen.IN] = not (holds[Seen.LOW] or holds[Seen.HIGH])
        holds[Seen.FREE] = force_mn < watch.free_mn
        holds[Seen.PRESSED] = not holds[Seen.FREE]
        if watch.near_mn is not None:
            low_mn, high_mn = watch.near_mn
            holds[Seen.NEAR] = low_mn <= self.mean_mn(2.0) <= high_mn
        steer, lead = watch.steer, watch.goal
        if steer is not None and t_ns >= steer.from_ns:
            holds[Seen.SAGGED] = self.mean_mn(2.0) < steer.more_mn
            holds[Seen.RISEN] = self.mean_mn(2.0) > steer.less_mn
        if lead is not None:
            mean_mn, change_mn = self.ahead_mn()
            # What goes the other way does not put off the end.
            soon_mn = mean_mn + (max(change_mn, 0) if lead.rising else min(change_mn, 0))
            come = soon_mn >= lead.there_mn if lead.rising else soon_mn <= lead.there_mn
            holds[Seen.THERE] = come and lead.inside_mn[0] <= mean_mn <= lead.inside_mn[1]
        self.since = {seen: self.since.get(seen, t_ns) for seen, held in holds.items() if held}

    def _count(self, dt_ns: int, last_mn: int, now_mn: int, *, gap: bool, watch: Watch) -> None:
        inside = all(watch.bottom_mn <= mn <= watch.top_mn for mn in (last_mn, now_mn))
        if watch.mode is not Mode.SETTLING:
            self.settling = []
        elif inside and not gap:
            self.settling.append(now_mn)
        if watch.mode is None:
            return
        if gap:
            name = "no_data_ns"
        elif watch.mode is Mode.PAUSED:
            name = "paused_ns"
        elif inside and watch.mode is Mode.READ:
            self.read_ns += dt_ns
            return
        elif inside:
            name = "held_ns" if watch.mode is Mode.HELD else "settling_ns"
        else:
            name = "above_ns" if max(last_mn, now_mn) > watch.top_mn else "below_ns"
        self.buckets[name] += dt_ns
        if name == "held_ns":
            self.impulse_2mn_ns += dt_ns * (last_mn + now_mn)

    def _happened(
        self, last_ns: int, t_ns: int, before: dict[Seen, int], watch: Watch
    ) -> Sequence[StrEnum]:
        counted = self.buckets["held_ns" if watch.mode is Mode.HELD else "settling_ns"]
        marked = watch.mode is not None and watch.mark_ns is not None and counted >= watch.mark_ns
        late = watch.deadline_ns is not None and t_ns >= watch.deadline_ns
        return [
            *[wait.then for wait in watch.waits if self._fulfilled(wait, last_ns, t_ns, before)],
            *[fact for fact in [watch.mark] if fact is not None and marked],
            *[fact for fact in [watch.deadline] if fact is not None and late],
        ]

    def _fulfilled(self, wait: Wait, last_ns: int, t_ns: int, before: dict[Seen, int]) -> bool:
        since = self.since.get(wait.seen)
        if since is None or t_ns < since + wait.need_ns:
            return False
        already = wait.seen in before and last_ns >= since + wait.need_ns
        return not (wait.once and already)
