"""What a result tells is what the log holds."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from carelog import say
from msgspec.structs import replace
from some_session import HEADER, NOON, REPETITION, SUMMARY, on, store_one

from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Calibration, Limits, Side
from tpdevice.core.record import MarksRow
from tpdevice.core.rig import Checked, RigKind, RigNote
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.homework.plan import Plan, PlanPoint
from tpdevice.homework.result import Delivered, Felt, Hold, OverCap, Rated, Sensor
from tpdevice.store.database import open_store
from tpdevice.store.delivered import Wanted, delivered, felt
from tpdevice.store.keeping import keep_session
from tpdevice.store.rigs import RigCheck, remember_check
from tpdevice.store.write import Start, finished

DAY = date(2026, 3, 1)
PLAN = Plan("Ada", (PlanPoint("UT", Side.LEFT, "ball"),))
MARKED = replace(HEADER, calibration=Calibration(30.0, 44.0, 2, 1.0))
"""Its ceiling is 1.25 times the comfort mark: 55 N."""


def told(path: Path, plan: Plan = PLAN, **changes: Any) -> tuple[Delivered, ...]:
    fields = {"first": DAY, "until": DAY} | changes
    with open_store(path) as store:
        return delivered(store, Wanted("Ada", plan, **fields))


def pressed(path: Path, *forces_mn: int, header: Any = MARKED, rows: Any = ()) -> None:
    """Store a session with these forces, ten a second."""
    trace = SampleBlock.of([ns(0.1 * i) for i in range(len(forces_mn))], list(forces_mn))
    whole = finished([], [trace], (*rows, SUMMARY))
    keep_session(path, header, start=Start(NOON, "one"), whole=whole)


def test_a_session_is_told_in_full(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    (found,) = told(path)
    assert (found.local_date, found.started_utc) == (DAY, "2026-03-01T10:00:00.000Z")
    assert (found.point, found.side, found.tool, found.support) == ("UT", "left", "ball", "wall")
    assert found.asked
    assert (found.first_rating, found.last_rating, found.outcome) == (6, 4, "eased")
    assert (found.ending, found.reason) == ("finished", "all repetitions done")
    assert (found.tender_n, found.comfort_n) == (25.001, 40.003)
    assert found.band_n is not None
    assert found.sensor == Sensor("progressor", "Progressor_1", 1.0)
    assert found.repetitions_asked == 3
    assert not found.simulated


def test_a_hold_keeps_time_without_data_apart(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    (hold,) = told(path)[0].holds
    impulse_n_s = REPETITION.impulse_mn_ns / 1e12
    assert hold == Hold(60, 54.125, 3, 4, 2, 3, 1e-9, 31.234, 40.001, impulse_n_s, 6, 4, "eased")


def test_every_answer_is_told_also_one_that_never_came(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    assert told(path)[0].ratings == (
        Rated(1, 20.000000001, 5, matched=True, force_n=31.111),
        Rated(1, 20.000000001, None, matched=False, force_n=31.111),
    )


def test_what_was_done_beside_the_plan_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, side=Side.RIGHT))
    store_one(path, on(HEADER, tool="Cane"), at=NOON + timedelta(minutes=5))
    beside, other = told(path)
    assert (beside.asked, other.asked) == (False, True)
    assert other.notes == ("Pressed with Cane; the plan asks for ball.",)


def test_only_this_person_and_these_days_are_told(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, profile="Bo"))
    for day in (-1, 0, 1, 2):
        at = NOON + timedelta(days=day)
        store_one(path, replace(HEADER, local_date=at.date().isoformat()), at=at)
    days = [each.local_date for each in told(path, until=DAY + timedelta(days=1))]
    assert days == [DAY, DAY + timedelta(days=1)]


def test_simulated_sessions_are_told_only_if_asked_for_and_imported_ones_never(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    store_one(path, replace(HEADER, simulated=True))
    store_one(path, imported=True)
    assert told(path) == ()
    (found,) = told(path, simulated=True)
    assert found.simulated


def test_a_moment_above_the_ceiling_of_the_marks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    pressed(path, 50_000, 55_000, 56_000, 58_000, 50_000)
    assert told(path)[0].over_cap == (OverCap(0.2, 0.1, 58.0, 55.0),)


def test_the_cap_of_the_plan_counts_where_it_is_lower(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    pressed(path, 50_000, 56_000)
    lower = Plan("Ada", (PlanPoint("UT", Side.LEFT, "ball", cap_n=45),))
    higher = Plan("Ada", (PlanPoint("UT", Side.LEFT, "ball", cap_n=450),))
    assert told(path, lower)[0].over_cap == (OverCap(0.0, 0.1, 56.0, 45.0),)
    assert told(path, higher)[0].over_cap == (OverCap(0.1, 0.0, 56.0, 55.0),)


def test_a_cap_that_was_in_force_in_the_session_counts_too(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    pressed(path, 50_000, header=replace(MARKED, limits=Limits(48.0, 1500.0, 0.0, 0.0)))
    assert told(path)[0].over_cap == (OverCap(0.0, 0.0, 50.0, 48.0),)


def test_marks_that_a_session_found_count_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    found = MarksRow(ns(0.15), 20_000, 28_000, 2)
    pressed(path, 50_000, 50_000, 50_000, rows=(found,))
    (session,) = told(path)
    assert session.over_cap == (OverCap(0.2, 0.0, 50.0, 35.0),)
    assert (session.tender_n, session.tender_ramps, session.comfort_ramps) == (20.0, 2, 2)


def test_marks_of_an_earlier_session_are_of_no_ramp_of_this_one(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    pressed(path, 10_000)
    (session,) = told(path)
    assert session.tender_n is not None
    assert (session.tender_ramps, session.comfort_ramps) == (0, 0)


def test_a_trace_is_thin_and_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    pressed(path, 10_000, 20_000, 30_000)
    trace = told(path)[0].trace
    assert trace is not None
    assert (trace.step_s, trace.force_mn) == (0.2, (15_000, 30_000))
    assert told(path, traces=False)[0].trace is None


def test_a_damaged_trace_is_told_and_the_rest_is_still_there(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store, store.transaction():
        store.change("UPDATE trace_chunk SET crc32 = 1", {})
    (found,) = told(path)
    assert found.trace is None
    assert found.notes == ("Its trace in the log is damaged.",)
    assert len(found.holds) == 1


def check(path: Path, day: str, error_n: float | None, address: str = "aa:bb") -> None:
    made = Checked(1.0, error_n, (50.0,))
    about = RigCheck("Ada", "ball", address, RigKind.STRAIGHT, day, made)
    with open_store(path) as store:
        remember_check(store, about, simulated=False, now=NOON)


def test_the_newest_check_before_a_session_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    assert told(path)[0].sensor.checked_date is None
    check(path, "2026-02-01", 1.5)
    check(path, "2026-02-20", 0.5)
    check(path, "2026-02-25", 0.1, address="other")
    check(path, "2026-03-02", 9.0)
    sensor = told(path)[0].sensor
    assert (sensor.checked_date, sensor.error_n) == (date(2026, 2, 20), 0.5)


def test_a_check_that_the_session_knew_of_wins(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    note = RigNote(RigKind.STRAIGHT, "2026-01-05", 0.7, 50.0)
    store_one(path, replace(HEADER, rig=note, rig_multiplier=2.0))
    check(path, "2026-02-20", 0.5)
    expected = Sensor("progressor", "Progressor_1", 2.0, date(2026, 1, 5), 0.7)
    assert told(path)[0].sensor == expected


def test_newtons_by_another_conversion_are_told_apart_and_the_kinds_own_by_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    one, other = Conversion((5.0, 9.0), (20.0, 60.0), 101.3), Conversion.straight(2.0)
    for hour, made in enumerate((None, one, one, other)):
        store_one(path, replace(HEADER, conversion=made), at=NOON + timedelta(hours=hour))
    kinds, first, again, another = [each.conversion for each in told(path)]
    assert kinds == ""
    assert first == again != another
    assert len(first) == len(another) == 12


def test_what_was_said_later_is_told_up_to_the_day_of_the_result(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = store_one(path)
    say(path, number, 4, bruise=True)
    (session,) = told(path)
    with open_store(path) as store:
        assert felt(store, Wanted("Ada", PLAN, DAY, DAY)) == ()
        found = felt(store, Wanted("Ada", PLAN, DAY, DAY + timedelta(days=1)))
    next_day = DAY + timedelta(days=1)
    assert found == (Felt(session.uid, 24, next_day, 4, bruise=True, warning=False),)


def test_a_session_that_was_never_closed_is_told_with_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, rows=(REPETITION,), summary=None)
    (found,) = told(path)
    assert (found.ending, found.outcome, found.reason) == ("interrupted", "", "")
    assert [hold.held_s for hold in found.holds] == [54.125]
