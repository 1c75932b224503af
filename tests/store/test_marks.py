"""Series of marks: what may be compared stands together, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import HEADER, NOON, on, store_one

from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Side
from tpdevice.core.record import MarksRow
from tpdevice.core.tape import Header
from tpdevice.store.database import open_store
from tpdevice.store.marks import Series, series_of_marks


def found(path: Path, **asked: object) -> tuple[Series, ...]:
    with open_store(path) as store:
        return series_of_marks(store, **asked)  # type: ignore[arg-type]


def test_a_series_holds_the_last_marks_of_each_session_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    later = replace(HEADER, local_date="2026-03-08")
    store_one(path, later, at=NOON + timedelta(days=7), rows=(MarksRow(5, 30_000, None, 1),))
    store_one(path)
    (series,) = found(path)
    assert (series.profile, series.point, series.side) == ("Ada", "UT", "left")
    assert (series.tool, series.sensor, series.rig_multiplier) == ("ball", "AA:BB", 1.0)
    told = [(each.session, each.local_date, each.marks) for each in series.marked]
    assert told == [
        (2, "2026-03-01", MarksRow(4_000_000_007, 25_001, 40_003, 2)),
        (1, "2026-03-08", MarksRow(5, 30_000, None, 1)),
    ]


@pytest.mark.parametrize(
    "other",
    [
        on(HEADER, profile="Bo"),
        on(HEADER, point="LS"),
        on(HEADER, side=Side.RIGHT),
        on(HEADER, tool="cane"),
        replace(HEADER, device_address="CC:DD"),
        replace(HEADER, rig_multiplier=2.0),
        replace(HEADER, conversion=Conversion.straight(2.0)),
    ],
    ids=["person", "place", "side", "tool", "sensor", "rig", "conversion"],
)
def test_newtons_of_another_set_up_are_another_series(tmp_path: Path, other: Header) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    store_one(path, other, at=NOON + timedelta(days=1))
    assert [len(series.marked) for series in found(path)] == [1, 1]


def test_marks_by_another_map_of_the_ball_are_another_series_and_the_newest_map_comes_last(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    older = Conversion((5.0, 9.0), (20.0, 60.0), 101.3)
    newer = Conversion((5.0, 9.0), (10.0, 30.0), 101.3)
    for day, made in enumerate((older, older, newer, newer)):
        made_so = replace(HEADER, conversion=made)
        store_one(path, made_so, at=NOON + timedelta(days=day))
    told = [[each.session for each in series.marked] for series in found(path)]
    assert told == [[1, 2], [3, 4]]


def test_how_many_ramps_have_a_comfort_ceiling_is_kept_and_not_known_of_older_marks(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    store_one(path, rows=(MarksRow(1, 30_000, 40_000, 2, 1),))
    store_one(path, at=NOON + timedelta(days=1), rows=(MarksRow(1, 30_000, 40_000, 2),))
    (series,) = found(path)
    marks = [each.marks for each in series.marked]
    assert [each.comfort_ramps for each in marks] == [1, None]
    assert [each.comfort_marks for each in marks] == [1, 2]


def test_simulated_marks_are_hidden_and_never_beside_real_ones(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    store_one(path, replace(HEADER, simulated=True))
    assert [series.simulated for series in found(path)] == [False]
    assert [series.simulated for series in found(path, include_simulated=True)] == [False, True]


def test_imported_marks_are_in_no_series(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, imported=True)
    assert found(path) == ()


def test_a_series_is_asked_for_by_person_and_place(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    store_one(path, on(HEADER, profile="Bo"))
    assert [series.profile for series in found(path, profile="Bo")] == ["Bo"]
    assert len(found(path, point="UT")) == 2
    assert found(path, point="LS") == ()
