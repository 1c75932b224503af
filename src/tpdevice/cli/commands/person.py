"""`tpdevice person`: one person's records to another file, or gone for good."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.store.erase import Proof

_COPIES = "Backups, exports and other copies are yours to delete: this program does not know them."


@click.group()
def person() -> None:
    """Move a person's records to another file, or delete them for good."""


@person.command("move")
@click.argument("name", metavar="NAME")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def move(ctx: click.Context, name: str, file: Path) -> None:
    """Move everything of a person into FILE: another log, or a new one.

    Sessions that FILE has already are not added again. What was moved is read back, and then
    deleted here for good, as `person delete` does.
    """
    from tpdevice.cli.progress import Meter
    from tpdevice.store.moving import move_person

    path, name = _there(ctx), named(name, "NAME")
    what = _held(path, name)
    meter = Meter()
    try:
        proof = move_person(
            path, file, name, told=lambda done, total: meter.show(f"{done} of {total} sessions")
        )
    finally:
        meter.clear()
    talk(f"{file} has everything of {name}: {what}.")
    _say_gone(path, name, proof, besides=file)


@person.command("delete")
@click.argument("name", metavar="NAME")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def delete(ctx: click.Context, name: str, *, yes: bool) -> None:
    """Delete everything of a person for good.

    The bytes are overwritten, and the file is searched for them afterwards. There is no way back.
    """
    from tpdevice.cli.liking import liked
    from tpdevice.core.text import harmless
    from tpdevice.store.erase import erase

    path, name = _there(ctx), named(name, "NAME")
    folder = liked(path, name).export_folder
    talk(f"Of {name}, {path} holds: {_held(path, name)}.")
    talk("All of it goes for good, with tapes, traces and settings.")
    talk(f"To keep a copy: `tpdevice backup FILE` before. {_COPIES}")
    if not yes and not _sure(name):
        talk("Nothing was deleted.")
        return
    _say_gone(path, name, erase(path, name))
    if folder:
        talk(f"The tables that were written after each session stay in {harmless(folder)}.")


def _held(path: Path, name: str) -> str:
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.owned import counted, profile_of, told

    with open_for_reading(path) as store:
        return told(counted(store, profile_of(store, name)))


def _sure(name: str) -> bool:
    from tpdevice.cli.asked import somebody_there
    from tpdevice.core.errors import UsageError

    if not somebody_there():
        raise UsageError("There is no terminal to ask on.", hint="To delete without: --yes.")
    return click.confirm(f"Delete everything of {name} for good?", default=False, err=True)


def _there(ctx: click.Context) -> Path:
    from tpdevice.core.errors import NotInStore

    path = database(ctx)
    if not path.exists():
        raise NotInStore(str(path), "does not exist.", hint="The first session makes it.")
    return path


def _say_gone(path: Path, name: str, proof: "Proof", *, besides: Path | None = None) -> None:
    talk(
        f"{name} is gone from {path}: {proof.looked_for} traces were looked for in "
        f"{proof.read_bytes:,} bytes, and none is left."
    )
    if proof.elsewhere:
        talk("The name itself also stands in what others keep, such as a note. That stays.")
    here = [file for file in proof.copies if besides is None or not file.samefile(besides)]
    if here:
        talk(f"Beside it, something of {name} is still in:")
    for file in here:
        talk(str(file), indent=2)
    if besides is not None:
        talk(_COPIES)
