import pytest
from frames import adverts
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.driver import Match
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Ignored, Malformed, Readings, Unusable, WireEvent
from tpdevice.devices import candidates
from tpdevice.devices.wh_c06 import CHANNEL, COMPANY, NAME, WhC06
from tpsim.wire.wh_c06 import WhC06 as Simulated

LIVE_KG = 0x01


def payload(load: int, *, count: int = 0, status: int = LIVE_KG, type_: int = 1) -> bytes:
    tail = bytes((type_,)) + load.to_bytes(2, "big") + b"\x01\xf4" + bytes((status, count))
    return b"\x02\x03\x11ADRESS" + tail + bytes((sum(tail) % 256,))


def received(decoder: WhC06, *payloads: bytes) -> list[WireEvent]:
    return [event for data in payloads for event in decoder.receive(CHANNEL, data)]


def loads(events: list[WireEvent]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


@given(st.integers(0, 0xFFFF), st.integers(0, 255))
def test_a_load_is_read_whatever_the_counter(load: int, count: int) -> None:
    assert received(WhC06(), payload(load, count=count)) == [Readings((load / 100,), None)]


def test_only_kilograms_with_hold_off_are_a_force() -> None:
    for status in range(256):
        for type_ in (0, 1, 2, 255):
            (event,) = received(WhC06(), payload(100, status=status, type_=type_))
            assert isinstance(event, Readings) == (status == 1 and type_ == 1)


def test_a_person_is_told_which_key_to_press() -> None:
    (held,) = received(WhC06(), payload(100, status=0xA1))
    (pounds,) = received(WhC06(), payload(100, status=0x00))
    (held_pounds,) = received(WhC06(), payload(100, status=0xA0))
    assert held == held_pounds == Unusable("switch the scale's hold off")
    assert pounds == Unusable("set the scale to kilograms")


def test_a_repeated_advert_is_no_new_reading_once_the_counter_rolled() -> None:
    decoder = WhC06()
    assert loads(received(decoder, payload(1), payload(1))) == [0.01, 0.01]
    assert loads(received(decoder, payload(2, count=1))) == [0.02]
    (again,) = received(decoder, payload(2, count=1))
    assert isinstance(again, Ignored)
    assert loads(received(decoder, payload(2, count=2))) == [0.02]


def test_a_counter_that_stands_still_makes_no_reading_old() -> None:
    """A home-made scale may have none; then only silence tells that it has stopped."""
    events = received(WhC06(), *[payload(load) for load in (5, 5, 6, 6, 5)])
    assert loads(events) == [0.05, 0.05, 0.06, 0.06, 0.05]


def test_another_load_with_the_same_counter_is_a_new_reading() -> None:
    decoder = WhC06()
    received(decoder, payload(1), payload(1, count=1))
    assert loads(received(decoder, payload(2, count=1))) == [0.02]


def test_the_counter_may_roll_over() -> None:
    events = received(WhC06(), *[payload(7, count=n % 256) for n in range(300)])
    assert len(loads(events)) == 300


def test_what_is_held_is_told_again_and_again() -> None:
    """Else only the silence would be seen, and not its reason."""
    decoder = WhC06()
    received(decoder, payload(1), payload(1, count=1))
    held = payload(1, count=1, status=0xA1)
    assert all(isinstance(event, Unusable) for event in received(decoder, held, held, held))


def test_a_scale_without_a_sum_is_told_of_once() -> None:
    decoder = WhC06()
    wrong = [payload(load)[:-1] + b"\0" for load in (1, 2, 3)]
    events = received(decoder, *wrong)
    assert loads(events) == [0.01, 0.02, 0.03]
    assert sum(isinstance(event, Malformed) for event in events) == 1


def test_a_sum_that_fails_after_one_that_fitted_is_told_again() -> None:
    events = received(
        WhC06(), payload(1), payload(2)[:-1] + b"\0", payload(3), payload(4)[:-1] + b"\0"
    )
    assert [type(event) for event in events if not isinstance(event, Readings)] == [Malformed] * 2


def test_a_new_start_forgets_what_was_seen() -> None:
    decoder = WhC06()
    received(decoder, payload(1), payload(1, count=1))
    decoder.start()
    assert loads(received(decoder, payload(1, count=1), payload(1, count=1))) == [0.01, 0.01]


def test_another_channel_is_ignored() -> None:
    (event,) = WhC06().receive("manufacturer/004c", payload(1))
    assert isinstance(event, Ignored)


@given(st.binary(max_size=40))
def test_what_has_another_head_or_length_is_no_frame(data: bytes) -> None:
    for wrong in (data, payload(1) + data[:5] + b"\0", payload(1)[: len(data) % 17]):
        with pytest.raises(FrameError):
            WhC06().receive(CHANNEL, wrong)


@pytest.mark.parametrize(
    ("name", "constant", "expected"),
    [
        (NAME, b"\x01\xf4", Match.SURE),
        ("", b"\x01\xf4", Match.LIKELY),
        (NAME, b"\x01\xf5", Match.GENERIC),
        ("", b"\x01\xf5", Match.GENERIC),
    ],
)
def test_the_payload_decides_and_the_name_helps(
    name: str, constant: bytes, expected: Match
) -> None:
    data = payload(100)[:12] + constant + payload(100)[14:]
    assert WhC06().matches(Advert("", name, (), ((COMPANY, data),))) == expected


def test_what_the_owner_of_the_company_id_sends_is_no_scale() -> None:
    assert WhC06().matches(Advert("", "Watch", (), ((COMPANY, bytes(17)),))) == Match.NO
    assert WhC06().matches(Advert("", NAME, (), ((COMPANY, bytes(17)),))) == Match.GENERIC
    assert WhC06().matches(Advert("", "", (), ((0x8500, payload(1)),))) == Match.NO


def test_no_other_kind_claims_its_adverts() -> None:
    for advert in adverts("wh-c06"):
        assert [key for _, key in candidates(advert)] == ["wh-c06"]


def simulated(joined: Joined) -> Simulated:
    assert isinstance(joined.device, Simulated)
    return joined.device


def test_hold_on_a_simulated_scale_gives_no_readings_until_it_is_off() -> None:
    joined = Joined("wh-c06", WhC06())
    joined.run(2)
    simulated(joined).buttons["hold"]()
    before = len(joined.raw)
    joined.run(2)
    assert len(joined.raw) == before
    assert isinstance(joined.events[-1], Unusable)
    simulated(joined).buttons["hold"]()
    joined.run(2)
    assert len(joined.raw) == before + 16


def test_a_simulated_scale_in_pounds_gives_no_readings() -> None:
    joined = Joined("wh-c06", WhC06())
    simulated(joined).buttons["unit"]()
    joined.run(2)
    assert joined.raw == []
    assert joined.bad == 0


def test_a_simulated_scale_shows_nothing_below_zero() -> None:
    joined = Joined("wh-c06", WhC06(), kg_per_s=-0.5)
    joined.run(2)
    assert set(joined.raw) == {0.0}
