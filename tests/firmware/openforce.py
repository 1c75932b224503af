"""A reader of the sensor's bytes, written from `docs/protocols/open-force.md` alone."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "protocols" / "open-force.md").read_text("utf-8")
WRAP = 1 << 32


@dataclass(frozen=True)
class Sample:
    sequence: int
    time_us: int
    value: int
    suspect: bool = False
    at_the_end: bool = False


def read(packet: bytes) -> tuple[int, list[Sample]]:
    """Return the kind and the samples of a whole packet."""
    count, rest = divmod(len(packet) - 8, 6)
    assert rest == 0
    assert 1 <= count <= 4
    kind, marks, sequence, time_us = struct.unpack_from("<BBHI", packet)
    assert marks & 0x0F < 1 << count
    assert marks >> 4 < 1 << count
    samples = []
    for i in range(count):
        value, offset = struct.unpack_from("<iH", packet, 8 + 6 * i)
        samples.append(
            Sample(
                (sequence + i) & 0xFFFF,
                (time_us + offset) % WRAP,
                value,
                suspect=bool(marks >> i & 1),
                at_the_end=bool(marks >> (4 + i) & 1),
            )
        )
    return kind, samples


def frames_of_the_page(words: str) -> list[bytes]:
    """Return the bytes of every frame in a table of the page whose meaning contains `words`."""
    rows = re.findall(r"^\| (?:Info |Control )?`([0-9a-f ]+)` \| ([^|]+) \|$", PAGE, re.MULTILINE)
    return [bytes.fromhex(frame) for frame, meaning in rows if words in meaning]
