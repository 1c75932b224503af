"""`tpdevice analyse FILE.csv`: any recording, measured as a session would measure it."""

from pathlib import Path
from typing import Any

import click

from tpdevice.cli.naming import Within
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.recordings import recording_options


class Edges(click.ParamType[tuple[float, float]]):
    """Two forces in newtons, the lower first."""

    name = "from:to"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """Return bottom and top."""
        bottom, _, top = str(value).partition(":")
        try:
            edges_n = float(bottom), float(top)
        except ValueError:
            edges_n = 0.0, 0.0
        if not 0 < edges_n[0] < edges_n[1] <= _MOST_N:
            self.fail(f"{value!r} is not FROM:TO in newtons, such as 34:46.", param, ctx)
        return edges_n


_MOST_N = 10_000.0
"""Top of a band, at most, N. Chosen; it bounds a machine, not a body."""


@click.command()
@recording_options
@click.option("--band", type=Edges(), required=True, metavar="FROM:TO", help="The band, in N.")
@click.option(
    "--hold",
    "hold_s",
    type=Within(1.0, 3600.0),
    metavar="S",
    help="A hold is complete after so many seconds.  [default: when it is let go]",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
def analyse(
    file: Path,
    *,
    time: str | None,
    force: str | None,
    unit: str | None,
    time_unit: str | None,
    band: tuple[float, float],
    hold_s: float | None,
    json_: bool,
) -> None:
    """Measure a recording in FILE, a table with a time and a force, against a band.

    Held, settling, below, above, no data, mean, peak and impulse are counted by what counts them
    in a session. A hold begins in the band, and ends where force left it before it was free of
    pressure for a second. Nothing is kept.
    """
    from tpdevice.cli.measuredlines import measured_json, measured_lines
    from tpdevice.cli.recordings import read_file, understood
    from tpdevice.session.measuring import measured

    recording = read_file(file, time=time, force=force, unit=unit, time_unit=time_unit)
    found = measured(recording.block, band, hold_s=hold_s)
    if json_:
        as_json({"samples": len(recording.block), "hold_s": hold_s, **measured_json(found, band)})
        return
    talk(understood(recording))
    for line in measured_lines(found, band):
        say(line)
