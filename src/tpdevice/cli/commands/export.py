"""`tpdevice export FOLDER`: what is in the log, for a spreadsheet or another program."""

from pathlib import Path

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import talk
from tpdevice.cli.paths import database


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    type=click.Choice(["csv", "json", "parquet", "trace"]),
    multiple=True,
    help="May be said again.  [default: csv and json]",
)
@click.option("--profile", help="Only this person's.")
@click.option("--session", "number", type=int, metavar="N", help="Only session N.")
@click.option("--simulated", is_flag=True, help="Export simulated sessions, too.")
@click.option("--without-names", is_flag=True, help="Without names, notes and sensors.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@click.pass_context
def export(
    ctx: click.Context,
    folder: Path,
    *,
    formats: tuple[str, ...],
    profile: str | None,
    number: int | None,
    simulated: bool,
    without_names: bool,
    force: bool,
) -> None:
    """Write what is in the log to files in FOLDER.

    csv is five tables for a spreadsheet: sessions, holds, ratings, marks, follow-ups. json is
    everything but the tapes. parquet is all forces over time in one file; trace is those of each
    session as a table. A file that is damaged in the log is named, and the exit code is 1.
    """
    from tpdevice.cli.exporting import USUAL, Export, export_to
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.export_tables import Which

    profile = None if profile is None else named(profile, "--profile")
    which = Which(profile, number, simulated or number is not None)
    wish = Export(which, formats or USUAL, without_names)
    troubles: list[str] = []
    path = database(ctx)
    with open_for_reading(path) as store:
        files = export_to(folder, path, store, wish=wish, force=force, tell=troubles.append)
    for trouble in dict.fromkeys(troubles):
        talk(trouble)
    talk(f"Written to {folder}: {', '.join([file.name for file in files])}.")
    ctx.exit(1 if troubles else 0)
