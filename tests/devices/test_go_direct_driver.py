import struct
from contextlib import suppress

import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined, S

from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import About, Battery, Ignored, Readings, Unusable, WireEvent, Write
from tpdevice.devices.go_direct.driver import (
    BEGIN,
    COMMAND,
    DESCRIBE,
    PERIOD,
    RESPONSE,
    SEQUENCE,
    START,
    STATUS,
    STOP,
    GoDirect,
    writes,
)
from tpdevice.devices.go_direct.frames import command, values
from tpsim.wire.go_direct import GoDirect as Simulated
from tpsim.wire.go_direct import described

MS = 1_000_000
TICK = 100 * MS


def measured(*newtons: float) -> bytes:
    rest = struct.pack("<BHBB", 6, 2, len(newtons), 0) + struct.pack(f"<{len(newtons)}f", *newtons)
    return bytes((0x20, 4 + len(rest), 0, 0)) + rest


def answer(op: int, said: bytes = b"\0") -> bytes:
    return bytes((0x98, 6 + len(said), 0, 0, op, 0)) + said


def op_of(sent: tuple[Write, ...]) -> int | None:
    return sent[0].data[4] if sent else None


def fed(decoder: GoDirect, data: bytes, size: int = 20) -> list[WireEvent]:
    """Hand a frame over in pieces; a bad one gives nothing."""
    events: list[WireEvent] = []
    for at in range(0, len(data), size):
        with suppress(FrameError):
            events += decoder.receive(RESPONSE, data[at : at + size])
    return events


def asked(decoder: GoDirect, answers: dict[int, bytes]) -> list[int]:
    """Start, answer whatever is asked as far as there is an answer, and say what was asked."""
    ops = [op_of(decoder.start())]
    for tick in range(40):
        if ops[-1] in answers:
            fed(decoder, answers[ops[-1]])
        if sent := decoder.due(tick * TICK):
            ops.append(op_of(sent))
    return [op for op in ops if op is not None]


ANSWERS = {
    BEGIN: answer(BEGIN),
    STATUS: answer(STATUS, bytes(10) + b"\x55\0"),
    DESCRIBE: answer(DESCRIBE, described()),
    PERIOD: answer(PERIOD),
    START: answer(START),
}


@given(st.integers(0, 255))
def test_a_command_is_sent_only_if_it_is_on_the_list(op: int) -> None:
    if op in (*SEQUENCE, STOP):
        whole = b"".join([each.data for each in writes(op)])
        assert whole[:2] == bytes((0x58, len(whole)))
        assert whole[4] == op
        assert (sum(whole) - whole[3]) & 0xFF == whole[3]
        assert all(len(each.data) <= 20 and each.response is False for each in writes(op))
    else:
        with pytest.raises(ValueError, match="never be sent"):
            writes(op)


def test_a_command_is_packed_as_the_maker_does() -> None:
    (frame,) = [f for f in golden("go-direct")["frames"] if f["name"] == "a command to begin"]
    whole = bytes.fromhex(frame["hex"])
    assert command(BEGIN, whole[5:], counter=0xFF) == whole
    assert whole[3] == 64


def test_the_counter_goes_down_from_fe_with_each_command() -> None:
    counters = [writes(op)[0].data[2] for op in (*SEQUENCE, STOP)]
    assert counters == [0xFE, 0xFD, 0xFC, 0xFB, 0xFA, 0xF9]


def test_commands_go_in_order_each_after_the_answer_to_the_one_before() -> None:
    assert asked(GoDirect(), ANSWERS) == list(SEQUENCE)


def test_a_command_without_an_answer_is_sent_again_unchanged() -> None:
    decoder = GoDirect()
    first = decoder.start()
    due_ms = [t for t in range(0, 2000, 100) if decoder.due(t * MS)]
    assert due_ms == list(range(300, 2000, 300))
    assert decoder.due(2100 * MS) == first


@pytest.mark.parametrize("missing", [BEGIN, PERIOD, START])
def test_nothing_comes_after_a_command_that_has_to_be_answered(missing: int) -> None:
    ops = asked(GoDirect(), {op: said for op, said in ANSWERS.items() if op != missing})
    assert ops[SEQUENCE.index(missing) :] == [missing] * (len(ops) - SEQUENCE.index(missing))
    assert len(ops) > 10


@pytest.mark.parametrize("missing", [STATUS, DESCRIBE])
def test_what_the_stream_does_not_need_is_given_up_after_two_attempts(missing: int) -> None:
    ops = asked(GoDirect(), {op: said for op, said in ANSWERS.items() if op != missing})
    expected = list(SEQUENCE)
    expected.insert(SEQUENCE.index(missing), missing)
    assert ops == expected


def test_a_start_that_did_not_work_is_told_again() -> None:
    ops = asked(GoDirect(), ANSWERS | {START: answer(START, b"\1")})
    assert ops.count(START) > 3


def test_an_answer_to_something_else_changes_nothing() -> None:
    decoder = GoDirect()
    decoder.start()
    fed(decoder, answer(PERIOD))
    fed(decoder, answer(START))
    assert decoder.due(0) == ()
    fed(decoder, answer(BEGIN))
    assert op_of(decoder.due(TICK)) == STATUS


def test_the_battery_and_the_channel_are_told() -> None:
    decoder = GoDirect()
    assert fed(decoder, ANSWERS[STATUS])[-1] == Battery(percent=85)
    assert fed(decoder, ANSWERS[DESCRIBE])[-1] == About("channel", "1, Force")


def test_a_channel_that_could_not_be_confirmed_is_told_of() -> None:
    decoder = GoDirect()
    asked(decoder, {op: said for op, said in ANSWERS.items() if op not in (DESCRIBE, START)})
    (event,) = fed(decoder, ANSWERS[START])
    assert isinstance(event, About)
    assert "taken for force" in event.value
    assert fed(decoder, measured(3.0)) == [Readings((3.0,), None)]


@pytest.mark.parametrize("unit", ["kPa", "m/s²", ""])
def test_a_sensor_of_something_else_is_never_started_nor_read(unit: str) -> None:
    decoder = GoDirect()
    ops = asked(decoder, ANSWERS | {DESCRIBE: answer(DESCRIBE, described(unit=unit))})
    assert ops == [BEGIN, STATUS, DESCRIBE]
    (event,) = fed(decoder, measured(3.0))
    assert isinstance(event, Unusable)


def test_a_value_at_the_end_of_its_range_is_not_used() -> None:
    decoder = GoDirect()
    assert fed(decoder, measured(55.0)) == [Readings((55.0,), None)]
    fed(decoder, answer(DESCRIBE, described(most=50.0)))
    for newtons in (50.0, -50.0, 51.0):
        (event,) = fed(decoder, measured(10.0, newtons))
        assert event == Unusable("press less: its range ends at 50 N")
    assert fed(decoder, measured(49.5)) == [Readings((49.5,), None)]


def test_a_sensor_that_goes_down_when_pressed_is_turned_round_when_a_person_says_so() -> None:
    decoder = GoDirect({"direction": "down"})
    assert fed(decoder, measured(-20.0, -21.5))[-1] == Readings((20.0, 21.5), None)


@pytest.mark.parametrize(("said", "other", "newtons"), [("up", "down", -3.5), ("down", "up", 3.5)])
def test_a_press_never_looks_like_nothing(said: str, other: str, newtons: float) -> None:
    decoder = GoDirect({"direction": said})
    (event,) = fed(decoder, measured(0.0, newtons))
    assert event == Unusable(f"it goes the other way: set its direction to {other}")
    assert isinstance(fed(decoder, measured(newtons / 2))[0], Readings)


def test_a_direction_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(UsageError):
        GoDirect({"direction": "sideways"})


@pytest.mark.parametrize("most", [float("nan"), float("inf"), 0.0, 600.0, 1e300])
def test_a_range_that_is_none_or_no_smaller_than_usual_changes_nothing(most: float) -> None:
    """What lies beyond it is told, so that the guard acts at once."""
    decoder = GoDirect()
    fed(decoder, answer(DESCRIBE, described(most=most)))
    assert fed(decoder, measured(700.0)) == [Readings((700.0,), None)]


def test_a_slow_sensor_is_asked_for_what_it_can() -> None:
    slow = bytearray(described())
    slow[124:128] = (100_000).to_bytes(4, "little")
    decoder = GoDirect()
    ops = asked(decoder, ANSWERS | {DESCRIBE: answer(DESCRIBE, bytes(slow))})
    assert ops == list(SEQUENCE)
    decoder.start()
    for op in (BEGIN, STATUS):
        fed(decoder, ANSWERS[op])
        decoder.due(S)
    fed(decoder, answer(DESCRIBE, bytes(slow)))
    (sent,) = decoder.due(2 * S)
    assert sent.data[7:11] == (100_000).to_bytes(4, "little")


@given(st.integers(1, 30), st.lists(st.integers(-3, 500), min_size=1, max_size=20))
def test_a_frame_may_come_in_pieces_of_any_size(size: int, newtons: list[int]) -> None:
    *parts, last = fed(GoDirect(), measured(*newtons), size)
    assert last == Readings(tuple([float(value) for value in newtons]), None)
    assert all(isinstance(event, Ignored) for event in parts)


@given(st.binary(min_size=1, max_size=20))
def test_after_any_garbage_the_stream_is_read_again(garbage: bytes) -> None:
    """A piece alone may look like a beginning, and then takes what follows with it."""
    decoder = GoDirect()
    events = fed(decoder, garbage)
    for newtons in range(1, 20):
        events += fed(decoder, measured(*[float(newtons)] * 5))
    assert events[-1] == Readings((19.0,) * 5, None)


@given(st.integers(1, 0xFFFF), st.integers(1, 4))
def test_of_each_round_a_channel_has_the_value_at_its_place(mask: int, rounds: int) -> None:
    channels = [channel for channel in range(16) if mask >> channel & 1]
    every = [100.0 * i + channel for i in range(rounds) for channel in channels]
    head = b"\x20\xff\0\0\6" + mask.to_bytes(2, "little") + bytes((rounds, 0))
    frame = head + struct.pack(f"<{len(every)}f", *every)
    for channel in range(16):
        there = tuple([100.0 * i + channel for i in range(rounds)])
        assert values(frame, channel) == (there if channel in channels else ())


def test_a_lost_piece_costs_no_more_than_two_frames() -> None:
    decoder = GoDirect()
    whole = measured(1.0, 2.0, 3.0, 4.0, 5.0)
    fed(decoder, whole[:20])
    events = [event for _ in range(3) for event in fed(decoder, whole)]
    assert sum(isinstance(event, Readings) for event in events) >= 1
    assert events[-1] == Readings((1.0, 2.0, 3.0, 4.0, 5.0), None)


def simulated(joined: Joined) -> Simulated:
    assert isinstance(joined.device, Simulated)
    return joined.device


def test_a_simulated_sensor_streams_within_a_second_of_connecting() -> None:
    joined = Joined("go-direct", GoDirect())
    joined.run(10)
    assert simulated(joined).heard == list(SEQUENCE)
    assert simulated(joined).started_ns[0] < S
    assert 450 < len(joined.raw) <= 500
    assert Battery(percent=85) in joined.events


def test_a_simulated_sensor_that_keeps_silent_on_what_is_not_needed_streams_all_the_same() -> None:
    joined = Joined("go-direct", GoDirect())
    for op in (STATUS, DESCRIBE):
        del simulated(joined).answers[op]
    joined.run(3)
    assert simulated(joined).started_ns[0] < 2 * S
    assert joined.raw


def test_a_simulated_sensor_in_other_units_is_left_alone() -> None:
    joined = Joined("go-direct", GoDirect())
    simulated(joined).answers[DESCRIBE] = described(unit="kPa")
    joined.run(3)
    assert simulated(joined).started_ns == []
    assert joined.raw == []


def test_a_simulated_sensor_obeys_only_what_it_understands() -> None:
    joined = Joined("go-direct", GoDirect())
    device = simulated(joined)
    wrong = bytearray(writes(START)[0].data)
    wrong[3] ^= 1
    device.on_write(0, COMMAND, bytes(wrong))
    assert device.heard == []
    device.on_write(0, COMMAND, writes(START)[0].data)
    assert device.heard == [START]
    assert device.started_ns == []


def test_a_simulated_stream_ends_when_it_is_told_to() -> None:
    joined = Joined("go-direct", GoDirect())
    joined.run(2)
    for sent in joined.decoder.stop():
        joined.device.on_write(joined.now_ns, sent.channel, sent.data)
    before = len(joined.raw)
    joined.run(1)
    assert len(joined.raw) == before
    assert joined.decoder.due(joined.now_ns) == ()
