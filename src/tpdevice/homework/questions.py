"""The questions of a check, in the order in which they are asked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tpdevice.homework.checks import Check
from tpdevice.homework.followup import RULES


class Kind(StrEnum):
    """How a question is answered."""

    ZERO_TO_TEN = "0 to 10"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    key: str
    """`soreness`, `bruise` or `warning`."""
    text: str
    kind: Kind


SORENESS: Final = Asked("soreness", "How sore is it to the touch now, 0 to 10?", Kind.ZERO_TO_TEN)
BRUISE: Final = Asked("bruise", "Is there a bruise?", Kind.YES_NO)
SIGNS: Final = Asked(
    "warning",
    "Any of these since then: pain that spreads, swelling, weakness, dark urine, fever?",
    Kind.YES_NO,
)
STILL: Final = Asked(
    "warning",
    "Is one of those signs still there, or has nobody who knows looked at it yet?",
    Kind.YES_NO,
)
_SIGN: Final = RULES[0].key


def questions_of(check: Check) -> tuple[Asked, ...]:
    """Return what is asked; after a warning sign, whether it is gone and was looked at."""
    return (SORENESS, BRUISE, STILL if check.again == _SIGN else SIGNS)
