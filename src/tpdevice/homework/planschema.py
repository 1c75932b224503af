"""The form of a plan file as JSON Schema, for editors."""

import json

import msgspec

from tpdevice.homework import plankeys
from tpdevice.homework.plan import Plan


def schema_text() -> str:
    """Return the schema as text."""
    schema = msgspec.json.schema(Plan)
    for name, keys in (
        ("Plan", plankeys.PLAN),
        ("PlanPoint", plankeys.POINT),
        ("Therapist", plankeys.THERAPIST),
    ):
        for key, value in schema["$defs"][name]["properties"].items():
            # JSON Schema of older editors ignores what stands beside a reference; no harm then.
            value["description"] = keys[key]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan of tpdevice",
        **schema,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
