"""A plan as it is sent: with a number of its own, with the way back for results, and signed."""

import re
from datetime import date
from typing import Final

from tpdevice.core.errors import PlanError
from tpdevice.runtime.keyfile import Keys
from tpdevice.runtime.plans import opened
from tpdevice.runtime.signing import sign, verified

_THERAPIST: Final = re.compile(r"^\[therapist\][ \t]*(#.*)?$", re.MULTILINE)


def ready_to_send(data: bytes, keys: Keys, *, name: str, today: date) -> str:
    """Return the text of a plan that may go out; what the therapist wrote in it stays.

    Raises
    ------
    PlanError
        If it has errors, or says that results go to somebody else's key.
    TrustError
        If it carries a signature that does not fit.
    """
    plan = opened(data, name=name).plan
    text = verified(data.decode("utf-8-sig"))[0]
    to = plan.therapist.results_to
    if to and to != keys.results_to:
        raise PlanError(
            name,
            "results_to names a key that is not yours.",
            hint="Leave results_to out, and it is filled in; or send it with the keys that fit.",
        )
    if not plan.plan_id:
        # Keys of the whole plan stand before its first table.
        text = f'plan_id = "{_id_of(plan.person, today)}"\n{text}'
    if not to:
        text = _with_way_back(text, keys.results_to)
    opened(text.encode(), name=name)
    return sign(text, keys.seed)


def _id_of(person: str, today: date) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", person.lower()).strip("-")[:40]
    return f"{plain or 'plan'}-{today.isoformat()}"


def _with_way_back(text: str, results_to: str) -> str:
    line = f'results_to = "{results_to}"'
    found = _THERAPIST.search(text)
    if found is None:
        return f"{text.rstrip()}\n\n[therapist]\n{line}\n"
    return f"{text[: found.end()]}\n{line}{text[found.end() :]}"
