import zlib
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from some_session import some_tape, some_trace

from tpdevice.core.action import Action
from tpdevice.core.errors import TapeError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import (
    Entry,
    Frame,
    Key,
    LinkChange,
    LinkState,
    Overrun,
    Quit,
    Tare,
    Tick,
)
from tpdevice.core.tapecodec import encode_entries
from tpdevice.store.chunks import (
    FORMS,
    TAPE,
    TAPE_COLUMNS,
    Chunk,
    join_blocks,
    pack_tape,
    pack_trace,
    unpack_tape,
    unpack_trace,
)
from tpdevice.store.finalform import final_tape, final_trace
from tpdevice.store.numbercolumn import deflated
from tpdevice.store.tapecolumns import MOST_BYTES, MOST_ENTRIES
from tpdevice.store.tracecolumns import MOST_SAMPLES

forces = st.integers(-(2**31), 2**31 - 1)
times = st.integers(-(2**61), 2**61)
channels = st.text(max_size=3)
entries = st.one_of(
    st.builds(Frame, times, channels, st.binary(max_size=20)),
    st.builds(Tick, times),
    st.builds(Key, times, st.sampled_from(Action), st.integers(0, 10), st.text()),
    st.builds(Tare, times, st.booleans()),
    st.builds(LinkChange, times, st.sampled_from(LinkState), st.text()),
    st.builds(Overrun, times, st.integers(0, 2**40)),
    st.builds(Quit, times, st.text()),
)


(SOME_TAPE,) = final_tape(some_tape(3))
(SOME_TRACE,) = final_trace(some_trace(1))


def lists(block: SampleBlock) -> tuple[list[int], list[int]]:
    return block.t_ns.tolist(), block.force_mn.tolist()


def forged(chunk: Chunk, data: bytes, **changes: int) -> Chunk:
    """Return a chunk of other bytes whose checksum is right."""
    return replace(chunk, data=data, crc32=zlib.crc32(data), **changes)


def seconds_of(entries: list[Entry]) -> list[Entry]:
    """Return entries again each second, so that frames that are alike get columns."""
    return [
        msgspec.structs.replace(entry, at_ns=entry.at_ns + second * 1_000_000_000)
        for second in range(20)
        for entry in entries
    ]


@given(st.lists(st.tuples(times, forces)))
def test_a_trace_survives_both_ways_of_packing(samples: list[tuple[int, int]]) -> None:
    block = SampleBlock.of([t for t, _ in samples], [force for _, force in samples])
    for packed in (pack_trace(block), final_trace(block)):
        assert lists(join_blocks([unpack_trace(chunk) for chunk in packed])) == lists(block)


def test_a_gap_that_does_not_fit_begins_another_chunk() -> None:
    block = SampleBlock.of([0, 1, 2**32, 2**32 + 1, 2**33 + 1], [1, 2, 3, 4, 5])
    assert [chunk.count for chunk in pack_trace(block)] == [4, 1]


def test_a_force_beyond_32_bits_is_kept_as_the_largest() -> None:
    (chunk,) = pack_trace(SampleBlock.of([0, 1], [2**40, -(2**40)]))
    assert unpack_trace(chunk).force_mn.tolist() == [2**31 - 1, -(2**31)]


@settings(max_examples=60)
@given(st.lists(entries, max_size=12), st.booleans())
def test_any_tape_survives_in_its_final_form(tape: list[Entry], often: bool) -> None:  # noqa: FBT001
    tape = seconds_of(tape) if often else tape
    unpacked = [entry for chunk in final_tape(tape) for entry in unpack_tape(chunk)]
    assert unpacked == tape
    assert all(chunk.format == TAPE_COLUMNS for chunk in final_tape(tape))


def test_a_tape_survives_the_quick_way() -> None:
    tape = some_tape(5)
    assert unpack_tape(pack_tape(tape)) == tuple(tape)


def test_frames_of_which_there_are_few_too_long_or_oddly_named_survive() -> None:
    kinds = [("a", bytes(513)), ("\xb5", b"12"), ("a", b""), ("b" * 60_000, b"3")]
    tape = [Frame(i, *kinds[i % 4]) for i in range(100)]
    tape += [Frame(100, "few", b"few"), Frame(101, "a", b"")]
    (chunk,) = final_tape(tape)
    assert list(unpack_tape(chunk)) == tape


def test_a_chunk_never_grows_beyond_what_is_read_again() -> None:
    large = [Frame(0, "data", bytes(60_000))] * (3 * MOST_BYTES // 60_000)
    many = [Tick(0)] * (MOST_ENTRIES + 1)
    for tape, counts in ((large, [17, 17, 17, 1]), (many, [MOST_ENTRIES, 1])):
        chunks = list(final_tape(tape))
        assert [chunk.count for chunk in chunks] == counts
        assert [entry for chunk in chunks for entry in unpack_tape(chunk)] == tape
    trace = SampleBlock.of([0] * (MOST_SAMPLES + 1), [7] * (MOST_SAMPLES + 1))
    assert [chunk.count for chunk in final_trace(trace)] == [MOST_SAMPLES, 1]


@given(st.data())
def test_one_flipped_bit_is_noticed(data: st.DataObject) -> None:
    tape = [pack_tape(some_tape(1)), SOME_TAPE]
    trace = [*pack_trace(some_trace(1)), SOME_TRACE]
    for chunk, unpack in [(t, unpack_tape) for t in tape] + [(t, unpack_trace) for t in trace]:
        bit = data.draw(st.integers(0, 8 * len(chunk.data) - 1))
        flipped = bytearray(chunk.data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(TapeError, match="checksum"):
            unpack(replace(chunk, data=bytes(flipped)))


@settings(max_examples=300)
@given(st.data())
def test_bytes_that_were_changed_on_purpose_give_a_tape_error_or_entries(
    data: st.DataObject,
) -> None:
    for chunk, unpack in ((SOME_TAPE, unpack_tape), (SOME_TRACE, unpack_trace)):
        changed = bytearray(chunk.data)
        for _ in range(data.draw(st.integers(1, 3))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        try:
            found = unpack(forged(chunk, bytes(changed)))
        except TapeError:
            continue
        assert len(found) == chunk.count


def test_a_chunk_that_would_fill_the_memory_is_refused() -> None:
    bomb = zlib.compress(bytes(100 << 20))
    with pytest.raises(TapeError, match="larger"):
        unpack_tape(Chunk(TAPE, 0, 0, 1, zlib.crc32(bomb), bomb))


@pytest.mark.parametrize("count", [-1, 0, 10**18])
def test_a_count_out_of_proportion_is_refused_before_anything_is_unpacked(count: int) -> None:
    with pytest.raises(TapeError, match="claims"):
        unpack_tape(replace(SOME_TAPE, count=count))
    with pytest.raises(TapeError, match="claims"):
        unpack_trace(replace(SOME_TRACE, count=count))


FAR = ["d", 2**62 + 1, 0, b"\3\0"]


@pytest.mark.parametrize(
    ("at", "value", "says"),
    [
        ((0, 1), 2, "beyond"),
        ((0, 1), -1, "beyond"),
        ((1,), deflated(encode_entries([Tick(1)])), "1 other entries"),
        ((2,), None, "without a time"),
        ((2,), FAR, "too far"),
        ((3, 0, 3), FAR, "too far"),
        ((3, 0, 2), [5, 1, 1], "does not fit"),
        ((3, 0, 2), [0, 4, 3], "does not fit"),
        ((3, 0, 4), [], "does not fit"),
        ((3, 0, 1), 513, "makes no sense"),
        ((3, 0, 1), 0, "makes no sense"),
        ((3, 0, 4, 0, 3), deflated(bytes(100 << 20)), "larger"),
    ],
)
def test_a_tape_that_is_not_what_it_claims_is_refused(
    at: tuple[int, ...], value: object, says: str
) -> None:
    parts = inner = msgspec.msgpack.decode(SOME_TAPE.data)
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = value
    with pytest.raises(TapeError, match=says):
        unpack_tape(forged(SOME_TAPE, msgspec.msgpack.encode(parts)))


def test_frames_that_would_fill_the_memory_are_refused() -> None:
    (chunk,) = final_tape([Frame(0, "data", bytes(400))] * 2_000)
    zeros = ["", 0, 0, b"\3\0"]
    _, rest, ticks, ((channel, _, _, at, _),) = msgspec.msgpack.decode(chunk.data)
    parts = [["", 2, *zeros[2:]], rest, ticks, [[channel, 512, [0, 1, 1], at, [zeros]]]]
    data = msgspec.msgpack.encode(parts)
    assert unpack_tape(forged(chunk, data))[7] == Frame(0, "data", bytes(512))
    with pytest.raises(TapeError, match="more frames"):
        unpack_tape(forged(chunk, data, count=MOST_ENTRIES))


@given(st.binary(), st.sampled_from([*sorted(FORMS), "other"]))
def test_any_bytes_give_a_tape_error(data: bytes, form: str) -> None:
    chunk = Chunk(form, 0, 0, len(data) + 1, zlib.crc32(data), data)
    for unpack in (unpack_tape, unpack_trace):
        with pytest.raises(TapeError):
            unpack(chunk)


def test_a_count_that_is_wrong_is_noticed() -> None:
    with pytest.raises(TapeError, match="2 entries"):
        unpack_tape(replace(pack_tape([Tick(1), Tick(2)]), count=3))
    for more in (-1, 1):
        with pytest.raises(TapeError):
            unpack_tape(replace(SOME_TAPE, count=SOME_TAPE.count + more))
        with pytest.raises(TapeError):
            unpack_trace(replace(SOME_TRACE, count=SOME_TRACE.count + more))


def test_the_final_form_takes_a_third_of_rows() -> None:
    tape, trace = some_tape(60), some_trace(60)
    rows = len(zlib.compress(encode_entries(tape)))
    assert sum(len(chunk.data) for chunk in final_tape(tape)) < rows / 3
    raw = sum(len(chunk.data) for chunk in pack_trace(trace))
    assert sum(len(chunk.data) for chunk in final_trace(trace)) < raw / 3


OLD_TAPE = Chunk(
    "msgpack zlib",
    5,
    301_000_000,
    8,
    4055320404,
    bytes.fromhex(
        "789c9b3165610eeba2d282059316969c63fdfae0f7948569e7987e7d685e9292589278848b9183818161"
        "ff296d0686a90bb34112b54b8a124b52d99615a41615e7e74d5e58758e61c6b486c39317e68319cc2073"
        "588e6c6198bcb0f01c03bf93c3f2604ff710d7205f008c813082"
    ),
)
OLD_ENTRIES = (
    LinkChange(5, LinkState.UP),
    Tick(100_000_000),
    Frame(150_000_003, "data", bytes.fromhex("0108000000bfca2b0000")),
    Key(200_000_000, Action.RATE, 6),
    Tare(210_000_000, True),  # noqa: FBT003
    Overrun(220_000_000, 3),
    Tick(300_000_000),
    Quit(301_000_000, "SIGTERM"),
)
OLD_RAW = Chunk(
    "u32 ns, i32 mN",
    1_000_000_000,
    1_087_500_001,
    8,
    3055450745,
    bytes.fromhex(
        "0000000021bcbe0021bcbe001ebcbe0021bcbe0021bcbe001ebcbe0021bcbe00"
        "204e0000844e0000164e0000fbffffff0000000070110100ffffff7f00000080"
    ),
)
OLD_SHUFFLED = Chunk(
    "u32 ns, i32 mN, bytes shuffled, zlib",
    1_000_000_000,
    1_087_500_001,
    8,
    2810536932,
    bytes.fromhex(
        "789c635054940321863d10c0b00f0218a040a145ec3743c17f063f3fbfff0c82ff4142ff1918a134437d"
        "0300d8491552"
    ),
)
OLD_T_NS = [10**9 + i * 12_500_000 + i % 3 for i in range(8)]
OLD_FORCE_MN = [20_000, 20_100, 19_990, -5, 0, 70_000, 2**31 - 1, -(2**31)]


NEW_TAPE = Chunk(
    "entries by columns, deflated",
    5,
    400_000_105,
    24,
    442857418,
    bytes.fromhex(
        "9496a00001c40b636062000226061634000000c0c45c9b3665610eeba2d282055316a69de3f870b16e494a"
        "6249e2112e460e060686fda7b41918a62ecc3ec7f4eb43ed92a2c49254b66505a945c5f9799317569d6398"
        "31ade1f0e485f96006f3e48585e7582e7f73581eece91ee21ae40b0096a0ce05f5e10004c40a6360606861"
        "b8ce200e0000c09195a464617461039301020296a164ce17d7840001c40563e043050000c09296a00100c4"
        "02030000c096a1640002c40d636062fa838c1898981891110000c0"
    ),
)
NEW_ENTRIES = OLD_ENTRIES + tuple(
    Frame(400_000_000 + i * 90_000_007 % 1000, "data", bytes([1, i % 3, i])) for i in range(16)
)
NEW_TRACE = Chunk(
    "ns and mN by columns, deflated",
    1_000_000_000,
    1_087_500_001,
    8,
    247368431,
    bytes.fromhex(
        "9296a164ce3b9aca0004c412637072b20121860a0860a88500064608000000c096a0cd4e2005c41d633821"
        "ec69bf609f3d0303c39c396dc973184080f13f0304c06806460000c0"
    ),
)


def test_what_this_version_writes_is_read_in_years_to_come() -> None:
    assert unpack_tape(NEW_TAPE) == NEW_ENTRIES
    assert lists(unpack_trace(NEW_TRACE)) == (OLD_T_NS, OLD_FORCE_MN)


def test_what_earlier_versions_wrote_is_still_read() -> None:
    assert unpack_tape(OLD_TAPE) == OLD_ENTRIES
    for chunk in (OLD_RAW, OLD_SHUFFLED):
        assert lists(unpack_trace(chunk)) == (OLD_T_NS, OLD_FORCE_MN)
