"""Reference pages that mirror code say what the code says."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from printed_pages import PAGES

from tpdevice.cli.main import cli

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_says_what_the_program_says(name: str, *, update_goldens: bool) -> None:
    page = REFERENCE / name
    printed = PAGES[name]()
    if update_goldens:
        page.write_text(printed, encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == printed


def test_every_number_says_where_it_comes_from() -> None:
    rows = [line for line in PAGES["numbers.md"]().splitlines() if line.startswith("| `")]
    assert len(rows) > 50
    words = ("Source", "Chosen", "chosen", "Assumed")
    assert [row for row in rows if not any(word in row for word in words)] == []


def test_the_page_of_cues_is_what_the_command_prints() -> None:
    printed = CliRunner().invoke(cli, ["cues"]).stdout
    assert (REFERENCE / "phases-and-cues.md").read_text(encoding="utf-8") == printed
