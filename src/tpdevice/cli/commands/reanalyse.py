"""`tpdevice reanalyse`: stored sessions through today's code, and what would change."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import as_json, table, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.runtime.reanalysis import Reanalysed
    from tpdevice.store.database import Store

INTERRUPTED = 130


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
    from tpdevice.cli.progress import with_progress
    from tpdevice.core.errors import NotInStore
    from tpdevice.runtime.reanalysis import reanalysed
    from tpdevice.store.database import open_for_reading

    path = database(ctx)
    profile = None if profile is None else named(profile, "--profile")
    day = "" if since is None else since.date().isoformat()
    wanted: tuple[int, ...] = ()
    done: list[Reanalysed] = []
    complete = True
    try:
        with open_for_reading(path) as store:
            wanted = _wanted(store, numbers, profile=profile, since=day, simulated=simulated)
            found = reanalysed(store, wanted, exact=exact)
            try:
                done.extend(with_progress(found, total=len(wanted), what="sessions"))
            except KeyboardInterrupt:
                complete = False
    except NotInStore:
        if numbers:
            raise
        talk(f"There is no log yet at {path}. `tpdevice demo` makes one.")
    else:
        if not wanted:
            talk(_nothing(profile, since=day, simulated=simulated))
    _print(done, json_=json_, exact=exact, complete=complete)
    _verdict(done, total=len(wanted), complete=complete, exact=exact)
    failed = any(each.trouble for each in done)
    ctx.exit(INTERRUPTED if not complete else 1 if failed else 0)


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


def _print(done: Sequence["Reanalysed"], *, json_: bool, exact: bool, complete: bool) -> None:
    if json_:
        _print_json(done, exact=exact, complete=complete)
        return
    rows = [
        (
            each.session,
            each.started[:10],
            each.profile,
            f"{change.part}, {_in_words(change.name)}",
            _amount(change.was),
            _amount(change.now),
            "SIMULATED" if each.simulated else "",
        )
        for each in done
        for change in each.changes
    ]
    if rows:
        table(("n", "when", "who", "what", "was", "now", ""), rows)


def _print_json(done: Sequence["Reanalysed"], *, exact: bool, complete: bool) -> None:
    from importlib.metadata import version

    import msgspec

    as_json(
        {
            "looked_at_by": version("tpdevice"),
            "exact": exact,
            "complete": complete,
            "sessions": msgspec.to_builtins(done),
        }
    )


def _in_words(name: str) -> str:
    """Return the name of a value for people: its unit, if it has one, after a blank."""
    words = name.replace("_", " ")
    return f"{words[:-2]} N" if words.endswith(" n") else words


def _amount(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


def _verdict(done: Sequence["Reanalysed"], *, total: int, complete: bool, exact: bool) -> None:
    from tpdevice.tui.sumup import counted

    for each in done:
        if each.trouble:
            talk(f"Left out: {each.trouble}")
    sound = [each for each in done if not each.trouble]
    differing = sum(bool(each.changes) for each in sound)
    looked = f"{counted(len(sound), 'session')} {'run' if exact else 'counted'} again"
    if differing:
        talk(f"{looked}: {differing} would come out differently. Nothing was changed.")
    elif sound:
        talk(f"{looked}: all as they are stored.")
    if not complete:
        talk(f"Interrupted after {len(done)} of {counted(total, 'session')}.")
