import json
from typing import Any

import pytest
from click.testing import CliRunner
from frames import golden, in_our_form

from tpdevice.cli.main import cli
from tpdevice.core.driver import DriverSpec
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import DRIVERS, driver

PROVENANCES = {"capture", "capture-probable", "author-test", "reconstructed", "constructed"}

every_frame = pytest.mark.parametrize(
    ("key", "frame"),
    [
        pytest.param(key, frame, id=f"{key}: {frame['name']}")
        for key in DRIVERS
        for frame in golden(key)["frames"]
    ],
)


@every_frame
def test_a_golden_frame_means_what_its_source_says(key: str, frame: dict[str, Any]) -> None:
    decoder = driver(key, set_up(frame))
    if frame["after"] is not None:
        decoder.requested(int(frame["after"], 0))
    data = bytes.fromhex(frame["hex"])
    channel = frame.get("channel", decoder.spec.notify[0])
    if frame["gives"] == [{"error": True}]:
        with pytest.raises(FrameError) as caught:
            decoder.receive(channel, data)
        assert caught.value.frame == data
        return
    events = decoder.receive(channel, data)
    assert [in_our_form(event) for event in events] == frame["gives"]


@every_frame
def test_a_golden_frame_says_where_it_was_found(key: str, frame: dict[str, Any]) -> None:
    assert frame["provenance"] in PROVENANCES
    assert frame["source"]
    assert frame["why"]


@every_frame
def test_decode_prints_what_a_golden_frame_means(key: str, frame: dict[str, Any]) -> None:
    after = [] if frame["after"] is None else ["--after", frame["after"]]
    if "channel" in frame:
        after += ["--channel", frame["channel"]]
    for name, value in set_up(frame):
        after += ["--option", f"{name}={value}"]
    ran = CliRunner().invoke(
        cli, ["decode", key, frame["hex"], *after], standalone_mode=False, catch_exceptions=False
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    spec = driver(key, set_up(frame)).spec
    expected = [line for event in frame["gives"] for line in printed(event, spec)]
    for line in lines:
        assert line.pop("frame") == frame["hex"]
        if "error" in line:
            assert line["error"]
            line["error"] = True
        for said in ("ignored", "unusable"):
            if said in line:
                assert line[said]
                line[said] = True
    assert lines == expected
    assert ran.return_value == any("error" in line for line in expected)


def set_up(frame: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the options with which a frame is to be decoded."""
    return tuple(frame.get("options", {}).items())


def printed(event: dict[str, Any], spec: DriverSpec) -> list[dict[str, Any]]:
    """Return the lines that a golden event should be printed as."""
    if "readings" in event:
        values = event["readings"]["raw"]
        stamps = event["readings"]["device_us"] or [None] * len(values)
        pairs = zip(values, stamps, strict=True)
        return [printed_value(raw, us, spec) for raw, us in pairs]
    if "malformed" in event:
        return [{"error": True}]
    if "about" in event:
        what, value = event["about"]
        return [{what: value}]
    return [event]


def printed_value(raw: float | str, us: int | None, spec: DriverSpec) -> dict[str, Any]:
    line: dict[str, Any] = {"raw": raw, "unit": spec.raw_unit}
    if us is not None:
        line["device_us"] = us
    if isinstance(raw, str) or abs(raw) > 2 * spec.range_raw:
        return line | {"error": True}
    if spec.n_per_raw is None:
        return line
    return line | {"force_n": round(raw * spec.n_per_raw, 6)}


def test_decode_says_force_in_newtons() -> None:
    """One kilogram-force is 9.80665 N: 0x3f800000 is 1.0."""
    ran = CliRunner().invoke(cli, ["decode", "progressor", "01080000803f00000000"])
    assert json.loads(ran.stdout)["force_n"] == N_PER_KGF == 9.80665
    assert ran.exit_code == 0


def test_decode_flags_a_force_beyond_twice_the_range() -> None:
    """0x43960000 is 300.0 kgf, exactly twice the range; the next float is beyond."""
    at = CliRunner().invoke(cli, ["decode", "progressor", "01080000964300000000"])
    beyond = CliRunner().invoke(cli, ["decode", "progressor", "01080100964300000000"])
    assert "force_n" in json.loads(at.stdout)
    assert json.loads(beyond.stdout)["error"]
