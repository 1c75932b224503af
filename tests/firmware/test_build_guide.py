"""What the guide tells a builder is what the firmware does."""

import json
import re
from pathlib import Path

import pytest

from force_sensor import settings, trouble

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "how-to" / "build-a-sensor.md").read_text("utf-8")
FIRMWARE = ROOT / "firmware"
BOARD = (FIRMWARE / "board.py").read_text("utf-8")


def test_the_guide_lists_every_number_that_can_be_set_with_its_limits() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+ \| [^|]+) \|", GUIDE, re.MULTILINE))
    listed = {key: rows.get(key) for key in settings.NUMBERS}
    assert listed == {
        key: f"{default:g} | {least:g} to {greatest:g}"
        for key, (default, least, greatest) in settings.NUMBERS.items()
    }


def test_the_guide_explains_every_trouble_the_led_blinks() -> None:
    table = GUIDE.split("## What the LED says")[1].split("## Settings")[0]
    explained = re.findall(r"^\| (\d)(?: blinks and a pause)? \|", table, re.MULTILINE)
    assert [int(number) for number in explained] == sorted(trouble.FIRST_TOLD)


def test_every_file_of_the_board_is_copied_by_the_guide() -> None:
    copied = set(re.findall(r"firmware/([\w.]+)", GUIDE.split("## 4.")[1].split("## 5.")[0]))
    programs = {path.name for path in FIRMWARE.glob("*.py")} - {"measure.py"}
    assert copied == programs | {"force_sensor", "config.json"}


def test_the_settings_that_are_copied_are_good_and_not_calibrated() -> None:
    text = (FIRMWARE / "config.json").read_text("utf-8")
    given = settings.read(text)
    assert given.trouble == trouble.NONE
    assert not given.calibrated
    assert json.loads(text).keys() >= {"kind", "range_n", "battery_divider"}


@pytest.mark.parametrize(
    ("picture", "pins"),
    [
        ("build-load-cell.svg", {"HX711_CLOCK": "SCK", "HX711_DATA": "DT", "BUTTON": ""}),
        ("build-barometer.svg", {"I2C_SDA": "SDA", "I2C_SCL": "SCL"}),
    ],
)
def test_a_picture_shows_the_pins_of_the_board(picture: str, pins: dict[str, str]) -> None:
    drawn = (ROOT / "docs" / "pictures" / picture).read_text("utf-8")
    for name, other_end in pins.items():
        number = re.search(rf"^{name} = (\d+)", BOARD, re.MULTILINE)
        assert number
        line = re.search(rf'y="(\d+)"[^>]*>{number[1]}<', drawn)
        assert line
        if other_end:
            far = re.search(rf'y="(\d+)">{other_end}<', drawn)
            assert far
            assert abs(int(far[1]) - int(line[1])) <= 5
            assert f"{number[1]} to {other_end}" in GUIDE
