"""A small session to store, and how to change it."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec.structs import replace

from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Limits, PointRules, Prescription, Side
from tpdevice.core.record import (
    Buckets,
    Ending,
    Happened,
    MarksRow,
    Outcome,
    RatingRow,
    RepetitionRow,
    Row,
    Summary,
    ZeroRow,
)
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Frame, Header, Tick
from tpdevice.core.units import ns
from tpdevice.store.keeping import keep_session
from tpdevice.store.write import Start, finished

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
IDENTITY = Identity("Ada", "UT", Side.LEFT, "ball", Support.WALL)
HEADER = Header(
    tape_version=1,
    program="0.1.0",
    seed=None,
    simulated=False,
    identity=IDENTITY,
    rules=PointRules(
        label="upper trapezius",
        gentle=False,
        ceiling_n=80.0,
        sanity_low_n=5.0,
        sanity_high_n=60.0,
        lengthen="Tilt your head.",
    ),
    prescription=Prescription(60.0, 3, 30.0, 25.0, 2, (0.0, 20.0, 40.0), 2, 30.0),
    limits=Limits(None, 1500.0, 0.0, 0.0),
    calibration=None,
    calibrate=True,
    screen=("screen_a",),
    device_key="progressor",
    device_name="Progressor_1",
    device_address="AA:BB",
    rig_multiplier=1.0,
    zero_n=None,
    local_date="2026-03-01",
)
HELD = Buckets(ns(54.125), ns(3), ns(4), ns(2), ns(3), 1)
REPETITION = RepetitionRow(
    repetition=1,
    start_ns=12_345_678_901,
    end_ns=ns(80),
    buckets=HELD,
    mean_mn=31_234,
    peak_mn=40_001,
    impulse_mn_ns=2**61 + 1,
    first_rating=6,
    last_rating=4,
    outcome=Outcome.EASED,
    let_go=False,
    cues=7,
    matched=True,
)
ASKED = RatingRow(
    at_ns=6_000_000_013,
    repetition=1,
    due_s=20.0,
    held_ns=20_000_000_001,
    value=5,
    matched=True,
    force_mn=31_111,
    reference_mn=None,
)
SUMMARY = Summary(
    end_ns=ns(120) + 1,
    ending=Ending.FINISHED,
    reason="all repetitions done",
    exit_code=0,
    buckets=HELD,
    repetitions=(REPETITION,),
    first_rating=6,
    last_rating=4,
    outcome=Outcome.EASED,
    let_go=False,
    peak_mn=40_001,
    pressed_ns=ns(66.5),
    cues=7,
    bad_frames=2,
)
ROWS: tuple[Row, ...] = (
    Happened(1, "answer", "screen_a", "SCREENING", 0, "no"),
    ZeroRow(2_000_000_001, -123),
    MarksRow(3_000_000_003, 25_001, None, 1),
    MarksRow(4_000_000_007, 25_001, 40_003, 2),
    Happened(5_000_000_011, "cue", "more", "APPROACH", 1, "below", 12, "mN"),
    ASKED,
    replace(ASKED, at_ns=7_000_000_013, value=None, matched=False, reference_mn=31_112),
)


def some_tape(seconds: int = 150) -> list[Entry]:
    """Return ten ticks and ten frames a second."""
    entries: list[Entry] = []
    for i in range(10 * seconds):
        entries.append(Tick(i * 100_000_000 + i % 7))
        entries.append(Frame(i * 100_000_000 + 50_000_000, "data", i.to_bytes(4, "little")))
    return entries


def some_trace(seconds: int = 150) -> SampleBlock:
    """Return 80 samples a second, uneven."""
    t_ns = [i * 12_500_000 + i % 11 for i in range(80 * seconds)]
    return SampleBlock.of(t_ns, [20_000 + i % 997 - i % 13 for i in range(80 * seconds)])


def store_one(
    path: Path,
    header: Header = HEADER,
    *,
    at: datetime = NOON,
    rows: tuple[Row, ...] = ROWS,
    summary: Summary | None = SUMMARY,
    imported: bool = False,
) -> int:
    """Store a session that has everything; return its number."""
    ending: tuple[Row, ...] = () if summary is None else (summary,)
    uid = f"{header.identity}{at}{header.simulated}{imported}"
    whole = finished(some_tape(2), [some_trace(2)], (*rows, *ending))
    return keep_session(path, header, start=Start(at, uid, imported), whole=whole)


def on(header: Header, **changes: object) -> Header:
    """Return a header of another profile, point, side or tool."""
    return replace(header, identity=replace(header.identity, **changes))  # type: ignore[arg-type]
