import numpy as np
import pytest
from fake_coach import CONTROL, Coach, S, cue, events, samples
from hypothesis import given, settings
from hypothesis import strategies as st

from tpsim.loopback import open_loopback
from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS


def test_it_says_what_it_is():
    link = open_loopback("seed=3&subject=lying")
    assert link.device["key"] == "progressor"
    assert link.device["name"].startswith("Progressor_")
    assert link.device["simulated"] is True
    assert link.person == {
        "name": "lying",
        "point": "GMD",
        "side": "right",
        "tool": "ball on the floor",
        "support": "lying",
    }


def test_an_empty_target_is_the_obedient_novice():
    assert open_loopback("").person["name"] == "novice"


@pytest.mark.parametrize(
    "target", ["subject=nobody", "scenario=never", "device=scale", "sed=1", "seed=x", "seed=-1"]
)
def test_an_unknown_wish_is_refused(target):
    with pytest.raises(ValueError, match=r"none of|invalid|non-negative|entropy"):
        open_loopback(target)


def test_the_link_comes_up_first():
    assert open_loopback("").poll(S) == ("link", 0, "up", "")


def test_frames_flow_only_after_a_start():
    link = open_loopback("")
    assert events(link, 5, restart=False) == [("link", 0, "up", "")]
    link.write(5 * S, CONTROL, b"\x65")
    assert 78 < len(samples(events(link, 6, from_s=5))) < 84


def test_nothing_is_returned_before_its_time():
    link = open_loopback("")
    link.poll(0)
    link.write(0, CONTROL, b"\x65")
    for tick in range(1, 400):
        while (event := link.poll(tick * 7_000_000)) is not None:
            assert event[1] <= tick * 7_000_000


@given(st.integers(0, 50), st.sampled_from(sorted(SCENARIOS)), st.floats(0.004, 0.7))
@settings(max_examples=25, deadline=None)
def test_how_often_one_asks_changes_nothing(seed, scenario, step_s):
    def run(step_s):
        link = open_loopback(f"seed={seed}&scenario={scenario}")
        link.show(0, cue("more", "APPROACH"))
        happened = events(link, 9, step_s=step_s)
        link.show(9 * S, cue("stay", "HOLD", question="rating"))
        return happened + events(link, 24, from_s=9, step_s=step_s)

    assert run(step_s) == run(0.1)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(subject):
    first, again, other = (
        Coach(f"subject={subject}&seed={seed}").run(20).events for seed in (5, 5, 6)
    )
    assert first == again
    assert first != other


def test_events_come_in_the_order_of_time():
    coach = Coach("scenario=link_drop&subject=responder").run(60)
    times = [event[1] for event in coach.events]
    assert times == sorted(times)


def test_a_relink_drops_the_link_and_brings_it_back():
    link = open_loopback("")
    events(link, 2)
    link.relink(2 * S)
    happened = events(link, 4, from_s=2)
    states = [(e[2], e[1] / S) for e in happened if e[0] == "link"]
    assert [state for state, _ in states] == ["down", "up"]
    assert states[0][1] == pytest.approx(2.0, abs=0.15)
    assert 0.2 < states[1][1] - states[0][1] < 0.6
    assert samples([e for e in happened if e[1] > states[1][1] * S])[0][2] < 70_000


def test_a_relink_does_not_bring_back_what_is_out_of_reach():
    link = open_loopback("scenario=link_drop")
    link.show(0, cue("stay", "HOLD"))
    at_s, last_frame_s = 0.0, 0.0
    while at_s - last_frame_s < 0.4:
        for event in events(link, at_s + 0.1, from_s=at_s):
            last_frame_s = event[1] / S
        at_s += 0.1
    link.relink(round(at_s * S))
    happened = events(link, at_s + 6, from_s=at_s)
    assert [e[2] for e in happened if e[0] == "link"] == ["down", "up"]
    assert [e for e in happened if e[0] == "link"][1][1] / S - last_frame_s > 3.0


def test_truth_has_one_entry_for_each_grid_point():
    link = open_loopback("")
    events(link, 10)
    truth = link.truth()
    assert truth["t_ns"].dtype == np.int64
    assert np.all(np.diff(truth["t_ns"]) == 11_213_000)
    for name in ("force_n", "read_n", "present"):
        assert len(truth[name]) == len(truth["t_ns"])
    assert np.all(truth["force_n"] == 0.0)


def test_the_counter_may_be_told_when_to_wrap():
    link = open_loopback("scenario=counter_wrap&wraps_after_s=3")
    stamps = np.array([us for _, _, us in samples(events(link, 5))])
    assert np.sum(np.diff(stamps) < 0) == 1
