"""What the command line says of who presses where, checked before anything is reached for."""

import shlex
import sys
from dataclasses import asdict, dataclass, replace
from typing import Final

from tpdevice.cli.naming import named
from tpdevice.cli.whereto import point_named
from tpdevice.core.band import Support
from tpdevice.core.errors import UsageError
from tpdevice.runtime import content

DEMO: Final = "demo"
"""Under whose name simulated sessions of the program's own are kept."""
USUAL: Final = {
    "profile": "me",
    "point": "UT",
    "side": "left",
    "tool": "hook cane",
    "support": "cane",
}
"""What is offered to somebody of whom nothing is known, and shown as an example."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of who presses where; what is None is asked."""

    profile: str | None
    point: str | None
    side: str | None
    tool: str | None
    support: str | None

    @property
    def missing(self) -> list[str]:
        """The names of what is not said."""
        return [name for name, value in asdict(self).items() if value is None]


def checked(asked: Asked) -> Asked:
    """Return what was said as it is kept: names harmless, the point by its id.

    Raises
    ------
    UsageError
        If it makes no sense, or something is missing and nobody can be asked.
    """
    clean = replace(
        asked,
        profile=None if asked.profile is None else named(asked.profile, "--profile"),
        point=None if asked.point is None else point_named(asked.point),
        tool=None if asked.tool is None else named(asked.tool, "--tool"),
    )
    if clean.point is not None and clean.side is not None:
        _see_that_it_has(clean.point, clean.side)
    if clean.point is not None and clean.support is not None:
        content.see_that_it_is_offered(content.point(clean.point), Support(clean.support))
    if clean.missing and not somebody_there():
        raise _nobody_to_ask(clean)
    return clean


def somebody_there() -> bool:
    """Return whether there is a terminal to ask on."""
    return sys.stdin is not None and sys.stdin.isatty()


def sides_of(point_id: str) -> list[str]:
    """Return the sides that a point has."""
    return [side.value for side in content.point(point_id).sides]


def ways_of(point_id: str) -> list[str]:
    """Return how a point may be pressed; a gentle one only as the atlas says."""
    point = content.point(point_id)
    return [way.value for way in Support if point.offers(way)]


def _nobody_to_ask(asked: Asked) -> UsageError:
    *others, last = [f"--{name}" for name in asked.missing]
    names = f"{', '.join(others)} and {last} are" if others else f"{last} is"
    example = USUAL | ({} if asked.point is None else _fitting(asked.point))
    words = " ".join([f"--{name} {shlex.quote(example[name])}" for name in asked.missing])
    return UsageError(
        f"{names} missing, and there is no terminal to ask on.", hint=f"For example: `{words}`."
    )


def _fitting(point_id: str) -> dict[str, str]:
    point = content.point(point_id)
    return {"side": point.sides[0].value, "support": point.supports[0].value}


def _see_that_it_has(point_id: str, side: str) -> None:
    sides = sides_of(point_id)
    if side not in sides:
        raise UsageError(f"{point_id} has no side {side!r}.", hint=f"Known: {', '.join(sides)}.")
