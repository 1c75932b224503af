"""Past sessions as a list."""

from dataclasses import replace
from pathlib import Path

import msgspec

from tpdevice.cli.output import as_json, table, talk
from tpdevice.core.errors import NotInStore
from tpdevice.core.record import Ending, Summary
from tpdevice.core.units import newtons, seconds
from tpdevice.runtime.mending import as_it_stands
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import SessionLine, list_sessions


def list_past(
    path: Path, *, profile: str | None, simulated: bool, limit: int | None, json_: bool
) -> None:
    """Print past sessions, newest first."""
    lines = _lines(path, profile=profile, simulated=simulated, limit=limit)
    if json_:
        as_json(msgspec.to_builtins(lines))
        return
    if not lines:
        whose = "" if profile is None else f" of {profile}"
        talk(f"No sessions{whose} yet." + ("" if simulated else " Simulated ones: --simulated."))
        return
    table(
        ("n", "when", "who", "point", "side", "tool", "held s", "ratings", "outcome", "ended", ""),
        [
            (
                line.id,
                line.started.strftime("%Y-%m-%d %H:%M"),
                line.profile,
                line.point,
                line.side,
                line.tool,
                *_counted(line),
                line.ending,
                "SIMULATED" if line.simulated else "imported" if line.imported else "",
            )
            for line in lines
        ],
    )


def _lines(
    path: Path, *, profile: str | None, simulated: bool, limit: int | None
) -> tuple[SessionLine, ...]:
    try:
        with open_for_reading(path) as store:
            lines = list_sessions(store, profile=profile, include_simulated=simulated, limit=limit)
            return tuple(
                [
                    line if line.closed else _so_far(line, as_it_stands(store, line.id))
                    for line in lines
                ]
            )
    except NotInStore:
        talk(f"There is no log yet at {path}.")
        return ()


def _so_far(line: SessionLine, summary: Summary | None) -> SessionLine:
    """Return the line of an open session with what its tape comes to so far."""
    if summary is None:
        return line
    return replace(
        line,
        ending="cut off or running",
        held_s=seconds(summary.buckets.held_ns),
        pressed_s=seconds(summary.pressed_ns),
        peak_n=newtons(summary.peak_mn),
        repetitions=len(summary.repetitions),
        first_rating=summary.first_rating,
        last_rating=summary.last_rating,
        outcome=str(summary.outcome),
    )


def _counted(line: SessionLine) -> tuple[object, object, object]:
    """Return held time, ratings and outcome; nothing of what was only read."""
    if line.ending == Ending.READ:
        return "-", "-", "-"
    return line.held_s, _ratings(line.first_rating, line.last_rating), line.outcome


def _ratings(first: int | None, last: int | None) -> str:
    if first is None:
        return "-"
    return str(first) if last is None else f"{first} → {last}"
