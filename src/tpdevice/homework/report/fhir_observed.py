"""What was held and what was reported, as FHIR Observations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import highest
from tpdevice.homework.report.papers import Papers, held_s
from tpdevice.homework.result import Delivered, Felt, Trace

Resource = dict[str, Any]
UCUM: Final = "http://unitsofmeasure.org"
_TEST_DATA: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
    "code": "HTEST",
    "display": "SIMULATED",
}
"""Source: HL7 v3 ActReason, "test health data"."""
_NO_VALUE: Final = {
    "coding": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
            "code": "not-performed",
        }
    ]
}
_LOST: Final = "E"
"""Of SampledData: no valid value here."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an observation leads to, as full addresses in the bundle."""

    subject: str
    plan: str
    device: str


def simulated_meta() -> dict[str, Any]:
    """Return the mark of what no person did."""
    return {"meta": {"security": [dict(_TEST_DATA)]}}


def observed(
    session: Delivered, papers: Papers, refers: Reference
) -> Iterator[tuple[str, Resource]]:
    """Yield everything of one session, each under a key of its own."""
    yield "session", _session(session, papers, refers)
    if session.trace is not None and session.trace.force_mn and session.trace.step_s > 0:
        yield "trace", _trace(session, session.trace, papers, refers)
    for said in papers.felt_of(session):
        yield f"felt {said.after_h}", _felt(session, said, papers, refers)


def _base(
    session: Delivered, papers: Papers, refers: Reference, *, what: str, when: str
) -> Resource:
    where = worded.short(papers.name_of(session.point, session.side))
    # Only what the plan asks for is done by reason of it.
    reason = {"basedOn": [{"reference": refers.plan}]} if session.asked else {}
    return {
        "resourceType": "Observation",
        **(simulated_meta() if session.simulated else {}),
        **reason,
        "status": "final",
        "code": {"text": what},
        "subject": {"reference": refers.subject},
        "effectiveDateTime": when,
        "bodySite": {"text": where},
        "device": {"reference": refers.device},
    }


def _session(session: Delivered, papers: Papers, refers: Reference) -> Resource:
    holds = session.holds
    components = [
        _component("time held in the band", _seconds(held_s(session))),
        _component("time asked", _seconds(sum(each.asked_s for each in holds))),
        _component("time below the band", _seconds(sum(each.below_s for each in holds))),
        _component("time above the band", _seconds(sum(each.above_s for each in holds))),
        _component("time without data", _seconds(sum(each.no_data_s for each in holds))),
        _component("highest force", _newtons(max((each.peak_n for each in holds), default=None))),
        _component("first rating, 0 to 10", _score(session.first_rating)),
        _component("last rating, 0 to 10", _score(session.last_rating)),
        _component("highest rating, 0 to 10", _score(highest(session))),
        _component("moments above the cap", _quantity(len(session.over_cap), "1")),
        {"code": {"text": "outcome, as reported"}, "valueString": _said(session.outcome)},
        {"code": {"text": "how it ended"}, "valueString": _said(worded.ended(session.ending))},
    ]
    what = "guided self-massage, one session"
    found = _base(session, papers, refers, what=what, when=_when(session))
    notes = [{"text": text} for each in session.notes if (text := worded.short(each, 2_000))]
    return found | ({"note": notes} if notes else {}) | {"component": components}


def _trace(session: Delivered, trace: Trace, papers: Papers, refers: Reference) -> Resource:
    data = " ".join(_LOST if force is None else str(force) for force in trace.force_mn)
    what = "force over time while pressing, after tare"
    return _base(session, papers, refers, what=what, when=_when(session)) | {
        "valueSampledData": {
            "origin": _newtons(0.0),
            "period": round(1000 * trace.step_s, 3),
            "factor": 0.001,
            "dimensions": 1,
            "data": data,
        }
    }


def _felt(session: Delivered, said: Felt, papers: Papers, refers: Reference) -> Resource:
    what = f"soreness to the touch as reported, 0 to 10, {said.after_h} h after a session"
    found = _base(session, papers, refers, what=what, when=said.local_date.isoformat())
    # Said by the person, and not read from the sensor.
    del found["device"]
    return found | {
        "valueQuantity": _score(said.soreness),
        "component": [
            {"code": {"text": "bruise reported"}, "valueBoolean": said.bruise},
            {"code": {"text": "warning sign reported"}, "valueBoolean": said.warning},
        ],
    }


def _component(what: str, quantity: Resource | None) -> Resource:
    value = {"dataAbsentReason": _NO_VALUE} if quantity is None else {"valueQuantity": quantity}
    return {"code": {"text": what}, **value}


def _seconds(time_s: float) -> Resource:
    return _quantity(round(time_s, 3), "s")


def _newtons(force_n: float | None) -> Resource | None:
    return None if force_n is None else _quantity(round(force_n, 3), "N")


def _score(rating: int | None) -> Resource | None:
    return None if rating is None else _quantity(rating, "{score}")


def _quantity(value: float, code: str) -> Resource:
    return {"value": value, "unit": code.strip("{}"), "system": UCUM, "code": code}


def _said(text: str) -> str:
    """Return a text; FHIR has no empty one."""
    return worded.short(text, 200) or "not told"


def _when(session: Delivered) -> str:
    """Return when it began, or the day where a file tells no time."""
    return worded.whole_time(session.started_utc) or session.local_date.isoformat()
