"""`tpdevice points` and `tpdevice evidence`: what is known, for people and for programs."""

import json
import sys

import pytest
from running import on_a_terminal, tpdevice

from tpdevice.runtime import content
from tpdevice.runtime.evidence import evidence


def test_all_places_are_listed_with_those_that_are_never_offered() -> None:
    said = tpdevice("points").out
    for key, point in content.points().items():
        assert f"\n{key:<4} {point.plain}" in said
    flat = " ".join(said.split())
    assert all(place.why in flat for place in content.never().values())


@pytest.mark.parametrize("key", list(content.points()))
def test_a_place_is_shown_in_full(key: str) -> None:
    point = content.points()[key]
    said = " ".join(tpdevice("points", key.lower()).out.split())
    texts = [point.where, point.felt, point.do, *point.positions.values(), point.care, point.tool]
    texts += [point.self_test, point.bigger, content.movements()[point.figure].text]
    assert [text for text in texts if text not in said] == []
    assert content.general().stop in said


def test_where_it_hurts_shows_where_to_press_and_what_to_mind_before() -> None:
    said = tpdevice("points", "my", "temple", "hurts")
    assert said.code == 0
    assert said.out.index("Mind:") < said.out.index("TEM") < said.out.index("UT")
    assert "often felt there: temple" in said.out


def test_what_is_never_offered_is_said_before_what_may_be_pressed() -> None:
    said = tpdevice("points", "behind", "the", "knee").out
    assert said.startswith("Not offered: hollow of the knee.")
    assert said.index("Not offered") < said.index("HAM")


def test_words_that_name_no_place_are_a_mistake() -> None:
    said = tpdevice("points", "xyzzy\x1b[31m")
    assert said.code == 2
    assert "\x1b" not in said.err
    assert "All: `tpdevice points`." in said.err


def test_a_program_gets_everything() -> None:
    whole = json.loads(tpdevice("points", "--json").out)
    assert [point["key"] for point in whole["points"]] == list(content.points())
    assert len(whole["points"][0]["movement"]["poses"]) >= 2
    one = json.loads(tpdevice("points", "UT", "--json").out)
    assert one["ceiling_n"] == 110
    found = json.loads(tpdevice("points", "low back", "--json").out)
    assert {"QL", "GMD"} <= {hit["key"] for hit in found}


def test_the_evidence_is_shown_whole_with_its_sources() -> None:
    said = " ".join(tpdevice("evidence").out.split())
    page = evidence()
    assert page.lead in said
    assert all(item.text in said for section in page.sections for item in section.items)
    assert all(f"{name}: {about}" in said for name, about in page.sources.items())
    assert json.loads(tpdevice("evidence", "--json").out)["title"] == "Does it work?"


def test_every_source_is_used_and_says_how_it_was_read() -> None:
    page = evidence()
    named = {name for section in page.sections for item in section.items for name in item.sources}
    assert named == set(page.sources)
    assert "abstracts" in page.read


def test_the_evidence_says_first_that_rated_pain_is_not_shown_to_change() -> None:
    page = evidence()
    assert "is not shown" in page.lead
    assert "Nobody has tried this program on people" in page.lead


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.process
@pytest.mark.parametrize("words", [["low", "back"], ["behind the knee"], ["PIR"]])
def test_a_narrow_terminal_gets_narrow_lines(words: list[str]) -> None:
    lines = on_a_terminal("points", *words, columns=36)
    assert len(lines) > 3
    assert max(len(line) for line in lines) <= 36
