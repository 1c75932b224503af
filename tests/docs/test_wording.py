"""We say what a person does and reports, and never claim an effect on the body."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tpdevice.session.cues import CUES
from tpdevice.session.outcomes import OUTCOMES

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tpdevice"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
CONTENT = sorted((SOURCE / "content").glob("*.toml"))
CODE = sorted(SOURCE.rglob("*.py"))

CLAIMS = re.compile(
    r"\b(treat(s|ed|ing|ments?)?|cur(e|es|ed|ing)|heal(s|ed|ing)?|diagnos\w*|deactivat\w*"
    r"|therap(y|ies|eutic)|detect(s|ed|ing|ion)?|break(s|ing)? (up |down )?adhesions"
    r"|reliev(e|es|ed|ing)|pain relief|eliminat(e|es|ed|ing)|get(s|ting)? rid of|rehabilitat\w+"
    r"|(works|help|helps) (for|against) (pain|headaches?|back pain)|guarantee(s|d)?|pain[- ]free"
    r"|your trigger points?|(dissolve|loosen|undo|melt)(s|es|ed|ing)? (a |the |your )?knots?"
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
    "text",
    [
        "It treats headaches.",
        "Knots detected",
        "a medical-grade tool",
        "releases the knot",
        "relieves your back",
        "A therapeutic ball",
        "Your trigger point is here",
        "get rid of it",
        "loosens the knot",
        "helps against headaches",
    ],
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


ILLNESS = re.compile(
    r"\b(sciatica|(tennis|golfer'?s) elbow|plantar fasciitis|arthritis|tendin?itis|bursitis"
    r"|migraines?|carpal tunnel syndrome|fibromyalgia|whiplash|(slipped|herniated) discs?"
    r"|frozen shoulder|shin splints|impingement)\b",
    re.IGNORECASE,
)
"""Names of illnesses: what is for them is a medical device, so no place and no movement is."""

HOUSE = re.compile(
    r"\b(targets?|zones?|alerts?|abort(s|ed)?|compliance|pain score)\b", re.IGNORECASE
)
"""What other programs call the band, a cue, a stop, adherence and a rating."""


@pytest.mark.parametrize("text", ["For tennis elbow", "Arthritis? Press here."])
def test_an_illness_is_noticed(text: str) -> None:
    assert ILLNESS.search(text)


def test_no_place_no_theme_and_no_movement_is_for_an_illness() -> None:
    texts = tomllib.loads((SOURCE / "content" / "texts_en.toml").read_text(encoding="utf-8"))
    # Whoever types one is told that this program does not know illnesses.
    del texts["never"]["illness"]
    assert [text for text in _texts(texts) if ILLNESS.search(text)] == []


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: file.name)
def test_content_uses_the_words_of_this_program(file: Path) -> None:
    said = _texts(tomllib.loads(file.read_text(encoding="utf-8")))
    assert [text for text in said if HOUSE.search(text)] == []


def test_no_cue_and_no_outcome_is_for_an_illness_or_speaks_of_a_target() -> None:
    said = [f"{cue.word} {cue.text}" for cue in CUES.values()] + list(OUTCOMES.values())
    assert [text for text in said if ILLNESS.search(text) or HOUSE.search(text)] == []


def test_no_page_for_users_is_for_an_illness() -> None:
    assert [page.name for page in PAGES if ILLNESS.search(page.read_text(encoding="utf-8"))] == []


def test_no_help_and_no_message_of_the_program_is_for_an_illness() -> None:
    texts = [text for file in CODE for text in _strings(ast.parse(file.read_text("utf-8")))]
    assert [text for text in texts if ILLNESS.search(text)] == []


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
