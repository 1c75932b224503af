"""What may be two people who are one client here: said in words, with what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

_NOBODY: Final = ("", "")
_TWO_PLANS: Final = (
    "If these are two people, give each a name of their own: change `person`, send the plan "
    "anew, and import it once `tpdevice clinic forget` has parted them."
)
_ONE_PLAN: Final = (
    "They were deleted from a log; or two people do this plan, and are one client here: then "
    "send each a plan with a name of their own, and `tpdevice clinic forget` this one."
)


def plans_at_once(name: str, others: Sequence[str]) -> tuple[str, str]:
    """Return what to say, and what to do, where one name has several plans on the same days."""
    if not others:
        return _NOBODY
    return f"{name} has another plan on the same days: {', '.join(others)}.", _TWO_PLANS


def told_otherwise(path: Path, sessions: int) -> tuple[str, str]:
    """Return what to say, and what to do, where results of one plan tell of other sessions."""
    if not sessions:
        return _NOBODY
    what = "1 session that" if sessions == 1 else f"{sessions} sessions that"
    return (
        f"{path}: of this plan there are {what} one result tells of and a newer one does not.",
        _ONE_PLAN,
    )
