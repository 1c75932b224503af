"""Whole sessions on virtual time with a simulated person, beside what really happened."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from fakes import FakeRecorder, FakeSink
from msgspec.structs import replace
from numpy.typing import NDArray

from tpdevice.core.band import Support
from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Calibration, Identity, Side
from tpdevice.core.record import Happened, Summary
from tpdevice.devices import driver
from tpdevice.runtime import fast, opening
from tpdevice.runtime.runner import Runner
from tpdevice.session.state import State
from tpdevice.session.watching import watch_for


@dataclass(frozen=True, slots=True, eq=False)
class Looped:
    """One session, from the program's side and from the world's."""

    summary: Summary
    state: State
    kept: FakeRecorder
    sink: FakeSink
    t_ns: NDArray[np.int64]
    force_mn: NDArray[np.float64]
    """The true press force on the grid of the sensor, mN."""
    came: NDArray[np.bool_]
    """Whether the sensor made a sample of that point of the grid."""
    fault_ns: NDArray[np.int64]
    """When each fault began and ended, shape (n, 2)."""
    counting: list[list["Counted"]] = field(default_factory=list)
    """What was counted at each tick of each hold."""
    stale: list[str] = field(default_factory=list)
    """What a state handed on at some tick although it was no longer so."""

    def happened(self, kind: str) -> list[Happened]:
        return [r for r in self.kept.rows if isinstance(r, Happened) and r.kind == kind]

    def inside(
        self, start_ns: int, end_ns: int, *, bottom_mn: float, top_mn: float
    ) -> NDArray[np.bool_]:
        """Return where the true force was within edges, for each point of the sensor's grid."""
        first, last = np.searchsorted(self.t_ns, (start_ns, end_ns))
        force_mn = self.force_mn[first:last]
        return (force_mn >= bottom_mn) & (force_mn <= top_mn)

    @property
    def grid_ns(self) -> int:
        """Time between two samples of the sensor, ns."""
        return int(self.t_ns[1] - self.t_ns[0])


@dataclass(frozen=True, slots=True)
class Counted:
    """The account at one tick."""

    t_ns: int
    """Time of the newest sample."""
    inside_ns: int
    """Held and settled so far."""
    bottom_mn: int
    top_mn: int


@cache
def looped(
    target: str = "",
    *,
    seed: int = 1,
    calibrated: bool = True,
    short: bool = False,
    asked: tuple[tuple[str, Any], ...] = (),
    conversion: Conversion | None = None,
) -> Looped:
    """Run a whole session with this person; with `calibrated` the person's own marks are known.

    `asked` changes the prescription, and `conversion` is what the person made of the sensor.
    """
    virtual = fast.open_link(f"seed={seed}&{target}".rstrip("&"))
    link = fast.FastLink(virtual)
    decoder = driver(virtual.device["key"])
    person: dict[str, Any] = virtual.person
    truth = virtual.truth()
    marks = Calibration(float(truth["tender_n"][0]), float(truth["comfort_n"][0]), 2, 1.0)
    header = opening.header(
        Identity(
            person["name"],
            person["point"],
            Side(person["side"]),
            person["tool"],
            Support(person["support"]),
        ),
        opening.Device(
            decoder.spec,
            virtual.device["name"],
            virtual.device["address"],
            own_conversion=conversion,
        ),
        history=opening.History(
            calibration=marks if calibrated else None, first_session=not calibrated
        ),
        wishes=opening.Wishes(short=short),
        local_date="2026-01-01",
        simulated=True,
        seed=seed,
    )
    header = replace(header, prescription=replace(header.prescription, **dict(asked)))
    kept, sink = FakeRecorder(), FakeSink()
    runner = Runner(header, decoder, recorder=kept, link=link, sinks=[link, sink])
    counting: list[list[Counted]] = []
    stale: list[str] = []

    def on_tick() -> None:
        _count(runner.state, counting)
        stale.extend(_stale(runner.state))

    fast.run(runner, virtual, link, on_tick=on_tick)
    truth = virtual.truth()
    assert runner.summary is not None
    return Looped(
        runner.summary,
        runner.state,
        kept,
        sink,
        truth["t_ns"],
        truth["force_n"] * 1000.0,
        truth["present"],
        truth["fault_ns"],
        counting,
        stale,
    )


def _stale(state: State) -> list[str]:
    """Return what is not as it would be if it were worked out anew."""
    anew = replace(state)
    known = {
        "watch": (watch_for(state), watch_for(anew)),
        "bounds": (state.bounds, anew.bounds),
        "free_mn": (state.free_mn, anew.free_mn),
        "asked_band": (state.asked_band, anew.asked_band),
    }
    return [name for name, (handed_on, found) in known.items() if handed_on != found]


def _count(state: State, counting: list[list[Counted]]) -> None:
    """Keep what is counted now; a new list begins with each hold, and where edges moved."""
    hold, chain, band = state.hold, state.chain, state.asked_band
    going_on = hold.start_ns is not None and hold.end_ns is None and not state.over
    if not going_on or chain.t_ns is None or band is None:
        counting.append([])
        return
    buckets = chain.account.buckets
    inside_ns = buckets.held_ns + buckets.settling_ns
    if not counting or (counting[-1] and counting[-1][-1].top_mn != band.top_mn):
        counting.append([])
    counting[-1].append(Counted(chain.t_ns, inside_ns, band.bottom_mn, band.top_mn))
