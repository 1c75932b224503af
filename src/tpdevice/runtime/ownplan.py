"""The plan that a person has open: to open one, to close it, and what it says today."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tpdevice.core.errors import NotInStore, PlanError
from tpdevice.core.plan import Identity, Move, Side
from tpdevice.homework.keepingto import Planned, planned
from tpdevice.homework.plan import Plan
from tpdevice.homework.planfile import read_plan
from tpdevice.homework.planpage import day_text
from tpdevice.runtime import content
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.plans import Opened
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.people import people
from tpdevice.store.plans import OpenPlan, close_plan, open_plan, plan_of


@dataclass(frozen=True, slots=True)
class Own:
    """A plan that somebody has open."""

    number: int
    profile: str
    plan: Plan
    first: date
    signer: str = ""


def open_file(
    path: Path,
    found: Opened,
    *,
    name: str,
    profile: str | None = None,
    now: datetime | None = None,
) -> Own:
    """Open a plan for a person; theirs from before is closed.

    Raises
    ------
    PlanError
        If it is over, or a newer issue of it was opened before.
    StoreError
        If it cannot be kept.
    """
    now = now or local_now()
    plan, who = found.plan, profile or found.plan.person
    signer = "" if found.key is None else found.key.hex()
    first = plan.first_day or now.date()
    if plan.last_day(first) < now.date():
        what = f"It is over: its last day was {day_text(plan.last_day(first))}."
        raise PlanError(name, what, hint="Ask for a new one, or change first_day.")
    kept = OpenPlan(0, who, found.text, found.digest, first, signer)
    with open_store(path) as store:
        _see_that_none_is_newer(plan_of(store, who), plan, name=name)
        number = open_plan(
            store,
            kept,
            title=plan.title or "Homework",
            plan_id=plan.plan_id,
            issue=plan.issue,
            now=now,
        )
    return Own(number, who, plan, first, signer)


def _see_that_none_is_newer(before: OpenPlan | None, plan: Plan, *, name: str) -> None:
    """Refuse an issue that was replaced: somebody may have kept it, and sent it again."""
    known = None if before is None else read_plan(before.text.encode()).plan
    same = known is not None and plan.plan_id and known.plan_id == plan.plan_id
    if known is not None and same and known.issue > plan.issue:
        problem = f"It is issue {plan.issue}, and you have issue {known.issue} of it open."
        hint = "Ask for the newest one; or close yours first: `tpdevice plan close`."
        raise PlanError(name, problem, hint=hint)


def close_open(path: Path, profile: str, *, now: datetime | None = None) -> bool:
    """Close the plan of a person; return whether there was one.

    Raises
    ------
    StoreError
        If that cannot be kept.
    """
    with open_store(path) as store:
        return close_plan(store, profile, now=now or local_now())


def first_person(path: Path) -> str:
    """Return who pressed last, as home knows them.

    Raises
    ------
    StoreError
        If there is no log, or nobody in it.
    """
    with open_for_reading(path) as store:
        names = people(store)
    if not names:
        raise NotInStore(str(path), "nobody has a plan here.", hint="Open one: `plan open FILE`.")
    return names[0]


def own_plan(store: Store, profile: str) -> Own | None:
    """Return the plan that a person has open; one that can no longer be read is none."""
    kept = plan_of(store, profile)
    read = None if kept is None else read_plan(kept.text.encode()).plan
    if kept is None or read is None:
        return None
    return Own(kept.number, kept.profile, read, kept.first_day, kept.signer)


def planned_at(store: Store, identity: Identity, *, today: date) -> Planned | None:
    """Return what a person's plan says of the place of a session, or None where none runs."""
    own = own_plan(store, identity.profile)
    if own is None:
        return None
    return planned(own.plan, identity.point, Side(identity.side), first=own.first, today=today)


def movements_of(found: Planned | None) -> tuple[Move, ...]:
    """Return the movements that a plan asks for and the atlas knows, in the plan's order."""
    if found is None or found.point is None:
        return ()
    words = {point.figure: point.lengthen for point in content.points().values()}
    return tuple([Move(key, words[key]) for key in found.point.movements if key in words])
