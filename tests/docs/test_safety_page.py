"""Every promise on the pages of safety and privacy names a test, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / "docs" / "explanation" / name).read_text(encoding="utf-8")
    for name in ("safety.md", "privacy.md")
}
PROMISES = [
    line
    for page in PAGES.values()
    for line in page.splitlines()
    if line.startswith("| ") and not line.startswith(("| promise", "|---"))
]
NAMED = sorted(set(re.findall(r"`(test_\w+)`", "".join(PAGES.values()))))


def test_the_pages_name_tests() -> None:
    assert len(NAMED) >= 80
    assert len(PROMISES) >= 60
    assert all(re.search(r"`test_\w+`", page) for page in PAGES.values())


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_names_its_test(promise: str) -> None:
    assert re.search(r"`test_\w+`", promise.split(" | ")[1])


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_a_page_names_is_there(name: str) -> None:
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    assert re.search(rf"^\s*(async )?def {name}\(", sources, re.MULTILINE)
