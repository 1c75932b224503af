"""Home-made sensors that send lines of text; see `docs/protocols/uart-text.md`."""

import json
from collections.abc import Sequence
from typing import ClassVar, Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, Service, sig

SERVICE: Final = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
FROM_HOST: Final = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
TO_HOST: Final = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
FORCE_SERVICE: Final = sig(0x180C)
FORCE_TEXT: Final = sig(0x2A56)
COUNTS_PER_KG: Final = 21_000.0
EMPTY: Final = 83_457
"""What the converter counts per kilogram, and with nothing on the cell. Assumed."""
KG_PER_LB: Final = 0.45359237


class UartText(Device):
    """Bare numbers, as a converter counts them. Some lines are cut in two by the radio."""

    sensor = SensorSpec(
        period_us=12_500.0, every=8, missing=0.0, range_kg=20.0, quantum_kg=5e-5, noise_kg=0.001
    )
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    channel: ClassVar[str] = TO_HOST
    end: ClassVar[str] = "\r\n"
    cuts: ClassVar[bool] = True
    services: tuple[Service, ...] = (
        (
            SERVICE,
            (
                (FROM_HOST, ("write", "write-without-response"), b""),
                (TO_HOST, ("notify",), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        self.name = f"MyScale{int(self._rng.integers(10, 99))}"
        self._sent = 0

    def _line(self, t_ns: int, kg: float) -> str:
        return str(round(EMPTY + kg * COUNTS_PER_KG))

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        out: list[Frame] = []
        for t_ns, kg in readings:
            self._sent += 1
            data = (self._line(t_ns, kg) + self.end).encode()
            cut = self._sent % len(data) if self.cuts and self._sent % 3 == 0 else 0
            out += [(self.channel, part) for part in (data[:cut], data[cut:]) if part]
        return out

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        return self.channel, b"HX711 not found" + self.end.encode()


class Tagged(UartText):
    """Counts behind a tag, among lines that say something else."""

    def _line(self, t_ns: int, kg: float) -> str:
        line = f"R:{super()._line(t_ns, kg)}"
        return f"S:READY\n{line}" if self._sent % 50 == 1 else line


class Columns(UartText):
    """Milliseconds, kilograms and a temperature."""

    def _line(self, t_ns: int, kg: float) -> str:
        return f"{t_ns // 1_000_000},{kg:.3f},22.4"


class Json(UartText):
    """Grams and microseconds."""

    def _line(self, t_ns: int, kg: float) -> str:
        return json.dumps({"t": t_ns // 1000, "load": {"g": round(kg * 1000, 2)}})


class Pounds(UartText):
    """`milliseconds|pounds` in a characteristic of its own, a packet for each, without an end."""

    advertised_uuids = (FORCE_SERVICE,)
    channel = FORCE_TEXT
    end = ""
    cuts = False
    services = ((FORCE_SERVICE, ((FORCE_TEXT, ("notify",), b""),)),)

    def _line(self, t_ns: int, kg: float) -> str:
        return f"{t_ns // 1_000_000}|{kg / KG_PER_LB:.2f}"


FORMS: Final[dict[str, type[UartText]]] = {
    "number": UartText,
    "tagged": Tagged,
    "columns": Columns,
    "json": Json,
    "pounds": Pounds,
}
"""What such a sensor may send."""
