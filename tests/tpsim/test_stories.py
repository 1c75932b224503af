"""Stories by name: of the table, of one fault, or of a file that may be anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpsim import stories
from tpsim.faults import ABOUT, Fault
from tpsim.scenarios import SCENARIOS, Temper
from tpsim.shelf import MOST, Shelf, kinds


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_story_of_the_table_is_found_by_its_name(name):
    assert stories.find(name) is SCENARIOS[name]


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_a_story_of_its_own(fault):
    (mishap,) = stories.find(f"fault:{fault}:REST").mishaps
    assert (mishap.fault, mishap.phase) == (fault, "REST")
    assert mishap.lasts_s == ABOUT[fault].lasts_s
    (mishap,) = stories.find(f"fault:{fault}").mishaps
    assert mishap.phase == "HOLD"


@pytest.mark.parametrize(
    "name", ["", "rain", "fault:", "fault:rain", "fault:stall:NOON", "no.toml"]
)
def test_what_is_no_story_is_refused(name):
    with pytest.raises(ValueError, match=r"none of|No such file"):
        stories.find(name)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("weather = 1", "'weather'"),
        ("mishap = 3", "no list of tables"),
        ("[[mishap]]\nfault = 3", "no text"),
        ("[[mishap]]\nfault = 'rain'", "'rain'"),
        ("[[mishap]]\nfault = 'stall'\nafter_s = [1, 2, 3]", "neither a number nor two"),
        ("[[mishap]]\nfault = 'stall'\nafter_s = [3, 2]", "larger than the second"),
        ("[[mishap]]\nfault = 'stall'\nlasts_s = nan", "no number"),
        ("[[mishap]]\nfault = 'stall'\nlasts_s = true", "no number"),
        ("[[mishap]]\nfault = 'stall'\nlasts_s = 1e9", "not between"),
        ("[[mishap]]\nfault = 'stall'\nphase = 'NOON'", "'NOON'"),
        ("[person]\nmood = 1", "'mood'"),
        ("[person]\nby_ball = 1", "neither true nor false"),
        ("person = 3", "no table"),
        ("battery_mv = -1", "not between"),
        ("about = 3", "no text"),
        ("= = =", "at line 1"),
        ("x = " + "[" * 5000, "file.toml"),
        ("#" * 70_000, "larger than"),
    ],
)
def test_a_file_that_makes_no_sense_says_where(told, said, tmp_path):
    path = tmp_path / "file.toml"
    path.write_text(told, "utf-8")
    with pytest.raises(ValueError, match=said) as caught:
        stories.find(str(path))
    assert str(path) in str(caught.value)


def test_a_person_of_a_file_may_have_all_that_one_of_the_table_has(tmp_path):
    path = tmp_path / "file.toml"
    path.write_text("[person]\nby_ball = true\nlets_go_after_s = [1, 2]\naway_s = 3", "utf-8")
    assert stories.find(str(path)).temper == Temper(
        by_ball=True, lets_go_after_s=(1.0, 2.0), away_s=3.0
    )


@given(st.binary(max_size=60))
def test_any_bytes_are_a_story_or_an_error(tmp_path_factory, told):
    path = tmp_path_factory.mktemp("told") / "any.toml"
    path.write_bytes(told)
    try:
        found = stories.find(str(path)).key
    except ValueError as error:
        found = str(error)
    assert "any" in found


def test_several_devices_are_asked_for_at_once():
    assert kinds(["progressor*3", "wh-c06"]) == ["progressor"] * 3 + ["wh-c06"]


@pytest.mark.parametrize("asked", [[], ["abacus"], ["progressor*"], [f"progressor*{MOST + 1}"]])
def test_devices_that_do_not_exist_or_do_not_fit_are_refused(asked):
    with pytest.raises(ValueError, match=r"none of|devices"):
        kinds(asked)


class Heard:
    def __init__(self):
        self.messages = []
        self.outbound = None

    def on_message(self, message):
        self.messages.append(message["t"])


def test_a_message_goes_to_the_sensor_that_it_names():
    first, second = Heard(), Heard()
    shelf = Shelf([first, second])
    shelf.on_message({"t": "hello"})
    shelf.on_message({"t": "fault", "sensor": 1})
    assert (first.messages, second.messages) == (["hello"], ["fault"])
    for which in (2, -1, True, "1"):
        with pytest.raises(ValueError, match="sensor"):
            shelf.on_message({"t": "fault", "sensor": which})
