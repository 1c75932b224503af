"""An open plan that a simulated person does: what is rehearsed, a line for each place and day."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tpdevice.cli.output import say, talk
from tpdevice.cli.paths import command_on
from tpdevice.core.errors import UsageError
from tpdevice.core.record import Ending
from tpdevice.core.units import seconds
from tpdevice.homework.planpage import day_text
from tpdevice.homework.schedule import Item
from tpdevice.runtime.carewords import title
from tpdevice.runtime.ownplan import Own, first_person, own_plan
from tpdevice.runtime.rehearsal import Rehearsal, Rehearsed, Wanted
from tpdevice.store.database import open_for_reading
from tpdevice.store.plans import simulated_sessions

_LEFT: Final = {
    Item.DUE: "left out",
    Item.RESTS: "rests",
    Item.CLOSE: "pressed yesterday",
    Item.DONE: "done already",
}


@dataclass(frozen=True, slots=True)
class Weeks:
    """A plan that somebody has open, and the days of it that are rehearsed."""

    own: Own
    first: date
    last: date


def wanted(path: Path, profile: str, *, begins: date | None, weeks: int | None) -> Weeks:
    """Return what is to be rehearsed.

    Raises
    ------
    UsageError
        If there is no plan, it begins on another day, or it was rehearsed before.
    StoreError
        If there is no log.
    """
    with open_for_reading(path) as store:
        own = own_plan(store, profile)
        if own is None:
            raise UsageError(f"{profile} has no plan open.", hint="Open one: `plan open FILE`.")
        first = _first(own, begins)
        last = own.plan.last_day(first)
        if weeks is not None:
            last = min(last, first + timedelta(weeks=weeks, days=-1))
        there = simulated_sessions(store, profile, first=first, last=last)
    if there:
        raise UsageError(
            f"{there} simulated sessions of {profile} lie in these days already.",
            hint="Rehearse in a log of its own: `tpdevice --db FILE`; or from another day: --from.",
        )
    return Weeks(own, first, last)


def _first(own: Own, begins: date | None) -> date:
    names = own.plan.first_day
    if begins is not None and names is not None and begins != names:
        raise UsageError(f"The plan itself begins on {day_text(names)}.", hint="Leave --from out.")
    return begins or own.first


def rehearsed(path: Path, weeks: Weeks, *, habit: str, seed: int) -> None:
    """Do it, and tell each place and day as soon as it is done.

    Raises
    ------
    TpError
        If the simulator does not know who is to do it, or the log does not take it.
    """
    who, first, last = weeks.own.profile, day_text(weeks.first), day_text(weeks.last)
    talk(f"SIMULATED, on virtual time: the plan of {who}, {first} to {last}.")
    asked = Wanted(weeks.own, habit, seed, weeks.first, weeks.last)
    done = 0
    for each in Rehearsal(path, asked).days():
        say(f"{each.day}  {title(each.asked.place)}: {', '.join(_told(each))}")
        done += each.summary is not None
    sessions = "One session is" if done == 1 else f"{done} sessions are"
    talk(f"{sessions} kept in {path}, marked SIMULATED.")


def tell_how_to_send(path: Path, weeks: Weeks) -> None:
    """Say how the result of a rehearsal is written."""
    who = weeks.own.profile
    whose = "" if who == first_person(path) else f" --profile {shlex.quote(who)}"
    words = f"result send{whose} --simulated --since {weeks.first} --until {weeks.last}"
    talk(f"To send them: `{command_on(path, words)}`.")


def _told(each: Rehearsed) -> Iterator[str]:
    summary, first = each.summary, each.header
    if summary is None or first is None:
        yield _LEFT[each.asked.item] + (f" ({each.why})" if each.why else "")
        return
    asked_s = first.prescription.hold_s * first.prescription.repetitions
    yield f"held {seconds(summary.buckets.held_ns):.0f} of {asked_s:.0f} s"
    if summary.first_rating is not None:
        last = "" if summary.last_rating is None else f" → {summary.last_rating}"
        yield f"rated {summary.first_rating}{last}"
    reason = "" if summary.ending is Ending.FINISHED else f" ({summary.reason})"
    yield f"{summary.ending}{reason}  SIMULATED"
