"""`tpdevice show N`: one session, from its log."""

import click

from tpdevice.cli.output import as_json, say, table, talk
from tpdevice.cli.paths import database


@click.command()
@click.argument("number", type=int, metavar="N")
@click.option("--all", "all_", is_flag=True, help="Every line of its log: cues, phases, keys.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def show(ctx: click.Context, number: int, *, all_: bool, json_: bool) -> None:
    """Show session N of the log."""
    import msgspec

    from tpdevice.cli.rows import amount
    from tpdevice.cli.wording import marks_line, summary_lines
    from tpdevice.core.text import harmless
    from tpdevice.core.units import newtons, seconds
    from tpdevice.runtime.mending import as_it_stands
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.read import show_session

    with open_for_reading(database(ctx)) as store:
        page = show_session(store, number)
        summary = page.summary or as_it_stands(store, number)
    if json_:
        as_json(msgspec.to_builtins(page))
        return
    line = page.line
    origin = " · imported" if line.imported else ""
    say(f"session {line.id} · {line.started:%Y-%m-%d %H:%M} · {harmless(line.profile)}{origin}")
    if summary is None:
        talk("It was never closed, and its tape is damaged: what it held cannot be counted.")
    elif page.summary is None:
        talk("It was cut off, or is still running: this is what it comes to so far.")
    if summary is not None:
        for text in summary_lines(summary, page.header):
            say(harmless(text))
    for marks in page.marks:
        say(marks_line(marks))
    if page.ratings:
        say("")
        table(
            ("hold", "held s", "rating", "matched", "force N", "reference N"),
            [
                (
                    rating.repetition,
                    seconds(rating.held_ns),
                    rating.value,
                    rating.matched,
                    newtons(rating.force_mn),
                    None if rating.reference_mn is None else newtons(rating.reference_mn),
                )
                for rating in page.ratings
            ],
        )
    if all_:
        say("")
        table(
            ("s", "phase", "hold", "kind", "what", "value", "why"),
            [
                (seconds(h.at_ns), h.phase, h.repetition, h.kind, h.name, amount(h) or "", h.cause)
                for h in page.happenings
            ],
        )
    for note in page.notes:
        say(f"note: {harmless(note)}")
