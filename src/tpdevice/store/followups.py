"""What a person did, and what they said of it a day or more later; simulated ones never count."""

from collections import defaultdict
from datetime import UTC, date, datetime

from tpdevice.core import rules
from tpdevice.core.units import mn
from tpdevice.homework.past import Answer, Past, Place, Pressed
from tpdevice.homework.progress import Done
from tpdevice.store.database import Row, Store
from tpdevice.store.write import utc_text


def past_of(store: Store, profile: str) -> Past:
    """Return every session of a person that pressed, and every answer about one."""
    sql = """
        SELECT id, point, side, started_utc, local_date, held_s FROM counted_sessions
        WHERE profile = :profile AND pressed_s > 0 ORDER BY started_utc, id
    """
    pressed = {row["id"]: _pressed(row) for row in store.rows(sql, {"profile": profile})}
    sql = """
        SELECT f.* FROM follow_up f JOIN counted_sessions v ON v.id = f.session_id
        WHERE v.profile = :profile ORDER BY f.answered_utc, f.id
    """
    said = [row for row in store.rows(sql, {"profile": profile}) if row["session_id"] in pressed]
    return Past(tuple(pressed.values()), tuple([_answer(row, pressed) for row in said]))


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
    sql = """
        SELECT v.point, v.side, v.local_date, v.tool, v.outcome, s.rig_multiplier, n.address,
            json_extract(s.header_json, '$.conversion') AS made, r.rating, r.force_n
        FROM counted_sessions v JOIN session s ON s.id = v.id JOIN sensor n ON n.id = s.sensor_id
        LEFT JOIN rating r ON r.id = (
            SELECT MIN(id) FROM rating
            WHERE session_id = v.id AND repetition = 1 AND rating IS NOT NULL
        )
        WHERE v.profile = :profile AND v.pressed_s > 0 AND v.local_date >= :since
        ORDER BY v.started_utc, v.id
    """
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
