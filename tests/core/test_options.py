"""What a person says of a sensor may be anything; only what makes sense comes through."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.errors import UsageError
from tpdevice.core.options import choice, chosen, number, uuid, whole, word
from tpdevice.core.wire import sig

KNOWN = (
    choice("unit", "The unit.", "counts", "N", ""),
    number("scale", "The factor.", "1", low=0.001, high=1000.0),
    number("range", "The most.", "", low=1.0, high=10.0),
    whole("offset", "Bytes to skip.", "0", low=0, high=19),
    uuid("characteristic", "Which one.", ""),
    word("field", "Its name."),
)
DEFAULTS = {
    "unit": "counts",
    "scale": "1",
    "range": "",
    "offset": "0",
    "characteristic": "",
    "field": "",
}
NAMES = st.sampled_from([*DEFAULTS, "tare"]) | st.text(max_size=5)


def test_what_nobody_says_has_its_default() -> None:
    assert chosen("kind", KNOWN, {}) == DEFAULTS


def test_what_is_said_replaces_its_default() -> None:
    said = {"unit": "N", "scale": "2.5e1", "offset": "07", "field": "force_n"}
    assert chosen("kind", KNOWN, said) == DEFAULTS | said | {"offset": "7"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2c07", sig(0x2C07)),
        ("0x2C07", sig(0x2C07)),
        ("00002c07", sig(0x2C07)),
        ("6E400003-B5A3-F393-E0A9-E50E24DCCA9E", "6e400003-b5a3-f393-e0a9-e50e24dcca9e"),
    ],
)
def test_a_uuid_is_kept_in_its_long_form(said: str, kept: str) -> None:
    assert chosen("kind", KNOWN, {"characteristic": said})["characteristic"] == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit", "n"),
        ("unit", "N "),
        ("scale", "0"),
        ("scale", "-1"),
        ("scale", "nan"),
        ("scale", "inf"),
        ("scale", "1e999"),
        ("scale", "1_0"),
        ("scale", "٣"),
        ("scale", ""),
        ("range", "0.99"),
        ("range", "10.01"),
        ("offset", "20"),
        ("offset", "-1"),
        ("offset", "1.0"),
        ("offset", "²"),
        ("offset", "9" * 60),
        ("characteristic", "2c0"),
        ("characteristic", "2c07 "),
        ("characteristic", "6e400003_b5a3_f393_e0a9_e50e24dcca9e"),
        ("field", "a\x1b[31m"),
        ("field", "a\nb"),
        ("field", "x" * 65),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"kind: {name}=") as caught:
        chosen("kind", KNOWN, {name: value})
    assert "It should be" in caught.value.hint
    assert caught.value.exit_code == 2


def test_an_option_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="kind has no option tare") as caught:
        chosen("kind", KNOWN, {"tare": "yes"})
    assert "unit, scale" in caught.value.hint
    with pytest.raises(UsageError) as caught:
        chosen("kind", (), {"unit": "N"})
    assert caught.value.hint == "It needs none."


def test_a_wrong_value_is_shown_short_and_harmless() -> None:
    with pytest.raises(UsageError) as caught:
        chosen("kind", KNOWN, {"unit": "\x1b[2J" + "z" * 500})
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 80


@given(st.dictionaries(NAMES, st.text(max_size=80) | st.floats() | st.none(), max_size=4))
def test_whatever_is_said_every_number_that_comes_through_is_one(said: dict[str, str]) -> None:
    try:
        found = chosen("kind", KNOWN, said)
    except UsageError:
        return
    assert sorted(found) == sorted(DEFAULTS)
    assert 0.001 <= float(found["scale"]) <= 1000.0
    assert math.isfinite(float(found["range"] or 1))
    assert 0 <= int(found["offset"]) <= 19
