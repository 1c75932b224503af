"""Columns of numbers, and frames cut into such columns."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import TapeError
from tpdevice.store.frameshape import Shape, best_shape, cut, joined
from tpdevice.store.numbercolumn import Column, deflated, pack_column, unpack_column

whole = st.integers(-(2**63), 2**63 - 1)
few = st.sampled_from([-(2**63), -7, 0, 1, 9_807, 2**31, 2**63 - 1])
BOMB = deflated(bytes(100 << 20))


@given(st.lists(whole, min_size=1) | st.lists(few, min_size=1))
def test_any_numbers_come_back(numbers: list[int]) -> None:
    packed = pack_column(np.array(numbers, np.int64))
    assert unpack_column(packed, len(numbers)).tolist() == numbers


@pytest.mark.parametrize(
    "numbers",
    [
        np.full(5_000, 10**15),
        np.arange(5_000) * 12_500_000 + 10**15,
        np.cumsum(np.where(np.arange(5_000) % 14, 11_213_000, 22_426_000)),
    ],
    ids=["the same", "a steady step", "a steady step with gaps"],
)
def test_what_is_steady_costs_next_to_nothing(numbers: "np.ndarray[tuple[int], np.dtype]") -> None:
    assert pack_column(numbers.astype(np.int64)).size < 100


def test_steps_of_an_instrument_cost_as_much_as_their_noise_and_not_as_their_size() -> None:
    noise = np.random.default_rng(1).normal(0, 10, 5_000).round().astype(np.int64)
    one, thousands = (pack_column(noise * step + 10**6).size for step in (1, 9_807))
    assert one < 5_000
    assert thousands < 1.1 * one


@pytest.mark.parametrize(
    ("column", "count"),
    [
        (Column("", 0, 1, BOMB), 10),
        (Column("", 0, 1, deflated(b"abc")), 4),
        (Column("", 0, 1, deflated(b"abc")), 2),
        (Column("", 0, 1, deflated(b"abc")[:-1]), 3),
        (Column("", 0, 0, deflated(b"")), 0),
        (Column("rd", 0, 1, deflated(b"abc")), 3),
        (Column("rd", 0, 1, deflated(bytes(3)), 1 << 60, Column("d", 0, 0, deflated(b""))), 3),
        (Column("rd", 0, 1, deflated(b"\2\2\2"), 3, Column("d", 0, 0, deflated(b""))), 3),
        (Column("rd", 0, 1, deflated(b"\1\0\0"), 3, Column("d", 0, 0, deflated(b""))), 3),
    ],
    ids=[
        "a bomb",
        "too short",
        "too long",
        "cut",
        "of nothing",
        "no table",
        "a huge table",
        "a rank beyond the table",
        "a rank below the table",
    ],
)
def test_a_column_that_is_not_what_it_claims_is_refused(column: Column, count: int) -> None:
    with pytest.raises(TapeError):
        unpack_column(column, count)


def test_a_table_of_a_table_is_refused() -> None:
    table = pack_column(np.array([1, 5, 1, 5, 1, 5] * 50, np.int64))
    for _ in range(3):
        table = Column("rd", 0, 0, deflated(b""), 3, table)
    with pytest.raises(TapeError, match="table"):
        unpack_column(table, 3)


@st.composite
def frames_and_shape(draw: st.DrawFn) -> tuple[bytes, int, Shape]:
    lead = draw(st.integers(0, 9))
    word = draw(st.sampled_from([1, 2, 4]))
    record = word * draw(st.integers(1, 4))
    length = lead + record * draw(st.integers(1, 4))
    count = draw(st.integers(1, 20))
    data = draw(st.binary(min_size=count * length, max_size=count * length))
    return data, count, Shape(lead, record, word)


@given(frames_and_shape())
def test_frames_come_back_however_they_are_cut(drawn: tuple[bytes, int, Shape]) -> None:
    data, count, shape = drawn
    frames = np.frombuffer(data, np.uint8).reshape(count, -1)
    columns = list(cut(frames, shape))
    assert len(columns) == shape.columns
    assert shape.fits(frames.shape[1])
    assert joined(columns, shape, count=count, length=frames.shape[1]) == data


def test_values_are_found_where_they_lie_in_a_frame() -> None:
    rng = np.random.default_rng(1)
    pairs = [
        (round(4 + i / 500 + rng.normal(0, 0.01), 3), 11_213 * i + i // 14) for i in range(1_200)
    ]
    several = b"".join(
        struct.pack("<2x" + "fI" * 4, *sum(pairs[i : i + 4], ())) for i in range(0, len(pairs), 4)
    )
    single = b"".join(struct.pack("<xi", round(1e6 * kg)) for kg, _ in pairs)
    assert best_shape(np.frombuffer(several, np.uint8).reshape(-1, 34)) == Shape(2, 8, 4)
    assert best_shape(np.frombuffer(single, np.uint8).reshape(-1, 5)) == Shape(1, 4, 4)


@pytest.mark.parametrize(
    "shape", [Shape(4, 1, 1), Shape(0, 3, 1), Shape(0, 4, 3), Shape(0, 2, 4), Shape(0, 4, 8)]
)
def test_a_shape_that_does_not_fit_is_known(shape: Shape) -> None:
    assert not shape.fits(4)
