"""`tpdevice backup`: the whole log in one file."""

from pathlib import Path

import click

from tpdevice.cli.output import talk
from tpdevice.cli.paths import command_on, database


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def backup(ctx: click.Context, file: Path) -> None:
    """Copy the log into a new FILE, also while a session runs.

    The copy is read back, every part of it. A file that is there is never written over. The exit
    code is 1 if something is wrong with the log itself.
    """
    from tpdevice.cli.progress import Meter
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.backup import back_up

    path = database(ctx)
    if not path.exists():
        raise NotInStore(str(path), "does not exist.", hint="The first session makes it.")
    meter = Meter()
    try:
        found = back_up(path, file, told=lambda done, total: meter.show(f"{done} of {total} pages"))
    finally:
        meter.clear()
    talk(f"Copied to {file}, read back and compared.")
    talk(f"To bring it back: `{command_on(path, 'restore FILE')}`.")
    if found:
        talk(f"Something is wrong with the log itself: `{command_on(path, 'check')}` says what.")
    ctx.exit(1 if found else 0)
