import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Match, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Readings, Unusable, manufacturer_channel
from tpdevice.devices.okok import C0, V20, Okok

ADDRESS = "B4:56:5D:37:76:9A"
WHOLE = bytes.fromhex("1d7917700a0125b4565d37769a")


def weighed(weight: int, flags: int) -> object:
    data = weight.to_bytes(2, "big") + WHOLE[2:6] + bytes((flags,)) + WHOLE[7:]
    (event,) = Okok().receive(manufacturer_channel(C0), data)
    return event


@given(st.integers(0, 255))
def test_the_high_byte_of_the_company_id_only_counts(count: int) -> None:
    channel = manufacturer_channel(count << 8 | C0)
    assert channel in Okok.spec.notify
    assert Okok().receive(channel, WHOLE) == (Readings((75.45,), None),)


@given(st.integers(0, 0xFFFF), st.integers(0, 255))
def test_flags_say_what_the_weight_is_divided_by_and_its_unit(weight: int, flags: int) -> None:
    event = weighed(weight, flags)
    divisor = {0: 10, 1: 1, 2: 100}.get(flags >> 1 & 3)
    kg_per = {0: 1.0, 1: 0.5, 2: 0.45359237}.get(flags >> 3 & 3)
    if divisor is None or kg_per is None:
        assert isinstance(event, Unusable)
    else:
        assert isinstance(event, Readings)
        assert event.raw[0] == pytest.approx(weight / divisor * kg_per)


@given(st.integers(0, 18), st.integers(1, 255))
def test_one_wrong_byte_of_v20_is_found_if_the_checksum_covers_it(at: int, wrong: int) -> None:
    data = bytearray(19)
    data[6], data[8:10] = 5, (7545).to_bytes(2, "big")
    data[12] = 0x20
    for byte in bytes(data[:12]):
        data[12] ^= byte
    assert Okok().receive(manufacturer_channel(V20), bytes(data)) == (Readings((75.45,), None),)
    data[at] ^= wrong
    if at <= 12:
        with pytest.raises(FrameError, match="checksum"):
            Okok().receive(manufacturer_channel(V20), bytes(data))
    else:
        assert Okok().receive(manufacturer_channel(V20), bytes(data))


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("", ADDRESS, Match.SURE),
        ("", "00:00:00:00:00:01", Match.GENERIC),
        ("Yoda0", "00:00:00:00:00:01", Match.LIKELY),
        ("Headphones", "00:00:00:00:00:01", Match.GENERIC),
        ("", "", Match.GENERIC),
    ],
)
def test_its_own_address_in_the_payload_makes_it_sure(
    name: str, address: str, expected: Match
) -> None:
    assert Okok().matches(Advert(address, name, (), ((0x45C0, WHOLE),))) == expected


def test_the_best_of_several_company_ids_counts() -> None:
    """A system may remember the ids of before beside the new one."""
    several = ((0x004C, b"\1"), (0x44C0, bytes(13)), (0x45C0, WHOLE))
    assert Okok().matches(Advert(ADDRESS, "", (), several)) == Match.SURE
    assert Okok().matches(Advert(ADDRESS, "ADV", (), ((0x004C, b"\1"),))) == Match.NO


def test_it_is_for_a_check_weight_only() -> None:
    assert Okok.spec.sends is Sends.SETTLED


def test_a_simulated_scale_counts_up_its_company_id_with_each_new_value() -> None:
    joined = Joined("okok", Okok(), kg_per_s=1.0)
    joined.run(20)
    joined.source.held_kg = 20.0
    joined.run(10)
    channels = [channel for _, channel, _ in joined.frames]
    assert len(set(channels[:20])) == 20
    assert len(set(channels[21:])) == 1
    assert joined.raw[-1] == 20.0
    assert joined.frames[-1][2][6] & 1
