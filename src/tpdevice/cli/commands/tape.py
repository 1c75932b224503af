"""`tpdevice tape`: a session's tape as a file, for a bug report or another computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tpdevice.cli.output import talk
from tpdevice.cli.paths import command_on, database

if TYPE_CHECKING:
    from tpdevice.replay.tapefile import TapeFile


@click.group()
def tape() -> None:
    """Export or import a session's tape."""


def _file(_: click.Context, __: click.Parameter, name: str | None) -> Path | None:
    if name == "":
        from tpdevice.core.errors import UsageError

        raise UsageError("-o is blank.", hint="Name a file, or leave the option out.")
    return None if name is None else Path(name)


@tape.command("export")
@click.argument("number", type=int, metavar="N")
@click.option("-o", "--output", type=click.Path(dir_okay=False), callback=_file, help="A file.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.option("--anonymous", is_flag=True, help="Without names of people, tools and sensors.")
@click.pass_context
def export(
    ctx: click.Context, number: int, *, output: Path | None, force: bool, anonymous: bool
) -> None:
    """Write session N as JSON lines, to a file or to stdout."""
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.replay.tapefile import write_tape
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.read import read_tape, started_at

    path = database(ctx)
    if output is not None:
        refuse_taken(output, path, force=force)
    to = _stdout() if output is None else whole_file(output)
    with open_for_reading(path) as store:
        header, entries = read_tape(store, number)
        started = started_at(store, number)
        with to as file:
            write_tape(file, header, entries=entries, started=started, anonymous=anonymous)
    if output is not None:
        talk(f"Written to {output}.")


@contextmanager
def _stdout() -> Iterator[BinaryIO]:
    import sys

    from tpdevice.core.errors import UsageError

    if sys.stdout is None or sys.stdout.closed:
        raise UsageError(
            "stdout is closed: there is nowhere to write the tape.",
            hint="Name a file with -o, or start it with stdout open.",
        )
    yield sys.stdout.buffer


@tape.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def import_(ctx: click.Context, file: Path) -> None:
    """Read a tape file, play it, and keep it in the log, marked as imported."""
    from tpdevice.core.errors import TapeError
    from tpdevice.devices import driver_of
    from tpdevice.replay.player import play
    from tpdevice.replay.tapefile import read_tape_file
    from tpdevice.runtime.memory import MemoryRecorder, local_now

    with file.open("rb") as opened:
        found = read_tape_file(opened)
    if not found.entries:
        raise TapeError(f"{file} holds a header and nothing else.")
    played = play(found.header, found.entries, driver_of(found.header))
    recorder = MemoryRecorder(found.header, wall=lambda: found.started or local_now())
    for entry in found.entries:
        recorder.entry(entry)
    for block in played.blocks:
        recorder.samples(block)
    for row in played.rows:
        recorder.row(row)
    path = database(ctx)
    twin = _twin(path, found)
    number = recorder.save(path, imported=True)
    if twin is not None:
        talk(f"The same tape is here already, as session {twin}; now it is here once more.")
    talk(f"Kept as session {number}: `{command_on(path, f'show {number}')}`.")


def _twin(path: Path, found: "TapeFile") -> int | None:
    """Return the session that has this tape already, or None."""
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.twins import earlier_twin

    if not path.exists():
        return None
    with open_for_reading(path) as store:
        return earlier_twin(store, found.header, found.entries, started=found.started)
