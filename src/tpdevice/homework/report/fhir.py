"""A report as FHIR R4: one Bundle of plain JSON, with what docs/reference/fhir.md maps."""

from collections.abc import Callable
from typing import Any, Final

from tpdevice.homework.plan import PlanPoint
from tpdevice.homework.report import told, worded
from tpdevice.homework.report.counted import left_out
from tpdevice.homework.report.fhir_observed import Reference, Resource, observed, simulated_meta
from tpdevice.homework.report.papers import Papers
from tpdevice.homework.result import LeftOut, Sensor

_NO_NAME: Final = "no name given"


def bundle(papers: Papers, address: Callable[[str], str]) -> dict[str, Any]:
    """Return a collection whose references lead to entries of its own, and to nothing else.

    Parameters
    ----------
    address
        Makes `urn:uuid:…` of a name, always the same one: what is imported twice is then known.
    """

    def entry(key: str, resource: Resource) -> dict[str, Any]:
        return {"fullUrl": address(f"{papers.result.uid}:{key}"), "resource": resource}

    patient = entry("patient", _patient(papers))
    plan = entry("plan", _care_plan(papers, patient["fullUrl"]))
    sensors = dict.fromkeys(each.sensor for each in papers.sessions)
    devices = {each: entry(f"device {n}", _device(each)) for n, each in enumerate(sensors)}
    found = [patient, plan, *devices.values()]
    for session in papers.sessions:
        refers = Reference(
            subject=patient["fullUrl"],
            plan=plan["fullUrl"],
            device=devices[session.sensor]["fullUrl"],
        )
        every = observed(session, papers, refers)
        found += [entry(f"{session.uid} {key}", resource) for key, resource in every]
    made = worded.whole_time(papers.result.made_utc)
    whole = {"resourceType": "Bundle", "type": "collection"}
    return whole | ({"timestamp": made} if made else {}) | _marked(papers) | {"entry": found}


def _marked(papers: Papers) -> dict[str, Any]:
    return simulated_meta() if papers.simulated else {}


def _patient(papers: Papers) -> Resource:
    """Return who it is: a pseudonym is a text, and nothing else is known."""
    who = worded.short(papers.result.person) or _NO_NAME
    return {"resourceType": "Patient", **_marked(papers), "name": [{"text": who}]}


def _device(sensor: Sensor) -> Resource:
    found: Resource = {
        "resourceType": "Device",
        "type": {"text": f"force sensor, {worded.short(sensor.kind) or 'of no known kind'}"},
    }
    if name := worded.short(sensor.name):
        found["deviceName"] = [{"name": name, "type": "user-friendly-name"}]
    checked = "never checked with a known weight"
    if sensor.checked_date is not None:
        off = "" if sensor.error_n is None else f", within {sensor.error_n:g} N"
        checked = f"checked with a known weight on {sensor.checked_date.isoformat()}{off}"
    return found | {"note": [{"text": f"{checked}; rig x {sensor.multiplier:g}"}]}


def _care_plan(papers: Papers, subject: str) -> Resource:
    plan, result = papers.plan, papers.result
    last = plan.last_day(result.first_day)
    found: Resource = {
        "resourceType": "CarePlan",
        **_marked(papers),
        "status": "completed" if result.until >= last else "active",
        "intent": "plan",
        "title": worded.short(plan.title) or "Homework",
        "description": told.WHAT_IT_IS,
        "subject": {"reference": subject},
        "period": {"start": result.first_day.isoformat(), "end": last.isoformat()},
        "activity": [_activity(point, papers) for point in plan.points],
    }
    author = worded.short(plan.therapist.name)
    notes = [worded.short(plan.notes, 2_000)] if worded.short(plan.notes) else []
    return (
        found
        | ({"contributor": [{"display": author}]} if author else {})
        | ({"note": [{"text": note} for note in notes]} if notes else {})
    )


def _activity(point: PlanPoint, papers: Papers) -> dict[str, Any]:
    asked = next(each for each in papers.asked() if each.point is point)
    days = [day.value for day in papers.plan.days_of(point)]
    ended = papers.result.until >= papers.plan.last_day(papers.result.first_day)
    name = worded.short(asked.name)
    left = left_out(asked, papers)
    return ({"progress": [_left(each) for each in left]} if left else {}) | {
        "detail": {
            "code": {"text": f"pressing with {worded.short(point.tool)} at {name}"},
            "status": "completed" if ended else "in-progress",
            "scheduledTiming": {
                "repeat": {
                    "frequency": len(days),
                    "period": 1,
                    "periodUnit": "wk",
                    "dayOfWeek": days,
                }
            },
            "description": told.wanted(asked, papers),
        }
    }


def _left(left: LeftOut) -> dict[str, Any]:
    """Return why a day was missed, as the person said it."""
    return {
        "time": left.local_date.isoformat(),
        "text": f"left out: {worded.short(left.reason) or 'no reason told'}",
    }
