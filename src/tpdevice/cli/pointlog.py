"""One place over time, as `tpdevice log POINT` prints it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from tpdevice.cli.liking import liked
from tpdevice.cli.lines import paragraph
from tpdevice.cli.output import as_json, say, table, talk
from tpdevice.cli.overtime import by_rig, helped_lines, middles, sentences, threshold_compared
from tpdevice.cli.paths import command_on
from tpdevice.cli.whereto import point_named
from tpdevice.core.errors import NotInStore
from tpdevice.core.settings import Unit, in_unit
from tpdevice.core.text import harmless, sentence
from tpdevice.homework.helped import NOTE, together
from tpdevice.homework.overtime import Once, felt_same
from tpdevice.homework.past import Place
from tpdevice.runtime.carewords import title
from tpdevice.store.database import open_for_reading
from tpdevice.store.pointhistory import MOST, History, history_at, imported_at

SHOWN: Final = 20
"""Sessions in the table; what is said below looks at more. Chosen."""


def show_point(
    path: Path,
    words: Sequence[str],
    *,
    profile: str | None,
    simulated: bool,
    json_: bool,
    shown: int | None = None,
) -> None:
    """Print the history of each person and side at a place.

    Raises
    ------
    UsageError
        If the words name no place, or several.
    """
    point = point_named(" ".join(words))
    found: tuple[History, ...] = ()
    imported = 0
    try:
        with open_for_reading(path) as store:
            found = history_at(store, point, profile=profile, include_simulated=simulated)
            imported = imported_at(store, point, profile=profile)
    except NotInStore:
        talk(f"There is no log yet at {path}.")
    if json_:
        as_json([_as_plain(each) for each in found])
        return
    if not found:
        hint = "" if simulated else " Simulated ones: --simulated."
        talk(f"Nothing was pressed at {point} yet.{hint}")
    if imported:
        talk(_beside(path, imported))
    for each in found:
        _print(each, liked(path, each.profile).unit, shown or SHOWN)


def _beside(path: Path, imported: int) -> str:
    sessions = "One imported session" if imported == 1 else f"{imported} imported sessions"
    is_, stand = ("is", "stands") if imported == 1 else ("are", "stand")
    where = command_on(path, "log")
    return f"{sessions} of this place {is_} in no history, and {stand} in `{where}`."


def _print(history: History, unit: Unit, shown: int) -> None:
    where = title(Place(history.point, history.side))
    origin = " · SIMULATED" if history.simulated else ""
    say(f"{harmless(history.profile)} · {harmless(where)} ({history.point}){origin}")
    newest = history.sessions[-shown:]
    table(
        (
            "n",
            "when",
            "tool",
            "held s",
            "in band %",
            "ratings",
            f"threshold {unit}",
            "±",
            "sore next day",
            "outcome",
        ),
        [_row(each, unit) for each in reversed(newest)],
    )
    left_out = len(history.sessions) - len(newest)
    if left_out or history.more:
        more = " and older ones" if history.more else ""
        talk(f"The newest {len(newest)} of {len(history.sessions)} sessions{more}; -n lists more.")
    for text in sentences(history.sessions, unit):
        paragraph(sentence(text), hang=2)
    say("")
    say("What helped")
    paragraph(NOTE, indent=2)
    for text in helped_lines(together(history.sessions)):
        paragraph(text, indent=2, hang=2)
    say("")


def _row(each: Once, unit: Unit) -> tuple[Any, ...]:
    forces = (each.threshold_n, each.threshold_error_n)
    return (
        each.session,
        each.local_date,
        each.tool,
        each.held_s,
        None if each.in_band_percent is None else round(each.in_band_percent),
        _ratings(each),
        *(None if force_n is None else in_unit(force_n, unit) for force_n in forces),
        each.next_day_soreness,
        each.outcome,
    )


def _ratings(each: Once) -> str:
    if each.first_rating is None:
        return "-"
    last = "" if each.last_rating is None else f" → {each.last_rating}"
    return f"{each.first_rating}{last}"


def _as_plain(history: History) -> dict[str, Any]:
    return {
        "profile": history.profile,
        "point": history.point,
        "side": history.side,
        "simulated": history.simulated,
        "sessions": [_plain(each) for each in history.sessions],
        "older_left_out": history.more,
        "looked_at_most": MOST,
        "medians": msgspec.to_builtins(middles(history.sessions)),
        "compared": [
            {
                "tool": sessions[0].tool,
                "sessions": [each.session for each in sessions],
                "force_at_same_rating": msgspec.to_builtins(felt_same(sessions)),
                "threshold_since_first": msgspec.to_builtins(threshold_compared(sessions)),
            }
            for sessions in by_rig(history.sessions)
        ],
        "went_together": msgspec.to_builtins(together(history.sessions)),
        "note": NOTE,
    }


def _plain(each: Once) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(each)
    del plain["rig"]
    plain["forces_n"] = [
        {"rating": rating, "force_n": force_n} for rating, force_n in each.forces_n
    ]
    return plain | {"threshold_error_n": each.threshold_error_n}
