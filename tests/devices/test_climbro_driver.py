from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Match
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Battery, Readings, WireEvent
from tpdevice.devices.climbro import DATA, SERVICE, Climbro


def received(decoder: Climbro, *pieces: bytes) -> list[WireEvent]:
    events: list[WireEvent] = []
    for piece in pieces:
        with suppress(FrameError):
            events += decoder.receive(DATA, piece)
    return events


def forces(events: list[WireEvent]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


@given(st.binary(max_size=40), st.lists(st.integers(0, 9), max_size=12))
def test_the_same_bytes_cut_anywhere_give_the_same_values(data: bytes, sizes: list[int]) -> None:
    pieces, at = [], 0
    for size in [*sizes, len(data)]:
        pieces.append(data[at : at + size])
        at += size
    assert forces(received(Climbro(), *pieces)) == forces(received(Climbro(), data))


def test_a_marker_holds_over_the_end_of_a_notification() -> None:
    assert forces(received(Climbro(), b"\xf5", b"\x0a", b"\x14\xf6")) == [10, 20, 36]


def test_nothing_is_believed_of_a_new_connection_before_its_first_marker() -> None:
    decoder = Climbro()
    received(decoder, b"\xf5\x0a")
    decoder.start()
    assert forces(received(decoder, b"\xd1", b"\xf5\x0a")) == [10]


@given(st.integers(0, 0xEF))
def test_a_battery_is_a_share_of_a_full_one(value: int) -> None:
    (event,) = received(Climbro(), bytes((0xF0, value)))
    assert isinstance(event, Battery)
    assert event.percent == min(max(round((value - 112) / 1.18), 0), 100)


def test_nothing_is_ever_written() -> None:
    decoder = Climbro()
    assert decoder.start() + decoder.due(10**12) + decoder.stop() == ()


def test_the_values_of_one_notification_stay_together() -> None:
    """Else they would all be given the time at which it arrived."""
    events = received(Climbro(), b"\xf5\x01\xf0\xe6\xf5\x02")
    assert events == [Readings((1.0, 2.0), None), Battery(percent=100)]


def test_a_simulated_board_passes_36_kilograms_without_saying_so() -> None:
    joined = Joined("climbro", Climbro(), kg_per_s=2.0)
    joined.run(30)
    assert {30, 36, 37, 50} <= set(joined.raw)
    assert not [data for _, _, data in joined.frames if b"$" in data]
    assert len(joined.raw) == 300
    assert Battery(percent=82) in joined.events


@pytest.mark.parametrize(
    ("name", "services", "expected"),
    [
        ("Climbro", (SERVICE,), Match.SURE),
        ("Climbro 7", (), Match.LIKELY),
        ("ACAIA", (SERVICE,), Match.GENERIC),
        ("My Climbro", (), Match.NO),
    ],
)
def test_its_service_alone_says_nothing(
    name: str, services: tuple[str, ...], expected: Match
) -> None:
    assert Climbro().matches(Advert("", name, services)) == expected
