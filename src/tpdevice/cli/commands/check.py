"""`tpdevice check`: whether the log, or a backup of it, is whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database, usual_database

if TYPE_CHECKING:
    from tpdevice.store.check import Finding
    from tpdevice.store.database import Store


@click.command()
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def check(ctx: click.Context, file: Path | None, *, json_: bool) -> None:
    """See whether the log is whole, or a backup FILE of it.

    Every part is compared with its checksum, the file with itself, and who may read it is looked
    at. Nothing is changed. The exit code is 1 if something is wrong; each has a next step.
    """
    from tpdevice.core.errors import NotInStore
    from tpdevice.store.check import look_at_privacy
    from tpdevice.store.database import open_as_it_is

    path = database(ctx) if file is None else file
    if not path.exists():
        raise NotInStore(str(path), "does not exist.", hint="The first session makes it.")
    with open_as_it_is(path) as store:
        facts, findings = _looked(store)
    private = look_at_privacy(path, folder=path == usual_database())
    findings += private or []
    facts |= {"file": str(path), "private": None if private is None else not private}
    if json_:
        as_json(facts | {"wrong": [_plain(each) for each in findings]})
    else:
        _show(facts, findings)
    ctx.exit(1 if findings else 0)


def _looked(store: "Store") -> tuple[dict[str, Any], list["Finding"]]:
    from datetime import UTC, datetime

    from tpdevice.cli.progress import Meter, with_progress
    from tpdevice.store.check import all_sessions, look_at_file, look_at_session, look_for_open

    meter = Meter()
    meter.show("looking at the file")
    findings = list(look_at_file(store))
    meter.clear()
    numbers = all_sessions(store)
    each = (look_at_session(store, number) for number in numbers)
    for found in with_progress(each, total=len(numbers), what="sessions"):
        findings += found
    findings += look_for_open(store, now=datetime.now(UTC))
    return {"format": store.pragma("user_version"), "sessions": len(numbers)}, findings


def _plain(finding: "Finding") -> dict[str, str]:
    return {"kind": finding.kind, "problem": finding.problem, "next_step": finding.next_step}


def _show(facts: dict[str, Any], findings: list["Finding"]) -> None:
    for each in findings:
        say(each.problem)
        say(f"  {each.next_step}")
    count = facts["sessions"]
    sessions = "1 session" if count == 1 else f"{count} sessions"
    verdict = f"{len(findings)} to look at" if findings else "nothing is wrong"
    say(f"{facts['file']}: {sessions}, format {facts['format']}, {verdict}.")
    if facts["private"] is None:
        talk("Who else may read it is not verified on Windows.")
