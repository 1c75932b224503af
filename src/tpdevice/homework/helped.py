"""What went together with easing: counts and medians over sessions, and never a cause.

Sessions that differ in one thing differ in others too, so that nothing here is compared or ranked;
whoever reads it may, and finds beside each figure of how many sessions it is.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from tpdevice.core.record import Outcome
from tpdevice.homework.overtime import Middle, Once, middle

LEAST_SESSIONS: Final = 8
"""Sessions of a kind, below which nothing is said of it. Chosen: of eight, one alone moves a share
by an eighth, and a median by little."""
NOTE: Final = (
    "Counts of what went together in your own sessions. They do not say what made it so: "
    "sessions that differ in one thing differ in others too."
)
_FELT: Final = (Outcome.EASED, Outcome.LET_GO)


class Together(Struct, frozen=True):
    """Sessions that are alike in one thing."""

    what: str
    """`tool`, `how` or `strength`."""
    value: str
    sessions: int
    enough: bool
    """False: too few, and what follows is empty."""
    reported: int | None = None
    """Sessions after which easing or letting go was reported."""
    fall: Middle | None = None
    """First rating less the last."""
    soreness: Middle | None = None
    """On the next day, of those who were asked and answered."""


def together(sessions: Sequence[Once]) -> tuple[Together, ...]:
    """Return what was reported, by tool, by how it was pressed and by how strong it began."""
    found = []
    rated = [each for each in sessions if each.first_rating is not None]
    for what, kind in _KINDS.items():
        groups: defaultdict[str, list[Once]] = defaultdict(list)
        for each in rated:
            groups[kind(each)].append(each)
        found += [_together(what, value, groups[value]) for value in sorted(groups)]
    return tuple(found)


def _together(what: str, value: str, group: Sequence[Once]) -> Together:
    if len(group) < LEAST_SESSIONS:
        return Together(what, value, len(group), enough=False)
    return Together(
        what,
        value,
        len(group),
        enough=True,
        reported=sum(each.outcome in _FELT for each in group),
        fall=middle(_fall(each) for each in group),
        soreness=middle(each.next_day_soreness for each in group),
    )


def _fall(each: Once) -> float | None:
    if each.first_rating is None or each.last_rating is None:
        return None
    return each.first_rating - each.last_rating


def _strength(each: Once) -> str:
    first = each.first_rating or 0
    return "began at 0 to 3" if first <= 3 else "began at 4 to 6" if first <= 6 else "began at 7 up"


_KINDS: Final[dict[str, Callable[[Once], str]]] = {
    "tool": lambda each: each.tool,
    "how": lambda each: each.support,
    "strength": _strength,
}
