import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sitting import header

from tpdevice.core.action import Action
from tpdevice.core.driver import DriverSpec
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
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import About, Ignored, Readings, WireEvent, Write
from tpdevice.devices.progressor import CONTROL, DATA, SPEC, Progressor
from tpdevice.session import events as ev
from tpdevice.session.intake import Intake
from tpdevice.session.visibility import silence_ns

S = 1_000_000_000
MS = 1_000_000
RANGE_N = 150 * N_PER_KGF


def weights(*newtons: float, us: int = 0, step_us: int = 12_500) -> bytes:
    kg = [force_n / N_PER_KGF for force_n in newtons]
    body = b"".join(struct.pack("<fI", value, us + i * step_us) for i, value in enumerate(kg))
    return bytes([1, len(body)]) + body


def frame(at_ns: int, *newtons: float, us: int | None = None) -> Frame:
    """Return a packet that arrives as its last sample is taken."""
    stamp_us = at_ns // 1000 - (len(newtons) - 1) * 12_500 if us is None else us
    return Frame(at_ns, DATA, weights(*newtons, us=stamp_us))


def bad(at_ns: int) -> Frame:
    return Frame(at_ns, DATA, b"\x01")


def up(at_ns: int) -> LinkChange:
    return LinkChange(at_ns, LinkState.UP)


def down(at_ns: int) -> LinkChange:
    return LinkChange(at_ns, LinkState.DOWN, "gone")


def fed(intake: Intake, *entries: Entry) -> list[ev.Event]:
    return [event for entry in entries for event in intake.feed(entry)]


def opened(**changes: Any) -> Intake:
    return Intake(header(**changes), Progressor())


def blocks(events: list[ev.Event]) -> list[SampleBlock]:
    return [event.block for event in events if isinstance(event, ev.Samples)]


def forces_mn(events: list[ev.Event]) -> list[int]:
    return [force for block in blocks(events) for force in block.force_mn.tolist()]


def names(events: list[ev.Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def linked(**changes: Any) -> Intake:
    """Return an intake that is connected and sees force, at 0 s."""
    intake = opened(**changes)
    fed(intake, up(0), frame(0, 0.0))
    return intake


# From bytes to millinewtons on the session's axis.


@pytest.mark.parametrize("newtons", [(30.0,), (30.0, 31.0, 32.0)])
def test_a_frame_that_comes_again_and_again_is_silence_in_the_end(
    newtons: tuple[float, ...],
) -> None:
    """Its time and its force are those of a moment ago: nobody sees what is pressed now."""
    intake = linked()
    events = fed(intake, frame(S, *newtons, us=1_000_000))
    assert len(forces_mn(events)) == len(newtons)
    for n in range(1, 8):
        at_ns = S + n * S // 10
        events = fed(intake, frame(at_ns, *newtons, us=1_000_000), Tick(at_ns))
        assert "Samples" not in names(events)
        assert ("Unseen" in names(events)) == (n == 5)
    assert "Visible" in names(fed(intake, frame(2 * S, 30.0)))


def test_the_same_time_with_another_force_is_news() -> None:
    """Some clocks count in tenths of a second."""
    intake = linked()
    fed(intake, frame(S, 30.0, us=1_000_000))
    events = fed(intake, frame(S + S // 10, 31.0, us=1_000_000))
    assert forces_mn(events) == [pytest.approx(31_000, abs=2)]


def test_a_frame_becomes_tared_samples_at_the_devices_own_spacing() -> None:
    intake = opened(zero_n=2.0)
    fed(intake, up(0))
    events = fed(intake, frame(S, 12.0, 13.0, 14.5))
    (block,) = blocks(events)
    assert block.force_mn.tolist() == [10_000, 11_000, 12_500]
    assert block.t_ns.tolist() == [S - 25 * MS, S - 12_500_000, S]
    assert names(events) == ["Visible", "Samples"]


def test_the_rig_multiplies_force_and_range() -> None:
    intake = linked(rig_multiplier=0.5)
    assert forces_mn(fed(intake, frame(S, 100.0))) == [50_000]
    events = fed(intake, frame(2 * S, 1.5 * RANGE_N))
    assert names(events) == ["Saturated", "Samples"]


def test_an_empty_hand_below_zero_is_not_clamped() -> None:
    assert forces_mn(fed(linked(), frame(S, -3.0))) == [-3_000]


# What is no force.


@pytest.mark.parametrize(
    "value_n", [math.nan, math.inf, -math.inf, 2.001 * RANGE_N, -2.001 * RANGE_N, 3e38]
)
def test_what_is_not_finite_or_beyond_twice_the_range_is_never_a_force(value_n: float) -> None:
    events = fed(linked(), frame(S, value_n))
    assert events == [ev.BadFrame(S, f"a value of {np.float32(value_n / N_PER_KGF):g}")]


def test_the_whole_values_of_a_frame_are_kept_beside_a_bad_one() -> None:
    events = fed(linked(), frame(S, 5.0, math.nan, 7.0))
    (block,) = blocks(events)
    assert block.force_mn.tolist() == [5_000, 7_000]
    assert block.t_ns.tolist() == [S - 25 * MS, S]
    assert names(events) == ["BadFrame", "Samples"]


def test_a_torn_frame_gives_what_was_whole_and_is_counted() -> None:
    torn = Frame(S, DATA, weights(5.0, 6.0, us=1_000_000)[:-3])
    events = fed(linked(), torn)
    assert names(events) == ["Samples", "BadFrame"]
    assert events[1] == ev.BadFrame(S, "says 16 bytes, has 13")
    assert forces_mn(events) == [5_000]


def test_a_frame_of_which_nothing_can_be_used_says_why() -> None:
    assert fed(linked(), bad(S)) == [ev.BadFrame(S, "shorter than its two-byte head")]


@pytest.mark.parametrize("value_n", [1.0001 * RANGE_N, 1.9999 * RANGE_N])
@pytest.mark.parametrize("sign", [1, -1])
def test_beyond_the_range_is_saturated_and_pushing_hard_whatever_its_sign(
    value_n: float, sign: int
) -> None:
    events = fed(linked(zero_n=20.0), frame(S, sign * value_n))
    assert names(events) == ["Saturated", "Samples"]
    assert events[0] == ev.Saturated(S)
    (force_mn,) = forces_mn(events)
    assert force_mn == pytest.approx(1000 * value_n, abs=2)


def test_at_the_range_is_a_force() -> None:
    events = fed(linked(), frame(S, RANGE_N), frame(2 * S, -RANGE_N))
    assert "Saturated" not in names(events)


class FineSensor:
    """A driver of whole newtons with a range of 50 N."""

    spec = DriverSpec(
        **{name: getattr(Progressor.spec, name) for name in DriverSpec.__slots__}
        | {"n_per_raw": 1.0, "range_raw": 50.0}
    )

    def start(self) -> tuple[Write, ...]:
        return ()

    def due(self, t_ns: int) -> tuple[Write, ...]:
        return (Write(CONTROL, b"!"),) if t_ns == S else ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        if channel == "said":
            return (Ignored("noise"), About("firmware", "1.2"))
        return (Readings((struct.unpack("<d", data)[0],), None),)


@given(st.floats(50.0, 100.0, exclude_min=True))
def test_saturated_lies_above_a_ceiling_that_is_the_range_itself(value_n: float) -> None:
    intake = Intake(header(), FineSensor())  # type: ignore[arg-type]
    events = fed(intake, up(0), Frame(S, DATA, struct.pack("<d", value_n)))
    assert "Saturated" in names(events)
    assert min(forces_mn(events)) > 50_000


# The zero.


def still(intake: Intake, force_n: float, *, from_ns: int, for_ns: int = S) -> int:
    """Feed a still sensor, and return when it ended."""
    for t_ns in range(from_ns, from_ns + for_ns + 1, 12_500_000):
        fed(intake, frame(t_ns, force_n))
    return from_ns + for_ns


def test_a_zero_moves_what_comes_after_it() -> None:
    intake = linked()
    now_ns = still(intake, 1.5, from_ns=S)
    assert fed(intake, Tare(now_ns)) == [ev.ZeroTaken(now_ns, 1_500)]
    assert forces_mn(fed(intake, frame(now_ns + 12_500_000, 11.5))) == [10_000]


def test_a_zero_is_taken_from_raw_force_not_from_tared() -> None:
    intake = linked(zero_n=2.0)
    now_ns = still(intake, 3.0, from_ns=S)
    assert fed(intake, Tare(now_ns)) == [ev.ZeroTaken(now_ns, 3_000)]


def test_a_far_zero_is_refused_until_confirmed() -> None:
    intake = linked()
    now_ns = still(intake, 9.0, from_ns=S)
    assert fed(intake, Tare(now_ns)) == [ev.ZeroRefused(now_ns, ev.NoZero.FAR)]
    assert fed(intake, Tare(now_ns, confirmed=True)) == [ev.ZeroTaken(now_ns, 9_000)]


def test_the_first_zero_of_a_rig_may_be_far() -> None:
    intake = linked(zero_n=None)
    now_ns = still(intake, 9.0, from_ns=S)
    assert fed(intake, Tare(now_ns)) == [ev.ZeroTaken(now_ns, 9_000)]


def test_a_new_connection_needs_a_new_still_second() -> None:
    intake = linked()
    now_ns = still(intake, 0.0, from_ns=S)
    assert fed(intake, down(now_ns), up(now_ns + 1), Tare(now_ns + 2))[-1] == ev.ZeroRefused(
        now_ns + 2, ev.NoZero.TOO_SOON
    )


def test_a_saturated_sensor_is_not_still() -> None:
    intake = linked()
    now_ns = still(intake, 0.0, from_ns=S)
    fed(intake, frame(now_ns + 1_000, 1.5 * RANGE_N))
    assert fed(intake, Tare(now_ns + 2_000)) == [ev.ZeroRefused(now_ns + 2_000, ev.NoZero.TOO_SOON)]


# Whether force can be seen.


def test_force_is_seen_from_the_first_sample_on_and_said_once() -> None:
    intake = opened()
    assert fed(intake, up(7)) == [ev.LinkCame(7)]
    assert names(fed(intake, Tick(10 * S))) == ["Ticked"]
    assert fed(intake, frame(11 * S, 0.0))[0] == ev.Visible(11 * S)
    assert names(fed(intake, frame(11 * S + 12_500_000, 0.0))) == ["Samples"]


def test_half_a_second_without_a_sample_is_silence_and_said_once() -> None:
    intake = linked()
    assert names(fed(intake, Tick(500 * MS - 1))) == ["Ticked"]
    assert fed(intake, Tick(500 * MS)) == [
        ev.Unseen(500 * MS, ev.Why.SILENCE),
        ev.Ticked(500 * MS),
    ]
    assert names(fed(intake, Tick(600 * MS), Tick(9 * S))) == ["Ticked", "Ticked"]
    assert names(fed(intake, frame(10 * S, 0.0))) == ["Visible", "Samples"]


def test_silence_counts_from_the_newest_sample() -> None:
    intake = linked()
    fed(intake, frame(400 * MS, 0.0))
    assert names(fed(intake, Tick(899 * MS))) == ["Ticked"]
    assert names(fed(intake, Tick(900 * MS))) == ["Unseen", "Ticked"]


def test_a_broadcast_may_be_silent_for_two_seconds() -> None:
    class Broadcast(FineSensor):
        spec = DriverSpec(
            **{name: getattr(FineSensor.spec, name) for name in DriverSpec.__slots__}
            | {"advert_only": True}
        )

    intake = Intake(header(), Broadcast())  # type: ignore[arg-type]
    fed(intake, up(0), Frame(0, DATA, struct.pack("<d", 1.0)))
    assert names(fed(intake, Tick(2 * S - 1))) == ["Ticked"]
    assert names(fed(intake, Tick(2 * S))) == ["Unseen", "Ticked"]


def test_only_bad_frames_for_three_tenths_of_a_second_hide_force() -> None:
    intake = linked()
    assert names(fed(intake, bad(100 * MS), bad(400 * MS - 1))) == ["BadFrame", "BadFrame"]
    events = fed(intake, bad(400 * MS))
    assert events[1] == ev.Unseen(400 * MS, ev.Why.BAD_FRAMES)
    assert names(fed(intake, bad(500 * MS), Tick(5 * S))) == ["BadFrame", "Ticked"]


def test_one_good_sample_among_bad_frames_keeps_force_in_sight() -> None:
    intake = linked()
    events = fed(intake, bad(100 * MS), frame(350 * MS, 1.0), bad(400 * MS), bad(699 * MS))
    assert "Unseen" not in names(events)
    assert "Unseen" in names(fed(intake, bad(700 * MS)))


def test_values_that_are_no_force_hide_it_as_bad_frames_do() -> None:
    intake = linked()
    events = fed(intake, frame(100 * MS, math.nan), frame(400 * MS, math.nan))
    assert names(events) == ["BadFrame", "BadFrame", "Unseen"]


def test_a_saturated_sensor_is_still_seen() -> None:
    intake = linked()
    events = fed(intake, *[frame(t * 100 * MS, 1.5 * RANGE_N) for t in range(1, 10)])
    assert "Unseen" not in names(events)


def test_what_says_nothing_of_force_does_not_keep_it_in_sight() -> None:
    intake = linked()
    calibration = [Frame(t * 50 * MS, DATA, b"\x05\x00") for t in range(1, 10)]
    assert fed(intake, *calibration) == []
    assert names(fed(intake, Tick(500 * MS))) == ["Unseen", "Ticked"]


def test_frames_of_an_unknown_tag_are_counted_and_told_where_nothing_else_comes() -> None:
    intake = linked()
    unknown = [Frame(t * 50 * MS, DATA, b"\x09\x00") for t in range(1, 8)]
    events = fed(intake, *unknown)
    assert names(events) == ["BadFrame"] * 7 + ["Unseen"]
    assert events[-1] == ev.Unseen(350 * MS, ev.Why.BAD_FRAMES)


def test_a_lost_link_hides_force_at_once_and_for_good_until_samples_come() -> None:
    intake = linked()
    assert fed(intake, down(S)) == [ev.LinkWent(S, "gone"), ev.Unseen(S, ev.Why.LINK_DOWN)]
    assert names(fed(intake, Tick(9 * S), down(10 * S))) == ["Ticked", "LinkWent"]
    assert names(fed(intake, up(11 * S), Tick(12 * S))) == ["LinkCame", "Ticked"]
    assert names(fed(intake, frame(13 * S, 0.0))) == ["Visible", "Samples"]


# A new connection.


def test_a_connection_starts_the_stream_in_the_drivers_own_words() -> None:
    intake = opened()
    fed(intake, up(0))
    assert [write.data for write in intake.outgoing()] == [b"\x6f", b"\x65"]
    assert intake.outgoing() == ()


def test_a_silent_stream_can_be_started_again() -> None:
    intake = linked()
    intake.outgoing()
    intake.restart()
    assert [write.data for write in intake.outgoing()] == [b"\x6f", b"\x65"]


def test_after_a_reconnect_the_devices_clock_begins_anew_and_session_time_goes_on() -> None:
    intake = linked()
    before = blocks(fed(intake, frame(20 * S, 1.0, us=20_000_000)))[0]
    events = fed(intake, down(21 * S), up(24 * S), frame(25 * S, 1.0, us=40_000))
    after = blocks(events)[0]
    assert before.t_ns.tolist() == [20 * S]
    assert after.t_ns.tolist() == [25 * S]
    late = blocks(fed(intake, frame(25 * S + 90 * MS, 1.0, us=52_500)))[0]
    assert late.t_ns.tolist() == [25 * S + 12_500_000]


def test_keep_alives_go_out_with_the_ticks() -> None:
    intake = Intake(header(), FineSensor())  # type: ignore[arg-type]
    fed(intake, Tick(S))
    assert intake.outgoing() == (Write(CONTROL, b"!"),)


# All else.


def test_entries_that_are_no_frames_become_their_events() -> None:
    intake = linked()
    key = Key(S, Action.PAUSE)
    assert fed(intake, key) == [ev.Pressed(key)]
    assert fed(intake, Overrun(S, 7)) == [ev.Overran(S, 7)]
    assert fed(intake, Quit(S, "SIGTERM")) == [ev.Ended(S, "SIGTERM")]


def test_what_a_device_says_of_itself_is_passed_on() -> None:
    intake = opened()
    fed(intake, up(0))
    assert fed(intake, Frame(1, DATA, bytes.fromhex("00046e0f0000"))) == [ev.BatteryRead(1, 3950)]
    assert fed(intake, Frame(2, DATA, b"\x04\x00")) == [ev.BatteryWarned(2)]


def test_what_a_device_says_of_itself_is_worth_an_event_and_noise_is_not() -> None:
    intake = Intake(header(), FineSensor())  # type: ignore[arg-type]
    assert fed(intake, Frame(3, "said", b"")) == [ev.DeviceSaid(3, "firmware", "1.2")]


entries = st.lists(
    st.tuples(
        st.integers(0, 300 * MS),
        st.one_of(
            st.binary(max_size=30).map(lambda data: ("frame", data)),
            st.builds(
                lambda newtons, us: ("frame", weights(*newtons, us=us)),
                st.lists(
                    st.floats(-1500, 1500) | st.sampled_from([math.nan, math.inf, 2000.0, 1e30]),
                    min_size=1,
                    max_size=4,
                ),
                st.integers(0, (1 << 32) - 50_001),
            ),
            st.sampled_from([("tick", b""), ("up", b""), ("down", b""), ("tare", b"")]),
        ),
    ),
    max_size=40,
)


def spelled(some: list[tuple[int, tuple[str, bytes]]], *, from_ns: int = 0) -> list[Entry]:
    out: list[Entry] = []
    at_ns = from_ns
    for later_ns, (kind, data) in some:
        at_ns += later_ns
        match kind:
            case "frame":
                out.append(Frame(at_ns, DATA, data))
            case "tick":
                out.append(Tick(at_ns))
            case "tare":
                out.append(Tare(at_ns))
            case "up":
                out.append(up(at_ns))
            case _:
                out.append(down(at_ns))
    return out


@given(entries)
def test_samples_always_come_forward_in_time_and_within_twice_the_range(
    some: list[tuple[int, tuple[str, bytes]]],
) -> None:
    intake = opened()
    last_ns = -(1 << 62)
    visible = False
    for entry in spelled(some):
        for event in fed(intake, entry):
            match event:
                case ev.Samples(block):
                    assert visible
                    assert len(block) > 0
                    assert block.t_ns[0] > last_ns
                    assert (block.t_ns[1:] > block.t_ns[:-1]).all()
                    last_ns = int(block.t_ns[-1])
                    # Twice the range, and a zero of as much as the range beside it.
                    assert abs(block.force_mn).max() <= 3 * 1000 * RANGE_N
                case ev.Visible():
                    assert not visible
                    visible = True
                case ev.Unseen():
                    assert visible
                    visible = False
                case _:
                    pass


@given(entries, st.integers(0, 10**15))
def test_a_session_means_the_same_whenever_it_began(
    some: list[tuple[int, tuple[str, bytes]]], shift_ns: int
) -> None:
    here = fed(opened(), *spelled(some))
    there = fed(opened(), *spelled(some, from_ns=shift_ns))
    assert names(here) == names(there)
    assert forces_mn(here) == forces_mn(there)
    for one, other in zip(blocks(here), blocks(there), strict=True):
        assert (other.t_ns - shift_ns).tolist() == one.t_ns.tolist()


@pytest.mark.parametrize(
    ("rate_hz", "seconds"), [(80.0, 0.5), (5.0, 0.5), (4.9, 2.0), (1.0, 3.0), (0.1, 30.0)]
)
def test_what_is_too_slow_to_coach_may_leave_out_three_values(
    rate_hz: float, seconds: float
) -> None:
    assert silence_ns(replace(SPEC, rate_hz=rate_hz)) == round(seconds * S)
