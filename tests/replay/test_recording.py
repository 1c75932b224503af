"""Recordings of other programs: what is understood, what is asked, and what is refused where."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import RecordingError, UsageError
from tpdevice.replay.recording import Recording, read_recording
from tpdevice.replay.tables import LARGEST, Wish


def read(text: str, wish: Wish = Wish()) -> Recording:  # noqa: B008  a frozen value
    return read_recording(text.encode(), wish)


@pytest.mark.parametrize(
    ("name", "value", "force_mn"),
    [
        ("force_n", 1, 1000),
        ("weight (kg)", 1, 9807),
        ("Load [lbf]", 1, 4448),
        ("Kraft g", 100, 981),
    ],
)
def test_the_unit_stands_in_the_name_of_the_column(name: str, value: int, force_mn: int) -> None:
    found = read(f"time_s,{name}\n0,0\n0.5,{value}\n")
    assert found.block.force_mn.tolist() == [0, force_mn]


@pytest.mark.parametrize(
    ("time", "unit"), [("0.0125", "s"), ("12.5", "ms"), ("12500", "us"), ("12.5", "s")]
)
def test_the_unit_of_time_is_guessed_where_only_one_makes_a_sensor(time: str, unit: str) -> None:
    said = unit if (time, unit) == ("12.5", "s") else None
    found = read(f"time,force_n\n0,1\n{time},2\n", Wish(time_unit=said))
    assert found.time_unit == unit


def test_a_time_that_may_be_seconds_or_milliseconds_is_asked_for() -> None:
    with pytest.raises(UsageError, match="unit of time") as refused:
        read("time,force_n\n0,1\n1,2\n2,2\n")
    assert "--time-unit" in refused.value.hint


def test_semicolons_go_with_decimal_commas() -> None:
    found = read("Zeit (s);Kraft (N)\n0,0;1,5\n0,25;2\n")
    assert found.block.t_ns.tolist() == [0, 250_000_000]
    assert found.block.force_mn.tolist() == [1500, 2000]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_of_spreadsheets_are_read(encoding: str) -> None:
    text = "Gerät: 1\r\n\r\nZeit (µs)\tKraft (N)\r\n0\t1\r\n500\t2\r\n"
    found = read_recording(text.encode(encoding), Wish())
    assert found.block.t_ns.tolist() == [0, 500_000]


def test_dates_tell_when_it_began() -> None:
    found = read("when,kg\n2026-03-01T12:00:00.5Z,1\n2026-03-01T12:00:01Z,2\n", Wish(time="when"))
    assert found.started == datetime(2026, 3, 1, 12, 0, 0, 500_000, UTC)
    assert found.block.t_ns.tolist() == [0, 500_000_000]


def test_a_row_without_a_force_is_a_gap_and_stays_one() -> None:
    found = read("time_s,force_n\n0,\n5,1\n6,\n9,2\n")
    assert found.block.t_ns.tolist() == [0, 4_000_000_000]
    assert found.empty == 1


def test_columns_are_found_by_name_by_number_and_without_names() -> None:
    text = "n,a,b\n1,0,7\n2,0.5,8\n"
    for time, force in (("a", "B"), ("2", "3")):
        found = read(text, Wish(time, force, "N", "s"))
        assert found.block.force_mn.tolist() == [7000, 8000]
    bare = read("0,7\n0.5,8\n", Wish("1", "2", "N", "s"))
    assert bare.block.force_mn.tolist() == [7000, 8000]


@pytest.mark.parametrize(
    ("head", "wish", "said"),
    [
        ("a,b,c", Wish(), "Which column is the time"),
        ("time,b,c", Wish(), "Which column is the force"),
        ("time,force left,force right", Wish(), "Which column is the force"),
        ("time,force,c", Wish(), "unit of force"),
        ("time,force_n,c", Wish(force="nothing"), "No column is called 'nothing'"),
        ("time,x,x", Wish(force="x"), "2 columns are called 'x'"),
        ("time,force_n,c", Wish("time", "time"), "same column"),
    ],
)
def test_what_is_not_clear_is_asked_for(head: str, wish: Wish, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(f"{head}\n0,1,1\n0.1,1,1\n", wish)


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ("0,1\n1,nan", 3, "'nan' is not a number"),
        ("0,1\n1,-inf", 3, "not a number"),
        ("0,1\n1,1e999", 3, "beyond all measure"),
        ("0,1\n1e30,1", 3, "beyond all measure"),
        ("0,1\n1,1_000", 3, "not a number"),
        ("0,1\n1,1\u0662", 3, "not a number"),
        ("0,1\n1,=2+3", 3, "not a number"),
        ("0,1\n1,1e7", 3, "no force of a person"),
        ("0,1\n1,\u202e1\u202c", 3, "not a number"),
        ("0,1\n2,1\n1.5,1", 4, "time goes back, from 2 s to 1.5 s"),
        ("0,1\n2,1\n2,1", 4, "time stands still"),
        ("0,1\n2", 3, "too few"),
        ('0,1\n1,"2,5"', 3, "commas separate"),
        ("0,1\n1," + "9" * 200_000, 3, "field larger"),
        ("0,1\n1," + "," * 300, 3, "columns are too many"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(rows: str, line: int, reason: str) -> None:
    with pytest.raises(RecordingError, match=reason) as refused:
        read(f"time_s,force_n\n{rows}\n")
    assert refused.value.line == line
    assert len(str(refused.value)) < 200


def test_mixed_decimal_signs_are_refused() -> None:
    with pytest.raises(RecordingError, match="others a point"):
        read("time_s;force_n\n0;1,5\n1;1.234\n")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no table"),
        (b"time_s,force_n\n", "no table"),
        (b"time_s,force_n\n0,1\n", "fewer than two rows"),
        (b"SQLite format 3\0" + bytes(range(256)), "not a text file"),
        (b"PK\x03\x04", "not a text file"),
        (b"\xff\xfe0", "not a text file"),
        (b"0" * (LARGEST + 1), "MB are too much"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(RecordingError, match=reason):
        read_recording(data, Wish())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"time_s,force_n\n0,1\n"):
        try:
            found = read_recording(start + data, Wish())
        except (RecordingError, UsageError):
            continue
        assert (found.block.t_ns[1:] > found.block.t_ns[:-1]).all()


@given(
    st.lists(st.tuples(st.integers(1, 10**10), st.integers(-(10**6), 10**6)), min_size=2),
    st.sampled_from(".,"),
)
def test_whole_numbers_come_back_to_the_last_digit(
    rows: list[tuple[int, int]], decimal_sign: str
) -> None:
    at_ns, lines = 0, []
    for step_ns, force_mn in rows:
        at_ns += step_ns
        lines.append(f"{at_ns / 1e9:.9f};{force_mn / 1000:.3f}")
    text = "\n".join(["time_s;force_n", *lines])
    found = read(text.replace(".", decimal_sign))
    assert found.block.force_mn.tolist() == [force_mn for _, force_mn in rows]
    assert found.block.t_ns[-1] == pytest.approx(at_ns - rows[0][0], abs=1)


def test_times_across_a_change_of_the_clocks_go_on() -> None:
    began = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    rows = [f"{(began + timedelta(seconds=i)).isoformat()},1" for i in range(3)]
    found = read("\n".join(["time,force_n", *rows]))
    assert found.block.t_ns.tolist() == [0, 1_000_000_000, 2_000_000_000]
