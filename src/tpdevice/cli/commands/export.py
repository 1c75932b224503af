"""`tpdevice export FOLDER`: what is in the log, for a spreadsheet or another program."""

from pathlib import Path

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import talk
from tpdevice.cli.paths import database


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
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
@click.option(
    "--after-each/--not-after-each",
    default=None,
    help="Write the tables after each session of --profile, too; or no longer.",
)
@click.pass_context
def export(
    ctx: click.Context,
    folder: Path | None,
    *,
    formats: tuple[str, ...],
    profile: str | None,
    number: int | None,
    simulated: bool,
    without_names: bool,
    force: bool,
    after_each: bool | None,
) -> None:
    """Write what is in the log to files in FOLDER.

    csv is five tables for a spreadsheet: sessions, holds, ratings, marks, follow-ups. json is
    everything but the tapes. parquet is all forces over time in one file; trace is those of each
    session as a table. A file that is damaged in the log is named, and the exit code is 1.
    """
    from tpdevice.cli.exportfolder import see_that_it_is_nobodys
    from tpdevice.cli.exporting import USUAL, Export, export_to
    from tpdevice.core.errors import UsageError
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.export_sessions import numbers_of
    from tpdevice.store.export_tables import Which
    from tpdevice.store.owned import profile_of

    profile = None if profile is None else named(profile, "--profile")
    if after_each is not None and profile is None:
        hint = "--profile NAME says it: the folder is a setting of one person."
        raise UsageError("After whose sessions?", hint=hint)
    if folder is None and after_each is not False:
        raise UsageError("Where to? A folder is missing.", hint="For example: `export mine`.")
    path = database(ctx)
    with open_for_reading(path) as store:
        if profile is not None:
            profile_of(store, profile)
    if profile is not None and after_each is False:
        _keep(path, profile, "", without_names=False)
    if folder is None:
        return
    which = Which(profile, number, simulated or number is not None)
    wish = Export(which, formats or USUAL, without_names)
    troubles: list[str] = []
    with open_for_reading(path) as store:
        if not numbers_of(store, which):
            more = "" if simulated else " Simulated ones: --simulated."
            talk(f"There are no such sessions yet.{more}")
        if profile is not None and after_each:
            see_that_it_is_nobodys(store, folder, but=profile)
        files = export_to(folder, path, store, wish=wish, force=force, tell=troubles.append)
    for trouble in dict.fromkeys(troubles):
        talk(trouble)
    talk(f"Written to {folder}: {', '.join([file.name for file in files])}.")
    if profile is not None and after_each:
        _keep(path, profile, str(folder.absolute()), without_names=without_names)
    ctx.exit(1 if troubles else 0)


def _keep(path: Path, profile: str, folder: str, *, without_names: bool) -> None:
    """Keep where the tables go after each session of somebody; nowhere if `folder` is blank."""
    import secrets

    from msgspec.structs import replace

    from tpdevice.cli.exportfolder import give_to
    from tpdevice.store.database import open_store
    from tpdevice.store.people import keep_settings, settings_of

    with open_store(path) as store:
        settings = settings_of(store, profile)
        wished = replace(
            settings,
            export_folder=folder,
            export_without_names=without_names,
            export_mark=secrets.token_hex(8) if folder else "",
        )
        keep_settings(store, profile, wished)
    if folder:
        give_to(wished.export_mark, Path(folder))
    where = f"the tables go to {folder}" if folder else "nothing is written"
    talk(f"After each session of {profile}, {where}.")
