"""Marks over sessions, each series of one person, place, tool, sensor, rig and conversion."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tpdevice.core.record import MarksRow
from tpdevice.store import rows as columns
from tpdevice.store.database import Row, Store

_OWNER = ("profile", "point", "side", "tool", "sensor", "rig_multiplier", "simulated", "made")


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of one session."""

    session: int
    local_date: str
    marks: MarksRow


@dataclass(frozen=True, slots=True)
class Series:
    """Everything in it was pressed in the same way, so that its newtons may be compared."""

    profile: str
    point: str
    side: str
    tool: str
    sensor: str
    """Address of the sensor."""
    rig_multiplier: float
    simulated: bool
    marked: tuple[Marked, ...]
    """Oldest first, all by the same known weight or map of the ball."""


def series_of_marks(
    store: Store,
    *,
    profile: str | None = None,
    point: str | None = None,
    since: str = "",
    include_simulated: bool = False,
) -> tuple[Series, ...]:
    """Return every series of marks; imported sessions are in none.

    Parameters
    ----------
    since
        Local date in ISO 8601: marks from then on.
    """
    sql = f"""
        SELECT c.session_id, c.local_date, c.at_s, c.tender_n, c.comfort_n, c.ramps,
            m.comfort_ramps, c.profile, c.point, c.side, c.tool, n.address AS sensor,
            c.rig_multiplier, c.simulated, {columns.MADE}
        FROM calibrations c JOIN calibration m ON m.id = c.id
        JOIN session s ON s.id = c.session_id JOIN sensor n ON n.id = s.sensor_id
        WHERE NOT c.imported AND (:simulated OR NOT c.simulated)
            AND (:profile IS NULL OR c.profile = :profile)
            AND (:point IS NULL OR c.point = :point) AND c.local_date >= :since
            AND c.id = (SELECT MAX(id) FROM calibration WHERE session_id = c.session_id)
        ORDER BY c.profile, c.point, c.side, c.tool, sensor, c.rig_multiplier, c.simulated,
            s.started_utc, c.id
    """  # noqa: S608
    asked = {
        "profile": profile,
        "point": point,
        "since": since,
        "simulated": int(include_simulated),
    }
    # Not `groupby`: of two maps of a ball the newer comes last, and the older may come back.
    found: defaultdict[tuple[Any, ...], list[Marked]] = defaultdict(list)
    for row in store.rows(sql, asked):
        found[_owner(row)].append(_marked(row))
    return tuple(_series(owner, tuple(marked)) for owner, marked in found.items())


def _owner(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _OWNER)


def _series(owner: tuple[Any, ...], marked: tuple[Marked, ...]) -> Series:
    profile, point, side, tool, sensor, rig, simulated, _ = owner
    return Series(profile, point, side, tool, sensor, rig, bool(simulated), marked)


def _marked(row: Row) -> Marked:
    return Marked(row["session_id"], row["local_date"], columns.marks(row))
