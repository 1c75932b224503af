"""`decode`: frames in hex to JSON lines, for a bug report."""

import json
from typing import Any

import pytest
from running import tpdevice

from tpdevice.devices import DRIVERS

GOOD = "0108000080bf01000000"


def decoded(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    said = tpdevice("decode", "progressor", *arguments)
    assert said.err == ""
    return said.code, [json.loads(line) for line in said.out.splitlines()]


def test_a_good_frame_is_a_line_for_each_value() -> None:
    code, lines = decoded(GOOD)
    assert code == 0
    assert lines == [
        {"frame": GOOD, "raw": -1.0, "unit": "kgf", "device_us": 1, "force_n": -9.80665}
    ]
    assert decoded("0x" + GOOD.upper(), GOOD)[0] == 0


@pytest.mark.parametrize(
    "written",
    [
        "01:08:00:00:80:bf:01:00:00:00",
        "01-08-00-00-80-BF-01-00-00-00",
        "01 08 00 00  80 bf 01 00 00 00",
        "0x01 0x08 0x00 0x00 0x80 0xbf 0x01 0x00 0x00 0x00",
        "0X0108000080BF01000000",
        " 01:08:00:00:80:bf:01:00:00:00:\n",
    ],
)
def test_hex_may_be_written_as_other_programs_print_it(written: str) -> None:
    assert decoded(written) == decoded(GOOD)


@pytest.mark.parametrize(
    ("frame", "error"),
    [
        ("", "shorter than"),
        ("01", "shorter than"),
        ("zz", "not hex"),
        ("012", "not hex"),
        ("01:0:80", "not hex"),
        ("0x", "shorter than"),
        ("\x1b[31m", "not hex"),
        ("01080000c07f01000000", "not a finite number"),
        ("01080000807f01000000", "not a finite number"),
        ("0108ffff7f7f01000000", "beyond twice the range"),
        ("0109000080bf01000000ff", "says 9 bytes"),
        ("ff" * 600, "600 bytes long"),
        ("0900", "unknown tag, 9"),
    ],
)
def test_a_bad_frame_is_a_line_with_its_error_and_exit_code_1(frame: str, error: str) -> None:
    code, lines = decoded(GOOD, frame, GOOD)
    assert code == 1
    assert error in " ".join(line.get("error", "") for line in lines)
    assert lines[0]["force_n"] == lines[-1]["force_n"] == -9.80665


def test_frames_that_are_understood_but_carry_no_force_are_good() -> None:
    assert decoded("0400") == (0, [{"frame": "0400", "battery_low": True}])
    assert decoded("0500")[1][0]["ignored"] == "tag 5"
    assert decoded("00", "--channel", "nonsense")[1][0]["ignored"]


def test_a_reply_is_read_by_the_request_before() -> None:
    reply = "0004e80b0000"
    assert decoded(reply, "--after", "0x6f")[1] == [{"frame": reply, "battery_mv": 3048}]
    assert decoded(reply, "--after", "111")[1] == [{"frame": reply, "battery_mv": 3048}]
    assert "ignored" in decoded(reply)[1][0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("gramophone", GOOD),
        ("progressor",),
        ("progressor", GOOD, "--after", "999"),
        ("progressor", GOOD, "--after", "-1"),
        ("progressor", GOOD, "--after", "battery"),
    ],
)
def test_what_was_asked_wrongly_is_said_with_exit_code_2(arguments: tuple[str, ...]) -> None:
    said = tpdevice("decode", *arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err


def test_an_unknown_sensor_is_answered_with_those_that_are_known() -> None:
    said = tpdevice("decode", "gramophone\x1b[31m", GOOD)
    assert f"Known kinds: {', '.join(DRIVERS)}." in said.err
    assert "\x1b" not in said.err


@pytest.mark.parametrize("said", ["unit", "=N", "unit=N", "\x1b[31m=1"])
def test_an_option_that_a_kind_does_not_have_is_refused(said: str) -> None:
    ran = tpdevice("decode", "progressor", GOOD, "--option", said)
    assert ran.code == 2
    assert ran.out == ""
    assert "\x1b" not in ran.err


def test_an_option_that_is_said_twice_is_refused() -> None:
    ran = tpdevice("decode", "progressor", GOOD, "--option", "a=1", "--option", "a=2")
    assert ran.code == 2
    assert "a=2 is not NAME=VALUE, said once" in ran.err
