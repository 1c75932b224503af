"""Pressure sensors, which say what is in a ball and not what presses on it."""

import struct
from itertools import pairwise

import numpy as np
import pytest
from simulated import Joined, S

from tpdevice.core.driver import Quantity
from tpdevice.core.wire import About, Readings
from tpdevice.devices import driver
from tpdevice.devices.adafruit_barometer import PERIOD, PRESSURE, SERVICE, AdafruitBarometer
from tpdevice.devices.pressensor import PRESSURE as PRS
from tpdevice.devices.pressensor import Pressensor
from tpsim.ball import FIRM, SOFT, Ball
from tpsim.sensor import N_PER_KGF

BALLS = ("adafruit-barometer", "bookoo-em", "pressensor", "sig-pressure")
ABSOLUTE = ("adafruit-barometer", "sig-pressure")
SHORTER = b"\x32\0\0\0"
every_ball = pytest.mark.parametrize("key", BALLS)


@every_ball
def test_nobody_knows_what_force_a_pressure_is_before_a_map_is_made(key: str) -> None:
    spec = driver(key).spec
    assert spec.quantity is Quantity.PRESSURE
    assert spec.raw_unit == "kPa"
    assert spec.conversion is None
    assert "ball-map" in spec.note


@every_ball
def test_a_ball_at_rest_shows_the_air_where_the_pressure_is_absolute(key: str) -> None:
    joined = Joined(key, driver(key), kg_per_s=0.0)
    joined.run(10.0)
    rest_kpa = {"bookoo-em": 3.0, "pressensor": 0.0}.get(key, 101.3)
    assert np.allclose(joined.raw, rest_kpa, atol=0.01)
    assert (rest_kpa > 50) == (key in ABSOLUTE)


@pytest.mark.parametrize("ball", [FIRM, SOFT, Ball(1.0, 0.0)], ids=["firm", "soft", "straight"])
def test_the_pressure_in_a_ball_rises_with_every_newton(ball: Ball) -> None:
    kpa = np.array([ball.gauge_kpa(n / N_PER_KGF) for n in range(-50, 300)])
    assert np.all(np.diff(kpa) > 0)
    assert ball.gauge_kpa(0.0) == 0.0
    assert ball.gauge_kpa(-1.0) == -ball.gauge_kpa(1.0)


def test_one_ball_stiffens_and_the_other_gives_way() -> None:
    for ball, steeper in ((FIRM, True), (SOFT, False)):
        steps = [b - a for a, b in pairwise([ball.gauge_kpa(kg) for kg in range(1, 8)])]
        assert all((b > a) == steeper for a, b in pairwise(steps))


def test_a_barometer_is_asked_for_values_in_its_own_service() -> None:
    (write,) = AdafruitBarometer().start()
    assert (write.channel, write.service, write.data) == (PERIOD, SERVICE, SHORTER)


def test_a_barometer_that_stays_slow_is_asked_again_and_one_that_is_quick_is_not() -> None:
    def asked(hz: float) -> int:
        decoder, count, due_s = AdafruitBarometer(), 0, 0.0
        decoder.start()
        for tick in range(200):
            while due_s <= tick / 10:
                decoder.receive(PRESSURE, struct.pack("<f", 1013.25))
                due_s += 1 / hz
            count += len(decoder.due(tick * S // 10))
        return count

    assert asked(20.0) == 0
    assert asked(1.0) == pytest.approx(20 / 2, abs=1)


def test_a_simulated_barometer_is_slow_until_it_is_asked() -> None:
    class Shy(AdafruitBarometer):
        def start(self):
            return ()

        def due(self, t_ns):
            return ()

    asked = Joined("adafruit-barometer", AdafruitBarometer())
    unasked = Joined("adafruit-barometer", Shy())
    asked.run(10.0)
    unasked.run(10.0)
    assert len(asked.raw) == pytest.approx(200, abs=2)
    assert len(unasked.raw) == pytest.approx(10, abs=1)


def test_how_warm_a_ball_is_is_told_only_when_it_changed() -> None:
    decoder = Pressensor()

    def told(tenths_c: int) -> list[str]:
        events = decoder.receive(PRS, struct.pack(">hh", 100, tenths_c))
        assert isinstance(events[0], Readings)
        return [event.value for event in events if isinstance(event, About)]

    assert told(243) == ["24.3 °C"]
    assert [told(t) for t in (244, 252, 234, 243)] == [[], [], [], []]
    assert told(253) == ["25.3 °C"]
    assert told(252) == []
    decoder.start()
    assert told(252) == ["25.2 °C"]


def test_a_monitor_cuts_what_is_below_its_zero() -> None:
    joined = Joined("bookoo-em", driver("bookoo-em"), kg_per_s=-0.2)
    joined.run(10.0)
    assert joined.raw[0] == 3.0
    assert joined.raw[-1] == 0.0
