"""We say what a person does and reports, and never claim an effect on the body."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tpdevice.session.cues import CUES
from tpdevice.tui.sumup import OUTCOMES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tpdevice"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
CONTENT = sorted((SOURCE / "content").glob("*.toml"))
CODE = sorted(SOURCE.rglob("*.py"))

CLAIMS = re.compile(
    r"\b(treat(s|ed|ing|ments?)?|cur(e|es|ed|ing)|heal(s|ed|ing)?|diagnos\w*|deactivat\w*"
    r"|therapy|detect(s|ed|ing|ion)?|break(s|ing)? (up |down )?adhesions"
    r"|(clinically|scientifically) proven|medical[- ]grade|safe for everyone"
    r"|releas(es|ed|ing) (a |the |your )?(muscles?|knots?|trigger points?|tension|points?))\b",
    re.IGNORECASE,
)
"""What would make a promise, or a medical device, of a practice log."""

DENIALS = (
    "does not diagnose, treat or detect anything",
    "does not diagnose, treat or find anything",
    "does not claim to treat, cure or diagnose",
    "Cancer, treated or suspected",
)
"""Sentences that may use such words, since they deny them or ask about the past."""


def claims(text: str) -> list[str]:
    """Return every forbidden word of a text outside of the sentences that deny it."""
    flat = " ".join(text.split())
    for denial in DENIALS:
        flat = flat.replace(denial, "")
    return [match.group() for match in CLAIMS.finditer(flat)]


@pytest.mark.parametrize(
    "text", ["It treats headaches.", "Knots detected", "a medical-grade tool", "releases the knot"]
)
def test_a_claim_is_noticed(text: str) -> None:
    assert claims(text)


def test_a_denial_is_no_claim() -> None:
    assert not claims("It does not diagnose,\ntreat or detect anything.")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_makes_a_claim(page: Path) -> None:
    assert claims(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: file.name)
def test_no_content_makes_a_claim(file: Path) -> None:
    for text in _texts(tomllib.loads(file.read_text(encoding="utf-8"))):
        assert claims(text) == []


def test_no_text_of_the_program_makes_a_claim() -> None:
    found = {
        (file.relative_to(ROOT).as_posix(), claim)
        for file in CODE
        for text in _strings(ast.parse(file.read_text(encoding="utf-8")))
        for claim in claims(text)
    }
    assert found == set()


def test_no_cue_and_no_outcome_speaks_of_a_release() -> None:
    said = [f"{cue.word} {cue.text}" for cue in CUES.values()] + list(OUTCOMES.values())
    assert not [text for text in said if "releas" in text.lower()]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    else:
        yield str(value)


def _strings(tree: ast.Module) -> Iterator[str]:
    """Yield the string constants of a module, its docstrings among them: some are help texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
