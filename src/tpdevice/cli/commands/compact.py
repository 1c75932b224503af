"""`tpdevice compact`: older sessions in the form in which new ones are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpdevice.cli.output import say, talk
from tpdevice.cli.paths import command_on, database

if TYPE_CHECKING:
    from tpdevice.core.errors import StoreError


@click.command()
@click.pass_context
def compact(ctx: click.Context) -> None:
    """Write older sessions in the smaller form that new ones have.

    A session is written so when it ends; this is for those that an older tpdevice kept, and those
    that were cut off. Each is read back before its older form goes, and nothing else changes. The
    exit code is 1 if a session is damaged; it stays as it is.
    """
    from tpdevice.cli.progress import with_progress
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.compact import compact_all, not_compact
    from tpdevice.store.database import open_alone

    path = database(ctx)
    if not path.exists():
        raise NotInStore(str(path), "does not exist.", hint="The first session makes it.")
    before = path.stat().st_size
    with open_alone(path) as store:
        sessions = not_compact(store)
        each = compact_all(store, sessions)
        left = [e for e in with_progress(each, total=len(sessions), what="sessions") if e]
        if len(sessions) > len(left):
            store.vacuum()
            store.pragma("wal_checkpoint(TRUNCATE)")
    _tell(path, len(sessions), left)
    if len(sessions) > len(left):
        say(f"The log had {_size(before)} and has {_size(path.stat().st_size)} now.")
    ctx.exit(1 if left else 0)


def _tell(path: Path, found: int, left: list["StoreError"]) -> None:
    for error in left:
        say(error.problem)
    if left:
        talk(f"What is damaged stays as it is. `{command_on(path, 'check')}` says what to do.")
    done = found - len(left)
    if not found:
        say("Every session is small already.")
    elif done:
        say("1 session is smaller now." if done == 1 else f"{done} sessions are smaller now.")


def _size(count: int) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
