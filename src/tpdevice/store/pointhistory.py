"""The log by place: sessions, days and notes, as a person reads them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from tpdevice.homework.overtime import Once
from tpdevice.store.database import Row, Store
from tpdevice.store.rows import MADE

MOST: Final = 400
"""Sessions of one place that are looked at, the newest. Chosen: a year of one a day."""
_TOLD: Final = 50
"""Notes that are listed, the newest. Chosen."""


@dataclass(frozen=True, slots=True)
class History:
    """One person at one place; what a simulator did stands apart."""

    profile: str
    point: str
    side: str
    sessions: tuple[Once, ...]
    """Oldest first."""
    simulated: bool
    more: bool
    """There are older ones, which were not looked at."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day."""

    local_date: str
    sessions: int
    places: int
    held_s: float


@dataclass(frozen=True, slots=True)
class Noted:
    """A note, and what it stands beside."""

    session: int
    local_date: str
    profile: str
    point: str
    side: str
    text: str
    simulated: bool


def history_at(
    store: Store,
    point: str,
    *,
    profile: str | None = None,
    include_simulated: bool = False,
    most: int = MOST,
) -> tuple[History, ...]:
    """Return the newest sessions at a point, by person and side; imported ones are in none."""
    sql = """
        SELECT u.id, p.name AS profile, u.side FROM setup u JOIN profile p ON p.id = u.profile_id
        WHERE u.point = :point AND (:profile IS NULL OR p.name = :profile)
        ORDER BY p.name, u.side, u.id
    """
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in store.rows(sql, {"point": point, "profile": profile}):
        places[row["profile"], row["side"]].append(row["id"])
    found = []
    for (whose, side), setups in places.items():
        for simulated in (False, True) if include_simulated else (False,):
            rows = _newest(store, setups, simulated=simulated, most=most + 1)
            if rows:
                once = tuple(_once(store, row) for row in reversed(rows[:most]))
                found.append(History(whose, point, side, once, simulated, len(rows) > most))
    return tuple(found)


def imported_at(store: Store, point: str, *, profile: str | None = None) -> int:
    """Return how many imported sessions there are at a point; they are in no history."""
    sql = """
        SELECT COUNT(*) AS many FROM session s JOIN setup u ON u.id = s.setup_id
        JOIN profile p ON p.id = u.profile_id
        WHERE u.point = :point AND s.imported AND (:profile IS NULL OR p.name = :profile)
    """
    found = store.row(sql, {"point": point, "profile": profile})
    return 0 if found is None else int(found["many"])


def _newest(store: Store, setups: list[int], *, simulated: bool, most: int) -> list[Row]:
    """Return the newest sessions of some set-ups that pressed, newest first."""
    sql = f"""
        SELECT v.*, {MADE}
        FROM point_history v JOIN session s ON s.id = v.session_id WHERE v.session_id IN (
            SELECT x.id FROM session x
            WHERE x.setup_id = :setup AND x.simulated = :simulated AND x.imported = 0
                AND x.pressed_s > 0
            ORDER BY x.started_utc DESC, x.id DESC LIMIT :most
        )
    """  # noqa: S608
    rows: list[Row] = []
    for setup in setups:
        rows += store.rows(sql, {"setup": setup, "simulated": int(simulated), "most": most})
    rows.sort(key=lambda row: (row["started_utc"], row["session_id"]), reverse=True)
    return rows[:most]


def _once(store: Store, row: Row) -> Once:
    sql = "SELECT rating, force_n FROM rating WHERE session_id = :id AND rating IS NOT NULL"
    answers = store.rows(sql, {"id": row["session_id"]})
    rig = (row["tool"], row["sensor_address"], row["rig_multiplier"], row["made"])
    return Once(
        session=row["session_id"],
        local_date=row["local_date"],
        tool=row["tool"],
        support=row["support"],
        rig=repr(rig),
        held_s=row["held_s"] or 0.0,
        in_band_percent=row["in_band_percent"],
        first_rating=row["first_rating"],
        last_rating=row["last_rating"],
        outcome=row["outcome"] or "",
        threshold_n=row["threshold_n"],
        threshold_ramps=row["threshold_ramps"] or 0,
        next_day_soreness=row["next_day_soreness"],
        forces_n=tuple((each["rating"], each["force_n"]) for each in answers),
    )


def days_between(
    store: Store,
    first: str,
    last: str,
    *,
    profile: str | None = None,
    include_simulated: bool = False,
) -> tuple[Day, ...]:
    """Return the days on which something was pressed; both dates are local, in ISO 8601."""
    sql = """
        SELECT local_date, COUNT(*) AS sessions, COUNT(DISTINCT point || ' ' || side) AS places,
            SUM(held_s) AS held_s
        FROM sessions
        WHERE local_date BETWEEN :first AND :last AND pressed_s > 0 AND NOT imported
            AND (:simulated OR NOT simulated) AND (:profile IS NULL OR profile = :profile)
        GROUP BY local_date ORDER BY local_date
    """
    asked = {
        "first": first,
        "last": last,
        "profile": profile,
        "simulated": int(include_simulated),
    }
    return tuple(Day(**row) for row in store.rows(sql, asked))


def newest_day(store: Store, *, profile: str | None = None, include_simulated: bool) -> str | None:
    """Return the local date of the newest session, or None."""
    sql = """
        SELECT MAX(local_date) AS day FROM newest_sessions
        WHERE NOT imported AND (:simulated OR NOT simulated)
            AND (:profile IS NULL OR profile = :profile)
    """
    found = store.row(sql, {"profile": profile, "simulated": int(include_simulated)})
    return None if found is None else found["day"]


def notes_with(
    store: Store, words: str, *, profile: str | None = None, include_simulated: bool = False
) -> tuple[Noted, ...]:
    """Return notes that hold every word, or a word that begins so, newest first."""
    asked = " ".join(f'"{word}"*' for word in words.replace('"', " ").split())
    if not asked:
        return ()
    sql = """
        SELECT n.session_id AS session, n.local_date, n.profile, n.point, n.side, n.text,
            n.simulated
        FROM note_fts f JOIN notes n ON n.id = f.rowid
        WHERE note_fts MATCH :words AND n.session_id IS NOT NULL
            AND (:simulated OR NOT n.simulated) AND (:profile IS NULL OR n.profile = :profile)
        ORDER BY n.written_utc DESC, n.id DESC LIMIT :most
    """
    more = {"words": asked, "profile": profile, "simulated": int(include_simulated)}
    rows = store.rows(sql, {**more, "most": _TOLD})
    return tuple(Noted(**{**row, "simulated": bool(row["simulated"])}) for row in rows)
