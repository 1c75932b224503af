"""`tpdevice analyse`: any recording, in words and as JSON."""

import json
from pathlib import Path

from running import tpdevice


def recorded(tmp_path: Path) -> str:
    """Return a file of a hold of 20 s at 40 N, in kilograms."""
    path = tmp_path / "squeeze.csv"
    rows = [f"{i / 80:.4f},{4.079 if 160 <= i < 1760 else 0}" for i in range(2000)]
    path.write_text("\n".join(["sec,pull", *rows]), encoding="utf-8")
    return str(path)


def test_a_recording_is_measured_in_words(tmp_path: Path) -> None:
    said = tpdevice("analyse", recorded(tmp_path), "--unit", "kg", "--band", "34:46")
    assert said.code == 0
    head, hold, total, pressed = said.out.splitlines()
    assert head == "band 34 to 46 N"
    assert hold.startswith("hold 1, from 2.")
    assert "below 0.0 · above 0.0 · no data 0.0 · mean 40.0 N · peak 40.0 N" in hold
    assert total.startswith("in all: held 16.")
    assert "80 values a second" in pressed
    assert "time from 'sec' in s, force from 'pull' in kg" in said.err


def test_the_measures_come_as_json_with_units_in_their_names(tmp_path: Path) -> None:
    options = ("--time", "sec", "--force", "pull", "--unit", "kg", "--band", "34:46")
    said = tpdevice("analyse", recorded(tmp_path), *options, "--hold", "10", "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert found["band_n"] == [34.0, 46.0]
    (hold,) = found["holds"]
    assert abs(hold["held_s"] - 10.0) < 0.02
    assert abs(hold["impulse_n_s"] - 400.0) < 2


def test_what_was_never_in_the_band_says_so(tmp_path: Path) -> None:
    said = tpdevice("analyse", recorded(tmp_path), "--unit", "kg", "--band", "60:70")
    assert "Nothing was held" in said.out


def test_a_table_without_a_line_of_names_is_asked_for_by_numbers(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("\n".join(f"{i / 80:.4f},40" for i in range(400)), encoding="utf-8")
    said = tpdevice("analyse", str(path), "--band", "34:46")
    assert (said.code, said.out) == (2, "")
    assert "Say --time NAME or its number. There are: 1, 2." in said.err
    options = ("--time", "1", "--force", "2", "--unit", "N", "--band", "34:46")
    assert tpdevice("analyse", str(path), *options).code == 0


def test_a_band_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    for band in ("46:34", "34", "0:5", "nan:5", "a:b", "5:inf", "-3:4"):
        said = tpdevice("analyse", recorded(tmp_path), "--unit", "kg", f"--band={band}")
        assert (said.code, said.out) == (2, ""), band
        assert "FROM:TO in newtons" in said.err


def test_a_file_that_makes_no_sense_is_refused_by_name_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bad\x1b[31m.csv"
    path.write_text("time_s,force_n\n0,1\n1,nan\n", encoding="utf-8")
    said = tpdevice("analyse", str(path), "--band", "34:46")
    assert (said.code, said.out) == (1, "")
    assert said.err == "tpdevice: bad[31m.csv, line 3: 'nan' is not a number.\n"
