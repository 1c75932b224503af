"""Binary numbers of a sensor that nobody knows: how long, which byte first, which of them."""

import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tpdevice.devices.value import SAMPLE, TYPES
from tpdevice.signal.columns import UNLIKELY, Column, column

Packets = Sequence[tuple[int, bytes]]
Told = tuple[tuple[tuple[str, str], ...], str, Column, float]

_LONGEST_HEAD: Final = 8
"""Bytes that may stand before the first number. Chosen."""
_SHORT: Final = 20
"""Bytes; a longer packet is no struct of a few numbers. Chosen: what fits an MTU of 23."""
_PACKETS: Final = 200
"""Packets that are looked at. Chosen: enough, and quick."""
_MOST_NUMBERS: Final = 60
_FLOATS: Final = (1e-4, 1e7)
"""Between these a float is likely one: whole numbers read as floats lie far below. Chosen."""
_COUNTS: Final = float(1 << 26)
"""More than a converter of 24 bits counts: a float read as a whole number is larger. Chosen."""
_PLAUSIBLE: Final = 0.95
_LIKELY: Final = {"float32": 3.0, "int32": 1.0, "uint32": 0.9, "int16": 0.5, "uint16": 0.4}
"""Beside each other: a float is hardly ever taken for one by chance. Chosen."""
_WHOLE: Final = 3.0
"""For 32 bits that explain the whole packet: the lower half of a number alone is livelier than the
number, and no less smooth. Chosen."""
_IN_A_ROW: Final = 1.0
_HEAD: Final = 1.0
"""For several that follow each other smoothly, and against bytes that nothing explains. Chosen."""
_ORDERS: Final = {"little": "<", "big": ">"}


def numbers_in(channel: str, packets: Packets) -> Iterator[Told]:
    """Yield every way to read these packets that makes sense."""
    length = Counter(len(data) for _, data in packets).most_common(1)[0][0]
    alike = [(at_ns, data) for at_ns, data in packets if len(data) == length][-_PACKETS:]
    for type_ in TYPES:
        size = struct.calcsize(TYPES[type_])
        heads = min(length - size, _LONGEST_HEAD) if length <= _SHORT else min(length - size, 0)
        for offset in range(heads + 1):
            if offset and (length - offset) % size and length > 2 * size:
                continue  # an odd head is likely only where it explains the length
            for endian in _ORDERS:
                yield from _read(channel, alike, (type_, endian, offset, (length - offset) // size))


def _read(channel: str, packets: Packets, layout: tuple[str, str, int, int]) -> Iterator[Told]:
    type_, endian, offset, count = layout
    count = min(count, _MOST_NUMBERS)
    form = _ORDERS[endian] + TYPES[type_] * count
    at_ns = [at for at, _ in packets]
    rows = [struct.unpack_from(form, data, offset) for _, data in packets]
    columns = [column(at_ns, [row[place] for row in rows]) for place in range(count)]
    good = [each for each in columns if each is not None and _plausible(each, type_)]
    whole = offset == 0 and len(good) == count and struct.calcsize(form) == len(packets[0][1])
    bonus = _WHOLE * (whole and type_ == "int32") - _HEAD * (offset > 0)
    said = _said(channel, layout)
    kind = f"{type_} {endian}-endian"
    for place, numbers in enumerate(columns, 1):
        if numbers in good and numbers is not None:
            field = {"field": str(place)} if count > 1 else {}
            where = f"number {place} of {count}" if count > 1 else "the number"
            yield (
                _options(said | field),
                f"{where}, {kind}",
                numbers,
                _score(numbers, type_) + bonus,
            )
    together = column([at for at in at_ns for _ in range(count)], [v for row in rows for v in row])
    if count > 1 and len(good) == count and together is not None and _goes_on(together, good):
        score = _score(together, type_) + _IN_A_ROW + bonus
        yield _options(said), f"{count} in a row, {kind}", together, score


def _said(channel: str, layout: tuple[str, str, int, int]) -> dict[str, str]:
    type_, endian, offset, count = layout
    return {
        "characteristic": "" if channel == SAMPLE else channel,
        "type": "" if type_ == "float32" else type_,
        "endian": "" if endian == "little" else endian,
        "offset": str(offset or ""),
        "count": str(count) if count > 1 else "",
    }


def _options(said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple([(key, value) for key, value in said.items() if value])


def _goes_on(together: Column, columns: Sequence[Column]) -> bool:
    """Say whether the numbers of a packet go on from one to the next, and to the next packet."""
    return together.smoothness > max(each.smoothness for each in columns)


def _score(numbers: Column, type_: str) -> float:
    moves = 3.0 * numbers.liveliness * numbers.smoothness
    return _LIKELY[type_] + moves - UNLIKELY * (numbers.counter or numbers.span == 0)


def _plausible(numbers: Column, type_: str) -> bool:
    if type_ == "float32":
        low, high = _FLOATS
    else:
        low, high = 0.0, _COUNTS
        half = 1 << (15 if type_.endswith("16") else 31)
        if type_.startswith("u") and numbers.high < half:
            return False  # the same as with a sign
        if any(abs(b - a) > half for a, b in pairwise(numbers.values)):
            return False  # a whole number that is read in the wrong way wraps
    good = sum(value == 0 or low <= abs(value) <= high for value in numbers.values)
    return good >= _PLAUSIBLE * len(numbers.values)
