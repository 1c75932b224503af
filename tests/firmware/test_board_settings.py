import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from force_sensor.sensor import Sensor
from force_sensor.settings import FORCE, MOST_BYTES, NUMBERS, PRESSURE, read
from force_sensor.trouble import NONE, SETTING_WRONG, SETTINGS_UNREAD

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)
keys = st.sampled_from(["kind", "name", "zero_counts", "counts_per_n", *NUMBERS]) | st.text()


def test_good_settings_are_taken() -> None:
    settings = read(
        '{"kind": "pressure", "name": "Ball 2", "rate_hz": 40, "zero_counts": -5,'
        ' "counts_per_n": -8123.5, "_bought": "in May", "jump_n": null}'
    )
    assert (settings.kind, settings.name, settings.numbers["rate_hz"]) == (PRESSURE, "Ball 2", 40)
    assert (settings.zero_counts, settings.counts_per_n) == (-5, -8123.5)
    assert settings.numbers["jump_n"] == NUMBERS["jump_n"][0]
    assert settings.trouble == NONE


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"rate_hz": 40', " " * MOST_BYTES + '{"rate_hz": 40}']
)
def test_settings_that_cannot_be_read_are_the_defaults_and_a_trouble(text: str) -> None:
    settings = read(text)
    assert settings.trouble == SETTINGS_UNREAD
    assert settings.numbers["rate_hz"] == 80
    assert settings.kind == FORCE


@pytest.mark.parametrize(
    "wrong",
    [
        '"kind": "weight"',
        '"kind": 2',
        '"name": ""',
        '"name": "a name of more than twenty letters"',
        '"name": "Bäll"',
        '"rate_hz": 0',
        '"rate_hz": "80"',
        '"battery_divider": true',
        '"rate_hz": NaN',
        '"range_n": 1e999',
        '"jump_n": -5',
        '"zero_counts": 8388608',
        '"zero_counts": 5.5',
        '"counts_per_n": 0',
        '"counts_per_n": 1e9',
        '"counts_per_n": NaN',
        '"rate": 80',
        '"battery_divider": [2]',
    ],
)
def test_a_wrong_setting_has_its_default_and_is_named(wrong: str) -> None:
    settings = read(f'{{{wrong}, "jump_kpa": 7}}')
    key = wrong.split('"')[1]
    assert settings.trouble == SETTING_WRONG
    assert settings.wrong == [key]
    assert settings.numbers == {k: v[0] for k, v in NUMBERS.items()} | {"jump_kpa": 7}
    assert (settings.kind, settings.name, settings.calibrated) == (FORCE, "", False)


@given(st.text() | st.dictionaries(keys, json_values, max_size=4).map(json.dumps))
def test_any_text_gives_a_sensor_that_tells_its_info(text: str) -> None:
    sensor = Sensor(read(text), ticks_us=0, ticks_ms=0)
    assert len(sensor.info()) == 16
    sensor.counts(5, 12_500)
    sensor.pressure(1_013_250, 25_000)


@pytest.mark.parametrize("there", ["zero_counts", "counts_per_n"])
def test_half_a_calibration_is_none(there: str) -> None:
    assert not read(json.dumps({there: 5000})).calibrated
