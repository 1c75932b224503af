"""The pure part: one notification through all of it, large blocks, and sessions on virtual time.

Run: python3 dev.py bench kernel [--json] [--seconds N]
"""

import struct
import time
from urllib.parse import urlencode

import numpy as np
from msgspec.structs import replace

from benchmarks.figures import Board, Figure, options, percentiles
from benchmarks.holding import feed, first_entry, frames, holding, with_ticks
from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.core.record import Buckets
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Frame
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver
from tpdevice.runtime import fast
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.runner import Runner
from tpdevice.session import watching
from tpdevice.session.fold import Fold
from tpdevice.session.notices import Notice
from tpdevice.signal.chain import Chain, advance
from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Steer, Watch


def one_notification(rate_hz: float, seconds: float) -> list[Figure]:
    """Time every notification of a hold through decoding, alignment, guard, chain and engine."""
    fold = Fold(first_entry(), driver("progressor"))
    took_us: list[float] = []
    for entry in with_ticks(frames(rate_hz, seconds)):
        if isinstance(entry, Frame) and holding(fold):
            began = time.perf_counter_ns()
            fold.feed(entry)
            took_us.append((time.perf_counter_ns() - began) / 1000)
        else:
            feed(fold, entry)
    return percentiles(f"one notification at {rate_hz:g} Hz", took_us, "us", goal="<= 100")


def the_machine() -> list[Figure]:
    """Time a fixed piece of plain Python, again and again: what is not even here is the machine."""
    took_us: list[float] = []
    for _ in range(5_000):
        began = time.perf_counter_ns()
        {number: (number, str(number)) for number in range(300)}
        took_us.append((time.perf_counter_ns() - began) / 1000)
    return percentiles("a fixed piece of plain Python, for the noise", took_us, "us")


def plain_recorder(rate_hz: float, seconds: float) -> list[Figure]:
    """Time the usual way: parse, keep in lists, mean and extremes of the last second."""
    times: list[int] = []
    forces: list[float] = []
    took_us: list[float] = []
    span = int(rate_hz)
    for frame in frames(rate_hz, seconds):
        began = time.perf_counter_ns()
        for kg, us in struct.iter_unpack("<fI", frame.data[2:]):
            times.append(us)
            forces.append(kg * N_PER_KGF)
        newest = forces[-span:]
        sum(newest) / len(newest), min(newest), max(newest)
        took_us.append((time.perf_counter_ns() - began) / 1000)
    return percentiles(f"parsing and statistics alone at {rate_hz:g} Hz", took_us, "us")


def recording(count: int, *, wander_mn: int) -> SampleBlock:
    """Return a long hold at 80 Hz: a slow wander, with noise."""
    rng = np.random.default_rng(1)
    t_ns = np.arange(count, dtype=np.int64) * 12_500_000
    wander = wander_mn * np.sin(np.arange(count) / 200)
    force_mn = (40_000 + wander + rng.normal(0, 500, count)).astype(np.int64)
    return SampleBlock.own(t_ns, force_mn)


COUNTING = Watch(
    free_mn=5_000,
    bottom_mn=35_000,
    top_mn=45_000,
    margin_mn=2_000,
    banded=True,
    mode=Mode.HELD,
)
HOLDING = replace(
    COUNTING,
    mark_ns=1 << 60,
    mark=Notice.MARK,
    deadline_ns=1 << 60,
    deadline=Notice.DEADLINE,
    steer=Steer(more_mn=36_800, less_mn=44_500, from_ns=0),
    # Said once a run: a session would wait for something else from there on.
    waits=tuple(replace(wait, once=True) for wait in watching.HOLDING[None]),
)
"""All that a hold waits for while it is led nowhere, but the end of pressing in one go, which a day
of pressing passes."""


def eaten(block: SampleBlock, watch: Watch) -> tuple[Chain, float]:
    """Eat a block, however often something happens; return how many samples a second, M/s."""
    chain, at = Chain(80.0, 500_000_000), 0
    began = time.perf_counter()
    while at < len(block):
        step = advance(chain, block.part(at, len(block)), watch)
        chain, at = step.chain, at + step.used
    return chain, len(block) / (time.perf_counter() - began) / 1e6


def large_block(
    what: str, block: SampleBlock, watch: Watch, goal: str = ""
) -> tuple[Figure, Buckets]:
    """Time smoothing, band, conditions, waits and credit over one block."""
    runs = [eaten(block, watch) for _ in range(5)]
    speeds = [speed for _, speed in runs]
    figure = Figure(
        what,
        float(np.median(speeds)),
        "M samples/s",
        goal,
        f"{len(block)} samples, median of 5, best {max(speeds):.3g}",
    )
    return figure, runs[0][0].account.buckets


def plain_loop(count: int) -> tuple[list[Figure], Buckets]:
    """Do the same work sample by sample in plain Python, as the alternative."""
    block = recording(count, wander_mn=5_000)
    began = time.perf_counter()
    held = below = above = 0
    last_t, last_f = int(block.t_ns[0]), int(block.force_mn[0])
    window = [last_f] * 20
    total, at = sum(window), 0
    low = high = False
    for t, f in zip(block.t_ns.tolist(), block.force_mn.tolist(), strict=True):
        total += f - window[at]
        window[at] = f
        at = (at + 1) % 20
        low = f < 35_000 or (low and f < 37_000)
        high = f > 45_000 or (high and f > 43_000)
        dt = t - last_t
        if 35_000 <= f <= 45_000 and 35_000 <= last_f <= 45_000:
            held += dt
        elif f > 45_000 or last_f > 45_000:
            above += dt
        else:
            below += dt
        last_t, last_f = t, f
    speed = count / (time.perf_counter() - began) / 1e6
    buckets = Buckets(held_ns=held, below_ns=below, above_ns=above)
    return [Figure("the same in a plain Python loop", speed, "M samples/s")], buckets


def virtual_session(
    seed: int, *, subject: str = "novice", wishes: Wishes | None = None, packet: int = 8
) -> tuple[float, MemoryRecorder]:
    """Run a whole session against the simulator; return how many times real time, and its tape.

    The sensor sends `packet` samples at a time.
    """
    target = {"seed": seed, "subject": subject, "samples_per_packet": packet}
    virtual = fast.open_link(urlencode(target))
    person, sensor = virtual.person, virtual.device
    decoder = driver(sensor["key"])
    identity = Identity(
        "bench", person["point"], Side(person["side"]), person["tool"], Support(person["support"])
    )
    first = header(
        identity,
        Device(decoder.spec, sensor["name"], sensor["address"]),
        history=History(),
        wishes=wishes or Wishes(),
        local_date="2026-01-01",
        simulated=True,
        seed=seed,
    )
    link = fast.FastLink(virtual)
    began = time.perf_counter()
    kept = MemoryRecorder(first)
    runner = Runner(first, decoder, recorder=kept, sinks=(link,), link=link)
    fast.run(runner, virtual, link)
    return runner.state.now_ns / 1e9 / (time.perf_counter() - began), kept


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=70.0, help="of hold to time")
    arguments = parser.parse_args()
    board = Board(as_json=arguments.json)
    board.add(the_machine())
    for rate_hz, seconds in ((80.0, arguments.seconds), (1000.0, min(arguments.seconds, 40.0))):
        board.add(one_notification(rate_hz, seconds))
        board.add(plain_recorder(rate_hz, seconds))
    wandering = recording(4_000_000, wander_mn=5_000)
    in_band = recording(4_000_000, wander_mn=2_000)
    few = wandering.part(0, 400_000)
    for what, block, watch, goal in (
        ("one large block, in and out of the band", wandering, COUNTING, ">= 20"),
        ("the same, in the band, with a hold's waits", in_band, HOLDING, ""),
        ("the same, stopping at each cue", few, HOLDING, ""),
    ):
        board.add([large_block(what, block, watch, goal)[0]])
    loop, loop_buckets = plain_loop(400_000)
    board.add(loop)
    ours = large_block("", few, COUNTING)[1]
    if ours != loop_buckets:
        raise SystemExit(f"kernel and loop disagree: {ours} is not {loop_buckets}")
    speeds = [virtual_session(seed)[0] for seed in range(1, 6)]
    of = f"median of 5 seeds, simulator included, slowest {min(speeds):.3g}"
    speed = float(np.median(speeds))
    board.add([Figure("a session on virtual time", speed, "x real time", ">= 500", of)])
    board.close()


if __name__ == "__main__":
    main()
