"""`tpdevice import FILE.csv`: a recording of another program, kept as a session."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpdevice.cli.naming import OneOf
from tpdevice.cli.output import talk
from tpdevice.cli.paths import command_on, database
from tpdevice.cli.recordings import recording_options
from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side

if TYPE_CHECKING:
    from tpdevice.replay.recording import Recording

_TOOL = "something"


@click.command("import")
@recording_options
@click.option("--point", required=True, help="Where: an atlas id such as UT, or plain words.")
@click.option("--side", type=OneOf(list(Side)), help="Which side, where there is more than one.")
@click.option("--tool", default=_TOOL, show_default=True, help="What pressed.")
@click.option("--profile", help="Whose it is.  [default: whoever was here last]")
@click.option(
    "--began",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar="YYYY-MM-DDTHH:MM",
    help="When it was, where the file has no dates.  [default: the date of the file]",
)
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    *,
    time: str | None,
    force: str | None,
    unit: str | None,
    time_unit: str | None,
    point: str,
    side: str | None,
    tool: str,
    profile: str | None,
    began: datetime | None,
) -> None:
    """Keep the recording in FILE, a table with a time and a force, as a session.

    It is marked as imported for good: it is shown, and counts in no limit and no trend. The same
    recording of the same person is kept once.
    """
    from tpdevice.cli.recordings import read_file, understood
    from tpdevice.runtime.importing import earlier, keep_recording

    path = database(ctx)
    identity = _identity(path, point, side=side, tool=tool, profile=profile)
    recording = read_file(file, time=time, force=force, unit=unit, time_unit=time_unit)
    talk(understood(recording))
    twin = earlier(path, recording, identity.profile)
    if twin is not None:
        shown = command_on(path, f"show {twin}")
        talk(f"This recording is here already, as session {twin}: `{shown}`. Nothing was added.")
        return
    at = _began(file, recording, began)
    number = keep_recording(path, recording, identity, began=at)
    shown = command_on(path, f"show {number}")
    talk(f"Kept as session {number} of {identity.profile}, marked as imported: `{shown}`.")


def _identity(
    path: Path, point: str, *, side: str | None, tool: str, profile: str | None
) -> Identity:
    from tpdevice.cli.asked import sides_of
    from tpdevice.cli.naming import named
    from tpdevice.cli.whereto import point_named
    from tpdevice.core.errors import UsageError

    key = point_named(point)
    sides = sides_of(key)
    if side not in sides and (side is not None or len(sides) > 1):
        said = "--side is missing." if side is None else f"{key} has no side {side!r}."
        raise UsageError(said, hint=f"Known: {', '.join(sides)}.")
    whose = _last(path) if profile is None else named(profile, "--profile")
    chosen = Side(sides[0] if side is None else side)
    return Identity(whose, key, chosen, named(tool, "--tool"), Support.HAND)


def _last(path: Path) -> str:
    from tpdevice.core.errors import UsageError
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.people import people

    known: tuple[str, ...] = ()
    if path.exists():
        with open_for_reading(path) as store:
            known = people(store)
    if not known:
        raise UsageError("--profile is missing: nobody was here yet.", hint="Say whose it is.")
    return known[0]


def _began(file: Path, recording: "Recording", said: datetime | None) -> datetime:
    """Return when it began, by what was said, by its own dates, or by the date of the file."""
    from datetime import timedelta

    if said is not None:
        return said.astimezone()
    if recording.started is not None:
        return recording.started
    ended = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    began = ended - timedelta(seconds=int(recording.block.t_ns[-1]) / 1e9)
    talk(f"It has no dates: taken to end when the file was written, {ended:%Y-%m-%d %H:%M}.")
    return began
