"""`tpdevice log`: past sessions, one place over time, a calendar, and notes."""

from pathlib import Path
from typing import Any

import click

from tpdevice.cli.naming import named
from tpdevice.cli.paths import database

_OPTIONS = (
    click.option("--profile", help="Only this person's."),
    click.option("--simulated", is_flag=True, help="Show simulated sessions, too."),
    click.option("--json", "json_", is_flag=True, help="Print JSON."),
)


def _asking(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class _OrPoint(click.Group):
    """A group in which whatever is none of its commands is a place."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or the history of the place that was named."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            args = ["point", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_OrPoint, invoke_without_command=True, subcommand_metavar="[POINT | COMMAND]")
@_asking
@click.option("--point", help="History there, the same as `log POINT`.")
@click.option("-n", "limit", type=click.IntRange(1, 1_000_000), help="At most so many.")
@click.option("--datasette", is_flag=True, help="Print the command that opens it in Datasette.")
@click.pass_context
def log(
    ctx: click.Context,
    *,
    profile: str | None,
    simulated: bool,
    point: str | None,
    limit: int | None,
    datasette: bool,
    json_: bool,
) -> None:
    """List past sessions, newest first; with a POINT, show how it went there.

    POINT is an atlas id such as UT, or plain words.
    """
    if ctx.invoked_subcommand is not None:
        return
    path = database(ctx)
    whose = None if profile is None else named(profile, "--profile")
    if datasette:
        _datasette(path)
    elif point is not None:
        from tpdevice.cli.pointlog import show_point

        words = (point,)
        show_point(path, words, profile=whose, simulated=simulated, json_=json_, shown=limit)
    else:
        from tpdevice.cli.sessionlist import list_past

        list_past(path, profile=whose, simulated=simulated, limit=limit, json_=json_)


@log.command("point")
@click.argument("words", nargs=-1, required=True, metavar="POINT")
@_asking
@click.option("-n", "limit", type=click.IntRange(1, 1_000_000), help="List at most so many.")
@click.pass_context
def at_point(
    ctx: click.Context,
    *,
    words: tuple[str, ...],
    profile: str | None,
    simulated: bool,
    limit: int | None,
    json_: bool,
) -> None:
    """Show how it went at one place: force, threshold, time in band, ratings, soreness.

    No change is named that chance alone would make. `log UT` is the same as `log point UT`.
    """
    from tpdevice.cli.pointlog import show_point

    asked = _asked(ctx, profile=profile, simulated=simulated, json_=json_)
    limit = limit if limit is not None else _above(ctx).get("limit")
    show_point(database(ctx), words, **asked, shown=limit)


@log.command("calendar")
@_asking
@click.option(
    "--months", type=click.IntRange(1, 120), default=3, show_default=True, help="How many."
)
@click.pass_context
def calendar(
    ctx: click.Context, *, profile: str | None, simulated: bool, months: int, json_: bool
) -> None:
    """Show on which days something was pressed, up to the newest."""
    from tpdevice.cli.calendarpage import show_calendar

    asked = _asked(ctx, profile=profile, simulated=simulated, json_=json_)
    show_calendar(database(ctx), months=months, **asked)


@log.command("search")
@click.argument("words", nargs=-1, required=True)
@_asking
@click.pass_context
def search(
    ctx: click.Context,
    *,
    words: tuple[str, ...],
    profile: str | None,
    simulated: bool,
    json_: bool,
) -> None:
    """Find notes with all of these words, or words that begin so."""
    from tpdevice.cli.notes import show_notes

    asked = _asked(ctx, profile=profile, simulated=simulated, json_=json_)
    show_notes(database(ctx), " ".join(words), **asked)


@log.command("note")
@click.argument("session", type=click.IntRange(min=1), metavar="ID")
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def note(ctx: click.Context, *, session: int, words: tuple[str, ...], json_: bool) -> None:
    """Put a note of your own beside a session; ID is its number in the list."""
    from tpdevice.cli.notes import keep_note

    json_ = json_ or bool(_above(ctx).get("json_"))
    keep_note(database(ctx), session, " ".join(words), json_=json_)


def _above(ctx: click.Context) -> dict[str, Any]:
    """Return what was said before the name of the command."""
    return {} if ctx.parent is None else dict(ctx.parent.params)


def _asked(
    ctx: click.Context, *, profile: str | None, simulated: bool, json_: bool
) -> dict[str, Any]:
    """Return what is asked of a page, wherever on the line it was said."""
    above = _above(ctx)
    profile = profile if profile is not None else above.get("profile")
    return {
        "profile": None if profile is None else named(profile, "--profile"),
        "simulated": simulated or bool(above.get("simulated")),
        "json_": json_ or bool(above.get("json_")),
    }


def _datasette(path: Path) -> None:
    """Print what to type; whoever has Datasette needs no more than this."""
    import shlex

    from tpdevice.cli.output import say, talk

    say(f"datasette serve {shlex.quote(str(path))} --open")
    talk("Datasette is a program of its own: `uv tool install datasette` or `pipx` brings it.")
