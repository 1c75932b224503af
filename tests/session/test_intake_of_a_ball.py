"""The pressure in a ball becomes force by the ball's own map, from its zero on."""

import struct

import pytest
from sitting import header

from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import UsageError
from tpdevice.core.tape import Frame, Tare
from tpdevice.devices.frez import DATA, Frez
from tpdevice.devices.pressensor import PRESSURE, Pressensor
from tpdevice.session import events as ev
from tpdevice.session.intake import Intake

S = 1_000_000_000
BALL = Conversion((5.0, 20.0), (10.0, 30.0), rest_raw=2.0)
"""2 kPa at rest; 10 N at 7 kPa, 30 N at 22 kPa, and no further."""

COUNTS = [each for step in range(9) for each in (8_000_000 + 100 * step, 4 * (step + 1))]
"""Of a Frez Dyno: counts and milliseconds, one newton more each time."""


def frame(at_ns: int, kpa: float) -> Frame:
    return Frame(at_ns, PRESSURE, round(kpa * 10).to_bytes(2, "big", signed=True))


def of(intake: Intake, kpa: float, at_ns: int = 100 * S) -> list[ev.Event]:
    return intake.feed(frame(at_ns, kpa))


def force_n(intake: Intake, kpa: float) -> float:
    (samples,) = [e for e in of(intake, kpa) if isinstance(e, ev.Samples)]
    (force_mn,) = samples.block.force_mn.tolist()
    return force_mn / 1000


def opened(rest_kpa: float | None = 2.0) -> Intake:
    """Return the intake of a ball whose zero was taken at a pressure, or not at all."""
    intake = Intake(header(conversion=BALL), Pressensor())
    if rest_kpa is not None:
        for tick in range(12):
            of(intake, rest_kpa, tick * S // 10)
        (taken,) = intake.feed(Tare(12 * S // 10, confirmed=True))
        assert isinstance(taken, ev.ZeroTaken)
    return intake


@pytest.mark.parametrize("rest_kpa", [2.0, 5.0, -1.0])
@pytest.mark.parametrize(("above_kpa", "n"), [(0.0, 0.0), (2.5, 5.0), (5.0, 10.0), (12.5, 20.0)])
def test_force_is_what_the_map_says_above_the_zero(
    rest_kpa: float, above_kpa: float, n: float
) -> None:
    assert force_n(opened(rest_kpa), rest_kpa + above_kpa) == pytest.approx(n, abs=0.01)


@pytest.mark.parametrize("rest_kpa", [2.0, 5.0, -1.0])
def test_a_map_ends_at_its_last_load_above_the_zero(rest_kpa: float) -> None:
    intake = opened(rest_kpa)
    assert force_n(intake, rest_kpa + 19.9) == pytest.approx(29.87, abs=0.02)
    events = of(intake, rest_kpa + 20.2)
    assert isinstance(events[0], ev.Saturated)
    (samples,) = [e for e in events if isinstance(e, ev.Samples)]
    assert samples.block.force_mn[0] > 30_000


@pytest.mark.parametrize("rest_kpa", [2.0, 5.0, -1.0])
def test_twice_the_map_is_no_force_at_all(rest_kpa: float) -> None:
    (bad,) = of(opened(rest_kpa), rest_kpa + 40.2)
    assert isinstance(bad, ev.BadFrame)


def test_without_a_map_nothing_is_made_of_a_pressure() -> None:
    with pytest.raises(UsageError) as caught:
        Intake(header(), Pressensor())
    assert "tpdevice ball-map" in caught.value.hint


@pytest.mark.parametrize(("kpa", "n"), [(2.0, 0.0), (7.0, 10.0), (22.0, 30.0)])
def test_before_any_zero_force_begins_where_the_ball_rested_when_its_map_was_made(
    kpa: float, n: float
) -> None:
    assert force_n(opened(None), kpa) == pytest.approx(n, abs=0.01)


def test_counts_far_from_nought_at_rest_are_no_force() -> None:
    """A converter shows millions of counts with nothing on it: without the rest, 80 kN."""
    found = Conversion.straight(0.01, rest_raw=8_000_000.0)
    intake = Intake(header(conversion=found), Frez())
    counts = struct.pack("<2s" + "iI" * 9, b"\x01\x00", *COUNTS)
    (samples,) = [e for e in intake.feed(Frame(S, DATA, counts)) if isinstance(e, ev.Samples)]
    assert samples.block.force_mn.tolist() == [step * 1000 for step in range(9)]
