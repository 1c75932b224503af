"""What a therapist asks for over some weeks: the words of a plan file.

A plan may ask for less than a session would do by itself, and never for more: it lowers ceilings,
shortens holds and leaves places out. It unlocks nothing.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from tpdevice.core.band import Support
from tpdevice.core.plan import Side

VERSION: Final = 1
NAME_MAX: Final = 80
NOTES_MAX: Final = 2_000
POINTS_MAX: Final = 12
WEEKS_MAX: Final = 26
MOVEMENTS_MAX: Final = 4
"""Each takes the better part of a minute. Chosen."""
FORCE_MAX_N: Final = 500

Name = Annotated[str, Meta(min_length=1, max_length=NAME_MAX)]
Line = Annotated[str, Meta(max_length=NAME_MAX)]
Notes = Annotated[str, Meta(max_length=NOTES_MAX)]
Newtons = Annotated[float, Meta(gt=0, le=FORCE_MAX_N)]


class Day(StrEnum):
    """A day of the week, Monday first as in `date.weekday`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Return 0 for Monday to 6 for Sunday."""
        return list(Day).index(self)


class PlanPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """One place that is asked for. What is left out is as the atlas has it."""

    point: Name
    """Atlas id, such as `UT`."""
    side: Side
    tool: Name
    """What presses, in the person's own words; marks belong to it."""
    support: Support | None = None
    band_n: tuple[Newtons, Newtons] | None = None
    """Where to stay, N; left out, it follows from the person's own marks. Whatever is lower in
    ceiling, marks and ratings still holds."""
    cap_n: Newtons | None = None
    """Never more than this, N."""
    hold_s: Annotated[float, Meta(ge=5, le=90)] | None = None
    repetitions: Annotated[int, Meta(ge=1, le=3)] | None = None
    rest_s: Annotated[float, Meta(ge=30, le=300)] | None = None
    days: tuple[Day, ...] = ()
    """Left out, those of the whole plan."""
    movements: Annotated[tuple[Name, ...], Meta(max_length=MOVEMENTS_MAX)] = ()
    """Movements afterwards, one after the other; left out, the atlas's own."""
    notes: Notes = ""


class Therapist(Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks."""

    name: Line = ""
    results_to: Annotated[str, Meta(pattern=r"^(age1[02-9ac-hj-np-z]{58})?$")] = ""
    """An age public key: results are encrypted to it."""


class Plan(Struct, frozen=True, forbid_unknown_fields=True):
    """Prescriptions over days, for one person."""

    person: Name
    """Whose homework it is; a pseudonym is welcome."""
    points: Annotated[tuple[PlanPoint, ...], Meta(min_length=1, max_length=POINTS_MAX)]
    plan_version: Literal[1] = VERSION
    plan_id: Line = ""
    """Kept from one version of a plan to the next; given when it is sent, where it is left out."""
    issue: Annotated[int, Meta(ge=1, le=10_000)] = 1
    """Of the same plan a higher one replaces a lower one."""
    title: Line = ""
    first_day: date | None = None
    """Left out, the day on which it is opened."""
    weeks: Annotated[int, Meta(ge=1, le=WEEKS_MAX)] = 4
    days: Annotated[tuple[Day, ...], Meta(min_length=1)] = (Day.MON, Day.WED, Day.FRI)
    full_ratings: bool = False
    exclude: tuple[Name, ...] = ()
    """Points that this person does not press while the plan lasts."""
    notes: Notes = ""
    therapist: Therapist = Therapist()

    def last_day(self, first: date) -> date:
        """Return the last day of a plan that begins at `first`."""
        return first + timedelta(weeks=self.weeks, days=-1)

    def days_of(self, point: PlanPoint) -> tuple[Day, ...]:
        """Return the days on which a place is asked for."""
        return point.days or self.days
