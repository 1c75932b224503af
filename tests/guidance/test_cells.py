"""Which rows there are, that each of them tells something, and what the goals are read from."""

import math
import re
from collections import Counter
from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from benchmarks.guiding import moved
from benchmarks.guiding.ceiling import HARD, TOLD, courses
from benchmarks.guiding.cells import AS_ASSUMED, COMPARED, WAYWARD, Cell, cells
from benchmarks.guiding.course import Course, person, run
from benchmarks.guiding.goals import held
from benchmarks.guiding.score import Score
from benchmarks.guiding.table import averaged

from tpsim.population import SIZE, SUPPORTS
from tpsim.sensor import SENSORS

NOTHING = Score(**{f.name: 1.0 if f.name == "guided_min" else 0.0 for f in fields(Score)})
CELLS = list(cells(SIZE, 0))


def of(part):
    return [cell for cell in CELLS if cell.part == part]


def row(part, name, way="ours", support="hand", **figures):
    return averaged(Cell(part, name, way, support, ()), [replace(NOTHING, **figures)])


def test_every_sensor_is_pressed_in_every_way_of_pressing():
    found = {(cell.name, cell.support, cell.way) for cell in of("sensors")}
    assert found == {(s, p, w) for s in SENSORS for p in SUPPORTS for w in COMPARED}
    people = {cell.support: len(cell.courses) for cell in of("sensors")}
    assert people == {"hand": 25, "lying": 25, "cane": 12, "wall": 12}


def test_whoever_answers_is_asked():
    ways = {name: {cell.way for cell in of("wayward") if cell.name == name} for name in WAYWARD}
    assert ways["lifts_off"] == ways["late"] == {"ours, asking"}
    assert "ours, asking" in ways["obedient"], "to compare them with"


@cache
def doing_as_told(way, index):
    return run(Course(way, "hand", index, 0))


@pytest.mark.parametrize(
    ("scenario", "way"),
    [(name, way) for name, ways in WAYWARD.items() for way in ways if name != "obedient"],
)
def test_the_wayward_press_otherwise_than_the_obedient(scenario, way):
    for index in range(4):
        wayward = run(Course(way, "hand", index, 0, scenario=scenario))
        obedient = doing_as_told(way, index)
        shorter = min(len(wayward.force_n), len(obedient.force_n))
        if np.abs(wayward.force_n[:shorter] - obedient.force_n[:shorter]).max() > 5.0:
            return
    pytest.fail(f"nobody who is {scenario} departs from the obedient")


def test_each_of_ten_assumptions_and_more_is_moved_both_ways_and_moves_somebody():
    for support in ("hand", "lying"):
        moved = [cell for cell in of("moved") if cell.support == support]
        ends = Counter(re.split(" [x=] ", cell.name)[0] for cell in moved)
        assert ends.pop(AS_ASSUMED) == 1
        assert len(ends) >= 10
        assert set(ends.values()) == {2}
        assert {"breath", "slack that is renewed"} <= set(ends)
        for cell in moved:
            course = cell.courses[0]
            as_assumed = person(Course("ours", support, course.index, course.seed_base))
            assert (person(course) == as_assumed) == (cell.name == AS_ASSUMED), cell.name


def test_a_moved_assumption_moves_the_force():
    for support, value in (("hand", 0.5), ("lying", 0.25)):
        course = Course("ours", support, 0, 0, scored_s=30.0)
        moved = run(replace(course, sets=(("slack_again", value),)))
        assert not np.array_equal(run(course).force_n, moved.force_n)


def test_the_worst_row_of_any_load_cell_is_what_is_credited_wrongly():
    rows = [
        row("supports", "hand", credit=0.001),
        row("sensors", "load cell, 8 Hz, no clock", support="lying", credit=0.004),
        row("sensors", "load cell, 8 Hz, no clock", "raw zone", credit=0.1),
        row("sensors", "FSR", credit=0.2),
        row("sensors", "air ball", credit=0.2),
    ]
    figure = next(f for f in held(_with_ways(rows)) if f.what == "seconds credited wrongly")
    assert figure.value == pytest.approx(0.4)
    assert "load cell, 8 Hz, no clock, lying" in figure.of


def _with_ways(rows):
    return [*rows, *(row("supports", "hand", way) for way in ("plain cues", "all-knowing"))]


def test_a_row_in_which_nothing_is_credited_is_not_the_worst():
    rows = [row("wayward", "far_too_hard", credit=math.nan), row("supports", "hand", credit=0.002)]
    assert [f.value for f in held(_with_ways(rows))][-1] == 0.2


def test_every_row_has_room_for_its_name():
    for cell in CELLS:
        made = averaged(cell, [NOTHING])
        name = cell.name if cell.name == cell.support else f"{cell.name}, {cell.support}"
        assert made.line().startswith(f"{name} ")


def test_what_is_credited_to_who_lifts_off_is_counted_too():
    rows = [row("wayward", "lifts_off", "ours, asking", credit=0.003)]
    assert [f.value for f in held(_with_ways([row("supports", "hand"), *rows]))][-1] == 0.3


def test_past_the_ceiling_every_sensor_with_and_without_its_clock_has_its_turn():
    made = list(courses(10_000, 0))
    assert len(made) == 10_000
    found = Counter((c.sensor, c.clock, c.support, c.scenario) for c in made)
    assert {name for name, _ in TOLD} == set(SENSORS)
    rates = {name for name in SENSORS if name.startswith("load cell")}
    assert {(name, clock) for name in rates for clock in (True, False)} <= set(TOLD)
    wanted = {(*told, p, story) for told in TOLD for p in SUPPORTS for story in HARD}
    assert set(found) == wanted
    assert min(found.values()) > 10


@pytest.mark.parametrize("clock", [True, False])
def test_a_course_decides_whether_samples_carry_their_time(clock):
    course = Course("ours", "hand", 0, 0, sensor="load cell, 8 Hz, no clock", scored_s=1.0)
    assert run(replace(course, clock=clock)).given.has_clock is clock
    assert run(course).given.has_clock is False


def test_breath_is_among_the_ten_that_are_drawn_of_who_lies(tmp_path):
    rows = [row("moved", AS_ASSUMED, support="lying", inside=0.95)]
    for cell in of("moved"):
        if cell.support == "lying" and cell.name != AS_ASSUMED:
            inside = 0.8 if cell.name.startswith(("breath", "slack that")) else 0.94
            rows.append(row("moved", cell.name, support="lying", inside=inside))
    moved.tornado(rows, tmp_path / "moved.svg", "lying")
    drawn = (tmp_path / "moved.svg").read_text()
    assert ">breath<" in drawn
    assert ">slack that is renewed<" in drawn
    assert "= 0.25: −15.0 · = 0.5: −15.0" in drawn
    assert len(re.findall('font-size="12">[a-z]', drawn)) >= 10
