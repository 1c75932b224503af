"""The firmware says what its page says, byte by byte."""

import re

import pytest
from openforce import PAGE, Sample, frames_of_the_page, read

from force_sensor import service, trouble
from force_sensor.control import info, reply
from force_sensor.judge import AT_THE_END, PLAIN, SUSPECT
from force_sensor.packets import Packets

PACKETS = [
    ("5.000 N", 1, [(258, 1_000_000, 5000, PLAIN), (259, 1_012_480, -37, PLAIN)]),
    (
        "after both wraps",
        1,
        [
            (65535, 4_294_960_000, 20_000, PLAIN),
            (0, 4_294_972_500, 560_000, SUSPECT),
            (1, 4_294_985_010, 20_010, PLAIN),
        ],
    ),
    ("at the end of the range", 1, [(7, 87_500, 196_133, AT_THE_END)]),
    ("is unknown", 1, [(9, 100_000, None, PLAIN)]),
    (
        "pressure; samples",
        2,
        [
            (3, 37_500, 1_013_250, PLAIN),
            (4, 50_000, 1_013_262, PLAIN),
            (5, 62_500, 1_014_000, PLAIN),
            (6, 75_000, 1_020_555, PLAIN),
        ],
    ),
]


@pytest.mark.parametrize(("words", "kind", "samples"), PACKETS, ids=[p[0] for p in PACKETS])
def test_a_packet_is_what_the_page_shows(words: str, kind: int, samples: list) -> None:
    packets = Packets(kind)
    for sequence, time_us, value, mark in samples:
        packets.add(sequence & 0xFFFF, time_us >> 16 & 0xFFFF, time_us & 0xFFFF, value, mark)
    packets.close()
    assert [bytes(packets.oldest())] == frames_of_the_page(words)


def test_the_page_shows_a_packet_for_every_mark_and_kind() -> None:
    shown = [read(frame) for words, _, _ in PACKETS for frame in frames_of_the_page(words)]
    samples = [sample for _, some in shown for sample in some]
    assert {kind for kind, _ in shown} == {1, 2}
    assert any(sample.suspect for sample in samples)
    assert any(sample.at_the_end for sample in samples)
    assert Sample(9, 100_000, 0x7FFFFFFF) in samples


def test_info_is_what_the_page_shows() -> None:
    force = info(1, 80, (-196_133, 196_133), voltage_mv=3950, state=3, trouble=0)
    pressure = info(2, 80, (300_000, 1_250_000), voltage_mv=3480, state=7, trouble=7)
    assert frames_of_the_page("force, 80 Hz") == [force]
    assert frames_of_the_page("reply to `03`") == [reply(3, pressure)]
    assert frames_of_the_page("is not known") == [reply(0x64, force)]


def test_the_page_names_every_characteristic() -> None:
    ours = [*service.SERVICES.values(), service.STREAM, service.CONTROL, service.INFO]
    assert re.findall(r"dbbbf\w{3}-[\w-]+", PAGE) == ours
    assert f"`0x{service.FORCE:04X}`" in PAGE
    assert service.PRESENTED.hex(" ").upper() in PAGE


def test_the_page_lists_every_trouble() -> None:
    table = PAGE.split("| `trouble` |")[1].split("\n\n")[0]
    listed = {int(number) for number in re.findall(r"^\| (\d) \|", table, re.MULTILINE)}
    assert listed == {trouble.NONE, *trouble.FIRST_TOLD}
    assert "`" + " ".join(map(str, trouble.FIRST_TOLD)) + "`" in PAGE
