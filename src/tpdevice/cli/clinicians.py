"""A clinic in lines: what was taken, all clients, answers and tables."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tpdevice.cli.output import as_json, say, table, talk
from tpdevice.cli.resultlines import in_words
from tpdevice.clinic import told
from tpdevice.clinic.asking import Days, ask, ask_traces, summaries
from tpdevice.clinic.first import Told, to_see_first
from tpdevice.clinic.overview import Client, Overview, total
from tpdevice.clinic.taking import Looked, Outcome, traces_of
from tpdevice.core.errors import NotInStore, UsageError
from tpdevice.core.text import harmless
from tpdevice.store.clinic.erase import erase_client
from tpdevice.store.database import Row, Store

_SHOWN = 12
"""Clients of whom a list tells what to look at, before it counts the rest. Chosen."""


def tell_looked(looked: Sequence[Looked]) -> None:
    """Say what became of each file; of those that went well only how many."""
    count = Counter(each.outcome for each in looked)
    sessions = sum(each.sessions for each in looked if each.outcome is Outcome.NEW)
    for each in looked:
        if each.why or each.note:
            say(harmless(f"Not taken: {each.why}" if each.why else f"Taken, but see: {each.note}"))
        if each.hint:
            say(f"  {harmless(each.hint)}")
    plans, new = count[Outcome.PLAN], count[Outcome.NEW]
    if again := count[Outcome.AGAIN]:
        say(f"{_counted(again, 'result')} counted again.")
    say(
        f"{_counted(new, 'result')} taken with {_counted(sessions, 'session')}, "
        f"{_counted(plans, 'plan')} new, {_counted(count[Outcome.KNOWN], 'file')} known already, "
        f"{_counted(count[Outcome.REFUSED], 'file')} not taken."
    )


def looked_json(looked: Sequence[Looked]) -> list[dict[str, Any]]:
    """Return what became of each file."""
    return [
        {
            "path": str(each.path),
            "outcome": str(each.outcome),
            "sessions": each.sessions,
            "why": each.why,
            "note": each.note,
            "hint": each.hint,
        }
        for each in looked
    ]


def show_clients(found: Overview) -> None:
    """Print all clients: what to look at first, who has gone quiet, and each in a line."""
    days = found.days
    say(f"{_counted(len(found.clients), 'client')}, {days.since} to {days.today}.")
    say(f"Days: {in_words(total(each.days for each in found.counting), 'planned')}.")
    say(f"In the band: {in_words(total(each.held for each in found.counting), 's assigned')}.")
    if any(each.simulated for each in found.clients):
        say("SIMULATED: clients marked so pressed nothing; a simulator did.")
    say("")
    _show_first(to_see_first(found))
    _show_quiet(found.quiet)
    say("")
    head = ("client", "look at", "days", "", "in band", "", "ratings", "pressed", "")
    table(head, [_row(each) for each in found.clients])


def _show_first(every: Sequence[Told]) -> None:
    say("To look at first:" if every else told.NOTHING_UNUSUAL)
    for each in every[:_SHOWN]:
        marked = " SIMULATED" if each.client.simulated else ""
        what, newest = each.lines[0]
        last = f" ({newest})" if newest else ""
        say(f"  {told.named(each.client.name)}{marked}: {what}{last}")
    if len(every) > _SHOWN:
        say(f"  and {len(every) - _SHOWN} more in the table below")


def _show_quiet(quiet: Sequence[Client]) -> None:
    if quiet:
        said = [f"{each.name} ({each.quiet_days} days)" for each in quiet]
        say(f"Gone quiet: {', '.join(said)}.")


def _row(client: Client) -> tuple[object, ...]:
    return (
        client.name,
        told.in_short(client.counts) or "-",
        told.of(client.days),
        told.percent(client.days),
        f"{told.of(client.held)} s",
        told.percent(client.held),
        told.ratings(client),
        client.pressed or "-",
        " ".join(["quiet"] * (client.quiet_days is not None) + ["SIMULATED"] * client.simulated),
    )


def clients_json(found: Overview) -> dict[str, Any]:
    """Return all clients for another program."""
    return {
        "since": found.days.since.isoformat(),
        "until": found.days.today.isoformat(),
        "clients": [_client_json(each) for each in found.clients],
        "exceptions": [
            {
                "client": each.name,
                "kind": str(each.kind),
                "local_date": each.day.isoformat(),
                "place": each.place,
                "words": each.words,
                "simulated": each.simulated,
            }
            for each in found.exceptions
        ],
        "weeks": [dict(row) for row in found.weeks],
    }


def _client_json(client: Client) -> dict[str, Any]:
    return {
        "client": client.name,
        "sessions": client.sessions,
        "days_done": client.days.done,
        "days_asked": client.days.asked,
        "days_percent": client.days.percent,
        "held_s": client.held.done,
        "asked_s": client.held.asked,
        "held_percent": client.held.percent,
        "no_data_s": client.no_data_s,
        "exceptions": {str(kind): number for kind, number in client.counts.items()},
        "first_rating": client.first_rating,
        "last_rating": client.last_rating,
        "pressed_date": None if client.pressed is None else client.pressed.isoformat(),
        "until_date": None if client.until is None else client.until.isoformat(),
        "quiet_days": client.quiet_days,
        "simulated": client.simulated,
    }


def known_question(key: str) -> str:
    """Return a question that can be asked, or say which can."""
    from tpdevice.clinic.catalogue import CATALOGUE

    if key in CATALOGUE:
        return key
    near = get_close_matches(key, CATALOGUE, n=1)
    raise UsageError(
        f"There is no question {key!r}." + (f" Did you mean {near[0]}?" if near else ""),
        hint="`tpdevice clinic ask` lists them.",
    )


def list_questions() -> None:
    """Print what can be asked."""
    from tpdevice.clinic.catalogue import CATALOGUE

    rows = [(each.key, each.about, "clinic" if each.raw else "") for each in CATALOGUE.values()]
    table(("question", "what it answers", "extra"), rows)


def question_sql(key: str, engine: str) -> str:
    """Return a question in the words of an engine."""
    from tpdevice.clinic.asking import sql_for

    return sql_for(key, engine)


def answer(store: Store, path: Path, key: str, days: Days, *, json_: bool) -> None:
    """Print the answer to a question."""
    from tpdevice.clinic.catalogue import CATALOGUE

    if CATALOGUE[key].raw:
        rows = ask_traces(store, traces_of(path), key, days)
    else:
        rows = ask(store, key, days)
    if json_:
        as_json([dict(row) for row in rows])
        return
    if not rows:
        say("Nothing is here of these days.")
        return
    table(tuple(rows[0]), [tuple(_shown(row, name) for name in rows[0]) for row in rows])


def _shown(row: Row, name: str) -> object:
    from tpdevice.store.clinic.daynumbers import day_of

    value = row[name]
    return day_of(value) if name.endswith("_day") and value is not None else value


def write_tables(store: Store, folder: Path, days: Days, *, force: bool) -> list[str]:
    """Write every table, and the days that questions are about, as Parquet files."""
    from tpdevice.cli.writing import refuse_taken, whole_file
    from tpdevice.clinic.asking import asked_table, library
    from tpdevice.clinic.tables import COLUMNS

    parquet = library("pyarrow.parquet")
    names = [*COLUMNS, "asked"]
    for name in names:
        refuse_taken(folder / f"{name}.parquet", store.path, force=force)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in names:
        rows = asked_table(days) if name == "asked" else summaries(store, name)
        with whole_file(folder / f"{name}.parquet") as file:
            parquet.write_table(rows, file, compression="zstd")
    return [f"{name}.parquet" for name in names]


def forget_client(store: Store, path: Path, name: str, *, yes: bool) -> None:
    """Delete a client for good, after a question."""
    import click

    row = store.row("SELECT id, name FROM client WHERE name = :name", {"name": name})
    if row is None:
        raise NotInStore(
            str(path), f"knows nobody called {name}.", hint="`tpdevice clinic list` names all."
        )
    if not yes:
        click.confirm(f"Delete everything of {row['name']} here, for good?", abort=True, err=True)
    sessions = erase_client(store, traces_of(path), int(row["id"]))
    talk(f"Deleted {row['name']} with {_counted(sessions, 'session')}.")
    talk("Their files in the folder that you import are still there.")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
