"""Before a result is written: whose it is, whether the name goes along, and who can read it."""

from datetime import date
from pathlib import Path

import click

from tpdevice.cli.asked import somebody_there
from tpdevice.cli.output import talk
from tpdevice.cli.paths import command_on
from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless
from tpdevice.homework.plan import Plan
from tpdevice.homework.result import Result
from tpdevice.runtime.ownplan import first_person
from tpdevice.runtime.plans import Opened, understood
from tpdevice.runtime.trusting import standing
from tpdevice.store.database import Store, open_for_reading
from tpdevice.store.people import people
from tpdevice.store.plans import plan_of
from tpdevice.store.remembered import profiles


def open_plan_of(path: Path, profile: str | None) -> tuple[Opened, str, date]:
    """Return the plan that somebody has open, whose it is, and when it began.

    Raises
    ------
    UsageError
        If they have none.
    StoreError
        If there is no log, or nobody in it.
    """
    who = profile or first_person(path)
    with open_for_reading(path) as store:
        found = plan_of(store, who)
    if found is None:
        raise UsageError(
            f"{who} has no plan open.", hint="Name its file, or whose it is: --profile."
        )
    return understood(found.text.encode()), who, found.first_day


def whose(store: Store, asked: Opened, profile: str | None, *, simulated: bool) -> str:
    """Return whose sessions a result tells of; see first that nobody else wrote the plan.

    Raises
    ------
    TrustError
        If it is signed with another key than earlier plans of this therapist.
    UsageError
        If the log knows nobody of that name, or they have not pressed yet.
    """
    found = standing(store, asked.plan.therapist.name, asked.key)
    if asked.key is None:
        for line in found.told:
            talk(line)
    who = profile or harmless(asked.plan.person)
    known = profiles(store, include_simulated=simulated)
    if who in known:
        return who
    if not known or who in people(store):
        more = "" if simulated else " Sessions with a simulator: --simulated."
        raise UsageError(
            f"Nothing was pressed by {who} yet, so there is nothing to send.",
            hint=f"What is due stands at home: `{command_on(store.path)}`.{more}",
        )
    raise UsageError(
        f"The log knows nobody called {who}.",
        hint=f"Say who it is: --profile. Known: {', '.join(known)}.",
    )


def asked_name(plan: Plan) -> bool:
    """Ask whether the name goes along; where nobody can be asked, it stays."""
    who = harmless(plan.person)
    if not somebody_there():
        talk(f"Without the name {who}, since nobody could be asked; it goes along --with-name.")
        return False
    return click.confirm(f"Send the name {who} along", default=True, err=True)


def tell_sent(result: Result, plan: Plan, to: Path) -> None:
    """Say what is in the file, and who can read it."""
    count = len(result.sessions)
    sessions = "one session" if count == 1 else f"{count} sessions"
    beside = sum(not each.asked for each in result.sessions)
    more = f", {beside} of them beside the plan" if beside else ""
    talk(f"Written to {to}: {sessions}{more}, {result.first_day} to {result.until}.")
    if any(each.notes for each in result.sessions):
        talk("Your notes on sessions are in it, word for word.")
    if result.left_out:
        talk("It tells why you left something out, as you said it.")
    if any(each.simulated for each in result.sessions):
        talk("It holds SIMULATED sessions, marked as such.")
    if plan.therapist.results_to:
        talk("It is encrypted: only the owner of the key in the plan can read it.")
    else:
        talk("It is NOT encrypted, as the plan names no key: whoever gets the file can read it.")
