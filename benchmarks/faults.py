"""What faults cost over the real Bluetooth client: time to see again, samples, wrong credit.

One short session in real time for each fault, with the program in a process of its own and the
simulated sensor on a software radio here. The person's own marks are known beforehand. What the
program counted is held against what the simulated world knows. A session takes 60 to 100 s.

Run: python3 dev.py bench faults [--json] [--only FAULT …] [--seed N]
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Board, Figure, options
from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.core.record import Happened, MarksRow
from tpdevice.core.rules import CALIBRATION_RAMPS
from tpdevice.core.tape import Entry, Frame, Header, LinkChange, LinkState, Tick
from tpdevice.core.units import mn, seconds
from tpdevice.devices import driver, driver_of
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.session.fold import Fold
from tpdevice.store.database import open_for_reading
from tpdevice.store.keeping import keep_session
from tpdevice.store.read import list_sessions, read_tape, show_session
from tpdevice.store.write import Start, finished
from tpsim import stories
from tpsim.air.inprocess import InProcess
from tpsim.faults import ABOUT, Fault, Layer
from tpsim.served import Served
from tpsim.subjects import SUBJECTS, Subject
from tpsim.world import World

EDGE_N = 0.5
SLIP_NS = 60_000_000
"""As far as world and program may differ on what is inside, and when. Chosen: noise and zero of a
load cell, and what a busy machine adds to a stamp."""
LONGEST_S = 240.0
_AWAY_US = 60_000_000
"""Longer than any fault keeps frames away, and shorter than any jump to where a counter wraps."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one fault cost."""

    unseen_s: float
    """The longest time without force, until it was seen again; 0 where it always was."""
    reconnect_s: float | None
    """From the loss of the link to the next one."""
    lost: int
    of: int
    wrong_s: float
    held_s: float
    ended: str


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--only", nargs="+", choices=[str(fault) for fault in Fault])
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    chosen = [Fault(name) for name in arguments.only or [str(fault) for fault in Fault]]
    board = Board(as_json=arguments.json)
    for fault in chosen:
        with tempfile.TemporaryDirectory() as folder:
            board.add(_figures(fault, _cost(fault, Path(folder) / "log.db", seed=arguments.seed)))
    board.close()


def _figures(fault: Fault, cost: Cost) -> list[Figure]:
    lasts = f"the fault lasts {ABOUT[fault].lasts_s:g} s; {cost.ended}"
    figures = [Figure(f"{fault}: force not visible", cost.unseen_s, "s", "", lasts)]
    if cost.reconnect_s is not None:
        figures.append(Figure(f"{fault}: from lost to connected", cost.reconnect_s, "s"))
    # A cell that lies while somebody presses cannot be found out.
    goal = "" if ABOUT[fault].layer is Layer.SENSOR else "<= 0.1"
    held = f"{cost.held_s:.1f} s held or settling"
    return [
        *figures,
        Figure(f"{fault}: samples lost", cost.lost, "samples", "", f"{cost.of} made"),
        Figure(f"{fault}: credited wrongly", cost.wrong_s, "s", goal, held),
    ]


def _cost(fault: Fault, log: Path, *, seed: int) -> Cost:
    truth = _session_with(f"fault:{fault}", log, seed=seed)
    with open_for_reading(log) as store:
        line = max(list_sessions(store, include_simulated=True), key=lambda each: each.id)
        first, entries = read_tape(store, line.id)
        tape = list(entries)
        page = show_session(store, line.id)
    happened = [row for row in page.happenings if row.kind == "link"]
    links = [entry for entry in tape if isinstance(entry, LinkChange)]
    account = _account(first, tape)
    offset_ns = _offset_ns(tape, truth)
    made, came = _lost(account, truth, offset_ns)
    return Cost(
        unseen_s=_longest_s(happened),
        reconnect_s=_reconnect_s(links),
        lost=max(0, made - came),
        of=made,
        wrong_s=_wrong_s(account, truth, offset_ns),
        held_s=sum(
            seconds(row.buckets.held_ns + row.buckets.settling_ns) for row in page.repetitions
        ),
        ended=str(line.ending),
    )


def _session_with(story: str, log: Path, *, seed: int) -> dict[str, NDArray[Any]]:
    """Guide one session, and return what really happened in it."""
    world = World(SUBJECTS["steady"], stories.find(story), seed)
    with InProcess(Served(world)) as air:
        _keep_marks(world, air.sensor, log)
        _session(world.subject, air, log)
    return world.truth()


def _keep_marks(world: World, address: str, log: Path) -> None:
    """Store the person's own marks as an earlier session's, so that none is spent on them."""
    subject, truth = world.subject, world.truth()
    support = Support(subject.support)
    who = Identity("bench", subject.point, Side(subject.side), subject.tool, support)
    sensor = Device(driver(world.kind).spec, world.wire.name, address)
    now = datetime.now(UTC).astimezone()
    first = header(
        who,
        sensor,
        history=History(),
        wishes=Wishes(),
        local_date=now.date().isoformat(),
        simulated=True,
    )
    tender_mn, comfort_mn = (mn(float(truth[name][0])) for name in ("tender_n", "comfort_n"))
    marks = MarksRow(0, tender_mn, comfort_mn, CALIBRATION_RAMPS)
    keep_session(log, first, start=Start(now, "marks"), whole=finished((), (), (marks,)))


def _session(subject: Subject, air: InProcess, log: Path) -> None:
    """Guide a short session in a process of its own, as somebody would at a terminal."""
    who = ("--profile", "bench", "--point", subject.point, "--side", str(subject.side))
    how = ("--tool", subject.tool, "--support", str(subject.support), "--plain", "--short")
    where = ("--sim", air.address, "--device", air.sensor)
    command = [sys.executable, "-m", "tpdevice.cli.main", "--db", str(log), "run"]
    subprocess.run(
        [*command, *where, *who, *how],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=LONGEST_S,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class Account:
    """What the program made of its tape, moment by moment."""

    counted: list[tuple[int, int, int, int]]
    """At each tick of a hold: time of the newest sample, ns; held and settled so far, ns; the
    band's edges, mN."""
    sample_ns: NDArray[np.int64]


def _account(first: Header, tape: list[Entry]) -> Account:
    fold = Fold(first, driver_of(first))
    counted: list[tuple[int, int, int, int]] = []
    times: list[NDArray[np.int64]] = []
    for entry in tape:
        times += [block.t_ns for block in fold.feed(entry).blocks]
        state = fold.state
        band, newest_ns = state.asked_band, state.chain.t_ns
        if isinstance(entry, Tick) and band is not None and newest_ns is not None:
            buckets = state.chain.account.buckets
            inside_ns = buckets.held_ns + buckets.settling_ns
            counted.append((newest_ns, inside_ns, band.bottom_mn, band.top_mn))
    return Account(counted, np.concatenate(times) if times else np.zeros(0, np.int64))


def _offset_ns(tape: list[Entry], truth: dict[str, NDArray[Any]]) -> int:
    """Return by how much the session's time is ahead of the world's: the quickest frame tells."""
    began_ns, per_us = int(truth["started_ns"][0]), 1000 / (1 + float(truth["clock_ppm"][0]) * 1e-6)
    offsets: list[float] = []
    newest_us = -1
    for entry in tape:
        if not isinstance(entry, Frame) or len(entry.data) < 10 or entry.data[0] != 1:
            continue
        (us,) = unpack_from("<I", entry.data, 6)
        if not newest_us <= us <= newest_us + _AWAY_US:
            break  # its clock began anew, or jumped
        newest_us = us
        offsets.append(entry.at_ns - began_ns - us * per_us)
    return round(min(offsets, default=0.0))


def _lost(account: Account, truth: dict[str, NDArray[Any]], offset_ns: int) -> tuple[int, int]:
    """Return how many samples the sensor made while the session went on, and how many came."""
    times = account.sample_ns
    first, last = np.searchsorted(truth["t_ns"] + offset_ns, (times[0], times[-1] + 1))
    return int(np.count_nonzero(truth["present"][first:last])), len(times)


def _wrong_s(account: Account, truth: dict[str, NDArray[Any]], offset_ns: int) -> float:
    """Return how much was counted, tick by tick, that cannot have been in the band."""
    t_ns, force_mn = truth["t_ns"] + offset_ns, truth["force_n"] * 1000
    grid_ns = int(truth["t_ns"][1] - truth["t_ns"][0])
    wrong_ns = 0
    for (a_ns, before_ns, bottom, top), (b_ns, after_ns, _, _) in pairwise(account.counted):
        first, last = np.searchsorted(t_ns, (a_ns - SLIP_NS, b_ns + SLIP_NS))
        some = force_mn[first:last]
        inside = (some >= bottom - 1000 * EDGE_N) & (some <= top + 1000 * EDGE_N)
        wrong_ns += max(0, after_ns - before_ns - int(np.count_nonzero(inside)) * grid_ns)
    return seconds(wrong_ns)


def _longest_s(happened: list[Happened]) -> float:
    """Return the longest time from when force could not be seen until it could."""
    longest, gone_ns = 0, None
    for row in happened:
        if row.name == "unseen":
            gone_ns = row.at_ns
        elif row.name == "visible" and gone_ns is not None:
            longest, gone_ns = max(longest, row.at_ns - gone_ns), None
    return seconds(longest)


def _reconnect_s(links: list[LinkChange]) -> float | None:
    """Return the longest time from the loss of the link to the next one, or None without a loss."""
    longest: int | None = None
    down_ns = None
    for change in links:
        if change.state is LinkState.DOWN:
            down_ns = change.at_ns
        elif down_ns is not None:
            longest, down_ns = max(longest or 0, change.at_ns - down_ns), None
    return None if longest is None else seconds(longest)


if __name__ == "__main__":
    main()
