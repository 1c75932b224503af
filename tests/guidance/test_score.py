"""What a hold was worth: of ways that stop, of people who never come on, and past the limits."""

import json
import math
from dataclasses import fields, replace

import numpy as np
import pytest
from benchmarks.guiding.cells import Cell
from benchmarks.guiding.course import SETTLE_S, Course, run
from benchmarks.guiding.past import past
from benchmarks.guiding.score import Score, score
from benchmarks.guiding.table import HEAD, averaged
from benchmarks.guiding.ways import S, Word

NOTHING = Score(**{f.name: 1.0 if f.name == "guided_min" else 0.0 for f in fields(Score)})
CELL = Cell("supports", "hand", "ours", "hand", ())


def cut(ran, at_s, *told):
    """The same run, stopped so long into its scored time, with other words."""
    start_ns = ran.began_ns + round(SETTLE_S * S)
    return replace(
        ran,
        stops=[(start_ns + round(at_s * S), "come_off_alarm")],
        told=[(start_ns + round(s * S), Word("more", "more")) for s in told],
    )


@pytest.fixture(scope="module")
def whole():
    return run(Course("ours", "hand", 1, 0))


def test_a_hold_that_is_stopped_is_outside_for_what_is_left_of_it(whole):
    entire, half = score(whole), score(cut(whole, 30.0))
    assert entire.ended == 0.0
    assert half.ended == pytest.approx(0.5, abs=0.01)
    assert half.inside <= 0.5
    assert half.above + half.below <= 0.5
    assert half.inside + half.above + half.below + half.ended == pytest.approx(1.0)
    assert half.distance >= 0.5, "an aim away, once the hand is off"


def test_a_stop_at_once_leaves_nothing_but_what_ended(whole):
    nothing = score(cut(whole, 0.0))
    assert (nothing.inside, nothing.above, nothing.below, nothing.ended) == (0.0, 0.0, 0.0, 1.0)
    assert math.isnan(nothing.per_min)
    assert math.isnan(nothing.credit), "nothing was credited, rightly or wrongly"


def test_a_stop_makes_no_way_any_quieter(whole):
    told = (1.0, 5.0, 9.0)
    stopped = score(cut(whole, 10.0, *told))
    assert stopped.per_min == pytest.approx(18.0), "three in ten seconds"
    assert stopped.words_per_min == pytest.approx(18.0)
    assert stopped.sounding == pytest.approx(0.21)


def test_a_minute_counts_as_a_minute_however_many_people_it_came_from():
    long = replace(NOTHING, per_min=4.0)
    short = replace(NOTHING, per_min=60.0, guided_min=1 / 60)
    never = replace(NOTHING, per_min=math.nan, guided_min=0.0)
    mean = averaged(CELL, [long, short, never]).mean
    assert mean.per_min == pytest.approx((4.0 + 1.0) / (1 + 1 / 60))


@pytest.mark.parametrize("index", range(3))
def test_who_drops_on_to_the_tool_is_seen_past_the_ceiling(index):
    dropped = score(run(Course("ours", "hand", index, 0, scenario="drops_on")))
    assert dropped.come_off == 1
    assert dropped.over_ceiling == dropped.over_comfort == 1
    assert dropped.over_ceiling_s > 0.2
    assert dropped.over_comfort_s > dropped.over_ceiling_s
    assert dropped.over_comfort_most > 0.25 + dropped.over_ceiling_most > 0.3


def test_a_run_goes_on_after_come_off_until_the_hand_is_off():
    ran = run(Course("ours", "hand", 0, 0, scenario="drops_on"))
    assert ran.force_n[-1] == 0.0


def test_overshoots_are_counted_apart_and_each_moment_of_them():
    t_ns = np.arange(100) * (S // 10)
    force_n = np.full(100, 8.0)
    force_n[10:13], force_n[14], force_n[50:52] = 11.0, 12.0, 13.0
    found = past(t_ns, force_n, 10.0, since_ns=0)
    assert found.times == 2, "the second is the first again, a tenth of a second later"
    assert found.seconds == pytest.approx(0.6)
    assert found.most == pytest.approx(0.3)
    assert past(t_ns, force_n, 10.0, since_ns=2 * S).times == 1
    assert past(t_ns, force_n, 20.0, since_ns=0).times == 0


def test_the_table_has_the_deepest_overshoot_and_no_mean_of_it():
    made = [replace(NOTHING, over_comfort_most=share) for share in (0.0, 0.02, 0.4)]
    assert averaged(CELL, made).mean.over_comfort_most == 0.4


def test_who_never_comes_into_the_band_has_no_first_second_in_it():
    never = score(run(Course("ours", "hand", 0, 0, scenario="never_hard_enough")))
    assert math.isnan(never.first_s)
    assert (never.inside, never.above, never.below) == (0.0, 0.0, 1.0)
    assert never.distance > 0.3


def test_a_figure_that_nobody_has_is_a_dash_and_no_zero():
    never, soon = replace(NOTHING, first_s=math.nan), replace(NOTHING, first_s=8.0)
    assert averaged(CELL, [never, soon]).mean.first_s == 8.0
    row = averaged(CELL, [never, never])
    assert math.isnan(row.mean.first_s)
    assert row.plain()["mean"]["first_s"] is None
    json.dumps(row.plain(), allow_nan=False)
    names, first = HEAD.splitlines()[1], row.line()
    end = names.index("first") + len("first")
    assert first[:end].split()[-1] == "-"


def test_after_a_strong_rating_the_lowered_band_is_what_counts():
    ran = run(Course("ours, asking", "hand", 3, 0))
    assert len(ran.asked) > 1
    assert ran.asked[-1][1].top_mn < ran.given.shown.top_mn
    assert score(ran).inside > 0.8
    assert score(ran).credit < 0.005
