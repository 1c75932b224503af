import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.driver import Match, Quantity
from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent
from tpdevice.devices import driver
from tpdevice.devices.bthome import CHANNEL, SERVICE, Bthome


def values(events: tuple[WireEvent, ...]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


def packet(number: int, steps: int = 500) -> bytes:
    return bytes((0x40, 0, number, 6)) + steps.to_bytes(2, "little")


def heard(data: bytes) -> Match:
    return Bthome().matches(Advert("A", "x", service_data=((SERVICE, data),)))


def test_the_same_packet_counts_once_and_the_next_counts_again() -> None:
    decoder = Bthome()
    assert values(decoder.receive(CHANNEL, packet(255, 100))) == [1.0]
    assert isinstance(decoder.receive(CHANNEL, packet(255, 100))[0], Ignored)
    assert values(decoder.receive(CHANNEL, packet(0, 100))) == [1.0]
    assert values(decoder.receive(CHANNEL, packet(255, 100))) == [1.0]


def test_a_device_that_hangs_and_goes_on_advertising_is_silent() -> None:
    decoder = Bthome()
    assert sum(len(values(decoder.receive(CHANNEL, packet(7)))) for _ in range(50)) == 1


def test_after_a_new_start_the_last_packet_counts_again() -> None:
    decoder = Bthome()
    decoder.receive(CHANNEL, packet(7))
    decoder.start()
    assert values(decoder.receive(CHANNEL, packet(7))) == [5.0]


def test_without_a_packet_object_every_advert_counts() -> None:
    decoder = Bthome()
    for _ in range(3):
        assert values(decoder.receive(CHANNEL, bytes.fromhex("4006f401"))) == [5.0]


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFF), st.integers(8, 255), st.binary())
def test_what_follows_an_unknown_object_is_never_read(
    mass: int, pressure: int, unknown: int, more: bytes
) -> None:
    tail = bytes([unknown]) + more + b"\x06\xff\xff\x04\xff\xff\xff"
    data = b"\x40\x04" + pressure.to_bytes(3, "little") + b"\x06" + mass.to_bytes(2, "little")
    assert values(Bthome().receive(CHANNEL, data + tail)) == [mass * 0.01]
    of_pressure = Bthome({"measures": "pressure"})
    assert values(of_pressure.receive(CHANNEL, data + tail)) == [float(pressure)]


@given(st.binary(min_size=1).filter(lambda data: data[0] & 0xE0 != 0x40))
def test_another_version_is_refused(data: bytes) -> None:
    with pytest.raises(FrameError):
        Bthome().receive(CHANNEL, data)


@given(st.binary(max_size=40).map(lambda data: b"\x40" + data) | st.just(b"\x40\x06\x01"))
def test_only_an_advert_with_a_mass_that_can_be_read_is_likely(data: bytes) -> None:
    if heard(data) is Match.LIKELY:
        assert values(Bthome().receive(CHANNEL, data))


def test_an_encrypted_advert_and_a_thermometer_are_nobodys() -> None:
    assert heard(bytes.fromhex("4106f401")) is Match.NO
    assert heard(bytes.fromhex("40022909")) is Match.NO
    assert heard(b"") is Match.NO
    assert heard(bytes.fromhex("4004138a01")) is Match.GENERIC


def test_a_pressure_needs_a_map_before_it_is_a_force() -> None:
    spec = driver("bthome", (("measures", "pressure"), ("rate", "10"))).spec
    assert (spec.n_per_raw, spec.quantity, spec.rate_hz) == (None, Quantity.PRESSURE, 10.0)
    with pytest.raises(UsageError, match="measures=humidity"):
        driver("bthome", (("measures", "humidity"),))
