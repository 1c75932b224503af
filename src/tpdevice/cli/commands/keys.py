"""`tpdevice keys`: a therapist's own keys, and those that plans are compared with."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpdevice.cli.naming import named
from tpdevice.cli.output import as_json, say, talk
from tpdevice.cli.paths import database

if TYPE_CHECKING:
    from tpdevice.runtime.keyfile import Keys

where = click.option(
    "--keys",
    "keys_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file with your private keys, instead of the one in your configuration folder.",
)


@click.group()
def keys() -> None:
    """Make and show the keys by which plans are signed and results encrypted."""


@keys.command("new")
@where
def new(*, keys_file: Path | None) -> None:
    """Make a therapist's keys, once.

    Keys that are there are never written over.
    """
    from tpdevice.runtime.keyfile import make_keys, usual_key_file

    path = keys_file or usual_key_file()
    own = make_keys(path)
    talk(f"Made in {path}, which only you can read.")
    talk(
        "Keep a copy of that file where you keep other secrets. Without it nobody can read what "
        "is sent to you, and your plans would come with another key."
    )
    _show(own)


@keys.command("show")
@where
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def show(ctx: click.Context, *, keys_file: Path | None, json_: bool) -> None:
    """Show your keys, and whose are known.

    Nothing of it is secret: the private halves are never shown.
    """
    from tpdevice.core.errors import NotInStore
    from tpdevice.runtime.keyfile import open_to_others, read_keys, usual_key_file
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.trust import Pinned, pinned

    path = keys_file or usual_key_file()
    own = read_keys(path) if path.exists() or keys_file is not None else None
    known: tuple[Pinned, ...] = ()
    try:
        with open_for_reading(database(ctx)) as store:
            known = pinned(store)
    except NotInStore:
        pass
    if own is not None and open_to_others(path):
        talk(f"Others on this computer can read {path}. Close it to them: `chmod 600`.")
    if json_:
        as_json(_plain(own, known))
        return
    if own is None:
        talk("No keys of your own here. A therapist makes them once: `tpdevice keys new`.")
    else:
        _show(own)
    _show_known(known)


@keys.command("forget")
@click.argument("therapist")
@click.pass_context
def forget(ctx: click.Context, *, therapist: str) -> None:
    """Forget the key of a THERAPIST.

    The next plan under this name then asks you to compare the words of its key.
    A therapist without a name is "".
    """
    from tpdevice.core.errors import TrustError
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.trust import forget as let_go

    name = named(therapist, "THERAPIST") if therapist else ""
    with open_for_reading(database(ctx)) as store:
        if not let_go(store, name):
            raise TrustError(
                f"No key of {name or 'a therapist without a name'} is known here.",
                hint="`tpdevice keys show` lists whose are.",
            )
    talk("Forgotten. The next signed plan shows the words of its key: compare them.")


def _show(own: "Keys") -> None:
    from tpdevice.runtime.trusting import spoken

    say(f'Results come to you with this line in a plan: results_to = "{own.results_to}"')
    say(f"Your plans are known by these words: {spoken(own.public)}")
    say("Tell the words to everybody who gets a plan, face to face or by telephone.")


def _show_known(known: Any) -> None:
    from tpdevice.runtime.trusting import NOBODY, spoken

    for each in known:
        who = each.therapist or NOBODY
        day = each.at.astimezone().date().isoformat()
        say(f"Known since {day}: {who}, {spoken(each.key)}")


def _plain(own: "Keys | None", known: Any) -> dict[str, Any]:
    from tpdevice.runtime.trusting import spoken

    mine = None
    if own is not None:
        mine = {
            "results_to": own.results_to,
            "key": own.public.hex(),
            "words": spoken(own.public),
        }
    return {
        "own": mine,
        "known": [
            {
                "therapist": each.therapist,
                "key": each.key.hex(),
                "words": spoken(each.key),
                "since": each.at.astimezone().date().isoformat(),
            }
            for each in known
        ],
    }
