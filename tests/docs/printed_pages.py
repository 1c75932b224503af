"""The reference pages that mirror code, printed from that code."""

import ast
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import click
from printed_atlas import atlas, evidence
from printed_clinic import clinic
from printed_exports import exports
from printed_how import HOW
from printed_plan import plan
from printed_sensors import sensors

from tpdevice.ble import advertlink, connection, link, plight
from tpdevice.cli import lasttime
from tpdevice.cli.commands.cues import reference
from tpdevice.cli.main import cli
from tpdevice.core import errors, rules
from tpdevice.homework import resultfile
from tpdevice.homework.planschema import schema_text
from tpdevice.runtime import checkup, listening, measured, opening, signing
from tpdevice.runtime.sound import countdown, loudness, mixer, playing, speaker, tones
from tpdevice.session.summary import EXIT_CODES, SIGNAL_EXIT_CODES
from tpdevice.signal import quality, thinned
from tpdevice.store.database import open_store

NUMBERS = (
    rules,
    opening,
    connection,
    link,
    plight,
    advertlink,
    lasttime,
    listening,
    checkup,
    measured,
    quality,
    tones,
    loudness,
    mixer,
    countdown,
    speaker,
    playing,
    thinned,
    resultfile,
    signing,
)


def commands() -> str:
    """Return the page of every command and its options."""
    lines = [
        "# Commands",
        "",
        HOW,
        "",
        "The simulator's own command is in [Simulate a sensor](../how-to/simulate.md).",
        "",
        "stdout is data, stderr is talk. `--json` stands wherever a table is printed.",
        "",
    ]
    top = click.Context(cli, info_name="tpdevice", terminal_width=80, **cli.context_settings)
    for context in _every(top):
        text = context.command.get_help(context)
        lines += [f"## {context.command_path}", "", "```text", text, "```", ""]
    return "\n".join(lines)


def _every(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from _every(click.Context(child, parent=context, info_name=name))


def numbers() -> str:
    """Return the page of every number that a session runs by."""
    lines = [
        "# Numbers",
        "",
        HOW,
        "",
        "The last part of a name is its unit; a name without one is a share or a count. *Source*",
        "names a publication or simulation that a number rests on. *Chosen* is our own judgement.",
        "No number here was measured with this program on people.",
        "",
    ]
    for module in NUMBERS:
        summary = (module.__doc__ or "").splitlines()[0]
        lines += [f"## `{module.__name__}`", "", summary, "", "| name | value | what it is |"]
        lines += ["|---|---|---|", *(_number_rows(module)), ""]
    return "\n".join(lines)


def _number_rows(module: ModuleType) -> Iterator[str]:
    """Yield a row for each docstring: one may stand below several constants and mean them all."""
    waiting: list[str] = []
    for node in ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body:
        name = _constant(node)
        if name is not None and _is_number(getattr(module, name)):
            waiting.append(name)
        elif waiting:
            about = _text(node)
            yield _number_row(module, waiting, about)
            waiting = []
    if waiting:
        yield _number_row(module, waiting, "")


def _number_row(module: ModuleType, names: list[str], about: str) -> str:
    shown = "<br>".join(f"`{name}`" for name in names)
    values = "<br>".join(_value(getattr(module, name)) for name in names)
    return f"| {shown} | {values} | {' '.join(about.split())} |"


def _is_number(value: object) -> bool:
    """Return whether a constant is a number, or made of them; texts and choices are none."""
    if isinstance(value, dict):
        return all(_is_number(each) for each in value.values())
    if isinstance(value, tuple):
        return all(_is_number(each) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _constant(node: ast.stmt) -> str | None:
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    name = target.id if isinstance(target, ast.Name) else ""
    return name if name.isupper() and not name.startswith("_") else None


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return " to ".join(_value(each) for each in value) if len(value) == 2 else str(value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def log() -> str:
    """Return the page of the database."""
    lines = [
        "# The log",
        "",
        HOW,
        "",
        "One SQLite file, by default `tpdevice.db` in your data folder; `tpdevice --db FILE` uses",
        "another. Any SQLite tool reads it: ask the views, which keep their meaning when tables",
        "change. Never write to it, and look at a copy while a session is running.",
        "",
        "- `_s` is seconds since the session began, `_n` newtons after tare, `_utc` ISO 8601 text.",
        "- `local_date` is the date where the person was; `utc_offset_min` goes with it.",
        "- `simulated` and `imported` sessions count in no limit: see `counted_sessions`.",
        "- `ending` is empty until a session is closed. One that never was shows as interrupted.",
        "- `tape_chunk` holds every byte and key in order, `trace_chunk` the force made of them;",
        "  each with a checksum. `tpdevice tape export` turns a tape into text.",
        "- `note_fts` finds words in notes; triggers keep it. Datasette shows a field to search",
        "  in, and `sqlite-utils search tpdevice.db note WORDS` finds them.",
        "",
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        with open_store(path):
            pass
        with closing(sqlite3.connect(path)) as database:
            lines += _tables(database)
    return "\n".join(lines)


def _tables(database: sqlite3.Connection) -> Iterator[str]:
    yield from ("## Views", "", "| view | columns |", "|---|---|")
    for name in _names(database, "view"):
        # Not their types: what SQLite makes of a view's expressions depends on its version.
        yield f"| {name} | {', '.join(column for column, _ in _columns(database, name))} |"
    yield from ("", "## Tables", "")
    for name in _names(database, "table"):
        found = database.execute(f"PRAGMA foreign_key_list({name})")
        links = {row[3]: row[2] for row in found}
        yield from (f"### {name}", "", "| column | type | refers to |", "|---|---|---|")
        for column, type_ in _columns(database, name):
            yield f"| {column} | {type_.lower()} | {links.get(column, '')} |"
        yield ""


def _names(database: sqlite3.Connection, kind: str) -> list[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = ? ORDER BY rowid"
    # Not ours: the list of migrations, and what FTS5 keeps for itself.
    found = [name for (name,) in database.execute(sql, (kind,))]
    return [each for each in found if each.islower() and each[0] != "_" and "_fts" not in each]


def _columns(database: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in database.execute(f"PRAGMA table_info({name})")]


def exit_codes() -> str:
    """Return the page of exit codes."""
    lines = [
        "# Exit codes",
        "",
        HOW,
        "",
        "## How a session ended",
        "",
        "| ending | code |",
        "|---|---|",
        *(f"| {ending} | {code} |" for ending, code in EXIT_CODES.items() if code != 1),
        *(f"| program ended by {name} | {code} |" for name, code in SIGNAL_EXIT_CODES.items()),
        "",
        "Whatever the ending, what was measured is stored.",
        "",
        "## What kept a command from its work",
        "",
        "A sentence on stderr says what happened, and usually another what to do.",
        "",
        "| what | code |",
        "|---|---|",
        *(f"| {_plain(error)} | {error.exit_code} |" for error in _leaves(errors.TpError)),
        "| a command line that is not understood | 2 |",
        "| `decode`: a frame is bad · `replay`: something came out differently | 1 |",
        "| `reanalyse`: a session could not be read | 1 |",
        "| `reanalyse`: ended by Ctrl-C, after showing what was done by then | 130 |",
        "| `doctor`: something stands in the way of a session | 3 |",
        "",
    ]
    return "\n".join(lines)


def _leaves(error: type[errors.TpError]) -> Iterator[type[errors.TpError]]:
    if error is not errors.TpError:
        yield error
    for child in error.__subclasses__():
        yield from _leaves(child)


def _plain(error: type[errors.TpError]) -> str:
    return (error.__doc__ or "").splitlines()[0].rstrip(".")


def cues() -> str:
    """Return the page of phases and cues, as `tpdevice cues` prints it."""
    return reference() + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "phases-and-cues.md": cues,
    "commands.md": commands,
    "numbers.md": numbers,
    "sensors.md": sensors,
    "log.md": log,
    "exports.md": exports,
    "clinic.md": clinic,
    "exit-codes.md": exit_codes,
    "atlas.md": atlas,
    "evidence.md": evidence,
    "plan.md": plan,
    "plan.schema.json": schema_text,
}
"""Every printed page, by its name in docs/reference."""
