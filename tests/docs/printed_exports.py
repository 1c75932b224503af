"""The reference page of what `export` writes, printed from the code that writes it."""

from collections.abc import Iterable

from msgspec.structs import fields
from printed_how import HOW

from tpdevice.core.record import (
    Buckets,
    Happened,
    MarksRow,
    RatingRow,
    RepetitionRow,
    Summary,
    ZeroRow,
)
from tpdevice.store.export_sessions import FORMAT, VERSION
from tpdevice.store.export_tables import TABLES, columns_of
from tpdevice.store.export_traces import COLUMNS, PARQUET

_LISTS = {
    "repetitions": RepetitionRow,
    "ratings": RatingRow,
    "marks": MarksRow,
    "zeros": ZeroRow,
    "happenings": Happened,
}


def exports() -> str:
    """Return the page of export files."""
    lines = [
        "# Exports",
        "",
        HOW,
        "",
        "What `tpdevice export` writes. `_n` is newtons after tare, `_mn` millinewtons, `_s`",
        "seconds since the session began, `_ns` nanoseconds; ratings and soreness go from 0 to",
        "10; yes is 1 in tables and `true` in JSON. An empty cell, or `null`, is not known.",
        "",
        "## Tables",
        "",
        "UTF-8 with a mark in front, commas, a line of names. A text that begins with `=`, `+`,",
        "`-`, `@`, tab or carriage return has an apostrophe before it; numbers have none.",
        "",
        "| file | columns |",
        "|---|---|",
        *[f"| `{name}.csv` | {_listed(columns_of(name))} |" for name in TABLES],
        f"| `trace-N.csv` | {_listed(COLUMNS)} |",
        "",
        "## sessions.json",
        "",
        f'`format` is "{FORMAT}", `version` {VERSION}, `program` the version that wrote it,',
        "`names` whether they are in it. `sessions` is a list; a session has its number in",
        "`session`, what tells it from every other in `uid` (`null` without names), the columns",
        "of the view `sessions` in [The log](log.md) with `started` in local time, and:",
        "",
        "| name | what is in it |",
        "|---|---|",
        "| `header` | the first entry of its tape: what was asked, of whom, and the sensor |",
        f"| `summary` | {_listed(_names(Summary, but='repetitions'))} |",
        *[f"| `{name}` | each: {_listed(_names(kind))} |" for name, kind in _LISTS.items()],
        f"| `buckets` | in summary and repetitions: {_listed(_names(Buckets))} |",
        "| `notes` | texts |",
        "| `follow_ups` | each: after_h, answered_utc, local_date, soreness, bruise, warning |",
        "| `trace` | two lists of one length, `t_ns` and `force_mn`; `null` where it is damaged |",
        "",
        "## traces.parquet",
        "",
        "A row for each sample, and a group of rows for each session.",
        "",
        "| column | type |",
        "|---|---|",
        *[f"| {name} | {kind.removesuffix('_')} |" for name, kind in PARQUET.items()],
        "",
    ]
    return "\n".join(lines)


def _names(kind: type, *, but: str = "") -> list[str]:
    return [field.name for field in fields(kind) if field.name != but]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
