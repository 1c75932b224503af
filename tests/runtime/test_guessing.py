"""What a sensor that nobody knows sends is guessed rightly where it can be, and never wildly."""

import json
import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tpdevice.core.wire import sig
from tpdevice.devices import driver
from tpdevice.devices.uart_text import NORDIC_OUT, SERIAL
from tpdevice.devices.value import SAMPLE
from tpdevice.runtime.guessing import Frame, Guess, guesses, newest, tried
from tpsim.faults import Faults
from tpsim.wire.outbox import WireOptions
from tpsim.wire.uart_text import FORMS
from tpsim.wire.value import Value

S = 1_000_000_000
EVERY_NS = S // 10


def pressed_n(i: int) -> float:
    """A hand that presses twice in six seconds, and the noise of a cell."""
    wobble = 0.04 * math.sin(i * 2.4) + 0.03 * math.sin(i * 1.1)
    return max(0.0, 22.0 * math.sin(i / 9.0)) + wobble


def frames(make: Callable[[int], str | bytes], *, channel: str = NORDIC_OUT) -> list[Frame]:
    said = [make(i) for i in range(60)]
    packed = [text.encode() if isinstance(text, str) else text for text in said]
    return [(7 * S + i * EVERY_NS, channel, data) for i, data in enumerate(packed)]


def first(some: list[Frame]) -> dict[str, str]:
    return dict(best(some).options)


def best(some: list[Frame]) -> Guess:
    return guesses(some)[0]


class Hand:
    """A source whose load is pressed and let go."""

    clock_ppm = 0.0

    def __init__(self, every_ns: int) -> None:
        self._every_ns, self._next = every_ns, 1

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        out = []
        while self._next * self._every_ns <= until_ns:
            t_ns = self._next * self._every_ns
            out.append((t_ns, pressed_n(round(t_ns / EVERY_NS)) / 9.80665))
            self._next += 1
        return out

    def due_ns(self, count: int) -> int:
        return (self._next + count - 1) * self._every_ns


def simulated(kind: Any) -> list[Frame]:
    rng = np.random.default_rng(1)
    every_ns = round(kind.sensor.period_us * 1000) * kind.sensor.every
    device = kind(Hand(every_ns), Faults((), rng), options=WireOptions(), rng=rng)
    device.on_connect(0)
    return list(device.poll(6 * S))


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("number", {"resolution": "1"}),
        ("tagged", {"format": "key", "field": "R", "resolution": "1"}),
        ("columns", {"format": "csv", "field": "2", "time": "1", "resolution": "0.001"}),
        (
            "json",
            {
                "format": "json",
                "field": "load.g",
                "time": "t",
                "time_unit": "us",
                "unit": "g",
                "resolution": "0.01",
            },
        ),
        (
            "pounds",
            {
                "line": "packet",
                "format": "csv",
                "separator": "pipe",
                "field": "2",
                "time": "1",
                "resolution": "0.01",
            },
        ),
    ],
)
def test_every_simulated_sketch_is_guessed(form: str, options: dict[str, str]) -> None:
    some = simulated(FORMS[form])
    assert best(some).kind == "uart-text"
    assert first(some) == options
    read = tried("uart-text", best(some).options, some)
    assert read.bad == 0
    assert len(read.raw) >= 58
    assert read.rate_hz == pytest.approx(10.0, rel=0.01)


def test_a_simulated_binary_sensor_is_guessed() -> None:
    some = simulated(Value)
    assert (best(some).kind, best(some).options) == ("value", ())
    assert tried("value", (), some).rate_hz == pytest.approx(10.0, rel=0.01)


@pytest.mark.parametrize(
    ("make", "options"),
    [
        (lambda i: f"{pressed_n(i):.2f}\n", {"resolution": "0.01"}),
        (lambda i: f"{pressed_n(i):.1f} N\r\n", {"unit": "N", "resolution": "0.1"}),
        (
            lambda i: f"Weight: {pressed_n(i) / 9.8:.2f} kg\n",
            {"format": "key", "field": "Weight", "unit": "kgf", "resolution": "0.01"},
        ),
        (
            lambda i: f"force:{pressed_n(i):.2f},temp:22.4,n:{i}\n",
            {"format": "key", "field": "force", "resolution": "0.01"},
        ),
        (
            lambda i: f"t={i * 0.1 + 3:.2f} f={pressed_n(i):.2f}\n",
            {"format": "key", "field": "f", "time": "t", "time_unit": "s", "resolution": "0.01"},
        ),
        (
            lambda i: f"{i};{i * 100_000};{83_457 + round(2000 * pressed_n(i))};3950\n",
            {
                "format": "csv",
                "separator": "semicolon",
                "field": "3",
                "time": "2",
                "time_unit": "us",
                "resolution": "1",
            },
        ),
        (
            lambda i: f"{i}\t{pressed_n(i):.2f}\n",
            {"format": "csv", "separator": "tab", "field": "2", "resolution": "0.01"},
        ),
        (
            lambda i: f"{pressed_n(i):.2f} 22.4 93\n",
            {"format": "csv", "separator": "space", "field": "1", "resolution": "0.01"},
        ),
        (
            lambda i: json.dumps({"s": {"pressure_kpa": 101.3 + pressed_n(i)}, "n": i}) + "\n",
            {"format": "json", "field": "s.pressure_kpa", "unit": "kPa"},
        ),
        (lambda i: "started\n" if i == 3 else f"{pressed_n(i):.2f}\n", {"resolution": "0.01"}),
    ],
)
def test_lines_that_sketches_print_are_guessed(
    make: Callable[[int], str], options: dict[str, str]
) -> None:
    guessed = first(frames(make))
    if "resolution" not in options:
        guessed.pop("resolution")
    assert guessed == options


@pytest.mark.parametrize(
    ("make", "options"),
    [
        (lambda i: struct.pack("<f", pressed_n(i)), {}),
        (lambda i: struct.pack(">f", pressed_n(i)), {"endian": "big"}),
        (lambda i: struct.pack("<f", 101.3 + pressed_n(i)), {}),
        (lambda i: struct.pack("<i", 83_457 + round(2000 * pressed_n(i))), {"type": "int32"}),
        (lambda i: struct.pack("<i", 8_003_457 + round(999 * pressed_n(i))), {"type": "int32"}),
        (
            lambda i: struct.pack(">i", -83_457 - round(2000 * pressed_n(i))),
            {"type": "int32", "endian": "big"},
        ),
        (lambda i: struct.pack("<h", 100 + round(100 * pressed_n(i))), {"type": "int16"}),
        (lambda i: struct.pack("<H", 30_000 + round(1000 * pressed_n(i))), {"type": "uint16"}),
        (lambda i: struct.pack("<ff", i * 0.1, pressed_n(i)), {"count": "2", "field": "2"}),
        (lambda i: struct.pack("<fB", pressed_n(i), 93), {}),
        (lambda i: struct.pack("<Bf", 1, pressed_n(i)), {"offset": "1"}),
        (
            lambda i: struct.pack("<Hh", i, round(pressed_n(i) * 100)),
            {"type": "int16", "count": "2", "field": "2"},
        ),
        (
            lambda i: struct.pack("<3h", round(pressed_n(i) * 100), 224, 3950),
            {"type": "int16", "count": "3", "field": "1"},
        ),
        (
            lambda i: struct.pack("<Ii", i * 100 + 55, 83_457 + round(pressed_n(i) * 2000)),
            {"type": "int32", "count": "2", "field": "2"},
        ),
        (
            lambda i: struct.pack("<5h", *[round(pressed_n(i) * 90 + k) for k in range(5)]),
            {"type": "int16", "count": "5"},
        ),
    ],
)
def test_numbers_that_sketches_pack_are_guessed(
    make: Callable[[int], bytes], options: dict[str, str]
) -> None:
    assert first(frames(make, channel=SAMPLE)) == options


def test_what_has_a_number_of_its_own_needs_no_guess() -> None:
    force = frames(lambda i: struct.pack("<i", round(1000 * pressed_n(i))), channel=sig(0x2C07))
    assert [(g.kind, g.options) for g in guesses(force)] == [("sig-force", ())]
    weight = frames(lambda i: struct.pack("<BH", 0, i), channel=sig(0x2A9D))
    assert best(weight).kind == "sig-weight"


def test_a_force_number_with_something_else_behind_it_is_no_force_of_sig() -> None:
    other = frames(lambda i: struct.pack("<f", pressed_n(i)) + b"\0", channel=sig(0x2C07))
    assert best(other).kind == "value"


def test_the_field_that_moves_comes_before_those_that_stand_or_count() -> None:
    found = guesses(frames(lambda i: f"{i},{pressed_n(i):.2f},{22 + 0.01 * (i % 2):.2f}\n"))
    assert [dict(guess.options)["field"] for guess in found] == ["2", "3", "1"]


def test_two_characteristics_are_told_apart() -> None:
    text = frames(lambda i: f"{pressed_n(i):.2f}\n", channel=SERIAL)
    still = frames(lambda _: b"\x40\x00\x00\x00", channel=SAMPLE)
    battery = frames(lambda _: b"\x5d", channel=sig(0x2A19))
    found = guesses(sorted(text + still + battery))
    assert found[0].kind == "uart-text"
    assert {guess.kind for guess in found} == {"uart-text", "value"}


def test_a_characteristic_that_is_not_usual_is_named() -> None:
    other = "12345678-0000-4000-8000-0123456789ab"
    text = first(frames(lambda i: f"{pressed_n(i):.2f}\n", channel=other))
    assert text["characteristic"] == other
    numbers = first(frames(lambda i: struct.pack("<f", pressed_n(i)), channel=other))
    assert numbers == {"characteristic": other}


@pytest.mark.parametrize("some", [[], frames(lambda _: b""), frames(lambda i: f"{i}\n")[:3]])
def test_too_little_to_go_by_is_no_guess(some: list[Frame]) -> None:
    assert guesses(some) == []


def test_words_without_a_number_are_no_guess() -> None:
    assert guesses(frames(lambda i: "hello 1\n" if i == 0 else "hello\n")) == []


def works(some: list[Frame]) -> None:
    for guess in guesses(some):
        decoder = driver(guess.kind, guess.options)
        assert decoder.spec.by_hand
        read = tried(guess.kind, guess.options, some)
        assert read.rate_hz is None or read.rate_hz > 0


channels = st.sampled_from([NORDIC_OUT, SAMPLE, sig(0x2C07), sig(0x2A9D), sig(0x2A19)])


@given(st.lists(st.tuples(channels, st.binary(max_size=40)), max_size=40), st.integers(0, S))
def test_any_bytes_give_guesses_that_can_be_tried(
    some: list[tuple[str, bytes]], every_ns: int
) -> None:
    works(
        [(i * every_ns, channel, data) for i, (channel, data) in enumerate(some) if channel != "?"]
    )


printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


@given(st.lists(printable | st.sampled_from(["1", "2,3", '{"a":1}', "a:1"]), max_size=30))
def test_any_text_gives_guesses_that_can_be_tried(lines: list[str]) -> None:
    works([(i * EVERY_NS, NORDIC_OUT, f"{line}\n".encode()) for i, line in enumerate(lines)])


names = st.sampled_from(["force", "load_n", "R", "raw", "weight", "v1", "x"])


@given(
    st.sampled_from(["csv", "json", "key"]),
    st.permutations(["clock", "force", "count", "still"]),
    names,
    st.integers(0, 3),
    st.floats(0.5, 2e4),
    st.floats(-1e5, 1e5),
)
def test_the_force_is_found_wherever_it_stands(
    form: str, order: list[str], name: str, decimals: int, per_n: float, at_rest: float
) -> None:
    assume(per_n > 20 / 10**decimals)  # else its steps are coarser than a press
    assume(abs(at_rest) < 100 * per_n)  # else it hardly moves beside what it is at

    def line(i: int) -> str:
        force = f"{at_rest + per_n * pressed_n(i):.{decimals}f}"
        parts = {"clock": str(1000 + 100 * i), "force": force, "count": str(i), "still": "22.4"}
        named = {name if part == "force" else part: parts[part] for part in order}
        if form == "csv":
            return ",".join(named.values()) + "\n"
        if form == "json":
            return json.dumps({key: float(value) for key, value in named.items()}) + "\n"
        return " ".join(f"{key}:{value}" for key, value in named.items()) + "\n"

    options = first(frames(line))
    assert options["field"] == (str(order.index("force") + 1) if form == "csv" else name)
    assert options["time"] == (str(order.index("clock") + 1) if form == "csv" else "clock")
    assert options["format"] == form


def test_what_a_person_sees_of_it_is_a_whole_line_or_bytes() -> None:
    text = [(0, NORDIC_OUT, b"R:1\nR:12\r\nR:"), (1, SAMPLE, b"\x01\x02\xff\x1b")]
    assert newest(text) == "483e: 01 02 ff 1b"
    assert newest(text[:1]) == "0003: R:12"
    assert newest([(0, NORDIC_OUT, b"R:")]) == "0003: R:"
    assert newest([]) == ""


def test_a_rate_is_counted_from_the_first_packet_on() -> None:
    packed = frames(lambda _: struct.pack("<5h", *range(5)), channel=SAMPLE)
    options = (("type", "int16"), ("count", "5"))
    assert tried("value", options, packed).rate_hz == pytest.approx(50.0)
    assert tried("value", options, packed[:1]).rate_hz is None
    assert tried("value", options, []).rate_hz is None


def test_a_lost_connection_does_not_slow_the_rate_down() -> None:
    some = frames(lambda i: f"{i}\n")
    lost = [
        (at_ns + 20 * S * (i >= 20), channel, data) for i, (at_ns, channel, data) in enumerate(some)
    ]
    assert tried("uart-text", (), lost).rate_hz == pytest.approx(10.0)
