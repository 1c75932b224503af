"""What the how-to guides list is what there is."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tpdevice.cli.main import cli
from tpdevice.cli.naming import said_options
from tpdevice.cli.plain import KEYS, WORDS
from tpdevice.core.band import Support
from tpdevice.core.homemade import UNITS
from tpdevice.devices import DRIVERS, driver
from tpdevice.runtime import content
from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
DECODE = re.compile(r"^\$ tpdevice (decode .+)\n(\{.+\})$", re.MULTILINE)


def _page(name: str) -> str:
    return (HOW_TO / name).read_text(encoding="utf-8")


def test_the_guide_to_a_real_sensor_counts_the_points_and_names_one_in_plain_words() -> None:
    page = _page("use-a-real-sensor.md")
    assert f"one of the {len(content.points())} places" in page
    [named] = re.findall(r'`--point "([a-z ]+)"`', page)
    assert named in {point.plain for point in content.points().values()}


def test_the_guide_to_a_real_sensor_names_every_support() -> None:
    page = _page("use-a-real-sensor.md")
    assert [support for support in Support if f"`{support}`" not in page] == []


def test_the_guide_to_plain_mode_lists_every_answer() -> None:
    rows = [line for line in _page("plain-mode.md").splitlines() if line.startswith("| ")]
    listed = set(re.findall(r"`(\w)`", " ".join(rows)))
    words = {word for word in [*WORDS, *KEYS] if word.isalpha()}
    assert words <= listed


@pytest.mark.parametrize(("command", "line"), DECODE.findall(_page("report-a-problem.md")))
def test_a_decoded_frame_is_what_the_guide_shows(command: str, line: str) -> None:
    assert CliRunner().invoke(cli, shlex.split(command)).stdout.strip() == line


def test_the_guide_to_a_home_made_sensor_names_kinds_options_and_units_that_there_are() -> None:
    page = _page("use-a-home-made-sensor.md")
    kinds = set(re.findall(r"\[`([a-z-]+)`\]", page))
    assert kinds == {key for key in kinds if DRIVERS[key].options}
    said = re.findall(r"--kind ([a-z-]+)((?: --option \S+)+)", page)
    assert said
    for kind, words in said:
        driver(kind, said_options(words.replace("--option ", "").split()))
    rows = re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE)
    assert set(rows) <= {option.name for option in DRIVERS["uart-text"].options}
    units = re.search(r"\| `unit` \| (.+) \|", page)
    assert units is not None
    assert re.split(r", | or ", units.group(1)) == list(UNITS)


def test_the_guide_to_simulation_uses_names_that_there_are() -> None:
    page = _page("simulate.md")
    assert set(re.findall(r"--subject (\w+)", page)) <= SUBJECTS.keys()
    assert set(re.findall(r"--scenario (\w+)", page)) <= SCENARIOS.keys()
