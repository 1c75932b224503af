"""A Felicita Arc's side of the link; see `docs/protocols/felicita.md`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tpsim.sensor import KITCHEN_SCALE
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0xFFE0)
OTHER_SERVICE: Final = sig(0xFEE0)
DATA: Final = sig(0xFFE1)

_BATTERY: Final = 150
_MOST: Final = 999_999


class Felicita(Device):
    """One device."""

    sensor = replace(KITCHEN_SCALE, element="slow kitchen scale")
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE, OTHER_SERVICE)
    services = ((SERVICE, ((DATA, ("notify", "write", "write-without-response"), b""),)),)

    def _begin(self) -> None:
        self.name = "FELICITA"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        hundredths = round(readings[-1][1] * 100_000)
        sign = "-" if hundredths < 0 else "+"
        shown = f'\x01\x02{sign}{min(abs(hundredths), _MOST):06d} gCXQ"'
        return ((DATA, shown.encode("ascii") + bytes((_BATTERY,)) + b"\r\n"),)
