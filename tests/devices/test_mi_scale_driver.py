import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Match, Sends
from tpdevice.core.wire import Advert, Readings, Unusable, sig
from tpdevice.devices.mi_scale import V1, V2, MiScale

DATE = bytes.fromhex("e507040b101301")


def weighed(flags: int, steps: int) -> object:
    (event,) = MiScale().receive(V1, bytes((flags,)) + steps.to_bytes(2, "little") + DATE)
    return event


@given(st.integers(0, 0xFFFF))
def test_a_pound_and_a_jin_are_what_they_are_in_kilograms(steps: int) -> None:
    in_kg, in_lb, in_jin = [weighed(flags, steps) for flags in (0x00, 0x01, 0x10)]
    assert isinstance(in_kg, Readings)
    assert isinstance(in_lb, Readings)
    assert in_kg.raw[0] == steps / 200
    assert in_lb.raw[0] == pytest.approx(steps / 100 * 0.45359237)
    assert in_jin == in_kg


@given(st.integers(0, 255))
def test_only_a_settled_value_whose_load_is_gone_is_of_before(flags: int) -> None:
    assert isinstance(weighed(flags, 100), Unusable) == (flags & 0xA0 == 0xA0)


@given(st.integers(0, 255), st.integers(0, 255))
def test_version_2_is_read_only_in_a_unit_that_is_known(unit: int, flags: int) -> None:
    data = bytes((unit, flags)) + DATE + bytes(2) + (400).to_bytes(2, "little")
    (event,) = MiScale().receive(V2, data)
    known = unit in (2, 3, 6) or flags & 0x40
    assert isinstance(event, Readings) == bool(known and flags & 0xA0 != 0xA0)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("MI_SCALE", "229e43e507040b101301", Match.SURE),
        ("", "229e43e507040b101301", Match.LIKELY),
        ("MI_SCALE", "00e803", Match.LIKELY),
        ("", "00e803", Match.NO),
        ("", "229e43e507 0d 0b101301", Match.NO),
        ("", "229e43e507 04 00101301", Match.NO),
        ("", "229e43e507 04 0b183c3c", Match.NO),
        ("", "229e43ffff 04 0b101301", Match.NO),
    ],
)
def test_the_payload_is_its_own_if_it_has_a_date(name: str, data: str, expected: Match) -> None:
    """A weight scale of Bluetooth SIG has the same service, and other contents."""
    service = sig(0x181D)
    advert = Advert("", name, (service,), service_data=((service, bytes.fromhex(data)),))
    assert MiScale().matches(advert) == expected


def test_it_is_for_a_check_weight_only() -> None:
    assert MiScale.spec.sends is Sends.SETTLED


def test_a_simulated_scale_locks_and_keeps_its_value_until_it_is_loaded_again() -> None:
    joined = Joined("mi-scale", MiScale(), kg_per_s=1.0)
    joined.run(30)
    joined.source.held_kg = 30.0
    joined.run(10)
    assert joined.raw[-1] == 30.0
    joined.source.held_kg = 25.0
    joined.run(10)
    assert joined.raw[-1] == 30.0
    joined.source.held_kg = 0.0
    joined.run(3)
    assert isinstance(joined.events[-1], Unusable)
    joined.source.held_kg = 12.0
    joined.run(3)
    assert joined.raw[-1] == 12.0
