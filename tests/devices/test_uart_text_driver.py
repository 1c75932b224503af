import itertools
import pickle
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from frames import golden
from hypothesis import given
from hypothesis import strategies as st
from simulated import Joined

from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import About, Malformed, Readings, Unusable, WireEvent, Write
from tpdevice.devices import driver
from tpdevice.devices.uart_text import (
    ANALOG,
    NORDIC_IN,
    NORDIC_OUT,
    OPTIONS,
    RATES,
    SERIAL,
    STARTS,
    STOPS,
    UartText,
)
from tpsim.wire import KINDS
from tpsim.wire.uart_text import FORMS

WRAP = 1 << 32
SET_UPS: dict[str, dict[str, str]] = {
    "number": {},
    "tagged": {"format": "key", "field": "R"},
    "columns": {"format": "csv", "field": "2", "time": "1", "unit": "kgf"},
    "json": {"format": "json", "field": "load.g", "time": "t", "time_unit": "us", "unit": "g"},
    "pounds": {
        "line": "packet",
        "format": "csv",
        "separator": "pipe",
        "field": "2",
        "time": "1",
        "unit": "lb",
    },
}
"""How each simulated sensor of this kind is to be set up."""


def of_columns(time_unit: str = "ms") -> UartText:
    return UartText({"format": "csv", "field": "2", "time": "1", "time_unit": time_unit})


def received(decoder: UartText, *packets: bytes) -> list[WireEvent]:
    events: list[WireEvent] = []
    for data in packets:
        with suppress(FrameError):
            events += decoder.receive(NORDIC_OUT, data)
    return events


def values(events: list[WireEvent]) -> list[float]:
    return [raw for event in events if isinstance(event, Readings) for raw in event.raw]


def times(events: list[WireEvent]) -> list[tuple[int, int]]:
    found = [event for event in events if isinstance(event, Readings)]
    return [(event.epoch, us) for event in found for us in event.device_us or ()]


@given(
    st.lists(st.integers(-(10**9), 10**9), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r", "\0"]),
    st.lists(st.integers(0, 200), max_size=8),
)
def test_lines_mean_the_same_wherever_the_radio_cuts_them(
    numbers: list[int], end: str, cuts: list[int]
) -> None:
    data = "".join(f"{number}{end}" for number in numbers).encode()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    pieces = [data[a:b] for a, b in itertools.pairwise(places)]
    assert values(received(UartText(), *pieces)) == numbers


@pytest.mark.parametrize("line", ["packet", "newline"])
@given(st.lists(st.binary(max_size=600), max_size=6))
def test_any_bytes_in_any_form_give_events_or_a_frame_error(
    line: str, packets: list[bytes]
) -> None:
    for form in ("number", "key", "csv", "json"):
        for time in ("", "2"):
            decoder = UartText({"format": form, "line": line, "time": time})
            for event in received(decoder, *packets):
                if isinstance(event, Readings):
                    assert (event.device_us is not None) == bool(time)


LINES = st.lists(
    st.sampled_from(["R:12", "S:READY", "1200,3.5", '{"a":1}', "t=5 f=6", "nan,1e999", ":", "=,|"])
    | st.text(max_size=40),
    max_size=8,
)


@pytest.mark.parametrize("form", ["number", "key", "csv", "json"])
@given(LINES)
def test_any_text_gives_events_or_a_frame_error(form: str, lines: list[str]) -> None:
    decoder = UartText({"format": form, "time": "t"})
    for event in received(decoder, *(f"{line}\n".encode() for line in lines)):
        if isinstance(event, Readings):
            assert event.raw


def test_the_first_line_of_a_connection_may_lack_its_beginning_and_is_left_out() -> None:
    decoder = UartText()
    decoder.start()
    assert values(received(decoder, b"457\n83", b"460\n")) == [83460.0]


def test_a_new_start_forgets_half_a_line() -> None:
    decoder = UartText()
    received(decoder, b"99")
    decoder.start()
    assert values(received(decoder, b"1\n2\n")) == [2.0]


def test_a_line_without_an_end_is_dropped_up_to_its_end_and_told_once() -> None:
    decoder = UartText()
    events = received(decoder, b"1\n", *([b"7" * 100] * 50), b"7\n2\n")
    assert values(events) == [1.0, 2.0]
    bad = 0
    for _ in range(50):
        try:
            decoder.receive(NORDIC_OUT, b"7" * 100)
        except FrameError:
            bad += 1
    assert bad == 1
    assert len(pickle.dumps(decoder)) < 3_000


def test_what_lies_on_two_characteristics_is_not_mixed() -> None:
    decoder = UartText()
    assert decoder.receive(NORDIC_OUT, b"12") == ()
    assert decoder.receive(SERIAL, b"34\n") == (Readings((34.0,), None),)
    assert decoder.receive(NORDIC_OUT, b"56\n") == (Readings((1256.0,), None),)


def test_a_tag_is_told_when_what_it_says_changes() -> None:
    decoder = UartText({"format": "key", "field": "R"})
    events = received(decoder, b"S:READY\n", b"S:READY\n", b"S:TARED\n", b"S:READY\nR:1\n")
    told = [event.value for event in events if isinstance(event, About)]
    assert told == ["READY", "TARED", "READY"]
    assert values(events) == [1.0]


def test_what_a_tag_says_reaches_nobody_as_a_command() -> None:
    decoder = UartText({"format": "key", "field": "R"})
    (event,) = received(decoder, b"S:\x1b[2J" + b"x" * 200 + b"\n")
    assert isinstance(event, About)
    assert event.value.isprintable()
    assert len(event.value) <= 64


def test_a_unit_that_contradicts_the_set_up_is_no_force() -> None:
    decoder = UartText({"format": "key", "unit": "N"})
    (event,) = received(decoder, b"force: 3.2 kg\n")
    assert isinstance(event, Unusable)
    assert "it sends kgf" in event.reason
    assert values(received(decoder, b"force: 3.2 N\n", b"force: 3.2\n")) == [3.2, 3.2]


@pytest.mark.parametrize(("unit", "us"), [("ms", 1000), ("us", 1)])
def test_the_clock_of_a_sketch_goes_on_over_its_wrap(unit: str, us: int) -> None:
    events = received(of_columns(unit), b"%d,1\n" % (WRAP - 5), b"3,1\n", b"9,1\n")
    assert times(events) == [(0, (WRAP - 5) * us), (0, (WRAP + 3) * us), (0, (WRAP + 9) * us)]


def test_a_clock_in_seconds_has_no_wrap() -> None:
    events = received(of_columns("s"), b"4294967290.5,1\n3.25,1\n")
    assert times(events) == [(0, 4_294_967_290_500_000), (1, 3_250_000)]


@given(st.lists(st.integers(0, 2**34) | st.floats(allow_nan=True), min_size=1, max_size=12))
def test_time_never_goes_back_in_an_epoch(clock: list[float]) -> None:
    for unit in ("ms", "us", "s"):
        lines = [f"{now!r},1\n".encode() for now in clock]
        found = times(received(of_columns(unit), *lines))
        assert found == sorted(found)
        assert all(us >= 0 for _, us in found)


def test_each_connection_begins_its_clock_anew() -> None:
    decoder = of_columns()
    decoder.start()
    first = times(received(decoder, b"\n", b"5000,1\n"))
    decoder.start()
    second = times(received(decoder, b"\n", b"9000,1\n"))
    assert first[0][0] < second[0][0]


def test_a_line_without_its_clock_is_flagged_and_the_others_are_used() -> None:
    decoder = of_columns()
    events = received(decoder, b"100,1\n-1,2\nx,3\n200,4\n")
    assert values(events) == [1.0, 4.0]
    assert [event for event in events if isinstance(event, Malformed)]


def test_what_starts_and_stops_it_is_sent_where_its_text_comes_from() -> None:
    plain = UartText()
    assert plain.start() == plain.stop() == plain.due(10**12) == ()
    decoder = UartText({"start": "start", "stop": "end"})
    assert Write(NORDIC_IN, b"start\n") in decoder.start()
    assert {write.channel for write in decoder.start()} == {NORDIC_IN, SERIAL, ANALOG}
    only = UartText({"start": "1", "characteristic": "ffe1"})
    assert only.start() == (Write(SERIAL, b"1"),)


def test_only_what_is_on_the_list_can_be_said_to_start_and_stop() -> None:
    sent = {*STARTS.values(), *RATES.values(), *STOPS.values()} - {b""}
    assert sent == {bytes.fromhex(allowed) for allowed in golden("uart-text")["may_write"]}
    for never in golden("uart-text")["never_write"]:
        text = bytes.fromhex(never).decode().strip()
        for name in ("start", "stop"):
            with pytest.raises(UsageError, match="makes no sense"):
                driver("uart-text", ((name, text),))


@given(
    st.dictionaries(st.sampled_from([o.name for o in OPTIONS]), st.text(max_size=70), max_size=3)
)
def test_hostile_options_make_a_decoder_or_a_usage_error(said: dict[str, str]) -> None:
    try:
        decoder = UartText(said)
    except UsageError:
        return
    assert 0 < decoder.spec.resolution_raw < decoder.spec.range_raw


@pytest.mark.parametrize("form", FORMS)
def test_every_simulated_sketch_is_understood_once_it_is_set_up(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "uart-text", FORMS[form])
    joined = Joined("uart-text", UartText(SET_UPS[form]), kg_per_s=0.2)
    joined.run(20.0)
    assert joined.bad == 0
    given_kg = np.array([kg for _, kg in joined.source.given])
    raw = np.array(joined.raw)
    assert len(given_kg) - 1 <= len(raw) <= len(given_kg)
    spec: Any = joined.decoder.spec
    if spec.n_per_raw is None:
        assert np.polyfit(given_kg[-len(raw) :], raw, 1)[0] == pytest.approx(21_000, rel=1e-3)
    else:
        error_n = np.abs(raw * spec.n_per_raw - given_kg[-len(raw) :] * N_PER_KGF)
        assert error_n.max() < 0.03
    if spec.has_clock:
        stamps = times(list(joined.events))
        assert np.diff([us for _, us in stamps]).tolist() == [100_000] * (len(raw) - 1)
