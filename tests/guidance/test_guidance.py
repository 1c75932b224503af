"""A small fixed slice of the benchmark, so that what it prints stays true of what is used."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest
from benchmarks.guiding import moved, pictures
from benchmarks.guiding.ceiling import SOON_NS, one, passed
from benchmarks.guiding.cells import COMPARED, cells
from benchmarks.guiding.course import WAYS, Course, run
from benchmarks.guiding.goals import held
from benchmarks.guiding.score import Score, score
from benchmarks.guiding.sheet import GREY
from benchmarks.guiding.table import averaged

PEOPLE = 3
TEN = 10
TODAY = {
    "hand": {
        "inside": 0.921,
        "weakest": 0.799,
        "above": 0.013,
        "per_min": 5.2,
        "words_per_min": 9.8,
        "first_s": 9.6,
        "plain": 0.725,
        "asking": 0.914,
        "asking_words": 16.1,
    },
    "lying": {
        "inside": 0.949,
        "weakest": 0.842,
        "above": 0.009,
        "per_min": 4.1,
        "words_per_min": 8.2,
        "first_s": 11.2,
        "plain": 0.928,
        "asking": 0.944,
        "asking_words": 13.0,
    },
}
"""What ten people for development came to: a way that is two points worse is to fail here. After a
change that is better for many (`bench guidance`), write the new figures."""
NOTHING = Score(**{f.name: 1.0 if f.name == "guided_min" else 0.0 for f in fields(Score)})


def scores(way, support="hand", people=PEOPLE, **more):
    runs = [run(Course(way, support, i, 0, **more)) for i in range(people)]
    return [score(ran) for ran in runs if ran is not None]


def mean(name, found):
    return float(np.mean([getattr(each, name) for each in found]))


@pytest.mark.parametrize("support", TODAY)
def test_ours_holds_people_as_well_as_it_did_and_longer_than_plain_cues(support):
    today = TODAY[support]
    ours, plain = scores("ours", support, TEN), scores("plain cues", support, TEN)
    assert mean("inside", ours) > today["inside"] - 0.02
    assert min(each.inside for each in ours) > today["weakest"] - 0.03
    assert mean("above", ours) < today["above"] + 0.01
    assert mean("per_min", ours) < today["per_min"] + 0.6
    assert mean("words_per_min", ours) < today["words_per_min"] + 1.2
    assert mean("first_s", ours) < today["first_s"] + 1.0
    assert mean("credit", ours) < 0.002
    gap = mean("inside", ours) - mean("inside", plain)
    assert gap > today["inside"] - today["plain"] - 0.02


@pytest.mark.parametrize("support", TODAY)
def test_questions_cost_little_of_the_time_in_the_band(support):
    asked = scores("ours, asking", support, TEN)
    assert mean("inside", asked) > TODAY[support]["asking"] - 0.02
    assert mean("words_per_min", asked) < TODAY[support]["asking_words"] + 1.5


def test_without_feedback_force_sinks_out_of_the_band():
    assert mean("inside", scores("no feedback")) < 0.7


@pytest.mark.parametrize("way", WAYS)
def test_the_shares_of_a_hold_add_up(way):
    for each in scores(way, people=1):
        assert each.inside + each.above + each.below + each.ended == pytest.approx(1.0)


def test_a_word_that_is_said_again_counts_again():
    ran = run(Course("plain cues", "hand", 0, 0, scenario="asleep"))
    assert score(ran).per_min >= 10.0, "every 5 s, as long as nobody hears it"


def test_who_presses_past_the_ceiling_is_told_to_come_off_in_time():
    took_ms = [
        one(Course("ours", "hand", i, 0, scenario="drops_on", scored_s=4.0)) for i in range(6)
    ]
    assert any(ms is not None for ms in took_ms)
    assert all(ms is None or ms * 1e6 <= SOON_NS for ms in took_ms)
    with ThreadPoolExecutor(1) as pool:
        assert passed(pool, 12, 0).late == 0


def test_silence_is_not_credited_by_ours_and_is_by_others():
    ours, other = (scores(way, people=2, stall_s=3.5) for way in ("ours", "raw zone"))
    assert mean("credit", ours) < 0.005 < mean("credit", other)


def test_the_same_course_is_the_same_run():
    first, again = (run(Course("ours", "cane", 2, 5)) for _ in range(2))
    assert first.told == again.told
    assert (first.force_n == again.force_n).all()


def test_the_table_names_every_way_at_every_support():
    rows = {(cell.way, cell.support) for cell in cells(2, 0) if cell.part == "supports"}
    assert len(rows) == len(WAYS) * 4
    sensors = [cell for cell in cells(2, 0) if cell.part == "sensors"]
    assert {cell.way for cell in sensors} == set(COMPARED)


def test_a_row_and_its_pictures_are_drawn_from_what_was_scored(tmp_path):
    rows = []
    for cell in cells(PEOPLE, 0):
        if cell.part == "supports" and cell.support in ("hand", "lying"):
            made = [replace(NOTHING, inside=0.9 + i / 100) for i in range(PEOPLE)]
            rows.append(averaged(cell, made))
    assert rows[0].mean.inside == pytest.approx(0.91)
    assert "91.0" in rows[0].line()
    asking = [row.line() for row in rows if row.way == "ours, asking"]
    assert [line.split()[0] for line in asking] == ["hand", "lying"]
    assert all("ours, asking " in line for line in asking)
    assert json.dumps([row.plain() for row in rows])
    assert {figure.what for figure in held(rows)} >= {"in the band, hand", "episodes, lying"}
    pictures.ways(rows, tmp_path / "ways.svg")
    drawn = (tmp_path / "ways.svg").read_text()
    assert all(drawn.count(f">{pictures.NAMES[way]}<".replace('"', "&quot;")) == 1 for way in WAYS)
    assert drawn.count("<circle") == 2 * len(WAYS), "by hand and lying"


def shifted(cell, points):
    """Return the row of eight people whose shares in the band lie by so many points elsewhere."""
    inside = [0.8 + (i + by) / 100 for i, by in enumerate(points)]
    return averaged(cell, [replace(NOTHING, inside=share) for share in inside])


def test_a_move_within_chance_is_drawn_as_noise(tmp_path):
    base, *others = [c for c in cells(40, 0) if c.part == "moved" and c.support == "hand"]
    rows = [shifted(base, [0] * 8)]
    rows += [shifted(cell, [-4, -5, -6, -5] * 2) for cell in others[:2]]
    rows += [shifted(cell, [-1, 1, -2, 2] * 2) for cell in others[2:]]
    assert not moved.end("x 2", rows[0], rows[1]).noise
    assert moved.end("x 2", rows[0], rows[3]).noise
    moved.tornado(rows, tmp_path / "moved.svg")
    drawn = (tmp_path / "moved.svg").read_text()
    assert "Base: &quot;more … there&quot; by hand, 8 people as assumed: 83.5 %" in drawn
    assert "x 0.5: −5.0 ± 0.5" in drawn
    assert drawn.count(f'fill="{GREY}" fill-opacity') == 18, "two ends of nine that are noise"


def test_people_to_whom_nothing_was_offered_are_left_out_of_a_pair():
    cell = next(cell for cell in cells(2, 0) if cell.part == "moved")
    base = averaged(cell, [replace(NOTHING, inside=0.5), None, replace(NOTHING, inside=0.7)])
    row = averaged(cell, [replace(NOTHING, inside=0.6), replace(NOTHING, inside=0.1), None])
    assert moved.end("x 2", base, row).points == pytest.approx(10.0)
