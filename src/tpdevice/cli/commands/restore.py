"""`tpdevice restore`: a backup in the place of the log."""

from pathlib import Path

import click

from tpdevice.cli.output import talk
from tpdevice.cli.paths import database


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--anyway", is_flag=True, help="Also where parts of a session are damaged.")
@click.pass_context
def restore(ctx: click.Context, file: Path, *, anyway: bool) -> None:
    """Put the backup FILE in the place of the log.

    It is read through before. The log that is there is put aside under a name that is told; it is
    never deleted. FILE stays where it is.
    """
    from datetime import datetime

    from tpdevice.cli.progress import Meter
    from tpdevice.store import backup

    path = database(ctx)
    meter = Meter()
    try:
        aside = backup.restore(
            file,
            path,
            now=datetime.now().astimezone(),
            anyway=anyway,
            told=lambda done, total: meter.show(f"{done} of {total} pages"),
        )
    finally:
        meter.clear()
    talk(f"{path} is now what {file} holds.")
    if aside is not None:
        talk("What was there before is put aside, whole:")
        talk(str(aside), indent=2)
