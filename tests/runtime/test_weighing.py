"""Known weights on a sensor, one after the other, each held still."""

import asyncio
import struct
from collections.abc import Iterator

import pytest

from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import DriverSpec
from tpdevice.core.errors import LinkError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Readings, WireEvent
from tpdevice.devices.progressor import DATA, Progressor
from tpdevice.runtime.ear import Ear
from tpdevice.runtime.weighing import Weighing, weigh

S = 1_000_000_000


class Steps:
    """A clock that goes on by a hundredth of a second whenever it is asked."""

    def __init__(self) -> None:
        self.t_ns = 0

    def now_ns(self) -> int:
        self.t_ns += S // 100
        return self.t_ns


class Bench:
    """A sensor on which somebody puts weights when asked for one."""

    def __init__(self, *kg: float, times: float = 2.0, ear: Ear | None = None) -> None:
        self.ear = ear or Ear(Progressor(), Steps())
        self.conversion = self.ear.decoder.spec.conversion
        self._kg = iter(kg)
        self._times = times
        self._shown_kg = 0.4
        """A tool hangs on it from the start."""
        self.told: list[str] = []
        self.restless = False
        self.running = True

    async def ask(self, _before: int) -> float | None:
        kg = next(self._kg, None)
        if kg is not None:
            self._shown_kg = 0.4 + kg / self._times
        return kg

    def frames(self) -> Iterator[bytes]:
        us = 0
        while self.running:
            us += 10_000
            shake = (us // 10_000 % 2) * (3.0 if self.restless else 0.01)
            yield struct.pack("<BBfI", 1, 8, self._shown_kg + shake, us)

    def _feed(self, frames: Iterator[bytes]) -> None:
        data = next(frames, None)
        if data is not None:
            self.ear.on_frame(DATA, data)
            asyncio.get_running_loop().call_soon(self._feed, frames)

    async def weigh(self) -> Weighing:
        self._feed(self.frames())
        try:
            return await weigh(
                self.ear, conversion=self.conversion, ask=self.ask, tell=self.told.append
            )
        finally:
            self.running = False


async def test_a_lever_is_found_by_two_weights_beside_a_tool_that_hangs_on_it() -> None:
    weighing = await Bench(5.0, 2.0, times=2.0).weigh()
    checked = weighing.fitted()
    assert checked.multiplier == pytest.approx(2.0, rel=0.01)
    assert checked.weights_n == pytest.approx((5 * N_PER_KGF, 2 * N_PER_KGF))
    assert checked.error_n is not None
    assert checked.error_n < 0.5
    assert weighing.rest.mean == pytest.approx(0.405, abs=0.006)


async def test_what_the_sensor_reads_of_each_weight_is_told() -> None:
    bench = Bench(5.0)
    await bench.weigh()
    assert any("5 kg is 49.0 N" in line for line in bench.told)
    assert bench.told[0].startswith("Let nothing")


async def test_no_weight_is_no_check() -> None:
    assert (await Bench().weigh()).weighed == ()


async def test_a_weight_that_the_sensor_hardly_shows_is_not_taken() -> None:
    bench = Bench(0.02, 5.0)
    weighing = await bench.weigh()
    assert len(weighing.weighed) == 1
    assert any("hardly anything" in line for line in bench.told)


async def test_a_known_multiplier_is_compared_and_not_fitted() -> None:
    weighing = await Bench(5.0, times=2.0).weigh()
    off = weighing.compared(1.8)
    assert off.multiplier == 1.8
    assert off.error_n == pytest.approx(0.1 * 5 * N_PER_KGF, rel=0.03)


async def test_who_does_not_hold_still_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tpdevice.runtime.weighing.PATIENCE_S", 0.1)
    bench = Bench(5.0)
    bench.restless = True
    with pytest.raises(LinkError, match="not still"):
        await bench.weigh()


class Counts(Progressor):
    """A sensor of whose values nobody knows what they mean."""

    spec = DriverSpec(
        **{name: getattr(Progressor.spec, name) for name in DriverSpec.__struct_fields__}
        | {"n_per_raw": None, "raw_unit": "counts"}
    )

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        return tuple(
            Readings(tuple([1000.0 + 100.0 * raw for raw in event.raw]), event.device_us)
            if isinstance(event, Readings)
            else event
            for event in super().receive(channel, data)
        )


async def test_counts_become_newtons_by_a_known_weight() -> None:
    bench = Bench(5.0, 10.0, times=1.0, ear=Ear(Counts(), Steps()))
    conversion = (await bench.weigh()).conversion()
    assert conversion.n_per_raw == pytest.approx(N_PER_KGF / 100, rel=0.01)
    assert conversion.n(conversion.rest_raw) == 0.0
    assert conversion.n(conversion.rest_raw + 500.0) == pytest.approx(5 * N_PER_KGF, rel=0.01)


async def test_counts_that_are_newtons_by_now_are_checked_and_not_found_out_again() -> None:
    bench = Bench(5.0, 10.0, times=2.0, ear=Ear(Counts(), Steps()))
    bench.conversion = Conversion.straight(N_PER_KGF / 100, rest_raw=900.0)
    weighing = await bench.weigh()
    assert weighing.fitted().multiplier == pytest.approx(2.0, rel=0.01), "a lever between"
    assert bench.told[1] == f"At rest it reads {1.405 * N_PER_KGF:.1f} N."
