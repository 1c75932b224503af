"""What a person did, and what they said of it a day or more later; simulated ones never count."""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Final

from tpdevice.core import rules
from tpdevice.core.units import mn
from tpdevice.homework.past import Answer, Past, Place, Pressed
from tpdevice.homework.progress import Done
from tpdevice.store.database import Row, Store
from tpdevice.store.rows import MADE
from tpdevice.store.write import utc_text

PAST_DAYS: Final = 60
"""What is older matters only where nothing newer was held, or where a sign still stands. Chosen:
longer than anything in `core/rules.py` looks back by days."""

_MATTERS: Final = f"""
    WITH here AS (
        SELECT u.id, u.point, u.side FROM setup u JOIN profile p ON p.id = u.profile_id
        WHERE p.name = :profile
    ),
    held AS (
        SELECT point, side, MAX((
            SELECT x.started_utc FROM session x
            WHERE x.setup_id = here.id AND x.simulated = 0 AND x.imported = 0
                AND x.held_s >= {rules.SHORTEST_HOLD_S}
            ORDER BY x.started_utc DESC LIMIT 1
        )) AS newest_utc FROM here GROUP BY point, side
    ),
    matters AS (
        SELECT s.id FROM held CROSS JOIN here USING (point, side)
        CROSS JOIN session s ON s.setup_id = here.id AND s.simulated = 0 AND s.imported = 0
            AND s.started_utc >= MIN(COALESCE(held.newest_utc, ''), :since)
        UNION
        SELECT session_id FROM follow_up WHERE warning = 1
        UNION
        SELECT f.session_id FROM follow_up f JOIN session s ON s.id = f.session_id
        WHERE f.soreness >= {rules.SORE} AND (f.after_h >= {rules.CHECK_IF_SORE_H} OR
            24 * (julianday(f.answered_utc) - julianday(s.started_utc))
                >= {rules.CHECK_IF_SORE_H - 1})
    )
"""  # noqa: S608  our own numbers


def past_of(store: Store, profile: str, *, since: datetime | None = None) -> Past:
    """Return sessions of a person that pressed, and what was said of them, as far as it matters.

    Parameters
    ----------
    since
        What began before counts only where it still decides something; None: everything.
    """
    asked = {"profile": profile, "since": "" if since is None else utc_text(since)}
    sql = f"""{_MATTERS}
        SELECT v.id, v.point, v.side, v.started_utc, v.local_date, v.held_s
        FROM matters CROSS JOIN counted_sessions v ON v.id = matters.id
        WHERE +v.profile = :profile AND v.pressed_s > 0
        ORDER BY v.started_utc, v.id
    """  # noqa: S608
    pressed = {row["id"]: _pressed(row) for row in store.rows(sql, asked)}
    sql = f"""{_MATTERS}
        SELECT f.* FROM matters CROSS JOIN follow_up f ON f.session_id = matters.id
        ORDER BY f.answered_utc, f.id
    """  # noqa: S608
    said = [row for row in store.rows(sql, asked) if row["session_id"] in pressed]
    return Past(tuple(pressed.values()), tuple([_answer(row, pressed) for row in said]))


def answers_about(store: Store, session_id: int) -> tuple[Answer, ...]:
    """Return what was said of one session that counts, in order."""
    sql = """
        SELECT id, point, side, started_utc, local_date, held_s FROM counted_sessions
        WHERE id = :session AND pressed_s > 0
    """
    found = store.row(sql, {"session": session_id})
    if found is None:
        return ()
    sql = "SELECT * FROM follow_up WHERE session_id = :session ORDER BY answered_utc, id"
    said = store.rows(sql, {"session": session_id})
    return tuple([_answer(row, {session_id: _pressed(found)}) for row in said])


def keep_answer(store: Store, answer: Answer, *, local_date: str) -> bool:
    """Keep what was said; return whether it was the first time for this check."""
    sql = """
        INSERT INTO follow_up
            (session_id, after_h, answered_utc, local_date, soreness, bruise, warning)
        VALUES (:session, :after_h, :answered, :local_date, :soreness, :bruise, :warning)
        ON CONFLICT (session_id, after_h) DO NOTHING
    """
    asked = {
        "session": answer.about.session,
        "after_h": answer.after_h,
        "answered": utc_text(datetime.fromtimestamp(answer.at_s, UTC)),
        "local_date": local_date,
        "soreness": answer.soreness,
        "bruise": int(answer.bruise),
        "warning": int(answer.warning),
    }
    with store.transaction():
        return store.change(sql, asked).rowcount == 1


def done_by(store: Store, profile: str, *, since: str = "") -> dict[Place, tuple[Done, ...]]:
    """Return what tells of a gain, by place, oldest first; `since` is a local date in ISO 8601."""
    sql = f"""
        SELECT v.point, v.side, v.local_date, v.tool, v.outcome, s.rig_multiplier, n.address,
            {MADE}, r.rating, r.force_n
        FROM counted_sessions v JOIN session s ON s.id = v.id JOIN sensor n ON n.id = s.sensor_id
        LEFT JOIN rating r ON r.id = (
            SELECT MIN(id) FROM rating
            WHERE session_id = v.id AND repetition = 1 AND rating IS NOT NULL
        )
        WHERE v.profile = :profile AND v.pressed_s > 0 AND v.local_date >= :since
        ORDER BY v.started_utc, v.id
    """  # noqa: S608
    found: defaultdict[Place, list[Done]] = defaultdict(list)
    for row in store.rows(sql, {"profile": profile, "since": since}):
        found[Place(row["point"], row["side"])].append(_done(row))
    return {place: tuple(done) for place, done in found.items()}


def _pressed(row: Row) -> Pressed:
    return Pressed(
        session=row["id"],
        place=Place(row["point"], row["side"]),
        at_s=_utc_s(row["started_utc"]),
        day=_day(row["local_date"]),
        held=row["held_s"] >= rules.SHORTEST_HOLD_S,
    )


def _answer(row: Row, pressed: dict[int, Pressed]) -> Answer:
    return Answer(
        about=pressed[row["session_id"]],
        after_h=row["after_h"],
        at_s=_utc_s(row["answered_utc"]),
        soreness=row["soreness"],
        bruise=bool(row["bruise"]),
        warning=bool(row["warning"]),
    )


def _done(row: Row) -> Done:
    rig = (row["tool"], row["address"], row["rig_multiplier"], row["made"])
    return Done(
        day=_day(row["local_date"]),
        start_rating=row["rating"],
        start_mn=None if row["force_n"] is None else mn(row["force_n"]),
        rig=repr(rig),
        outcome=row["outcome"] or "",
    )


def _utc_s(text: str) -> int:
    """Return a moment in UTC as whole seconds since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def _day(local_date: str) -> int:
    return date.fromisoformat(local_date).toordinal()
