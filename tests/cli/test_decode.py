"""`decode`: frames in hex to JSON lines, for a bug report."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import tpdevice

from tpdevice.core.advertbytes import frames_in
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


MI_1 = (
    "043e390d011300008995c08c47c80100ff7f{}0000000000000000001f02010603021d1809ff5701c8478cc095890d"
    "161d18{}"
)
CAPTURED = {
    "WH-C06 with its company id, at zero (jvasilakes/mito)": (
        "wh-c06",
        "0001020311ffffffffffff01000001f4019990",
        0.0,
    ),
    "WH-C06 with its company id, at zero (sebws/Crane)": (
        "wh-c06",
        "00010203112ac0191123e101000001f401d4cb",
        0.0,
    ),
    "Skale with its company id (theengs)": ("skale", "ef81d70400ff", 0.1239),
    "Skale with its company id, less on it (theengs)": ("skale", "ef81280100ff", 0.0296),
    "Mi Scale 1, an extended report (ble_monitor)": (
        "mi-scale",
        MI_1.format("ba", "229e43e507040b101301"),
        86.55,
    ),
    "Mi Scale 1, as the load is taken off (ble_monitor)": (
        "mi-scale",
        MI_1.format("c7", "821400e507040b101708"),
        0.1,
    ),
    "Mi Scale 2, a report (ble_monitor)": (
        "mi-scale",
        "043e2402010001ef148244dedf1802010603021b1810161b180226b20705040f0201ac018642be",
        85.15,
    ),
}


@pytest.mark.parametrize("what", CAPTURED)
def test_an_advert_is_decoded_as_others_print_it(what: str) -> None:
    key, hex_, kg = CAPTURED[what]
    lines = advert(key, hex_)
    forces_n = [line["force_n"] for line in lines if "force_n" in line]
    assert forces_n == [pytest.approx(kg * 9.80665, abs=1e-6)]


def advert(key: str, hex_: str) -> list[dict[str, Any]]:
    said = tpdevice("decode", key, "--advert", hex_)
    return [json.loads(line) for line in said.out.splitlines()]


def test_the_advert_of_a_stranger_is_never_guessed() -> None:
    """Whose bytes these are, is still argued about (KristianP26/ble-scale-sync 34)."""
    captured = "ffffaabbed6739dc606008d60000ffffff0200181a4c0903fc01"
    assert [set(line) for line in advert("qn", captured)] == [{"frame", "ignored"}]
    assert advert("qn", "02") == [{"frame": "02", "error": "no manufacturer or service data in it"}]


@given(st.binary(max_size=60))
def test_any_bytes_are_an_advert_or_none(data: bytes) -> None:
    for channel, _ in frames_in(data):
        assert channel.startswith(("manufacturer/", "service/"))
