"""Adverts as other programs print them: a whole HCI report, the advert in it, or one part of it.

Source: Bluetooth Core 5.4, vol. 3 C 11 (advertising data), vol. 4 E 7.7.65.2 and .13 (reports).
"""

from collections.abc import Iterator
from typing import Final

from tpdevice.core.wire import manufacturer_channel, service_channel, sig

_REPORT: Final = b"\x04\x3e"
"""An HCI event, LE meta."""
_HEADS: Final = {0x02: 14, 0x0D: 29}
"""Subevent of a report, plain or extended, and the bytes before its advert; the last of them is the
advert's length."""
_MANUFACTURER: Final = 0xFF
_SERVICE_16: Final = 0x16
_SERVICE_128: Final = 0x21


def frames_in(data: bytes) -> list[tuple[str, bytes]]:
    """Return what a driver gets of an advert: pseudo-channels with their bytes.

    Of a report that holds several adverts, the first.
    What is neither a report nor an advert is taken for manufacturer data with its company id.
    """
    head = _HEADS.get(data[3]) if data[:2] == _REPORT and len(data) > 3 else None
    if head is not None and len(data) > head:
        data = data[head : head + data[head - 1]]
    parts = list(_parts(data))
    if sum(2 + len(body) for _, body in parts) != len(data):
        parts = [(_MANUFACTURER, data)]
    return [frame for kind, body in parts if (frame := _frame(kind, body)) is not None]


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Return kind and body of each part, as far as they are whole."""
    at = 0
    while at + 1 < len(data) and data[at] > 0 and at + 1 + data[at] <= len(data):
        yield data[at + 1], data[at + 2 : at + 1 + data[at]]
        at += 1 + data[at]


def _frame(kind: int, body: bytes) -> tuple[str, bytes] | None:
    if kind == _MANUFACTURER and len(body) >= 2:
        return manufacturer_channel(int.from_bytes(body[:2], "little")), body[2:]
    if kind == _SERVICE_16 and len(body) >= 2:
        return service_channel(sig(int.from_bytes(body[:2], "little"))), body[2:]
    if kind == _SERVICE_128 and len(body) >= 16:
        raw = body[15::-1].hex()
        uuid = f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
        return service_channel(uuid), body[16:]
    return None
