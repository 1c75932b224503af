import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Match
from tpdevice.core.wire import Advert, Ignored, Readings, Unusable
from tpdevice.devices.entralpi import PLATE, SCALE, SERVICES, Entralpi
from tpsim.wire.entralpi import Entralpi as Simulated


@given(st.integers(0, 0x7FFF))
def test_a_load_is_two_bytes_and_not_rounded(load: int) -> None:
    data = load.to_bytes(2, "big")
    assert Entralpi().receive(PLATE, data) == (Readings((load / 100,), None),)


@given(st.integers(0x8000, 0xFFFF))
def test_what_may_be_below_zero_is_no_force(load: int) -> None:
    (event,) = Entralpi().receive(PLATE, load.to_bytes(2, "big"))
    assert isinstance(event, Unusable)


def test_nothing_is_ever_written() -> None:
    decoder = Entralpi()
    assert decoder.start() + decoder.due(10**12) + decoder.stop() == ()


def test_either_characteristic_is_listened_to_until_the_first_has_spoken() -> None:
    decoder = Entralpi()
    for _ in range(2):
        assert isinstance(decoder.receive(SCALE, b"\0\1")[0], Readings)
        assert isinstance(decoder.receive(PLATE, b"\0\1")[0], Readings)
        assert isinstance(decoder.receive(SCALE, b"\0\1")[0], Ignored)
        decoder.start()


@pytest.mark.parametrize("speaks_on", [(PLATE,), (SCALE,), (PLATE, SCALE)])
def test_no_reading_of_a_simulated_plate_is_counted_twice(speaks_on: tuple[str, ...]) -> None:
    joined = Joined("entralpi", Entralpi())
    assert isinstance(joined.device, Simulated)
    joined.device.speaks_on = speaks_on
    joined.run(5)
    assert len(joined.raw) == 50


def test_a_simulated_plate_shows_nothing_below_zero() -> None:
    joined = Joined("entralpi", Entralpi(), kg_per_s=-0.5)
    joined.run(2)
    assert set(joined.raw) == {0.0}


@pytest.mark.parametrize(
    ("name", "services", "expected"),
    [
        ("ENTRALPI", SERVICES, Match.SURE),
        ("ENTRALPI", (), Match.LIKELY),
        ("", SERVICES, Match.GENERIC),
        ("", tuple(SERVICES)[:1], Match.NO),
        ("Entralpi", (), Match.NO),
    ],
)
def test_its_services_alone_say_nothing(
    name: str, services: frozenset[str], expected: Match
) -> None:
    assert Entralpi().matches(Advert("", name, tuple(services))) == expected
