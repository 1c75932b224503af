"""`tpdevice reanalyse`: stored sessions through today's code, and what would change."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.runtime.reanalysis import Reanalysed
    from tpdevice.store.database import Store

INTERRUPTED = 130
"""What a program exits with that Ctrl-C ended. Source: the shells' habit, 128 and the signal."""


@click.command()
@click.argument("numbers", type=int, nargs=-1, metavar="[N]...")
@click.option("--profile", help="Only this person's.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Only from this day on.",
)
@click.option("--simulated", is_flag=True, help="Look at simulated sessions, too.")
@click.option("--exact", is_flag=True, help="Run whole tapes; slow, and asks for everything.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def reanalyse(
    ctx: click.Context,
    numbers: tuple[int, ...],
    *,
    profile: str | None,
    since: datetime | None,
    simulated: bool,
    exact: bool,
    json_: bool,
) -> None:
    """Count sessions anew, all or those numbered N, and show what would change.

    The stored forces are counted with today's code, within the phases that were logged. With
    --exact whole tapes are run again: marks, band, answers and ending are then compared, too.
    Nothing in the log is changed. The exit code is 1 if a session could not be read.
    """
    from tpdevice.cli.recounted import show_recounted
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.database import open_for_reading

    path = database(ctx)
    profile = None if profile is None else named(profile, "--profile")
    day = "" if since is None else since.date().isoformat()
    wanted: tuple[int, ...] = ()
    done: list[Reanalysed] = []
    try:
        with open_for_reading(path) as store:
            wanted = _wanted(store, numbers, profile=profile, since=day, simulated=simulated)
            done = _done(store, wanted, exact=exact)
        if not wanted:
            talk(_nothing(profile, since=day, simulated=simulated))
    except NotInStore:
        if numbers:
            raise
        talk(f"There is no log yet at {path}. `tpdevice demo` makes one.")
    show_recounted(done, total=len(wanted), exact=exact, json_=json_)
    if len(done) < len(wanted):
        ctx.exit(INTERRUPTED)
    ctx.exit(1 if any(each.trouble for each in done) else 0)


def _done(store: "Store", wanted: Sequence[int], *, exact: bool) -> list["Reanalysed"]:
    """Look at sessions until all are done, or somebody has had enough."""
    from tpdevice.cli.progress import with_progress
    from tpdevice.runtime.reanalysis import reanalysed

    done: list[Reanalysed] = []
    found = reanalysed(store, wanted, exact=exact)
    with suppress(KeyboardInterrupt):
        done.extend(with_progress(found, total=len(wanted), what="sessions"))
    return done


def _wanted(
    store: "Store", numbers: Sequence[int], *, profile: str | None, since: str, simulated: bool
) -> tuple[int, ...]:
    """Return the sessions to look at; one that is asked for by its number has to be there."""
    from tpdevice.store.read import session_numbers, started_at

    for number in numbers:
        started_at(store, number)
    found = session_numbers(
        store, profile=profile, since=since, include_simulated=simulated or bool(numbers)
    )
    return tuple([number for number in found if not numbers or number in numbers])


def _nothing(profile: str | None, *, since: str, simulated: bool) -> str:
    whose = "" if profile is None else f" of {profile}"
    when = f" since {since}" if since else " yet"
    hint = "`tpdevice log` lists what there is." if simulated else "Simulated ones: --simulated."
    return f"No sessions{whose}{when}. {hint}"
