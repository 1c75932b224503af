"""Summaries of the log as CSV, which a spreadsheet may open without running anything."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from io import TextIOWrapper
from typing import BinaryIO, Final

from msgspec import Struct

from tpdevice.store.database import Row, Store
from tpdevice.store.export_names import Names


class Which(Struct, frozen=True):
    """Which sessions leave the log."""

    profile: str | None = None
    """One person's, or None for everybody's."""
    session: int | None = None
    """One session, or None for all."""
    simulated: bool = False
    """Those of a simulator, too."""


DANGEROUS: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""A text that begins with one of these, the last four in full width, may be run as a formula,
also behind blanks. Source: OWASP, CSV Injection."""

_FROM: Final = "JOIN sessions v ON v.id = {key} JOIN session s ON s.id = v.id"
_TOLD: Final = ("v.profile", "v.point", "v.side", "v.tool", "v.local_date")
_MARK: Final = ("v.simulated", "v.imported")
_TIMES: Final = ("held_s", "settling_s", "below_s", "above_s", "no_data_s", "paused_s")

TABLES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "sessions": (
        "session x " + _FROM.format(key="x.id"),
        (
            "v.id AS session",
            "v.started_utc AS started",
            "v.local_date",
            *_TOLD[:4],
            "s.support",
            "v.ending",
            "s.reason",
            "s.duration_s",
            "v.held_s",
            *[f"s.{name}" for name in _TIMES[1:]],
            "v.pressed_s",
            "v.peak_n",
            "v.repetitions AS holds",
            "v.first_rating",
            "v.last_rating",
            "v.outcome",
            "s.let_go",
            "s.cues",
            "s.rig_multiplier",
            "s.program",
            *_MARK,
        ),
    ),
    "holds": (
        "repetition x " + _FROM.format(key="x.session_id"),
        (
            "x.session_id AS session",
            *_TOLD,
            "x.number AS hold",
            "x.start_s",
            "x.end_s",
            *[f"x.{name}" for name in _TIMES],
            "x.mean_n",
            "x.peak_n",
            "x.impulse_n_s",
            "x.first_rating",
            "x.last_rating",
            "x.outcome",
            "x.let_go",
            "x.cues",
            *_MARK,
        ),
    ),
    "ratings": (
        "rating x " + _FROM.format(key="x.session_id"),
        (
            "x.session_id AS session",
            *_TOLD,
            "x.repetition AS hold",
            "x.at_s",
            "x.due_s",
            "x.held_s",
            "x.rating",
            "x.matched",
            "x.force_n",
            "x.reference_n",
            *_MARK,
        ),
    ),
    "marks": (
        "calibration x " + _FROM.format(key="x.session_id"),
        (
            "x.session_id AS session",
            *_TOLD,
            "x.at_s",
            "x.tender_n",
            "x.comfort_n",
            "x.ramps",
            "x.comfort_ramps",
            *_MARK,
        ),
    ),
    "follow-ups": (
        "follow_up x " + _FROM.format(key="x.session_id"),
        (
            "x.session_id AS session",
            *_TOLD,
            "x.local_date AS answered_on",
            "x.after_h",
            "x.soreness",
            "x.bruise",
            "x.warning",
            *_MARK,
        ),
    ),
}
"""File name: where its rows come from, and its columns."""


def columns_of(table: str) -> tuple[str, ...]:
    """Return the head of a table."""
    return tuple([column.split(" AS ")[-1].split(".")[-1] for column in TABLES[table][1]])


def write_table(file: BinaryIO, store: Store, table: str, *, which: Which, names: Names) -> int:
    """Write one table as CSV; return how many rows it has."""
    # Spreadsheets take UTF-8 for what it is only behind this mark.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(columns_of(table))
    count = 0
    for row in _rows(store, table, which):
        writer.writerow([_cell(name, row, names) for name in columns_of(table)])
        count += 1
    text.detach()
    return count


def _rows(store: Store, table: str, which: Which) -> Iterator[Row]:
    source, columns = TABLES[table]
    # Our own names, and no value of anybody else's.
    sql = f"""
        SELECT {", ".join(columns)}, s.utc_offset_min FROM {source}
        WHERE (:simulated OR NOT v.simulated) AND (:profile IS NULL OR v.profile = :profile)
            AND (:session IS NULL OR v.id = :session)
        ORDER BY v.started_utc, v.id, x.id
    """  # noqa: S608
    asked = {
        "simulated": int(which.simulated),
        "profile": which.profile,
        "session": which.session,
    }
    yield from store.rows(sql, asked)


def _cell(name: str, row: Row, names: Names) -> object:
    value = row[name]
    if name == "profile":
        value = names.person(value)
    elif name == "tool":
        value = names.tool(value)
    elif name == "started":
        value = local_text(value, row["utc_offset_min"])
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    risky = text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS)
    return f"'{text}" if risky else text


def local_text(started_utc: str, offset_min: int) -> str:
    """Return a moment as ISO 8601, as the clock stood where the person was."""
    zone = timezone(timedelta(minutes=offset_min))
    at = datetime.fromisoformat(started_utc).replace(tzinfo=UTC).astimezone(zone)
    return at.isoformat(timespec="seconds")
