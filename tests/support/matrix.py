"""Each fault in each phase of a session, beside the simulator's own truth, as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from looped import Counted, Looped, looped
from numpy.typing import NDArray

from tpdevice.core import rules
from tpdevice.core.record import Ending
from tpdevice.core.tape import Frame
from tpdevice.core.units import ns, seconds
from tpsim.faults import ABOUT, FOR_GOOD_S, Fault

PHASES = ("CALIBRATE", "APPROACH", "HOLD", "RELEASE", "REST", "LENGTHEN")
ASKED = (
    ("hold_s", 12.0),
    ("repetitions", 2),
    ("rest_s", 6.0),
    ("lengthen_s", 6.0),
    ("lengthen_times", 1),
    ("rating_at_s", (0.0,)),
    ("calibration_ramps", 1),
    ("calibration_rest_s", 3.0),
)
SEED = 7
LOOK_S = 3.0
"""How long after the beginning of a fault what is said counts as its answer."""
EDGE_MN = 500.0
_HEAD_BYTES, _SAMPLE_BYTES = 2, 8
"""Of a Progressor's frames with samples."""
SLIP_NS = 45_000_000
"""As far as world and program may differ on what is inside, and when; see test_credit.py."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one session."""

    fault: Fault
    phase: str
    began: bool
    """Whether the session came to the phase at all."""
    lost: int
    """Samples that the sensor made while it was asked for them, and that never came."""
    held_s: float
    """Counted as in the band, held or settling."""
    inside_s: float
    """Really in the band during the holds."""
    wrong_s: float
    """Counted although the force was not in the band, or nothing was seen."""
    said: str
    """The cue that answered it."""
    back_s: float | None
    """From when force could not be seen until it could again; None where it always could."""
    ending: Ending
    reason: str


def session(fault: Fault, phase: str) -> Looped:
    """Run the session that a row of the table is about."""
    target = f"scenario=fault:{fault}:{phase}"
    return looped(target, seed=SEED, calibrated=phase != "CALIBRATE", asked=ASKED)


@cache
def outcome(fault: Fault, phase: str) -> Outcome:
    """Run one session with one fault in one phase."""
    run = session(fault, phase)
    return Outcome(
        fault,
        phase,
        began=len(run.fault_ns) > 0,
        lost=lost(run),
        held_s=counted_s(run),
        inside_s=inside_s(run),
        wrong_s=wrong_s(run),
        said=said(run),
        back_s=back_s(run),
        ending=run.summary.ending,
        reason=run.summary.reason,
    )


def lost(run: Looped) -> int:
    """Return how many samples of the sensor did not come, from the first that did to the last."""
    times = np.concatenate([block.t_ns for block in run.kept.blocks])
    first, last = np.searchsorted(run.t_ns, (times[0] - SLIP_NS, times[-1] + SLIP_NS))
    made = int(np.count_nonzero(run.came[first:last]))
    return max(0, made - len(times) + repeated(run))


def repeated(run: Looped) -> int:
    """Return how many samples were taken a second time, and so make up for none.

    Not those of a frame that comes twice in a row: the program takes them once.
    """
    known: set[bytes] = set()
    before, again = b"", 0
    for entry in run.kept.entries:
        if isinstance(entry, Frame) and _whole(entry.data):
            if entry.data in known and entry.data != before:
                again += entry.data[1] // _SAMPLE_BYTES
            before = entry.data
            known.add(before)
    return again


def _whole(frame: bytes) -> bool:
    """Say whether these are samples of a Progressor, and all that they say they are."""
    return len(frame) > _HEAD_BYTES and frame[:2] == bytes((1, len(frame) - _HEAD_BYTES))


def counted_s(run: Looped) -> float:
    buckets = run.summary.buckets
    return seconds(buckets.held_ns + buckets.settling_ns)


def inside_s(run: Looped) -> float:
    """Return how long force really was in the band while a hold lasted."""
    band = run.state.band
    if band is None:
        return 0.0
    edges = {"bottom_mn": band.bottom_mn, "top_mn": band.top_mn}
    points = [
        np.count_nonzero(run.inside(row.start_ns, row.end_ns, **edges))
        for row in run.summary.repetitions
    ]
    return seconds(int(sum(points)) * run.grid_ns)


def wrong_s(run: Looped) -> float:
    """Return how much was counted that cannot have been: tick by tick, added up."""
    wrong_ns = 0
    for hold in run.counting:
        for a, b in pairwise(hold):
            wrong_ns += max(0, b.inside_ns - a.inside_ns - most_ns(run, a, b))
    return seconds(wrong_ns)


def most_ns(run: Looped, a: Counted, b: Counted) -> int:
    """Return the longest time that may have been counted between two ticks, ns."""
    edges = {"bottom_mn": a.bottom_mn - EDGE_MN, "top_mn": a.top_mn + EDGE_MN}
    start_ns, end_ns = a.t_ns - SLIP_NS, b.t_ns + SLIP_NS
    inside = run.inside(start_ns, end_ns, **edges)
    first, last = np.searchsorted(run.t_ns, (start_ns, end_ns))
    return int(np.count_nonzero(inside & seen(run)[first:last])) * run.grid_ns


def seen(run: Looped) -> NDArray[np.bool_]:
    """Return where there was something to see, for each point of the sensor's grid.

    Not within a silence: between two samples that came further apart than is no data.
    """
    times = np.concatenate([block.t_ns for block in run.kept.blocks])
    after = np.searchsorted(times, run.t_ns)
    known = (after > 0) & (after < len(times))
    apart = np.diff(times)[np.clip(after - 1, 0, len(times) - 2)]
    near = np.abs(times[np.clip(after, 0, len(times) - 1)] - run.t_ns) <= SLIP_NS
    near |= np.abs(times[np.clip(after - 1, 0, len(times) - 1)] - run.t_ns) <= SLIP_NS
    return near | (known & (apart <= ns(rules.SILENCE_S)))


def said(run: Looped) -> str:
    """Return the first cue after a fault began that is about it, or nothing."""
    if not len(run.fault_ns):
        return ""
    start_ns = int(run.fault_ns[0][0])
    for told in run.sink.told:
        since_s = seconds(told.at_ns - start_ns)
        if since_s >= 0 and (told.cue.key.startswith("come_off") or told.cue.key == "battery"):
            return told.cue.word if since_s <= LOOK_S + ABOUT[Fault.STALL].lasts_s else ""
    return ""


def back_s(run: Looped) -> float | None:
    """Return how long force could not be seen, the longest time if several."""
    gone_ns: int | None = None
    longest: float | None = None
    ups = 0
    for row in run.happened("link"):
        if row.name == "unseen":
            gone_ns = row.at_ns
        elif row.name == "visible":
            ups += 1
            if gone_ns is not None and ups > 1:
                longest = max(longest or 0.0, seconds(row.at_ns - gone_ns))
            gone_ns = None
    return longest


def rows_of(fault: Fault) -> list[str]:
    """Return the lines of one fault in the table."""
    return [_row(outcome(fault, phase)) for phase in PHASES]


def page(rows: Mapping[Fault, list[str]]) -> str:
    """Return the page of faults, with the lines of the table."""
    known = [_about(fault) for fault in Fault]
    table = [line for fault in Fault for line in rows[fault]]
    return "\n".join([*_HEAD, *known, *_MIDDLE, *table, ""])


def _about(fault: Fault) -> str:
    about = ABOUT[fault]
    lasts = "to the end" if about.lasts_s >= FOR_GOOD_S else f"{about.lasts_s:g} s"
    amount = f"{about.amount:g} {about.unit}" if about.unit else ""
    return f"| `{fault}` | {about.layer} | {about.text} | {lasts} | {amount} |"


def _row(found: Outcome) -> str:
    back = "-" if found.back_s is None else f"{found.back_s:.1f}"
    ended = str(found.ending)
    if found.ending is not Ending.FINISHED:
        ended += f": {found.reason}"
    cells = (
        f"`{found.fault}`",
        found.phase,
        str(found.lost),
        f"{found.held_s:.1f}",
        f"{found.inside_s:.1f}",
        f"{found.wrong_s:.2f}",
        found.said.lower() or "-",
        back,
        ended,
    )
    return "| " + " | ".join(cells) + " |"


_HEAD = (
    "# What goes wrong, and what then",
    "",
    "Each fault that the simulator knows, in each phase of a session, beside the simulator's own",
    "truth. The sessions run on virtual time with a simulated Progressor that sends eight samples",
    "a packet: two holds of 12 s with 3 s of settling before each, so 30 s in the band are asked",
    "for. Printed from the sessions; a test runs them all, holds them to what stands here, and",
    "`python3 dev.py test tests/closed_loop/test_fault_matrix.py --update-goldens` prints it anew.",
    "",
    "Over the real Bluetooth library: `python3 dev.py bench faults`. Before a real BlueZ: see",
    "[Verified](verified.md).",
    "",
    "## The faults",
    "",
    "| fault | where | what | lasts | how much |",
    "|---|---|---|---|---|",
)
_MIDDLE = (
    "",
    "## What became of each session",
    "",
    "- *lost*: samples that the sensor made and that never came; up to eight wait in the last",
    "  packet.",
    "- *counted* and *really in*: seconds held or settling by the program's count, and seconds in",
    "  which the true force was in the band. The second is larger: an interval counts only if both",
    "  its ends are inside.",
    "- *wrongly*: seconds that were counted although the true force was more than half a newton",
    "  outside the band, or nothing was seen.",
    "- *said*: what the person was told because of it.",
    "- *unseen*: seconds from when force counted as not visible until it was visible again. It",
    "  counts so 0.5 s after the last sample, or at once when the link says that it is down.",
    "",
    "A zero that jumps or drifts while somebody presses cannot be seen from the force alone; the",
    "band is then off by as much. The zero is taken again after each new connection, and where",
    "somebody comes off, is not free all the same, and says that the sensor is.",
    "",
    "| fault | phase | lost | counted s | really in s | wrongly s | said | unseen s | ended |",
    "|---|---|---|---|---|---|---|---|---|",
)
