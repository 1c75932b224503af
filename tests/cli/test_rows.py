"""Rows of the log in a line each."""

import pytest
from msgspec.structs import replace

from tpdevice.cli.rows import amount, exactly
from tpdevice.core.record import Buckets, Happened, Outcome, RepetitionRow, ZeroRow

LINE = Happened(5_000_000_001, "band", "top", "HOLD", 1, "standard", 38_985, "mN")
ROUND = RepetitionRow(1, 2, 3, Buckets(4, 5), None, 6, 7, 8, 9, Outcome.EASED, let_go=False, cues=2)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (38_985, "mN", "39.0 N"),
        (10_001_295_490, "ns", "10.0 s"),
        (3_950, "mV", "3950 mV"),
        (0, "", "0"),
        (None, "mN", None),
    ],
)
def test_a_number_is_told_in_a_unit_for_people(
    value: int | None, unit: str, said: str | None
) -> None:
    assert amount(replace(LINE, value=value, unit=unit)) == said


def test_two_lines_that_differ_in_anything_look_different() -> None:
    assert exactly(LINE) == "5.000000001 s · HOLD 1 · band top · standard · 38985 mN"
    others = [
        replace(LINE, at_ns=5_000_000_002),
        replace(LINE, repetition=2),
        replace(LINE, cause=""),
        replace(LINE, value=38_986),
        replace(LINE, value=None, unit=""),
    ]
    assert len({exactly(row) for row in [LINE, *others]}) == len(others) + 1
    assert (
        exactly(replace(LINE, at_ns=0, value=None, unit="", cause="")) == "0 s · HOLD 1 · band top"
    )


def test_other_rows_are_lists_of_their_fields() -> None:
    assert exactly(ZeroRow(3, -7)) == "zero: at_ns 3, zero_mn -7"
    said = exactly(ROUND)
    assert said.startswith("repetition: repetition 1, start_ns 2, end_ns 3, held_ns 4, settling_ns")
    assert "mean_mn -, peak_mn 6" in said
    assert said.endswith("outcome eased, let_go False, cues 2, matched False")
    assert exactly(None) == "nothing"
