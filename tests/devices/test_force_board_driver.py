import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.coaching import too_coarse
from tpdevice.core.driver import Match
from tpdevice.core.units import mn
from tpdevice.core.wire import Advert, Malformed, Readings
from tpdevice.devices.force_board import (
    FORCE,
    FORCE_SERVICE,
    MODE,
    MODE_SERVICE,
    SPEC,
    ForceBoard,
    write,
)
from tpsim.wire.force_board import TARE, sample


def packet(*pounds: int, declared: int | None = None) -> bytes:
    count = len(pounds) if declared is None else declared
    return count.to_bytes(2, "big") + b"".join([sample(each) for each in pounds])


@given(st.integers(0, 255))
def test_a_mode_is_set_only_if_it_is_on_the_list(mode: int) -> None:
    if f"{mode:02x}" in golden("force-board")["may_write"]:
        assert write(mode).data == bytes((mode,))
        assert write(mode).channel == MODE
    else:
        with pytest.raises(ValueError, match="never be set"):
            write(mode)


@given(st.lists(st.integers(0, 255 * 32_768), min_size=1, max_size=40))
def test_every_sample_of_a_packet_is_read(pounds: list[int]) -> None:
    (event,) = ForceBoard().receive(FORCE, packet(*pounds))
    assert event == Readings(tuple(float(each) for each in pounds), None)


@given(st.lists(st.integers(0, 2_000), min_size=2, max_size=9), st.integers(1, 3))
def test_the_whole_samples_of_a_torn_packet_are_used_and_the_tear_is_told(
    pounds: list[int], cut: int
) -> None:
    readings, torn = ForceBoard().receive(FORCE, packet(*pounds)[:-cut])
    assert isinstance(torn, Malformed)
    assert isinstance(readings, Readings)
    assert list(readings.raw) == pounds[:-1]


def test_more_than_it_says_is_not_read() -> None:
    readings, _ = ForceBoard().receive(FORCE, packet(1, 2, 3, declared=2))
    assert readings == Readings((1.0, 2.0), None)


def test_what_it_sends_when_pushed_is_beyond_twice_its_range() -> None:
    """So it becomes a bad frame, and never a force."""
    for pounds in (-1, -2_000):
        (event,) = ForceBoard().receive(FORCE, packet(pounds))
        assert isinstance(event, Readings)
        assert event.raw[0] > 2 * SPEC.range_raw


def test_a_pound_is_too_coarse_to_be_led_to_less_than_89_n() -> None:
    assert SPEC.resolution_n is not None
    assert too_coarse(mn(SPEC.resolution_n), mn(88))
    assert not too_coarse(mn(SPEC.resolution_n), mn(90))


@pytest.mark.parametrize("in_a_packet", [1, 2, 8, 30])
def test_a_simulated_board_sends_however_many_in_a_packet(in_a_packet: int) -> None:
    joined = Joined("force-board", ForceBoard(), kg_per_s=2.0, per_packet=in_a_packet)
    joined.run(3)
    assert len(joined.raw) == 240 // in_a_packet * in_a_packet
    assert joined.raw == sorted(joined.raw)
    assert 12 <= joined.raw[-1] <= 14


def test_a_simulated_board_honours_a_tare_that_we_never_send() -> None:
    for channel, data in ((MODE, b"\x05"), (TARE, b"\x01")):
        joined = Joined("force-board", ForceBoard(), kg_per_s=2.0)
        joined.run(3)
        joined.device.on_write(joined.now_ns, channel, data)
        joined.run(0.2)
        assert joined.raw[-1] < 2


def test_a_simulated_board_falls_silent_when_idle() -> None:
    joined = Joined("force-board", ForceBoard())
    joined.run(1)
    for sent in joined.decoder.stop():
        joined.device.on_write(joined.now_ns, sent.channel, sent.data)
    before = len(joined.raw)
    joined.run(1)
    assert len(joined.raw) == before


@pytest.mark.parametrize(
    ("name", "services", "expected"),
    [
        ("Force Board", (), Match.LIKELY),
        ("", (FORCE_SERVICE,), Match.SURE),
        ("", (MODE_SERVICE,), Match.SURE),
        ("Force Boards", (), Match.NO),
    ],
)
def test_it_is_known_by_its_own_services_or_its_name(
    name: str, services: tuple[str, ...], expected: Match
) -> None:
    assert ForceBoard().matches(Advert("", name, services)) == expected
