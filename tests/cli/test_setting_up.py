"""A home-made sensor is set up: what it sends is seen, guessed, asked for and weighed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from fakeradio import ADDRESS
from simulatedradio import SimulatedRadio
from skippingloop import run_skipping

from tpdevice.cli.setting_up import Outcome, SettingUp
from tpdevice.core.errors import DeviceNotFound, LinkTimeout, UsageError
from tpdevice.core.options import Options
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver
from tpdevice.runtime.clock import LoopClock
from tpdevice.runtime.finding import sensor_at
from tpdevice.runtime.guessing import Guess
from tpdevice.runtime.targets import REAL
from tpsim.faults import Faults
from tpsim.wire import KINDS
from tpsim.wire.device import Device
from tpsim.wire.open_force import OpenBall
from tpsim.wire.outbox import WireOptions
from tpsim.wire.uart_text import COUNTS_PER_KG, EMPTY, FORMS, TO_HOST, UartText

S = 1_000_000_000


class Load:
    """What lies on the sensor: a hand that presses twice, later what was put there."""

    clock_ppm = 0.0

    def __init__(self, period_ns: int) -> None:
        self._period_ns = period_ns
        self._next = 1
        self.put_kg: float | None = None
        self.pressing = True

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        out = []
        while self._next * self._period_ns <= until_ns:
            t_ns = self._next * self._period_ns
            out.append((t_ns, self._kg(t_ns / S)))
            self._next += 1
        return out

    def due_ns(self, count: int) -> int:
        return (self._next + count - 1) * self._period_ns

    def _kg(self, t_s: float) -> float:
        if self.put_kg is not None:
            return self.put_kg
        wobble = 0.0004 * np.sin(40.0 * t_s)
        pressed = max(0.0, 2.0 * float(np.sin((t_s - 2.5) * 1.4))) if t_s > 2.5 else 0.0
        return (pressed if self.pressing else 0.0) + float(wobble)


@dataclass
class Answers:
    """Somebody who knows the sensor; what was asked is kept."""

    load: Load
    said_unit: str = "counts"
    weights_kg: Sequence[float] = ()
    carries: float | None = None
    word: str = ""
    choose: Callable[[Sequence[Guess]], int] = lambda _: 0
    asked: list[str] = field(default_factory=list)
    grew: bool | None = None

    async def start(self) -> str:
        self.asked.append("start")
        return self.word

    async def which(self, guesses: Sequence[Guess]) -> int:
        self.asked.append("which")
        return self.choose(guesses)

    async def unit(self, default: str) -> str:
        self.asked.append("unit")
        return self.said_unit

    async def grows(self, *, default: bool) -> bool:
        self.asked.append("grows")
        self.grew = default
        self.load.put_kg = 0.0
        return default

    async def carries_kg(self) -> float | None:
        self.asked.append("carries")
        return self.carries

    async def weight_kg(self, before: int) -> float | None:
        self.asked.append("weight")
        if before == len(self.weights_kg):
            return None
        self.load.put_kg = self.weights_kg[before]
        return self.load.put_kg


def made(kind: type[Device]) -> tuple[Device, Load]:
    rng = np.random.default_rng(1)
    load = Load(round(kind.sensor.period_us * 1000) * kind.sensor.every)
    return kind(load, Faults((), rng), options=WireOptions(), rng=rng), load


def set_up(
    kind: type[Device],
    *,
    known: str | None = None,
    options: Options = (),
    seconds: float = 8.0,
    **answers: Any,
) -> tuple[Outcome, Answers, list[str]]:
    """Set a simulated sensor up, on the loop's own time."""
    device, load = made(kind)
    ask, told = Answers(load, **answers), []
    radio = SimulatedRadio(device)
    target = replace(REAL, scanner=radio.scanner, client=radio.client)
    found: list[Outcome] = []

    async def work() -> None:
        sighting = await sensor_at(ADDRESS, target, seconds=1.0)
        setting = SettingUp(sighting, target, seconds, ask, told.append, LoopClock())
        if known is None:
            found.append(await setting.of_no_kind(options))
        else:
            found.append(await setting.of_kind(known, options))

    run_skipping(work())
    return found[0], ask, told


def test_lines_with_a_known_unit_are_set_up_without_a_weight() -> None:
    outcome, ask, told = set_up(FORMS["columns"], said_unit="kgf", carries=50.0)
    assert outcome.kind == "uart-text"
    assert dict(outcome.options) == {
        "format": "csv",
        "field": "2",
        "time": "1",
        "resolution": "0.001",
        "unit": "kgf",
        "range": "50",
        "rate": "10",
    }
    assert outcome.rate_hz == 10.0
    assert outcome.conversion is None
    assert ask.asked == ["which", "unit", "grows", "carries"]
    assert ask.grew is True
    shown = [line for line in told if line.startswith("0003: ")]
    assert len(shown) > 10
    assert all(len(line.split(",")) == 3 for line in shown)


def test_a_unit_that_stands_in_the_lines_is_not_asked_for() -> None:
    outcome, ask, _ = set_up(FORMS["json"])
    assert dict(outcome.options)["unit"] == "g"
    assert "unit" not in ask.asked
    assert driver(outcome.kind, outcome.options).spec.n_per_raw == pytest.approx(0.00980665)


def test_counts_become_newtons_by_a_known_weight() -> None:
    outcome, ask, _ = set_up(FORMS["tagged"], weights_kg=(5.0, 2.0), carries=20.0)
    assert outcome.conversion is not None
    n_per_raw = N_PER_KGF / COUNTS_PER_KG
    assert outcome.conversion.n_per_raw == pytest.approx(n_per_raw, rel=1e-3)
    assert outcome.conversion.rest_raw == pytest.approx(EMPTY, abs=30)
    assert outcome.fit_error_n == pytest.approx(0.0, abs=0.05)
    assert outcome.conversion.n(EMPTY + 5 * COUNTS_PER_KG) == pytest.approx(49.03, abs=0.1)
    spec = driver(outcome.kind, outcome.options).spec
    assert outcome.conversion.range_n(spec.range_raw) == pytest.approx(20 * N_PER_KGF, rel=1e-3)
    assert ask.asked[-3:] == ["weight", "weight", "carries"]


def test_without_a_weight_counts_stay_counts() -> None:
    outcome, ask, _ = set_up(FORMS["number"])
    assert (outcome.conversion, outcome.fit_error_n) == (None, None)
    assert ask.asked[-1] == "weight"


class Backwards(UartText):
    """A cell that was wired the other way."""

    def _line(self, t_ns: int, kg: float) -> str:
        return super()._line(t_ns, -kg)


def test_a_cell_that_was_wired_the_other_way_is_turned_round() -> None:
    outcome, ask, _ = set_up(Backwards, weights_kg=(5.0,))
    assert ask.grew is False
    assert ("direction", "down") in outcome.options
    assert outcome.conversion is not None
    assert outcome.conversion.n_per_raw > 0
    assert outcome.conversion.n(-(EMPTY - 5 * COUNTS_PER_KG)) == pytest.approx(49.03, abs=0.1)
    assert outcome.fit_error_n is None


def test_another_guess_can_be_taken() -> None:
    outcome, _, _ = set_up(
        FORMS["columns"],
        said_unit="N",
        choose=lambda some: [dict(each.options)["field"] for each in some].index("3"),
    )
    assert dict(outcome.options)["field"] == "3"


def test_what_was_said_before_is_not_asked_and_goes_before_a_guess() -> None:
    said = (("unit", "lb"), ("direction", "up"), ("range", "30"), ("time", ""))
    outcome, ask, _ = set_up(FORMS["columns"], options=said)
    assert ask.asked == ["which"]
    assert dict(outcome.options) | dict(said) == dict(outcome.options)
    assert not driver(outcome.kind, outcome.options).spec.has_clock


def test_binary_numbers_are_set_up() -> None:
    outcome, _, _ = set_up(KINDS["value"], said_unit="g", carries=20.0)
    assert outcome.kind == "value"
    assert dict(outcome.options) == {"unit": "g", "range": "20000", "rate": "10"}


def test_a_force_of_sig_is_recognised_by_its_characteristic() -> None:
    outcome, ask, _ = set_up(KINDS["sig-force"], carries=30.0)
    assert outcome.kind == "sig-force"
    assert dict(outcome.options) == {"range": "294.2", "rate": "10"}
    assert "unit" not in ask.asked


def test_a_scale_that_sends_settled_values_stays_one() -> None:
    outcome, _, _ = set_up(KINDS["sig-weight"], seconds=12.0)
    assert (outcome.kind, outcome.options) == ("sig-weight", (("rate", "1"),))


class Lively(KINDS["sig-weight"]):  # type: ignore[misc]
    sensor = replace(KINDS["sig-weight"].sensor, every=8)


def test_a_scale_that_sends_ten_values_a_second_is_live() -> None:
    outcome, _, _ = set_up(Lively)
    assert dict(outcome.options) == {"sends": "live", "rate": "10"}


def test_a_board_says_itself_what_it_measures() -> None:
    outcome, ask, _ = set_up(OpenBall, known="open-force")
    options = dict(outcome.options)
    assert float(options.pop("rate")) == pytest.approx(80.0, abs=0.5)
    assert options == {"measures": "pressure", "range": "125000"}
    assert ask.asked == []


def test_a_known_kind_is_only_measured() -> None:
    outcome, ask, told = set_up(KINDS["progressor"], known="progressor")
    assert outcome.options == ()
    assert 80 < outcome.rate_hz < 92
    assert ask.asked == []
    assert any("kgf" in line for line in told)


class Waits(UartText):
    """A sketch that waits for a word."""

    at_once = False

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if data == b"start\n":
            self._start(at_ns)


def test_a_sketch_that_waits_for_a_word_is_started_with_one() -> None:
    outcome, ask, _ = set_up(Waits, word="start")
    assert ask.asked[0] == "start"
    assert ("start", "start") in outcome.options


def test_a_device_that_says_nothing_ends_with_what_to_do() -> None:
    with pytest.raises(LinkTimeout, match="Nothing came from it in 8 s") as caught:
        set_up(Waits)
    assert "waits for a word" in caught.value.hint


class Mute(UartText):
    services = (("0000ffe0-0000-1000-8000-00805f9b34fb", ((TO_HOST, ("read",), b""),)),)


def test_a_device_that_cannot_send_is_said_to() -> None:
    with pytest.raises(DeviceNotFound, match="no characteristic to subscribe to"):
        set_up(Mute)


class Chatty(UartText):
    def _line(self, t_ns: int, kg: float) -> str:
        return "hello"


def test_words_are_no_force() -> None:
    with pytest.raises(UsageError, match="looks like a force") as caught:
        set_up(Chatty)
    assert "--kind uart-text" in caught.value.hint


def test_a_look_that_is_too_short_is_no_measure_of_the_rate() -> None:
    with pytest.raises(LinkTimeout, match=r"Too few values came in 0\.3 s"):
        set_up(KINDS["sig-force"], known="sig-force", seconds=0.3)


def test_nobody_at_a_terminal_is_told_what_to_say() -> None:
    from tpdevice.cli.set_up_questions import Nobody

    device, _ = made(FORMS["columns"])
    radio = SimulatedRadio(device)
    target = replace(REAL, scanner=radio.scanner, client=radio.client)

    async def work() -> None:
        sighting = await sensor_at(ADDRESS, target, seconds=1.0)
        setting = SettingUp(sighting, target, 8.0, Nobody(), lambda _: None, LoopClock())
        with pytest.raises(UsageError, match="no terminal") as caught:
            await setting.of_no_kind(())
        assert "--kind uart-text --option format=csv" in caught.value.hint
        assert "--option field=2" in caught.value.hint

    run_skipping(work())
