"""`tpdevice plan`: homework as a text file, written, checked, read and opened."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpdevice.cli.commands.keys import where as _keys
from tpdevice.cli.commands.rehearse import rehearse
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import command_on, database

if TYPE_CHECKING:
    from tpdevice.homework.plan import Plan
    from tpdevice.homework.planpage import Section

_FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))


@click.group()
def plan() -> None:
    """Write, check, show, print and open homework: a plan is a TOML file."""


plan.add_command(rehearse)


@plan.command("new")
@click.option("--template", metavar="NAME", help="An occasion, such as desk; '' lists them.")
@click.option("--person", help="Whose homework it is; a pseudonym will do.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def new(
    ctx: click.Context,
    *,
    template: str | None,
    person: str | None,
    force: bool,
    file: Path | None,
) -> None:
    """Write a plan to begin with, to FILE or to stdout.

    Without --template the questions are asked on a terminal.
    """
    from tpdevice.cli.drafting import asked_draft, template_draft, templates
    from tpdevice.cli.naming import named
    from tpdevice.cli.writing import refuse_taken, whole_file

    if template == "":
        say(templates())
        return
    if file is not None:
        refuse_taken(file, database(ctx), force=force)
    who = None if person is None else named(person, "--person")
    text = asked_draft(who) if template is None else template_draft(template, person=who)
    if file is None:
        click.echo(text, nl=False)
        return
    with whole_file(file) as to:
        to.write(text.encode())
    talk(f"Written to {file}. Look it over, and then: `tpdevice plan check {file}`.")


@plan.command("check")
@_FILE
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def check(ctx: click.Context, *, file: Path, json_: bool) -> None:
    """Say everything that is wrong with a plan at once; exit code 1 if it has errors."""
    from tpdevice.runtime.plans import checked, plan_bytes, understood

    data = plan_bytes(file)
    found = checked(data)
    if found.usable:
        understood(data, name=str(file))
    if json_:
        from dataclasses import asdict

        as_json([asdict(problem) for problem in found.problems])
    else:
        for problem in found.problems:
            say(str(problem))
        talk(_verdict(len([p for p in found.problems if not p.hint]), len(found.problems)))
    ctx.exit(0 if found.usable else 1)


def _verdict(errors: int, all_: int) -> str:
    hints = all_ - errors
    if errors:
        return f"{errors} error{'s' if errors > 1 else ''}: mend them, then check again."
    if hints:
        return f"It can be used as it is; {hints} hint{'s' if hints > 1 else ''}."
    return "Nothing is wrong with it."


@plan.command("show")
@_FILE
def show(*, file: Path) -> None:
    """Tell a plan in plain words."""
    from tpdevice.homework.planpage import sections
    from tpdevice.runtime.offering import offered

    _told(sections(_usable(file), offered()))


@plan.command("print")
@_FILE
@click.option("--html", is_flag=True, help="One page of HTML, for a printer.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.pass_context
def print_(ctx: click.Context, *, file: Path, html: bool, output: Path | None, force: bool) -> None:
    """Print a plan as one page, also for people without the program."""
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.homework.planpage import as_html, as_text, page
    from tpdevice.runtime.offering import offered

    asked = _usable(file)
    found = page(asked, offered())
    html = html or (output is not None and output.suffix.lower() in (".html", ".htm"))
    text = as_html(found, title=asked.title or "Homework") if html else as_text(found)
    if output is None:
        click.echo(text, nl=False)
        return
    refuse_taken(output, database(ctx), force=force)
    with whole_file(output) as to:
        to.write(text.encode())
    talk(f"Written to {output}.")


@plan.command("schema")
def schema() -> None:
    """Print the JSON Schema of a plan, for editors that know it."""
    from tpdevice.homework.planschema import schema_text

    click.echo(schema_text(), nl=False)


@plan.command("open")
@_FILE
@click.option("--profile", help="Whose homework it becomes; else the person named in it.")
@click.option("--words", help="The words of a new key, as your therapist told you.")
@click.pass_context
def open_(ctx: click.Context, *, file: Path, profile: str | None, words: str | None) -> None:
    """Make a plan your homework: home shows what is due by it, and sessions keep to it."""
    from tpdevice.cli.naming import named
    from tpdevice.cli.whosekey import settle
    from tpdevice.homework.planpage import day_text, days_text
    from tpdevice.runtime.ownplan import open_file
    from tpdevice.runtime.plans import opened, plan_bytes

    path = database(ctx)
    who = None if profile is None else named(profile, "--profile")
    found = opened(plan_bytes(file), name=str(file))
    settle(path, found.plan.therapist.name, found.key, words=words)
    kept = open_file(path, found, name=str(file), profile=who)
    last = kept.plan.last_day(kept.first)
    days = days_text(kept.plan.days)
    say(f"Homework of {kept.profile}: {day_text(kept.first)} to {day_text(last)}, {days}.")
    say("Sessions keep to it; a plan only lowers what is asked.")
    talk(f"Home shows what is due: `{command_on(path)}`.")


@plan.command("send")
@_FILE
@_keys
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file.")
@click.option("--force", is_flag=True, help="Replace the file, if there is one already.")
@click.pass_context
def send(
    ctx: click.Context, *, file: Path, keys_file: Path | None, output: Path | None, force: bool
) -> None:
    """Sign a plan, and name in it the key that its results are encrypted to.

    It stays a text that anybody can read. Nothing leaves this computer by itself: you pass the
    file on as you like.
    """
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.runtime.keyfile import read_keys, usual_key_file
    from tpdevice.runtime.memory import local_now
    from tpdevice.runtime.plans import plan_bytes
    from tpdevice.runtime.plansending import ready_to_send
    from tpdevice.runtime.trusting import spoken

    own = read_keys(keys_file or usual_key_file())
    text = ready_to_send(plan_bytes(file), own, name=str(file), today=local_now().date())
    to = output or file.with_name(f"{file.stem}-signed.toml")
    refuse_taken(to, database(ctx), force=force)
    with whole_file(to) as opened_file:
        opened_file.write(text.encode())
    talk(f"Written to {to}: this is the file to pass on.")
    talk(f"Tell the person the words of your key, not in the same message: {spoken(own.public)}")


@plan.command("close")
@click.option("--profile", help="Whose plan; else of whoever pressed last.")
@click.pass_context
def close(ctx: click.Context, *, profile: str | None) -> None:
    """Put your plan aside; what was done stays in the log."""
    from tpdevice.cli.naming import named
    from tpdevice.core.errors import UsageError
    from tpdevice.runtime.ownplan import close_open, first_person

    path = database(ctx)
    who = first_person(path) if profile is None else named(profile, "--profile")
    if not close_open(path, who):
        raise UsageError(f"{who} has no plan open.", hint="Whose it is: --profile.")
    say(f"The plan of {who} is closed.")


def _usable(file: Path) -> "Plan":
    from tpdevice.runtime.plans import opened, plan_bytes

    return opened(plan_bytes(file), name=str(file)).plan


def _told(found: "tuple[Section, ...]") -> None:
    from tpdevice.cli.lines import named

    for section in found:
        say(section.heading)
        for name, text in section.rows:
            named(name, text, width=12)
        say("")
