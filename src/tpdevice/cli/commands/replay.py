"""`tpdevice replay N`: the tape of a session through today's code."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import click

from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database


@click.command()
@click.argument("number", type=int, metavar="N")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def replay(ctx: click.Context, number: int, *, json_: bool) -> None:
    """Run session N again, and compare. The exit code is 1 if anything differs."""
    import msgspec

    from tpdevice.cli.plain import PlainCues
    from tpdevice.cli.rows import exactly
    from tpdevice.cli.wording import summary_lines
    from tpdevice.core.errors import TapeError
    from tpdevice.core.record import Row
    from tpdevice.core.tape import RECORDING
    from tpdevice.devices import driver_of
    from tpdevice.replay.player import differences, play
    from tpdevice.runtime.mending import as_it_stands
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.read import read_tape, show_session

    with open_for_reading(database(ctx)) as store:
        page = show_session(store, number)
        header, entries = read_tape(store, number)
        if header.device_key == RECORDING:
            raise TapeError(
                f"Session {number} came as a table of times and forces: there is no tape to run.",
                hint="`tpdevice analyse` measures the file itself.",
            )
        played = play(header, entries, driver_of(header))
        summary = played.summary or as_it_stands(store, number)
    recorded: list[Row] = [
        *page.happenings,
        *page.ratings,
        *page.marks,
        *page.zeros,
        *page.repetitions,
        *([page.summary] if page.summary is not None else []),
    ]
    kinds = {type(row) for row in [*recorded, *played.rows]}
    differing = [
        difference
        for kind in sorted(kinds, key=lambda each: each.__name__)
        for difference in differences(
            [row for row in recorded if type(row) is kind],
            [row for row in played.rows if type(row) is kind],
        )
    ]
    if json_:
        as_json(
            {
                "session": number,
                "recorded_by": header.program,
                "replayed_by": version("tpdevice"),
                "same": not differing,
                "differences": msgspec.to_builtins(differing),
                "summary": msgspec.to_builtins(played.summary),
            }
        )
        ctx.exit(1 if differing else 0)
    cues = PlainCues(simulated=header.simulated)
    for told in played.cues:
        cues.show(told)
    if summary is not None:
        say("")
        for line in summary_lines(summary, header):
            say(line)
    _verdict(differing, header.program, closed=page.summary is not None)
    for difference in differing[:10]:
        talk(f"recorded: {exactly(difference.recorded)}", indent=2)
        talk(f"now: {exactly(difference.replayed)}", indent=2)
    ctx.exit(1 if differing else 0)


def _verdict(differing: Sequence[Any], recorded_by: str, *, closed: bool) -> None:
    from tpdevice.tui.sumup import counted

    lines, now = counted(len(differing), "line"), version("tpdevice")
    if not differing:
        talk("The same as recorded, to the last line.")
    elif not closed and all(difference.recorded is None for difference in differing):
        talk(f"The session was never closed: {lines} came after the last that was stored.")
    elif recorded_by != now:
        talk(f"It comes out differently in {lines}: recorded by {recorded_by}, replayed by {now}.")
    else:
        talk(f"It comes out differently in {lines} under the same version {now}: a defect.")
