"""The keys of a plan file: what each may hold, in words."""

from collections.abc import Mapping
from typing import Final

from tpdevice.core.band import Support
from tpdevice.core.plan import Side
from tpdevice.homework import plan
from tpdevice.homework.plan import Day

_NAME: Final = f"a text of 1 to {plan.NAME_MAX} characters"
_LINE: Final = f"a text of at most {plan.NAME_MAX} characters"
_NOTES: Final = f"a text of at most {plan.NOTES_MAX} characters"
_DAYS: Final = "a list of days, such as ['mon', 'wed', 'fri']"
_FORCE: Final = f"a number of newtons, more than 0 and at most {plan.FORCE_MAX_N}"
_PLACES: Final = "a list of places, such as ['UT']"

PLAN: Final[Mapping[str, str]] = {
    "person": _NAME,
    "points": f"1 to {plan.POINTS_MAX} tables [[points]]",
    "plan_version": f"the number {plan.VERSION}",
    "plan_id": _LINE,
    "issue": "a whole number from 1 to 10000",
    "title": _LINE,
    "first_day": "a date, such as 2026-11-30",
    "weeks": f"a whole number from 1 to {plan.WEEKS_MAX}",
    "days": _DAYS,
    "full_ratings": "true or false",
    "exclude": _PLACES,
    "notes": _NOTES,
    "therapist": "a table [therapist]",
}
POINT: Final[Mapping[str, str]] = {
    "point": "a place of the atlas, such as 'UT'",
    "side": "'left', 'right' or 'middle'",
    "tool": _NAME,
    "support": "'hand', 'cane', 'wall' or 'lying'",
    "band_n": "two numbers of newtons, such as [20, 28]",
    "cap_n": _FORCE,
    "hold_s": "a number of seconds from 5 to 90",
    "repetitions": "a whole number from 1 to 3",
    "rest_s": "a number of seconds from 30 to 300",
    "days": _DAYS,
    "movements": f"a list of at most {plan.MOVEMENTS_MAX} movements, such as ['ear-to-shoulder']",
    "notes": _NOTES,
}
THERAPIST: Final[Mapping[str, str]] = {
    "name": _LINE,
    "results_to": "a public key of age, which begins with 'age1'",
}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "side": tuple(Side),
    "support": tuple(Support),
    "days": tuple(Day),
}
"""Keys whose words are counted."""
LONG: Final = frozenset({"notes"})
"""Keys that may hold several lines."""
FILE_LIKE: Final = frozenset({"person", "tool", "plan_id"})
"""Names that others may make names of files from."""
