"""Soehnle, eufy and SmartBoard: read where frames were captured, never chosen alone."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.driver import Certainty, Driver
from tpdevice.core.wire import Readings
from tpdevice.devices import driver
from tpdevice.devices.eufy import Eufy
from tpdevice.devices.smartboard import SmartBoard
from tpdevice.devices.soehnle import Soehnle


def raw(decoder: Driver, data: bytes) -> tuple[float, ...]:
    (event,) = decoder.receive(decoder.spec.notify[0], data)
    assert isinstance(event, Readings)
    return event.raw


@given(st.integers(0, 0xFFFF), st.binary(min_size=13, max_size=13))
def test_a_soehnle_weight_is_read_whatever_stands_around_it(tenths: int, others: bytes) -> None:
    weight = tenths.to_bytes(2, "big")
    assert raw(Soehnle(), b"\x09" + others[:8] + weight + others[8:12]) == (tenths / 10,)
    assert raw(Soehnle(), b"\x30" + others[:2] + weight + others[2:6]) == (tenths / 10,)


@given(st.integers(0, 0xFFFF), st.binary(min_size=12, max_size=12))
def test_a_eufy_weight_is_read_whatever_stands_around_it(hundredths: int, others: bytes) -> None:
    head = b"\xcf" + others[:1] + b"\0" + others[1:4]
    data = head + hundredths.to_bytes(2, "little") + others[4:]
    assert raw(Eufy(), data) == (hundredths / 100,)


@given(st.lists(st.integers(-(1 << 15), (1 << 15) - 1), min_size=1, max_size=256))
def test_any_counts_of_a_smartboard_come_as_they_were_sent(counts: list[int]) -> None:
    assert raw(SmartBoard(), struct.pack(f"<{len(counts)}h", *counts)) == tuple(counts)


@pytest.mark.parametrize("key", ["soehnle", "eufy", "smartboard"])
def test_a_person_has_to_say_so_and_is_told_why(key: str) -> None:
    spec = driver(key).spec
    assert spec.by_hand
    assert spec.note
    assert spec.certainty in (Certainty.SINGLE, Certainty.GUESS)
