from contextlib import suppress

import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Ignored, Readings, Unusable, WireEvent
from tpdevice.devices.motherboard import DATA, REQUEST, Motherboard, write
from tpsim.wire.motherboard import Motherboard as Simulated

S = 1_000_000_000
LONGEST = 64
"""Characters of a line."""
MOST_ROWS = 64
ROWS = b"".join(
    b"%d,0,0,0\n%d,1,20,1000\n%d,2,60,2000\n" % (sensor, sensor, sensor) for sensor in range(3)
)
"""A table that bends: 0.02 kg a count, and 0.04 from 20 kg on."""


def line(left: int, centre: int, right: int) -> bytes:
    counts = b"".join([count.to_bytes(3, "little", signed=True) for count in (left, centre, right)])
    return b"01002C01" + counts.hex().encode() + b"000000\n"


def received(decoder: Motherboard, *pieces: bytes) -> list[WireEvent]:
    events: list[WireEvent] = []
    for piece in pieces:
        with suppress(FrameError):
            events += decoder.receive(DATA, piece)
    return events


def loads(events: list[WireEvent]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


@given(st.binary(max_size=4) | st.sampled_from([b"C", b"S30", b"#", b"T", b"D", b""]))
def test_a_request_is_sent_only_if_it_is_on_the_list(request_: bytes) -> None:
    if request_.hex() in golden("motherboard")["may_write"]:
        assert write(request_).channel == REQUEST
        assert write(request_).data == request_
    else:
        with pytest.raises(ValueError, match="never be sent"):
            write(request_)


@pytest.mark.parametrize(
    ("counts", "kg"),
    [
        ((500, 0, 0), 10.0),
        ((1500, 0, 0), 40.0),
        ((3000, 0, 0), 100.0),
        ((-1500, 0, 0), -40.0),
        ((0, -500, 0), 10.0),
        ((0, 0, -1500), 40.0),
        ((1000, -1000, -1000), 60.0),
        ((0, 500, 0), -10.0),
    ],
)
def test_each_sensor_is_read_along_its_own_rows(counts: tuple[int, int, int], kg: float) -> None:
    assert loads(received(Motherboard(), ROWS + line(*counts))) == [pytest.approx(kg)]


def test_rows_may_come_in_any_order_and_again() -> None:
    rows = ROWS.splitlines(keepends=True)
    decoder = Motherboard()
    received(decoder, *rows[::-1], ROWS)
    assert loads(received(decoder, line(1500, 0, 0))) == [pytest.approx(40.0)]


def test_counts_below_the_first_row_are_turned_as_the_only_client_turns_them() -> None:
    decoder = Motherboard()
    received(decoder, ROWS.replace(b"0,0,0,0", b"0,0,0,100"))
    above, below = loads(received(decoder, line(100, 0, 0), line(-550, 0, 0)))
    assert above == pytest.approx(0.0)
    assert below == pytest.approx(-10.0)


@given(st.data())
def test_the_same_bytes_cut_anywhere_give_the_same_readings(data: st.DataObject) -> None:
    some = st.sampled_from([ROWS, line(1, 2, 3), line(9, -9, 0), b"MB-1\r\n"])
    stream = ROWS + b"".join(data.draw(st.lists(some | st.binary(max_size=80), max_size=6)))
    pieces, at = [], 0
    for size in [*data.draw(st.lists(st.integers(1, 40))), len(stream)]:
        pieces.append(stream[at : at + size])
        at += size
    assert loads(received(Motherboard(), *pieces)) == loads(received(Motherboard(), stream))


def test_without_rows_for_all_three_sensors_a_sample_is_no_force() -> None:
    for missing in range(3):
        rows = [row for row in ROWS.splitlines(keepends=True) if row[0] != ord(str(missing))]
        (*_, last) = received(Motherboard(), b"".join(rows), line(1, 1, 1))
        assert isinstance(last, Unusable)


@pytest.mark.parametrize(
    "row",
    [
        b"0,3,99",
        b"0,3,99,1500,3",
        b"0,3,nan,1500",
        b"0,3,99,inf",
        b"7,3,99,1500",
        b"0,3,99," + b"1500".zfill(LONGEST - 6),
    ],
)
def test_a_row_without_sense_changes_nothing(row: bytes) -> None:
    decoder = Motherboard()
    received(decoder, ROWS, row + b"\n")
    received(decoder, row, b"\n")
    assert loads(received(decoder, line(1500, 0, 0))) == [pytest.approx(40.0)]


def test_the_beginning_of_a_line_that_is_too_long_is_no_row() -> None:
    decoder = Motherboard()
    received(decoder, ROWS, b"0,3,99," + b"1500".zfill(LONGEST - 7) + b"000", b"\n")
    assert loads(received(decoder, line(1500, 0, 0))) == [pytest.approx(40.0)]


def test_a_table_of_more_rows_than_any_has_grows_no_further() -> None:
    decoder = Motherboard()
    received(decoder, *[b"0,%d,0,%d\n" % (row, row) for row in range(MOST_ROWS)])
    received(decoder, ROWS.replace(b"0,2,60,2000\n", b"0,2,99,2000\n"))
    assert loads(received(decoder, line(2000, 0, 0))) == [0.0]


def test_a_line_without_an_end_is_forgotten_at_the_next() -> None:
    decoder = Motherboard()
    received(decoder, ROWS)
    with pytest.raises(FrameError):
        decoder.receive(DATA, b"0" * 500)
    with pytest.raises(FrameError):
        decoder.receive(DATA, b"0" * 500)
    assert loads(received(decoder, b"0\n" + line(500, 0, 0))) == [pytest.approx(10.0)]


def started(decoder: Motherboard, until_s: float, came_at_s: float | None = None) -> float | None:
    """Tick ten times a second from second 1 on; return when the stream was started, if it was."""
    for tenth in range(10, round(until_s * 10)):
        if came_at_s is not None and tenth == round(came_at_s * 10):
            received(decoder, ROWS)
        for sent in decoder.due(tenth * S // 10):
            assert sent.data == b"S30"
            return tenth / 10
    return None


def test_the_stream_starts_once_the_table_is_here_and_nothing_more_of_it_comes() -> None:
    decoder = Motherboard()
    assert [sent.data for sent in decoder.start()] == [b"C"]
    assert started(decoder, 10.0, came_at_s=1.5) == pytest.approx(1.8)
    assert started(decoder, 10.0) is None


def test_the_stream_starts_without_a_table_after_two_and_a_half_seconds() -> None:
    decoder = Motherboard()
    decoder.start()
    assert started(decoder, 10.0) == pytest.approx(3.5)


def test_part_of_a_table_is_waited_on_for() -> None:
    decoder = Motherboard()
    decoder.start()
    received(decoder, ROWS[:20])
    assert started(decoder, 10.0) == pytest.approx(3.5)


def test_a_stop_starts_nothing_later() -> None:
    decoder = Motherboard()
    decoder.start()
    assert [sent.data for sent in decoder.stop()] == [b"#"]
    assert started(decoder, 10.0) is None


def test_a_new_start_forgets_the_table() -> None:
    decoder = Motherboard()
    received(decoder, ROWS)
    decoder.start()
    (event,) = received(decoder, line(1, 1, 1))
    assert isinstance(event, Unusable)


def simulated(joined: Joined) -> Simulated:
    assert isinstance(joined.device, Simulated)
    return joined.device


def test_a_simulated_board_is_read_along_the_bend_of_its_table() -> None:
    joined = Joined("motherboard", Motherboard(), kg_per_s=10.0)
    joined.run(15)
    given_kg = [kg for _, kg in joined.source.given][-len(joined.raw) :]
    assert max(joined.raw) > 140
    assert joined.raw == pytest.approx(given_kg, abs=0.01)


def test_a_simulated_board_that_keeps_its_table_gives_no_readings() -> None:
    joined = Joined("motherboard", Motherboard())
    simulated(joined).mute = True
    joined.run(5)
    assert joined.raw == []
    assert isinstance(joined.events[-1], Unusable | Ignored)
    assert any(isinstance(event, Unusable) for event in joined.events)


def test_any_request_stops_a_simulated_board() -> None:
    for request_ in (b"#", b"T", b"C"):
        joined = Joined("motherboard", Motherboard())
        joined.run(3)
        joined.device.on_write(joined.now_ns, REQUEST, request_)
        before = len(joined.raw)
        joined.run(1)
        assert len(joined.raw) - before <= 1
