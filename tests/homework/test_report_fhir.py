"""What is written as FHIR R4 is as the specification has it."""

import copy
import json
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
import pytest
from fhirspec import problems
from threestories import STORIES, diligent, sporadic, too_hard

from tpdevice.homework.report.fhir import bundle
from tpdevice.homework.report.papers import Papers

NOBODY = "urn:uuid:00000000-0000-0000-0000-000000000000"


def _address(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _bundle(papers: Papers) -> dict[str, Any]:
    return bundle(papers, _address)


def _of(papers: Papers, kind: str) -> list[dict[str, Any]]:
    resources = [each["resource"] for each in _bundle(papers)["entry"]]
    return [each for each in resources if each["resourceType"] == kind]


@pytest.mark.parametrize("name", STORIES)
def test_a_bundle_is_as_the_specification_has_it(name: str) -> None:
    text = json.dumps(_bundle(STORIES[name]()), allow_nan=False)
    assert problems(json.loads(text)) == []


@pytest.mark.parametrize(
    ("kind", "key", "value", "said"),
    [
        ("CarePlan", "status", "finnished", "no code"),
        (
            "CarePlan",
            "subject",
            {"reference": NOBODY},
            "leads to no",
        ),
        ("Observation", "code", None, "missing"),
        ("Observation", "effectiveDateTime", "5 Oct 2026", "no dateTime"),
        ("Observation", "component", [], "as often as it may not"),
        ("Patient", "name", {"text": "Wren"}, "as often as it may not"),
        ("Patient", "nickname", "W", "unknown"),
    ],
)
def test_the_checker_notices_what_is_wrong(kind: str, key: str, value: Any, said: str) -> None:
    broken = copy.deepcopy(_bundle(diligent()))
    found = next(e["resource"] for e in broken["entry"] if e["resource"]["resourceType"] == kind)
    found.pop(key, None)
    if value is not None:
        found[key] = value
    assert any(said in each for each in problems(broken)), problems(broken)


def test_a_hostile_result_makes_a_bundle_that_holds() -> None:
    papers = diligent()
    first, *others = papers.result.sessions
    odd = msgspec.structs.replace(
        first, started_utc="yesterday", outcome="\x00", ending="", notes=(" ", "<b>"), point="\x1b "
    )
    result = msgspec.structs.replace(
        papers.result, person="\u202e", made_utc="now", sessions=(odd, *others)
    )
    plan = msgspec.structs.replace(papers.plan, title="", notes="\n\n")
    assert problems(_bundle(replace(papers, plan=plan, result=result))) == []


def test_the_same_result_gives_the_same_addresses() -> None:
    assert _bundle(diligent()) == _bundle(diligent())
    other = msgspec.structs.replace(diligent().result, uid="another")
    here, there = (
        {each["fullUrl"] for each in _bundle(papers)["entry"]}
        for papers in (diligent(), replace(diligent(), result=other))
    )
    assert not here & there


def test_a_trace_keeps_its_millinewtons_and_says_where_nothing_came() -> None:
    session = sporadic().sessions[4]
    [found] = [
        each
        for each in _of(sporadic(), "Observation")
        if "valueSampledData" in each and each["effectiveDateTime"] == session.started_utc
    ]
    sampled = found["valueSampledData"]
    assert session.trace is not None
    assert sampled["data"].split() == [
        "E" if force is None else str(force) for force in session.trace.force_mn
    ]
    assert (sampled["period"], sampled["factor"], sampled["origin"]["code"]) == (200, 0.001, "N")


def test_simulated_sessions_are_test_data() -> None:
    papers = diligent()
    sessions = tuple(
        msgspec.structs.replace(each, simulated=True) for each in papers.result.sessions
    )
    papers = replace(papers, result=msgspec.structs.replace(papers.result, sessions=sessions))
    assert problems(_bundle(papers)) == []
    for kind in ("Observation", "CarePlan", "Patient"):
        for each in _of(papers, kind):
            assert each["meta"]["security"][0]["code"] == "HTEST"


def test_what_was_done_beside_the_plan_is_not_based_on_it() -> None:
    found = [each for each in _of(sporadic(), "Observation") if "basedOn" not in each]
    assert len(found) == 2
    assert {each["bodySite"]["text"].partition(",")[0] for each in found} == {
        "inner top corner of shoulder blade"
    }


def test_what_a_person_said_afterwards_comes_from_no_sensor() -> None:
    felt = [
        each for each in _of(too_hard(), "Observation") if each["code"]["text"].startswith("sore")
    ]
    assert len(felt) == 16
    assert not any("device" in each for each in felt)


def test_why_a_day_was_missed_stands_with_the_place_that_was_asked_for() -> None:
    [plan] = _of(sporadic(), "CarePlan")
    [activity] = plan["activity"]
    assert activity["progress"] == [
        {"time": "2026-10-07", "text": "left out: no time"},
        {"time": "2026-10-12", "text": "left out: sore"},
        {"time": "2026-10-19", "text": "left out: no time"},
        {"time": "2026-10-30", "text": "left out: no time"},
    ]
    [plan] = _of(diligent(), "CarePlan")
    assert "progress" not in plan["activity"][0]
