"""`tpdevice clinic`: the results of many people, in one place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tpdevice.cli.commands.keys import where as keys_option
from tpdevice.cli.naming import OneOf
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import clinic_database

if TYPE_CHECKING:
    from tpdevice.clinic.asking import Days
    from tpdevice.clinic.taking import Looked
    from tpdevice.store.database import Store

_ENGINES: Final = ["sqlite", "duckdb", "postgres", "databricks", "bigquery", "snowflake", "trino"]
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_days = click.option(
    "--days",
    "recent",
    type=click.IntRange(1, 3_660),
    default=28,
    show_default=True,
    help="How far to look back.",
)
_until = click.option(
    "--until",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    help="The last day to look at; else today.",
)
_json = click.option("--json", "json_", is_flag=True, help="Print JSON.")


@click.group(invoke_without_command=True)
@_days
@_until
@click.pass_context
def clinic(ctx: click.Context, *, recent: int, until: datetime | None) -> None:
    """Look at the results of many people at once: who needs a look, who has gone quiet.

    Plans and results are taken from a folder with `tpdevice clinic import`. Nothing leaves this
    computer. The clinic has a database of its own, beside your log; another is named with --db.
    """
    if ctx.invoked_subcommand is not None:
        return
    from tpdevice.cli.guiding import wants_plain

    with _opened(ctx):
        pass
    if wants_plain(plain=False):
        ctx.invoke(list_, recent=recent, until=until, json_=False)
        return
    from tpdevice.cli.clinicscreen import open_clinic

    ctx.exit(open_clinic(clinic_database(ctx), _days_of(recent, until)))


@clinic.command("import")
@click.argument("folder", type=_FOLDER)
@keys_option
@click.option("--without-traces", is_flag=True, help="Keep summaries only.")
@click.option(
    "--again", is_flag=True, help="Read files again that were taken already, and count them anew."
)
@_json
@click.pass_context
def import_(
    ctx: click.Context,
    folder: Path,
    *,
    keys_file: Path | None,
    without_traces: bool,
    again: bool,
    json_: bool,
) -> None:
    """Take the plans and results in FOLDER, and in folders within it.

    A plan is taken as it was sent (.toml), a result as it came (.tpresult). What was taken before
    is left alone, so that the same folder can be imported every day. What cannot be taken is
    said, stays where it is, and is looked at again the next time.
    """
    from tpdevice.cli.clinicians import looked_json, tell_looked
    from tpdevice.cli.progress import with_progress
    from tpdevice.clinic.taking import Desk, plans_and_results, take
    from tpdevice.runtime.keyfile import read_keys, usual_key_file
    from tpdevice.runtime.memory import local_now

    own = keys_file or usual_key_file()
    keys = read_keys(own) if keys_file is not None or own.exists() else None
    desk = Desk(clinic_database(ctx), keys, local_now())
    files = plans_and_results(folder)
    with_traces = not without_traces and _traces_can_be_kept()
    taking = take(desk, files, with_traces=with_traces, again=again)
    looked: list[Looked] = []
    try:
        looked.extend(with_progress(taking, total=len(files), what="files"))
    except KeyboardInterrupt:
        talk(f"Stopped after {len(looked)} of {len(files)} files. What was taken is kept.")
        talk("Import the folder again to go on.")
        raise
    if json_:
        as_json(looked_json(looked))
    else:
        tell_looked(looked)
    if all(each.why for each in looked):
        ctx.exit(1)


@clinic.command("list")
@_days
@_until
@_json
@click.pass_context
def list_(ctx: click.Context, *, recent: int, until: datetime | None, json_: bool) -> None:
    """List all clients, who needs a look first: exceptions, adherence, who has gone quiet."""
    from tpdevice.cli.clinicians import clients_json, show_clients
    from tpdevice.clinic.overview import overview

    with _opened(ctx) as store:
        found = overview(store, _days_of(recent, until))
    if json_:
        as_json(clients_json(found))
        return
    show_clients(found)


@clinic.command("report")
@_days
@_until
@click.option("--markdown", is_flag=True, help="Text instead of a page.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file.")
@click.option("--open", "open_", is_flag=True, help="Open the file that was written.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.pass_context
def report(
    ctx: click.Context,
    *,
    recent: int,
    until: datetime | None,
    markdown: bool,
    output: Path | None,
    open_: bool,
    force: bool,
) -> None:
    """Make a page of all clients, to print. Without -o it is written to stdout."""
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.clinic.markdown import markdown as text
    from tpdevice.clinic.overview import overview
    from tpdevice.clinic.page import page
    from tpdevice.core.errors import UsageError

    if output is None and open_:
        raise UsageError("--open needs a file.", hint="Name one with -o.")
    if output is not None:
        refuse_taken(output, clinic_database(ctx), force=force)
    with _opened(ctx) as store:
        found = overview(store, _days_of(recent, until))
    written = text(found) if markdown else page(found)
    if output is None:
        click.echo(written, nl=False)
        return
    with whole_file(output) as file:
        file.write(written.encode())
    talk(f"Written to {output}.")
    if open_ and click.launch(str(output)):
        talk("No program could be started to show it.")


@clinic.command("ask")
@click.argument("question", required=False)
@_days
@_until
@_json
@click.option("--sql", type=OneOf(_ENGINES), help="Print the question in an engine's own words.")
@click.pass_context
def ask(
    ctx: click.Context,
    question: str | None,
    *,
    recent: int,
    until: datetime | None,
    json_: bool,
    sql: str | None,
) -> None:
    """Answer QUESTION about all clients; without one, list what can be asked.

    Questions about summaries are answered by SQLite. Those about every sample are answered by
    DuckDB and need the extra `clinic`. Each was written once: --sql prints it for another engine,
    to be asked of the tables that `tpdevice clinic tables` writes.
    """
    from tpdevice.cli.clinicians import answer, known_question, list_questions, question_sql

    if question is None:
        list_questions()
        return
    asked = known_question(question)
    if sql is not None:
        say(question_sql(asked, sql))
        return
    with _opened(ctx) as store:
        answer(store, clinic_database(ctx), asked, _days_of(recent, until), json_=json_)


@clinic.command("tables")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_days
@_until
@click.option("--force", is_flag=True, help="Replace tables that are there.")
@click.pass_context
def tables(
    ctx: click.Context, folder: Path, *, recent: int, until: datetime | None, force: bool
) -> None:
    """Write every table as Parquet into FOLDER, for another engine. Needs the extra `clinic`."""
    from tpdevice.cli.clinicians import write_tables
    from tpdevice.clinic.taking import traces_of

    with _opened(ctx) as store:
        names = write_tables(store, folder, _days_of(recent, until), force=force)
    talk(f"Written to {folder}: {', '.join(names)}.")
    talk(f"The table `samples` is the folder {traces_of(clinic_database(ctx))}, by client, month.")


@clinic.command("forget")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def forget(ctx: click.Context, name: str, *, yes: bool) -> None:
    """Delete a client, with every plan, session and trace that is kept here.

    The files that were imported stay where they are: delete them as well, or the next import
    takes them again.
    """
    from tpdevice.cli.clinicians import forget_client

    with _opened(ctx) as store:
        forget_client(store, clinic_database(ctx), name, yes=yes)


@contextmanager
def _opened(ctx: click.Context) -> "Iterator[Store]":
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.clinic.schema import CLINIC
    from tpdevice.store.database import open_for_reading

    path = clinic_database(ctx)
    if not path.exists():
        hint = "`tpdevice clinic import FOLDER` makes it, from plans and results in a folder."
        raise NotInStore(str(path), "is not there: nothing was imported yet.", hint=hint)
    with open_for_reading(path, schema=CLINIC) as store:
        yield store


def _days_of(recent: int, until: datetime | None) -> "Days":
    from tpdevice.clinic.asking import Days
    from tpdevice.runtime.memory import local_now

    return Days((until or local_now()).date(), recent)


def _traces_can_be_kept() -> bool:
    """Say whether traces can be kept; where not, tell why."""
    from importlib.util import find_spec

    if find_spec("pyarrow") is not None:
        return True
    talk(
        "Traces are left out: they need the extra `clinic` "
        "(`pip install 'tpdevice[clinic]'`). Once it is there, import with --again."
    )
    return False
