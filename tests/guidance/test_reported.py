"""Which guided holds are called eased, and what the simulator knows of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.guiding import reported
from benchmarks.guiding.course import run
from benchmarks.guiding.ways import S

from tpsim.sensor import SENSORS

HAND = reported.courses(12, 7)["hand"]
COMPARED = "PELT (ruptures)"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what needs a library that only the benchmarks install."""
    monkeypatch.delitem(reported.BY_FORCE, COMPARED)


def test_every_support_and_every_sensor_has_a_row() -> None:
    names = set(reported.courses(4, 1))
    assert names == {
        "hand",
        "cane",
        "wall",
        "lying",
        *(f"hand, {sensor}" for sensor in SENSORS if sensor != "load cell"),
    }


def test_a_hold_is_judged_only_with_all_of_its_answers_and_by_what_the_point_did() -> None:
    told = {course.index: (run(course), reported.one(course)) for course in HAND}
    judged = {index: pair for index, pair in told.items() if pair[1] is not None}
    assert len(judged) >= 4
    for ran, found in judged.values():
        assert ran is not None
        assert found is not None
        answers = [r for r in ran.ratings if r.value is not None]
        assert len(answers) >= reported.ANSWERS
        first_ns, last_ns = answers[0].at_ns, answers[-1].at_ns
        early = [n for n in ran.let_go_ns if first_ns <= n <= last_ns - reported.EARLY_S * S]
        assert found.went == bool(early)
    assert {found.went for _, found in judged.values() if found is not None} == {True, False}


@pytest.mark.parametrize("sensor", ["load cell, 250 Hz", "load cell, 8 Hz, no clock"])
def test_force_is_seen_ten_times_a_second_whatever_the_sensor(sensor: str) -> None:
    ran = run(replace(HAND[0], sensor=sensor))
    assert ran is not None
    force = reported._shown(ran, ran.began_ns, ran.began_ns + 30 * S)
    assert len(force) == pytest.approx(300, abs=2)
    assert np.isfinite(force).all()
    assert force[:30].mean() == pytest.approx(1.0)


def test_each_row_has_the_same_people_for_every_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reported, "courses", lambda **_: {"hand": HAND[:8]})
    with ThreadPoolExecutor(1) as pool:
        rows = list(reported.rows(pool, people=8, seed_base=7))
    assert len({(row.quiet, row.eventful) for row in rows}) == 1
    assert {row.method for row in rows} > {"tpdevice", *reported.BY_FORCE}
