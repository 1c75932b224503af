"""Notes beside sessions: kept, and found by their words."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from tpdevice.cli.output import as_json, table, talk
from tpdevice.core.errors import NotInStore, UsageError
from tpdevice.core.text import harmless
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.pointhistory import Noted, notes_with
from tpdevice.store.remembered import add_note

LONGEST: Final = 2_000
"""Characters of a note. Chosen: a page."""


def keep_note(path: Path, session: int, text: str, *, json_: bool) -> None:
    """Put a note beside a session.

    Raises
    ------
    UsageError
        If nothing of it is left, or too much.
    NotInStore
        If there is no such session.
    """
    text = harmless(text)
    if not text:
        raise UsageError("The note is blank.", hint="Put some words behind the number.")
    if len(text) > LONGEST:
        raise UsageError(
            f"The note is {len(text)} characters long.", hint=f"{LONGEST} are the most."
        )
    open_for_reading(path).close()  # a note makes no log
    with open_store(path) as store:
        add_note(store, session, text, now=datetime.now(UTC))
    if json_:
        as_json({"session": session, "text": text})
    else:
        talk(f"Kept beside session {session}; `tpdevice show {session}` shows it.")


def show_notes(
    path: Path, words: str, *, profile: str | None, simulated: bool, json_: bool
) -> None:
    """Print the notes that hold all these words."""
    found: tuple[Noted, ...] = ()
    try:
        with open_for_reading(path) as store:
            found = notes_with(store, words, profile=profile, include_simulated=simulated)
    except NotInStore:
        talk(f"There is no log yet at {path}.")
    if json_:
        as_json(msgspec.to_builtins(found))
        return
    if not found:
        hint = "" if simulated else " Those beside simulated sessions: --simulated."
        talk(f"No note has these words.{hint}")
        return
    table(
        ("n", "when", "who", "point", "side", "note"),
        [
            (each.session, each.local_date, each.profile, each.point, each.side, _text(each))
            for each in found
        ],
    )


def _text(noted: Noted) -> str:
    return f"{noted.text}{' · SIMULATED' if noted.simulated else ''}"
