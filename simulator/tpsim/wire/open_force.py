"""The sensor to build; see `docs/protocols/open-force.md`."""

import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from tpsim.ball import AIR_KPA, SOFT
from tpsim.sensor import BALL, N_PER_KGF, SensorSpec
from tpsim.wire.device import Device, Frame, Reading, Source, battery, sig

SERVICE: Final = "dbbbf301-7b16-4f29-ac59-6dbbbab91960"
BALL_SERVICE: Final = "dbbbf311-7b16-4f29-ac59-6dbbbab91960"
STREAM: Final = "dbbbf302-7b16-4f29-ac59-6dbbbab91960"
CONTROL: Final = "dbbbf303-7b16-4f29-ac59-6dbbbab91960"
INFO: Final = "dbbbf304-7b16-4f29-ac59-6dbbbab91960"
FORCE: Final = sig(0x2C07)
RANGE_KG: Final = 20.0
_U32: Final = 0xFFFFFFFF


class Counted:
    """A source that counts every reading, whether anybody listens or not."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.clock_ppm = source.clock_ppm
        self.count = 0

    def readings(self, until_ns: int) -> list[Reading]:
        """Return the samples since the last call."""
        found = self._source.readings(until_ns)
        self.count += len(found)
        return found

    def due_ns(self, count: int) -> int:
        """Return when the last of the next `count` readings comes."""
        return self._source.due_ns(count)


class OpenForce(Device):
    """One board with a load cell."""

    sensor = SensorSpec(
        period_us=12_500.0,
        missing=0.0,
        range_kg=RANGE_KG,
        quantum_kg=0.0001,
        noise_kg=0.003,
        zero_kg=0.02,
    )
    per_packet = 4
    kind: ClassVar[int] = 1
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (FORCE, ("read", "notify"), b"\xff\xff\xff\x7f"),
                (STREAM, ("notify",), b""),
                (CONTROL, ("write", "write-without-response", "notify"), b""),
                (INFO, ("read",), b""),
            ),
        ),
        (
            sig(0x180A),
            ((sig(0x2A24), ("read",), b"open-force"), (sig(0x2A26), ("read",), b"sim")),
        ),
        battery(78),
    )

    def _begin(self) -> None:
        self.name = f"OpenForce-{int(self._rng.integers(0, 0x10000)):04X}"
        self._counted = Counted(self._source)
        self._source = self._counted
        self._numbers: dict[int, int] = {}
        self._low = False
        self._per_us = (1 + self._source.clock_ppm * 1e-6) / 1000
        wraps_us = None if self._wraps_after_s is None else round(self._wraps_after_s * 1e6)
        self._woke_us = 0 if wraps_us is None else (_U32 + 1 - wraps_us) & _U32

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != CONTROL:
            return
        request = data[0]
        if request == 1 and self._start_ns is None:
            self._start(at_ns)
        elif request == 2:
            self._stop()
        known = request in (1, 2, 3)
        more = self._info() if request == 3 else b""
        self._send(at_ns, [(CONTROL, bytes((request, 0 if known else 1)) + more)])

    def _info(self) -> bytes:
        low, high = self._range()
        state = (self._start_ns is not None) | 2 | 4 * self._low
        trouble = 7 if self._low else 0
        return struct.pack(
            "<BBHiiHBB", 1, self.kind, 8000, low, high, self._battery_mv, state, trouble
        )

    def _range(self) -> tuple[int, int]:
        return -self._value(RANGE_KG), self._value(RANGE_KG)

    def _low_battery(self) -> Sequence[Frame]:
        self._low = True
        return [(CONTROL, b"\x03\x00" + self._info())]

    def _value(self, kg: float) -> int:
        return round(kg * N_PER_KGF * 1000)

    def _stream(self, readings: list[Reading], from_ns: int) -> None:
        first = self._counted.count - len(readings)
        self._numbers.update({t_ns: first + i for i, (t_ns, _) in enumerate(readings)})
        super()._stream(readings, from_ns)
        waiting = {t_ns for t_ns, _ in self._chunk}
        self._numbers = {t_ns: n for t_ns, n in self._numbers.items() if t_ns in waiting}

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        first_ns = readings[0][0]
        time = self._us(first_ns)
        body = b""
        ends = 0
        low, high = self._range()
        for i, (t_ns, kg) in enumerate(readings):
            value = self._value(kg)
            body += struct.pack("<iH", value, self._us(t_ns) - time)
            ends |= (not low < value < high) << (4 + i)
        sequence = self._numbers[first_ns] & 0xFFFF
        return [(STREAM, struct.pack("<BBHI", self.kind, ends, sequence, time & _U32) + body)]

    def _us(self, t_ns: int) -> int:
        return int(t_ns * self._per_us) + self._woke_us


class OpenBall(OpenForce):
    """One board with a barometer in a sealed soft ball: it shows the air around as well."""

    sensor = replace(BALL, every=1)
    kind = 2
    advertised_uuids = (BALL_SERVICE,)
    services = ((BALL_SERVICE, OpenForce.services[0][1]), *OpenForce.services[1:])

    def _value(self, kg: float) -> int:
        return round((AIR_KPA + SOFT.gauge_kpa(kg)) * 10_000)

    def _range(self) -> tuple[int, int]:
        return 300_000, 1_250_000
