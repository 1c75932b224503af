"""`tpdevice plan rehearse`: an open plan, done by a simulated person in a minute or so."""

from datetime import datetime

import click

from tpdevice.cli.paths import database


@click.command()
@click.option(
    "--as",
    "habit",
    default="diligent",
    metavar="WHO",
    show_default=True,
    help="Who does it; `tpsim habits` lists them.",
)
@click.option("--weeks", type=click.IntRange(min=1), help="So many of them; else all.")
@click.option(
    "--from",
    "begins",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    help="The first day, where the plan names none; else the day on which it was opened.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Which one.")
@click.option("--profile", help="Whose plan; else of whoever pressed last.")
@click.pass_context
def rehearse(
    ctx: click.Context,
    *,
    habit: str,
    weeks: int | None,
    begins: datetime | None,
    seed: int,
    profile: str | None,
) -> None:
    """Have a simulated person do the open plan, day after day, in a minute or so.

    They press on the simulated sensor when something is due, or leave it out, and say how it is a
    day later. Everything is kept with its day, marked SIMULATED, and counts in no limit.
    """
    from tpdevice.cli.naming import named
    from tpdevice.cli.rehearsing import rehearsed, tell_how_to_send, wanted
    from tpdevice.runtime.ownplan import first_person

    path = database(ctx)
    who = first_person(path) if profile is None else named(profile, "--profile")
    asked = wanted(path, who, begins=None if begins is None else begins.date(), weeks=weeks)
    rehearsed(path, asked, habit=habit, seed=seed)
    tell_how_to_send(path, asked)
