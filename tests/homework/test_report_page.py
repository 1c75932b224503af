"""The page stands alone, says the story, and takes nobody's word for markup."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from outline import outline
from threestories import STORIES, diligent, sporadic, too_hard

from tpdevice.homework.report import told
from tpdevice.homework.report.markdown import markdown
from tpdevice.homework.report.markup import tag
from tpdevice.homework.report.page import page
from tpdevice.homework.report.papers import Papers
from tpdevice.homework.result import Trace

GOLDENS = Path(__file__).parent / "goldens"
HOSTILE = "<script>alert(1)</script>\"'&\x1b[31m\u202e</style><img src=x onerror=y>"


def _golden(name: str, text: str, *, update: bool) -> None:
    file = GOLDENS / name
    if update:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", STORIES)
def test_the_page_of_a_story_is_built_as_it_was(name: str, *, update_goldens: bool) -> None:
    text = "\n".join(outline(page(STORIES[name]())).lines) + "\n"
    _golden(f"report_{name}.txt", text, update=update_goldens)


@pytest.mark.parametrize("name", STORIES)
def test_the_markdown_of_a_story_is_as_it_was(name: str, *, update_goldens: bool) -> None:
    _golden(f"report_{name}.md", markdown(STORIES[name]()), update=update_goldens)


@pytest.mark.parametrize("name", STORIES)
def test_a_page_runs_nothing_and_leads_nowhere(name: str) -> None:
    text = page(STORIES[name]())
    assert not re.search(r"<script|<link|<img|<a |https?:|url\(|@import|javascript:|\son\w+=", text)
    assert "default-src &#x27;none&#x27;" in text


@pytest.mark.parametrize("name", STORIES)
def test_the_body_of_a_page_is_well_formed(name: str) -> None:
    body = page(STORIES[name]()).partition("\n")[2]
    ET.fromstring(body)


def _hostile() -> Papers:
    papers = too_hard()
    sessions = [
        msgspec.structs.replace(
            each,
            point=HOSTILE if n == 1 else each.point,
            tool=HOSTILE,
            notes=(HOSTILE * 40,),
            reason=HOSTILE,
            outcome=HOSTILE,
            ending=HOSTILE if n == 2 else each.ending,
            sensor=msgspec.structs.replace(each.sensor, name=HOSTILE, kind=HOSTILE),
        )
        for n, each in enumerate(papers.result.sessions)
    ]
    result = msgspec.structs.replace(
        papers.result, sessions=tuple(sessions), person=HOSTILE, made_utc=HOSTILE, program=HOSTILE
    )
    point = msgspec.structs.replace(papers.plan.points[0], tool=HOSTILE)
    therapist = msgspec.structs.replace(papers.plan.therapist, name=HOSTILE)
    plan = msgspec.structs.replace(papers.plan, title=HOSTILE, points=(point,), therapist=therapist)
    return replace(papers, plan=plan, result=result)


def test_names_and_notes_are_never_markup_on_a_page() -> None:
    found = outline(page(_hostile()))
    assert not found.names & {"script", "img"}
    text = page(_hostile())
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count("</style>") == 1


def test_names_and_notes_are_never_markup_in_markdown() -> None:
    text = markdown(_hostile())
    assert not re.search(r"(?<!\\)<", text)
    assert "\x1b" not in text
    pipes = {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if "Oct |" in line}
    assert pipes == {6, 10}


@pytest.mark.parametrize("form", [page, markdown])
def test_a_reason_is_never_markup_either_and_stays_short_on_the_page(
    form: Callable[[Papers], str],
) -> None:
    papers = sporadic()
    said = [
        msgspec.structs.replace(each, reason=f"{HOSTILE * 20} {n}")
        for n, each in enumerate(papers.result.left_out)
    ]
    left = tuple(said)
    text = form(replace(papers, result=msgspec.structs.replace(papers.result, left_out=left)))
    assert "reasons given: " in text
    assert not re.search(r"(?<!\\)<(script|img)", text)
    assert "\x1b" not in text
    (line,) = [
        line for line in text.replace("<li", "\n<li").splitlines() if "reasons given" in line
    ]
    assert len(line) < 500


def test_simulated_sessions_are_marked_above_everything() -> None:
    papers = diligent()
    sessions = tuple(
        msgspec.structs.replace(each, simulated=True) for each in papers.result.sessions
    )
    papers = replace(papers, result=msgspec.structs.replace(papers.result, sessions=sessions))
    assert page(papers).index(told.SIMULATED) < page(papers).index("<h1>")
    assert markdown(papers).startswith(f"**{told.SIMULATED}**")


def test_a_result_without_names_traces_and_sessions_still_makes_a_page() -> None:
    papers = diligent()
    empty = msgspec.structs.replace(papers.result, sessions=(), felt=(), person="")
    text = page(replace(papers, result=empty))
    assert "no name given" in text
    assert told.NO_TRACES in text
    assert "Missed: 12 of 12 days" in text


@pytest.mark.parametrize(
    "trace",
    [Trace(0.2, ()), Trace(0.0, (1, 2)), Trace(-1.0, (1,)), Trace(1e-9, (5,)), Trace(0.2, (None,))],
)
def test_a_trace_that_makes_no_sense_draws_nothing_wrong(trace: Trace) -> None:
    papers = diligent()
    first, *others = papers.result.sessions
    odd = msgspec.structs.replace(first, trace=trace)
    result = msgspec.structs.replace(papers.result, sessions=(odd, *others))
    text = page(replace(papers, result=result))
    assert not re.search(r"\b(nan|inf)\b", text.partition("<body>")[2])


def test_a_gap_breaks_the_line_of_a_trace() -> None:
    whole, broken = (diligent().sessions[n] for n in (3, 4))
    text = page(diligent())
    lines = re.findall(r'd="(M[^"]+)" class="trace"', text)
    assert [line.count("M") for line in lines[3:5]] == [1, 2]
    assert whole.uid < broken.uid


def test_an_attribute_cannot_be_left_by_a_quote() -> None:
    assert tag("p", "x", title='"><b>') == '<p title="&quot;&gt;&lt;b&gt;">x</p>'


@pytest.mark.parametrize("form", [page, markdown])
def test_a_report_is_of_exercise_and_says_what_nobody_knows(form: Callable[[Papers], str]) -> None:
    text = form(diligent())
    assert "A log of exercise" in text
    assert "What nobody knows" in text
