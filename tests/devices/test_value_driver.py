import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import Readings
from tpdevice.devices import driver
from tpdevice.devices.value import OPTIONS, SAMPLE, Value

FORMATS = {"float32": "f", "int32": "i", "uint32": "I", "int16": "h", "uint16": "H"}
whole_numbers = st.integers(0, 0x7FFF)


@pytest.mark.parametrize("type_", FORMATS)
@pytest.mark.parametrize(("endian", "order"), [("little", "<"), ("big", ">")])
@given(st.lists(whole_numbers, min_size=1, max_size=60), st.binary(max_size=20), st.binary())
def test_what_a_sketch_packs_is_unpacked(
    type_: str, endian: str, order: str, numbers: list[int], head: bytes, tail: bytes
) -> None:
    said = {"type": type_, "endian": endian, "offset": str(len(head)), "count": str(len(numbers))}
    data = head + struct.pack(order + FORMATS[type_] * len(numbers), *numbers) + tail
    assert Value(said).receive(SAMPLE, data) == (Readings(tuple(numbers), None),)
    for field, number in enumerate(numbers, 1):
        one = Value(said | {"field": str(field)})
        assert one.receive(SAMPLE, data) == (Readings((number,), None),)


@given(st.integers(0, 8), st.binary(max_size=12))
def test_a_frame_that_is_too_short_is_refused_as_a_whole(offset: int, data: bytes) -> None:
    decoder = Value({"offset": str(offset), "count": "2", "type": "int16"})
    if len(data) < offset + 4:
        with pytest.raises(FrameError):
            decoder.receive(SAMPLE, data)
    else:
        (event,) = decoder.receive(SAMPLE, data)
        assert isinstance(event, Readings)
        assert all(math.isfinite(raw) for raw in event.raw)


def test_only_the_characteristic_that_was_said_is_subscribed_to() -> None:
    assert driver("value").spec.notify == (SAMPLE,)
    said = driver("value", (("characteristic", "2C07"),)).spec
    assert said.notify == ("00002c07-0000-1000-8000-00805f9b34fb",)


def test_a_field_that_the_packet_does_not_have_is_refused() -> None:
    with pytest.raises(UsageError, match="field 3 of a packet of 2") as caught:
        driver("value", (("count", "2"), ("field", "3")))
    assert caught.value.hint


@given(
    st.dictionaries(st.sampled_from([o.name for o in OPTIONS]), st.text(max_size=70), max_size=3)
)
def test_hostile_options_make_a_decoder_or_a_usage_error(said: dict[str, str]) -> None:
    try:
        decoder = Value(said)
    except UsageError:
        return
    assert 0 < decoder.spec.resolution_raw < decoder.spec.range_raw
