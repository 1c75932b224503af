"""What every driver promises, whatever its sensor."""

import contextlib
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from frames import adverts, golden
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.driver import Driver, Quantity
from tpdevice.core.errors import FrameError, UnknownDevice
from tpdevice.core.wire import Advert, Readings, WireEvent, Write, sig
from tpdevice.devices import DRIVERS, candidates, driver, find

ROOT = Path(__file__).parents[2]

every_driver = pytest.mark.parametrize("key", DRIVERS)
frames = st.lists(
    st.tuples(
        st.none() | st.integers(0x60, 0x78),
        st.sampled_from([True, True, True, False]),
        st.binary(max_size=40)
        | st.builds(
            lambda head, body: bytes([head, len(body)]) + body,
            st.sampled_from([0, 0, 1, 1, 1, 2, 3, 4, 5, 6]),
            st.binary(max_size=64),
        ),
    ),
    max_size=12,
)


Frames = list[tuple[int | None, bool, bytes]]
"""An opcode that was asked before or None, whether the frame comes where it belongs, its bytes."""


def received(decoder: Driver, some: Frames) -> list[WireEvent]:
    """Feed frames; a bad one gives nothing."""
    events: list[WireEvent] = []
    for asked, known, data in some:
        if asked is not None:
            decoder.requested(asked)
        with contextlib.suppress(FrameError):
            events += decoder.receive(decoder.spec.notify[0] if known else "0000", data)
    return events


@every_driver
def test_a_spec_is_sane(key: str) -> None:
    spec = driver(key).spec
    assert spec.key == key == key.lower()
    assert spec.label
    assert spec.source
    assert 0 < spec.resolution_raw < spec.range_raw
    assert 0.1 <= spec.rate_hz <= 2_000
    if spec.n_per_raw is not None:
        assert spec.range_n is not None
        assert spec.n_per_raw > 0
        assert 1 < spec.range_n < 50_000
    else:
        assert spec.quantity in (Quantity.PRESSURE, Quantity.COUNTS)
    assert spec.notify
    for channel in spec.notify:
        assert channel == channel.lower()
        assert channel.startswith(("manufacturer/", "service/")) == spec.advert_only
        if not channel.startswith("manufacturer/"):
            uuid = channel.removeprefix("service/")
            assert [len(part) for part in uuid.split("-")] == [8, 4, 4, 4, 12]


@every_driver
def test_a_driver_has_a_page_and_golden_frames(key: str) -> None:
    assert golden(key)["key"] == key
    assert golden(key)["page"] == f"docs/protocols/{key}.md"
    assert (ROOT / golden(key)["page"]).is_file()


@every_driver
@given(frames)
def test_any_bytes_give_events_or_a_frame_error(key: str, some: Frames) -> None:
    for event in received(driver(key), some):
        if isinstance(event, Readings):
            assert len(event.raw) > 0
            assert driver(key).spec.has_clock == (event.device_us is not None)
            assert event.device_us is None or len(event.device_us) == len(event.raw)


@every_driver
@given(st.data())
def test_golden_frames_damaged_anyhow_give_events_or_a_frame_error(
    key: str, data: st.DataObject
) -> None:
    decoder = driver(key)
    for frame in data.draw(st.lists(st.sampled_from(golden(key)["frames"]), max_size=6)):
        whole = bytes.fromhex(frame["hex"])
        cut = data.draw(st.integers(0, len(whole)))
        channel = frame.get("channel", decoder.spec.notify[0])
        with contextlib.suppress(FrameError):
            decoder.receive(channel, whole[:cut] + data.draw(st.binary(max_size=4)) + whole[cut:])
        with contextlib.suppress(FrameError):
            decoder.receive(channel, whole[:cut])


@every_driver
@given(frames)
def test_the_same_frames_give_the_same_events(key: str, some: Frames) -> None:
    assert repr(received(driver(key), some)) == repr(received(driver(key), some))


@every_driver
@given(frames)
def test_device_time_never_goes_back_in_an_epoch(key: str, some: Frames) -> None:
    last = (0, 0)
    for event in received(driver(key), some):
        if isinstance(event, Readings) and event.device_us is not None:
            for us in event.device_us:
                assert (event.epoch, us) >= last
                last = (event.epoch, us)


@every_driver
def test_nothing_piles_up_in_a_decoder(key: str) -> None:
    decoder = driver(key)
    for i in range(2_000):
        received(decoder, [(0x6F, True, bytes([i % 7, i % 256]) + bytes(i % 600))])
    assert len(pickle.dumps(decoder)) < 2_000


@every_driver
def test_exactly_one_driver_claims_each_golden_advert(key: str) -> None:
    for advert in adverts(key):
        assert find(advert) == key


@every_driver
def test_what_others_use_too_is_never_chosen_alone(key: str) -> None:
    for advert in adverts(key, "doubtful_adverts"):
        assert key in [other for _, other in candidates(advert)]
        assert find(advert) is None


def test_of_two_kinds_that_are_as_likely_none_is_chosen() -> None:
    """The name of one, and a mass in the words of another: only a person can tell."""
    mass = ((sig(0xFCD2), bytes.fromhex("40065e1f")),)
    assert find(Advert("00:00:00:00:00:02", "", service_data=mass)) == "bthome"
    assert find(Advert("00:00:00:00:00:02", "Progressor_2068")) == "progressor"
    assert find(Advert("00:00:00:00:00:02", "Progressor_2068", service_data=mass)) is None


@pytest.mark.parametrize("name", ["", "Progressive", "My Progressor", "progressor", "IF_B7"])
def test_a_stranger_is_nobodys(name: str) -> None:
    assert find(Advert("00:00:00:00:00:02", name)) is None


def asked_while_silent(decoder: Driver) -> list[Write]:
    """Return what a started driver sends to a sensor that never says a word."""
    decoder.start()
    return [write for t_ns in range(0, 200 * 10**9, 10**8) for write in decoder.due(t_ns)]


def asked_while_it_talks(decoder: Driver) -> list[Write]:
    """Return what a started driver sends while all that is known of the sensor comes in."""
    decoder.start()
    sent: list[Write] = []
    for number, frame in enumerate(golden(decoder.spec.key)["frames"]):
        with contextlib.suppress(FrameError):
            channel = frame.get("channel", decoder.spec.notify[0])
            decoder.receive(channel, bytes.fromhex(frame["hex"]))
        sent += decoder.due(number * 10**9)
    return sent


@every_driver
def test_what_may_be_sent_and_what_never_share_nothing(key: str) -> None:
    assert not set(golden(key)["may_write"]) & set(golden(key)["never_write"])


@pytest.mark.parametrize(
    "write_all",
    [
        lambda decoder: decoder.start(),
        lambda decoder: decoder.stop(),
        asked_while_silent,
        asked_while_it_talks,
    ],
    ids=["start", "stop", "silent", "talks"],
)
@every_driver
def test_only_what_is_on_the_list_is_ever_sent(
    key: str, write_all: Callable[[Driver], Iterable[Write]]
) -> None:
    allowed = [bytes.fromhex(opcode) for opcode in golden(key)["may_write"]]
    for sent in write_all(driver(key)):
        assert sent.data in allowed


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownDevice, match="abacus") as caught:
        driver("abacus")
    for key in DRIVERS:
        assert key in caught.value.hint
