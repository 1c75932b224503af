"""A recording of another program from the command line: its file, its columns, its units."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tpdevice.cli.naming import OneOf

if TYPE_CHECKING:
    from tpdevice.replay.recording import Recording

Command = TypeVar("Command", bound=Callable[..., Any])
UNITS = ("kg", "N", "lbf", "g")


def recording_options(command: Command) -> Command:
    """Add the file, and what may be said of its columns and units."""
    options = (
        click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False)),
        click.option("--time", metavar="COL", help="The column with the time: name or number."),
        click.option("--force", metavar="COL", help="The column with the force: name or number."),
        click.option(
            "--unit",
            type=click.Choice(UNITS, case_sensitive=False),
            help="Of the force, where the column does not say it.",
        ),
        click.option(
            "--time-unit", type=OneOf(["s", "ms", "us"]), help="Of the time, where it is not clear."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def read_file(
    file: Path, *, time: str | None, force: str | None, unit: str | None, time_unit: str | None
) -> "Recording":
    """Return what a file holds.

    Raises
    ------
    RecordingError
        If it is no table of times and forces; file and line are named.
    UsageError
        If it does not tell which column or unit is meant.
    """
    from tpdevice.core.errors import RecordingError
    from tpdevice.core.text import harmless
    from tpdevice.replay.recording import read_recording
    from tpdevice.replay.tables import LARGEST, Wish

    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    try:
        return read_recording(data, Wish(time, force, unit, time_unit))
    except RecordingError as error:
        raise error.of_file(harmless(file.name)) from None


def understood(recording: "Recording") -> str:
    """Return how a file was read, so that a wrong guess is seen."""
    from tpdevice.core.text import harmless

    columns, t_ns = recording.columns, recording.block.t_ns
    time = "dates" if recording.started is not None else recording.time_unit
    empty = f"; {recording.empty} rows without a force" if recording.empty else ""
    return (
        f"{len(t_ns)} values over {t_ns[-1] / 1e9:.1f} s: time from "
        f"{harmless(columns.time_name)!r} in {time}, force from "
        f"{harmless(columns.force_name)!r} in {recording.unit}{empty}."
    )
