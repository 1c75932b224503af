"""`tpdevice result`: what was done of a plan, in one file back to who asked for it."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.commands.keys import where as keys_option
from tpdevice.cli.naming import named
from tpdevice.cli.output import as_json, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.homework.plan import Plan
    from tpdevice.homework.result import Result

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def result() -> None:
    """Send what was done of a plan, or read what somebody sent."""


@result.command("send")
@click.argument("file", type=_FILE, required=False)
@click.option("--profile", help="Whose sessions; else whoever the plan is for.")
@click.option("--since", type=_DAY, metavar="DAY", help="When you began, if the plan names no day.")
@click.option("--until", type=_DAY, metavar="DAY", help="The last day that is told; else today.")
@click.option(
    "--with-name/--without-name", "with_name", default=None, help="Else you are asked about it."
)
@click.option("--simulated", is_flag=True, help="With simulated sessions, marked as such.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.pass_context
def send(
    ctx: click.Context,
    *,
    file: Path | None,
    profile: str | None,
    since: datetime | None,
    until: datetime | None,
    with_name: bool | None,
    simulated: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Write what was done of a plan, in a file for your therapist.

    FILE is the plan as you got it; left out, it is the one that you have open. What is written
    is encrypted where the plan has a key for that. Nothing leaves this computer by itself: you
    pass the file on as you like.
    """
    from tpdevice.cli.resultsending import asked_name, open_plan_of, tell_sent, whose
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.runtime.memory import local_now
    from tpdevice.runtime.plans import plan_bytes, understood
    from tpdevice.runtime.results import (
        Sending,
        file_name,
        result_bytes,
        result_of,
    )
    from tpdevice.store.database import open_for_reading

    path, now = database(ctx), local_now()
    last = now.date() if until is None else until.date()
    who = None if profile is None else named(profile, "--profile")
    began = _date(since)
    if file is None:
        asked, who, opened_on = open_plan_of(path, who)
        began = began or opened_on
    else:
        asked = understood(plan_bytes(file), name=str(file))
    plan = asked.plan
    with open_for_reading(path) as store:
        who = whose(store, asked, who, simulated=simulated)
        name = asked_name(plan) if with_name is None else with_name
        sending = Sending(now, who, began, with_name=name, simulated=simulated)
        found = result_of(store, asked, last, sending=sending)
    to = output or Path(file_name(plan, last, with_name=name))
    refuse_taken(to, path, force=force)
    data = result_bytes(found, plan)
    with whole_file(to) as opened:
        opened.write(data)
    tell_sent(found, plan, to)


@result.command("read")
@click.argument("file", type=_FILE)
@click.option("--plan", "plan_file", type=_FILE, metavar="PLAN", help="The plan that it answers.")
@click.option("--again", is_flag=True, help="Read one that was read before.")
@click.option("--simulated", is_flag=True, help="Count simulated sessions as if they were not.")
@keys_option
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def read(
    ctx: click.Context,
    *,
    file: Path,
    plan_file: Path | None,
    again: bool,
    simulated: bool,
    keys_file: Path | None,
    json_: bool,
) -> None:
    """Show what somebody sent, first of all what stands out."""
    from tpdevice.cli.resultlines import show_result
    from tpdevice.homework.adherence import adherence
    from tpdevice.homework.standout import exceptions
    from tpdevice.runtime.keyfile import read_keys, usual_key_file
    from tpdevice.runtime.received import received, usual_doses

    own = keys_file or usual_key_file()
    keys = read_keys(own) if keys_file is not None or own.exists() else None
    found = received(database(ctx), file, keys, again=again)
    done = None
    if plan_file is not None:
        plan = _asked(plan_file, found)
        done = adherence(plan, found, usual=usual_doses(), simulated=simulated)
    first = exceptions(found, () if done is None else done.missed)
    if json_:
        as_json(_plain(found, first, done))
        return
    show_result(found, first, done)


def _date(at: datetime | None) -> date | None:
    return None if at is None else at.date()


def _asked(file: Path, found: "Result") -> "Plan":
    """Return the plan that a result answers, and say where it is another one."""
    from tpdevice.runtime.plans import plan_bytes, understood

    asked = understood(plan_bytes(file), name=str(file))
    if asked.digest != found.plan_digest:
        talk(
            f"{file} is not word for word the plan that this result answers: "
            "it may be another version of it, or another plan."
        )
    return asked.plan


def _plain(found: "Result", first: Any, done: Any) -> dict[str, Any]:
    import msgspec

    shares = None
    if done is not None:
        shares = msgspec.to_builtins(done)
        for plain, share in zip((shares, *shares["places"]), (done, *done.places), strict=True):
            for name in ("held", "days"):
                plain[name]["percent"] = getattr(share, name).percent
    return {
        "exceptions": msgspec.to_builtins(first),
        "adherence": shares,
        "result": msgspec.to_builtins(found),
    }
