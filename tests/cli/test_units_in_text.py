"""Forces in a person's own unit where a log is looked at; the log itself stays in newtons."""

import json
import re
from pathlib import Path

import pytest
from running import tpdevice

from tpdevice.core.settings import Settings, Unit
from tpdevice.store.database import open_store
from tpdevice.store.people import keep_settings

NEWTONS = re.compile(r"\d ?N\b|\bN\b")


def liking(log_file: Path, unit: Unit) -> None:
    with open_store(log_file) as store:
        keep_settings(store, "demo", Settings(unit=unit))


@pytest.mark.parametrize("arguments", [("show", "1", "--all"), ("thresholds", "--simulated")])
def test_a_log_is_told_in_the_unit_of_who_pressed(
    log_file: Path, arguments: tuple[str, ...]
) -> None:
    assert NEWTONS.search(tpdevice("--db", str(log_file), *arguments).out)
    liking(log_file, Unit.KGF)
    said = tpdevice("--db", str(log_file), *arguments).out
    assert "kgf" in said
    assert not NEWTONS.search(said), NEWTONS.search(said)


@pytest.mark.parametrize("arguments", [("show", "1"), ("thresholds", "--simulated")])
def test_what_is_for_programs_stays_in_newtons(log_file: Path, arguments: tuple[str, ...]) -> None:
    before = tpdevice("--db", str(log_file), *arguments, "--json").out
    liking(log_file, Unit.LBF)
    assert json.loads(tpdevice("--db", str(log_file), *arguments, "--json").out) == json.loads(
        before
    )


def test_what_was_marked_is_the_same_force_in_every_unit(log_file: Path) -> None:
    def first_tender() -> float:
        said = tpdevice("--db", str(log_file), "show", "1").out
        return float(re.findall(r"first tender ([\d.]+)", said)[0])

    in_n = first_tender()
    liking(log_file, Unit.KGF)
    assert first_tender() * 9.80665 == pytest.approx(in_n, abs=0.1)
