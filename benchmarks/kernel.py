"""The pure part: one notification through all of it, large blocks, and sessions on virtual time.

Run: python3 dev.py bench kernel [--json] [--seconds N]
"""

import time
from urllib.parse import urlencode

import numpy as np

from benchmarks.figures import Figure, options, percentiles, show
from benchmarks.holding import feed, first_entry, frames, holding, with_ticks
from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.core.record import Buckets
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Frame
from tpdevice.devices import driver
from tpdevice.runtime import fast
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.runner import Runner
from tpdevice.session.fold import Fold
from tpdevice.signal.chain import Chain, Watch, advance
from tpdevice.signal.hold import Mode

SEGMENT = 16_384
"""Samples handed over at a time: what fits a cache. The result does not depend on it."""


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


def recording(count: int) -> SampleBlock:
    """Return a long hold: a wander in and out of the band, with noise, at 80 Hz."""
    rng = np.random.default_rng(1)
    t_ns = np.arange(count, dtype=np.int64) * 12_500_000
    wander = 5_000 * np.sin(np.arange(count) / 200)
    force_mn = (40_000 + wander + rng.normal(0, 500, count)).astype(np.int64)
    return SampleBlock.own(t_ns, force_mn)


WATCH = Watch(
    free_mn=5_000,
    bottom_mn=35_000,
    top_mn=45_000,
    margin_mn=2_000,
    banded=True,
    near_mn=(38_000, 42_000),
    mode=Mode.HELD,
)


def large_block(count: int) -> tuple[list[Figure], Buckets]:
    """Time smoothing, band, conditions and credit over a long recording."""
    block = recording(count)
    best = 0.0
    speeds = []
    buckets = Buckets()
    for _ in range(5):
        chain = Chain(80.0, 500_000_000)
        began = time.perf_counter()
        for at in range(0, count, SEGMENT):
            chain = advance(chain, block.part(at, at + SEGMENT), WATCH).chain
        speeds.append(count / (time.perf_counter() - began) / 1e6)
        buckets = chain.account.buckets
        best = max(best, speeds[-1])
    of = f"median of 5, best {best:.3g}"
    return [
        Figure(
            f"a long recording, in pieces of {SEGMENT}",
            float(np.median(speeds)),
            "M samples/s",
            ">= 20",
            of,
        )
    ], buckets


def plain_loop(count: int) -> tuple[list[Figure], Buckets]:
    """Do the same work sample by sample in plain Python, as the alternative."""
    block = recording(count)
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


def virtual_session(seed: int) -> float:
    """Run a whole session against the simulator; return how many times real time it ran."""
    virtual = fast.open_link(urlencode({"seed": seed}))
    person, sensor = virtual.person, virtual.device
    decoder = driver(sensor["key"])
    identity = Identity(
        "bench", person["point"], Side(person["side"]), person["tool"], Support(person["support"])
    )
    first = header(
        identity,
        Device(decoder.spec, sensor["name"], sensor["address"]),
        history=History(),
        wishes=Wishes(),
        local_date="2026-01-01",
        simulated=True,
        seed=seed,
    )
    link = fast.FastLink(virtual)
    began = time.perf_counter()
    runner = Runner(first, decoder, recorder=MemoryRecorder(first), sinks=(link,), link=link)
    fast.run(runner, virtual, link)
    return runner.state.now_ns / 1e9 / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=70.0, help="of hold to time")
    arguments = parser.parse_args()
    figures = one_notification(80.0, arguments.seconds)
    figures += one_notification(1000.0, min(arguments.seconds, 40.0))
    ours, our_buckets = large_block(4_000_000)
    loop, loop_buckets = plain_loop(400_000)
    figures += ours + loop
    short = large_block(400_000)[1]
    if short != loop_buckets:
        raise SystemExit(f"kernel and loop disagree: {short} is not {loop_buckets}")
    if our_buckets.total_ns <= 0:
        raise SystemExit("the kernel counted nothing")
    speeds = [virtual_session(seed) for seed in range(1, 6)]
    figures.append(
        Figure(
            "a session on virtual time",
            float(np.median(speeds)),
            "x real time",
            ">= 500",
            f"median of 5 seeds, simulator included, slowest {min(speeds):.3g}",
        )
    )
    show(figures, as_json=arguments.json)


if __name__ == "__main__":
    main()
