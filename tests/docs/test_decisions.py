"""Every decision says what else was possible, on one page."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
PAGES = sorted(FOLDER.glob("*.md"))
PARTS = ["Context", "Decision", "Alternatives", "Consequences"]
ONE_PAGE = 60
"""Lines. Chosen."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_has_its_four_parts_and_two_alternatives_on_one_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    alternatives = text.partition("## Alternatives")[2].partition("## Consequences")[0]
    rows = re.findall(r"^\| [^|\s].* \| .+ \|$", alternatives, re.MULTILINE)
    assert len(rows) >= 2
    assert len(text.splitlines()) <= ONE_PAGE


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.stem[:4]) for page in PAGES]
    titles = [int(page.read_text(encoding="utf-8")[2:].partition(".")[0]) for page in PAGES]
    assert numbers == titles == list(range(1, len(PAGES) + 1))
