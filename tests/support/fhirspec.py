"""What FHIR R4 (4.0.1) says of the elements that we write, as a checker of plain JSON.

Written from the specification's pages and not from our code: element, least, most, type.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

MANY: Final = 10**9
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_TIME = r"T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)"
DATE_TIME = re.compile(rf"{DATE.pattern}|\d{{4}}-\d\d-\d\d{_TIME}")
INSTANT = re.compile(rf"\d{{4}}-\d\d-\d\d{_TIME}")
SAMPLES = re.compile(r"(-?\d+(\.\d+)?|E|U|L)( (-?\d+(\.\d+)?|E|U|L))*")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODES: Final = {
    "Bundle.type": "document message transaction transaction-response batch batch-response "
    "history searchset collection",
    "CarePlan.status": "draft active on-hold revoked completed entered-in-error unknown",
    "CarePlan.intent": "proposal plan order option",
    "Detail.status": "not-started scheduled in-progress on-hold completed cancelled stopped "
    "unknown entered-in-error",
    "Observation.status": "registered preliminary final amended corrected cancelled "
    "entered-in-error unknown",
    "DeviceName.type": "udi-label-name user-friendly-name patient-reported-name "
    "manufacturer-name model-name other",
    "Repeat.periodUnit": "s min h d wk mo a",
    "Repeat.dayOfWeek": "mon tue wed thu fri sat sun",
}
_Rule = tuple[int, int, str]
_META: Final[dict[str, _Rule]] = {"meta": (0, 1, "Meta")}
_VALUES: Final[dict[str, _Rule]] = {
    "valueQuantity": (0, 1, "Quantity"),
    "valueString": (0, 1, "string"),
    "valueBoolean": (0, 1, "boolean"),
    "valueSampledData": (0, 1, "SampledData"),
    "dataAbsentReason": (0, 1, "CodeableConcept"),
}
TYPES: Final[dict[str, dict[str, _Rule]]] = {
    "Bundle": _META
    | {"type": (1, 1, "code"), "timestamp": (0, 1, "instant"), "entry": (0, MANY, "Entry")},
    "Entry": {"fullUrl": (0, 1, "urn"), "resource": (0, 1, "Resource")},
    "Meta": {"security": (0, MANY, "Coding")},
    "Patient": _META | {"name": (0, MANY, "HumanName")},
    "HumanName": {"text": (0, 1, "string")},
    "Device": _META
    | {
        "type": (0, 1, "CodeableConcept"),
        "deviceName": (0, MANY, "DeviceName"),
        "note": (0, MANY, "Annotation"),
    },
    "DeviceName": {"name": (1, 1, "string"), "type": (1, 1, "code")},
    "CarePlan": _META
    | {
        "status": (1, 1, "code"),
        "intent": (1, 1, "code"),
        "title": (0, 1, "string"),
        "description": (0, 1, "string"),
        "subject": (1, 1, "Reference(Patient)"),
        "period": (0, 1, "Period"),
        "contributor": (0, MANY, "Reference()"),
        "activity": (0, MANY, "Activity"),
        "note": (0, MANY, "Annotation"),
    },
    "Period": {"start": (0, 1, "dateTime"), "end": (0, 1, "dateTime")},
    "Activity": {"progress": (0, MANY, "Annotation"), "detail": (0, 1, "Detail")},
    "Detail": {
        "code": (0, 1, "CodeableConcept"),
        "status": (1, 1, "code"),
        "scheduledTiming": (0, 1, "Timing"),
        "description": (0, 1, "string"),
    },
    "Timing": {"repeat": (0, 1, "Repeat")},
    "Repeat": {
        "frequency": (0, 1, "positiveInt"),
        "period": (0, 1, "decimal"),
        "periodUnit": (0, 1, "code"),
        "dayOfWeek": (0, MANY, "code"),
    },
    "Observation": _META
    | _VALUES
    | {
        "basedOn": (0, MANY, "Reference(CarePlan)"),
        "status": (1, 1, "code"),
        "code": (1, 1, "CodeableConcept"),
        "subject": (0, 1, "Reference(Patient)"),
        "effectiveDateTime": (0, 1, "dateTime"),
        "bodySite": (0, 1, "CodeableConcept"),
        "device": (0, 1, "Reference(Device)"),
        "note": (0, MANY, "Annotation"),
        "component": (0, MANY, "Component"),
    },
    "Component": _VALUES | {"code": (1, 1, "CodeableConcept")},
    "SampledData": {
        "origin": (1, 1, "Quantity"),
        "period": (1, 1, "decimal"),
        "factor": (0, 1, "decimal"),
        "dimensions": (1, 1, "positiveInt"),
        "data": (0, 1, "samples"),
    },
    "Quantity": {
        "value": (0, 1, "decimal"),
        "unit": (0, 1, "string"),
        "system": (0, 1, "string"),
        "code": (0, 1, "string"),
    },
    "CodeableConcept": {"coding": (0, MANY, "Coding"), "text": (0, 1, "string")},
    "Coding": {
        "system": (0, 1, "string"),
        "code": (0, 1, "string"),
        "display": (0, 1, "string"),
    },
    "Annotation": {"time": (0, 1, "dateTime"), "text": (1, 1, "string")},
    "Reference": {"reference": (0, 1, "urn"), "display": (0, 1, "string")},
}
_PATTERNS: Final = {
    "dateTime": DATE_TIME,
    "instant": INSTANT,
    "samples": SAMPLES,
    "urn": URN,
}


def problems(bundle: dict[str, Any]) -> list[str]:
    """Return everything that is not as the specification has it."""
    known = {each["fullUrl"]: each["resource"]["resourceType"] for each in bundle["entry"]}
    found = list(_resource(bundle, "Bundle", known))
    if len(known) != len(bundle["entry"]):
        found.append("Bundle.entry.fullUrl: one of them stands twice")
    return found


def _resource(value: Any, path: str, known: dict[str, str]) -> Iterator[str]:
    kind = value["resourceType"]
    rest = {key: each for key, each in value.items() if key != "resourceType"}
    yield from _element(rest, kind, path, known)


def _element(value: Any, kind: str, path: str, known: dict[str, str]) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{path}: no {kind}, or an empty one"
        return
    rules = TYPES[kind]
    yield from (f"{path}.{key}: unknown" for key in value.keys() - rules.keys())
    for key, (least, most, wanted) in rules.items():
        there = f"{path}.{key}"
        if key not in value:
            if least:
                yield f"{there}: missing"
            continue
        many = most == MANY
        if isinstance(value[key], list) != many or (many and not value[key]):
            yield f"{there}: as often as it may not be"
            continue
        for each in value[key] if many else [value[key]]:
            yield from _value(each, wanted, f"{kind}.{key}", there, known)
    if sum(key.startswith("value") and key[5:6].isupper() for key in value) > 1:
        yield f"{path}: more than one value[x]"
    if "dataAbsentReason" in value and any(key in value for key in list(_VALUES)[:4]):
        yield f"{path}: a value, and a reason why there is none (obs-6)"
    if kind == "Repeat" and "period" in value and "periodUnit" not in value:
        yield f"{path}: a period without its unit (tim-2)"


def _value(each: Any, wanted: str, name: str, path: str, known: dict[str, str]) -> Iterator[str]:
    if wanted == "Resource":
        yield from _resource(each, each["resourceType"], known)
    elif wanted.startswith("Reference("):
        yield from _element(each, "Reference", path, known)
        to = wanted.removeprefix("Reference(").rstrip(")")
        if to and known.get(each.get("reference", "")) != to:
            yield f"{path}: leads to no {to}"
    elif wanted in TYPES:
        yield from _element(each, wanted, path, known)
    elif not _fits(each, wanted, name):
        yield f"{path}: {each!r} is no {wanted}"


def _fits(each: Any, wanted: str, name: str) -> bool:
    if wanted == "boolean":
        return isinstance(each, bool)
    if wanted in {"decimal", "positiveInt"}:
        number = isinstance(each, int | float) and not isinstance(each, bool)
        return number and (wanted == "decimal" or (isinstance(each, int) and each > 0))
    if not isinstance(each, str) or not each.strip() or each != each.strip():
        return False
    if wanted == "code":
        return each in CODES[name].split()
    return wanted not in _PATTERNS or _PATTERNS[wanted].fullmatch(each) is not None
