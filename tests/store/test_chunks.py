import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from some_session import some_tape, some_trace

from tpdevice.core.errors import TapeError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Tick
from tpdevice.store.chunks import (
    TAPE,
    Chunk,
    join_blocks,
    pack_tape,
    pack_trace,
    unpack_tape,
    unpack_trace,
)

forces = st.integers(-(2**31), 2**31 - 1)


def lists(block: SampleBlock) -> tuple[list[int], list[int]]:
    return block.t_ns.tolist(), block.force_mn.tolist()


@given(st.lists(st.tuples(st.integers(0, 2**61), forces)), st.booleans())
def test_a_trace_survives_both_ways_of_packing(
    samples: list[tuple[int, int]],
    small: bool,  # noqa: FBT001
) -> None:
    block = SampleBlock.of([t for t, _ in samples], [force for _, force in samples])
    unpacked = [unpack_trace(chunk) for chunk in pack_trace(block, small=small)]
    assert lists(join_blocks(unpacked)) == lists(block)


def test_a_gap_that_does_not_fit_begins_another_chunk() -> None:
    block = SampleBlock.of([0, 1, 2**32, 2**32 + 1, 2**33 + 1], [1, 2, 3, 4, 5])
    assert [chunk.count for chunk in pack_trace(block)] == [4, 1]


def test_a_force_beyond_32_bits_is_kept_as_the_largest() -> None:
    (chunk,) = pack_trace(SampleBlock.of([0, 1], [2**40, -(2**40)]))
    assert unpack_trace(chunk).force_mn.tolist() == [2**31 - 1, -(2**31)]


@pytest.mark.parametrize("small", [False, True])
def test_a_tape_survives(small: bool) -> None:  # noqa: FBT001
    tape = some_tape(5)
    assert unpack_tape(pack_tape(tape, small=small)) == tuple(tape)


@given(st.data())
def test_one_flipped_bit_is_noticed(data: st.DataObject) -> None:
    tape = pack_tape(some_tape(1))
    (quick,), (small,) = (pack_trace(some_trace(1), small=small) for small in (False, True))
    for chunk, unpack in ((tape, unpack_tape), (quick, unpack_trace), (small, unpack_trace)):
        bit = data.draw(st.integers(0, 8 * len(chunk.data) - 1))
        flipped = bytearray(chunk.data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(TapeError, match="checksum"):
            unpack(replace(chunk, data=bytes(flipped)))


def test_a_chunk_that_would_fill_the_memory_is_refused() -> None:
    bomb = zlib.compress(bytes(100 << 20))
    with pytest.raises(TapeError, match="larger"):
        unpack_tape(Chunk(TAPE, 0, 0, 1, zlib.crc32(bomb), bomb))


@given(st.binary(), st.sampled_from([TAPE, "u32 ns, i32 mN", "other"]))
def test_any_bytes_give_a_tape_error(data: bytes, form: str) -> None:
    chunk = Chunk(form, 0, 0, len(data) + 1, zlib.crc32(data), data)
    for unpack in (unpack_tape, unpack_trace):
        with pytest.raises(TapeError):
            unpack(chunk)


def test_a_count_that_is_wrong_is_noticed() -> None:
    with pytest.raises(TapeError, match="2 entries"):
        unpack_tape(replace(pack_tape([Tick(1), Tick(2)]), count=3))
