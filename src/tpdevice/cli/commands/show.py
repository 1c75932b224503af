"""`tpdevice show N`: one session, from its log."""

import click

from tpdevice.cli.output import as_json, say, table, talk
from tpdevice.cli.paths import database


@click.command()
@click.argument("number", type=int, metavar="N")
@click.option("--all", "all_", is_flag=True, help="Every line of its log: cues, phases, keys.")
@click.option(
    "--force-pattern",
    "pattern",
    is_flag=True,
    help="Look for a jump in the force of each hold. Advice only.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def show(ctx: click.Context, number: int, *, all_: bool, pattern: bool, json_: bool) -> None:
    """Show session N of the log.

    --force-pattern looks at the force of each hold between corrections for a jump that relaxing
    does not explain. You moved, perhaps; it says nothing about easing, and it counts for nothing.
    """
    import msgspec

    from tpdevice.cli.liking import liked
    from tpdevice.cli.pattern import CAVEAT, NO_HOLDS, pattern_json, pattern_line
    from tpdevice.cli.rows import amount
    from tpdevice.cli.sessionlines import NEVER_CLOSED, SO_FAR, session_lines
    from tpdevice.core.settings import in_unit
    from tpdevice.core.text import harmless
    from tpdevice.core.units import newtons, seconds
    from tpdevice.runtime.mending import as_it_stands
    from tpdevice.runtime.pattern import force_pattern
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.read import show_session

    with open_for_reading(database(ctx)) as store:
        page = show_session(store, number)
        summary = page.summary or as_it_stands(store, number)
        holds = page.repetitions if summary is None else summary.repetitions
        looked = force_pattern(store, page, holds) if pattern else ()
    if json_:
        shown = msgspec.to_builtins(page)
        as_json(shown | {"force_pattern": pattern_json(looked)} if pattern else shown)
        return
    line = page.line
    unit = liked(database(ctx), line.profile).unit
    head, *others = session_lines(page, summary, unit=unit)
    say(head)
    if page.summary is None:
        talk(NEVER_CLOSED if summary is None else SO_FAR)
    for text in others:
        say(text)
    if page.ratings:
        say("")
        table(
            ("hold", "held s", "rating", "matched", f"force {unit}", f"reference {unit}"),
            [
                (
                    rating.repetition,
                    seconds(rating.held_ns),
                    rating.value,
                    rating.matched,
                    in_unit(newtons(rating.force_mn), unit),
                    None
                    if rating.reference_mn is None
                    else in_unit(newtons(rating.reference_mn), unit),
                )
                for rating in page.ratings
            ],
        )
    if pattern:
        say("")
        for each in looked:
            say(pattern_line(each))
        say(CAVEAT if looked else NO_HOLDS)
    if all_:
        say("")
        table(
            ("s", "phase", "hold", "kind", "what", "value", "why"),
            [
                (
                    seconds(h.at_ns),
                    h.phase,
                    h.repetition,
                    h.kind,
                    h.name,
                    amount(h, unit=unit) or "",
                    h.cause,
                )
                for h in page.happenings
            ],
        )
    for note in page.notes:
        say(f"note: {harmless(note)}")
