"""A WH-C06 hanging scale's adverts; see `docs/protocols/wh-c06.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading

CHANNEL: Final = "manufacturer/0100"
KILOGRAM: Final = 1
POUND: Final = 0
LB_PER_KG: Final = 2.2046226218
"""By definition of the pound."""

_HEAD: Final = bytes.fromhex("020311")
_CONSTANT: Final = bytes.fromhex("01f4")
_HELD: Final = 0xA0
_MOST: Final = 0xFFFF


class WhC06(Device):
    """One scale."""

    sensor = SensorSpec(
        period_us=12_500.0,
        every=10,
        missing=0.0,
        range_kg=300.0,
        quantum_kg=0.01,
        noise_kg=0.01,
        zero_kg=0.0,
    )
    """Its own zero is taken when it is switched on."""
    connectable = False
    per_packet = 1

    def _begin(self) -> None:
        self.name = "IF_B7"
        self._address = self._rng.bytes(6)
        self._count = int(self._rng.integers(0, 256))
        self._held_kg: float | None = None
        self.unit = KILOGRAM
        """What stands on the display."""
        self.buttons = {"hold": self._press_hold, "unit": self._press_unit}

    def _press_hold(self) -> None:
        """Let the value stand still until it is pressed again."""
        self._held_kg = self._last_kg if self._held_kg is None else None

    def _press_unit(self) -> None:
        """Go on to the other unit."""
        self.unit = POUND if self.unit == KILOGRAM else KILOGRAM

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        (_, kg) = readings[-1]
        if self._held_kg is not None:
            kg = self._held_kg
        self._count = (self._count + 1) & 0xFF
        shown = kg * (LB_PER_KG if self.unit == POUND else 1.0)
        load = min(max(round(shown * 100), 0), _MOST)
        status = self.unit | (_HELD if self._held_kg is not None else 0)
        tail = b"\x01" + load.to_bytes(2, "big") + _CONSTANT + bytes((status, self._count))
        return ((CHANNEL, _HEAD + self._address + tail + bytes((sum(tail) & 0xFF,))),)

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        whole = self._frames(readings)[0][1]
        return CHANNEL, whole[: int(self._rng.integers(0, len(whole)))]
