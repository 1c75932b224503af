"""What earlier sessions mean for the next one. Simulated and imported ones never count."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpdevice.core import rules
from tpdevice.core.plan import Calibration, Identity, Side
from tpdevice.store.database import Store
from tpdevice.store.write import utc_text


@dataclass(frozen=True, slots=True)
class UsedToday:
    """What a profile did on one day."""

    pressed_s: float
    points: tuple[tuple[str, str], ...]
    """Point and side of each place that was pressed, first used first."""


@dataclass(frozen=True, slots=True)
class Screening:
    """The newest day on which a profile answered screening questions."""

    local_date: str
    answers: dict[str, bool]
    """By question; the last answer of that day."""


def latest_calibration(
    store: Store, identity: Identity, *, local_date: str, rig_multiplier: float, simulated: bool
) -> Calibration | None:
    """Return marks that are still valid for this person, place, tool and rig, or None."""
    sql = """
        SELECT local_date, tender_n, comfort_n, ramps FROM calibrations
        WHERE profile = :profile AND point = :point AND side = :side AND tool = :tool
            AND rig_multiplier = :rig AND simulated = :simulated AND NOT imported
            AND ramps >= :ramps AND local_date BETWEEN :oldest AND :newest
        ORDER BY local_date DESC, id DESC LIMIT 1
    """
    today = date.fromisoformat(local_date)
    asked = {
        "profile": identity.profile,
        "point": identity.point,
        "side": identity.side.value,
        "tool": identity.tool,
        "rig": float(rig_multiplier),
        "simulated": int(simulated),
        "ramps": rules.CALIBRATION_RAMPS,
        "oldest": (today - timedelta(days=rules.CALIBRATION_DAYS)).isoformat(),
        # Somebody who flies west over the date line calibrated "tomorrow".
        "newest": (today + timedelta(days=1)).isoformat(),
    }
    found = store.row(sql, asked)
    if found is None:
        return None
    age = today - date.fromisoformat(found["local_date"])
    age_days = float(max(age.days, 0))
    return Calibration(found["tender_n"], found["comfort_n"], found["ramps"], age_days)


def held_today_s(store: Store, profile: str, *, point: str, side: Side, local_date: str) -> float:
    """Return how long a point was held on a day, with any tool, s."""
    sql = """
        SELECT COALESCE(SUM(held_s), 0.0) AS held_s FROM counted_sessions
        WHERE profile = :profile AND point = :point AND side = :side AND local_date = :day
    """
    asked = {"profile": profile, "point": point, "side": side.value, "day": local_date}
    found = store.row(sql, asked)
    return float(found["held_s"]) if found else 0.0


def used_today(
    store: Store, profile: str, *, local_date: str, since: datetime | None = None
) -> UsedToday:
    """Return what a profile pressed on a day, and where; with `since` only what began after it."""
    sql = """
        SELECT point, side, SUM(pressed_s) AS pressed_s FROM counted_sessions
        WHERE profile = :profile AND local_date = :day AND pressed_s > 0 AND started_utc >= :since
        GROUP BY point, side ORDER BY MIN(started_utc)
    """
    asked = {
        "profile": profile,
        "day": local_date,
        "since": "" if since is None else utc_text(since),
    }
    found = store.rows(sql, asked)
    places = tuple((row["point"], row["side"]) for row in found)
    return UsedToday(sum((row["pressed_s"] for row in found), 0.0), places)


def is_first_session(store: Store, profile: str, *, simulated: bool) -> bool:
    """Return whether this profile never got past screening before."""
    sql = """
        SELECT 1 FROM sessions v
        WHERE v.profile = :profile AND v.simulated = :simulated AND NOT v.imported
            AND EXISTS (
                SELECT 1 FROM happening h
                WHERE h.session_id = v.id AND h.phase IN ('CALIBRATE', 'APPROACH', 'HOLD')
            )
        LIMIT 1
    """
    return store.row(sql, {"profile": profile, "simulated": int(simulated)}) is None


def never_calibrated(store: Store, profile: str, *, simulated: bool) -> bool:
    """Return whether the next ramp is the very first of this profile, and so for practice."""
    sql = """
        SELECT 1 FROM calibrations
        WHERE profile = :profile AND simulated = :simulated AND NOT imported LIMIT 1
    """
    return store.row(sql, {"profile": profile, "simulated": int(simulated)}) is None


def last_screening(store: Store, profile: str, *, simulated: bool) -> Screening | None:
    """Return the answers of the newest day with any, or None."""
    sql = """
        SELECT local_date, question, yes FROM answers
        WHERE profile = :profile AND simulated = :simulated AND NOT imported
        ORDER BY started_utc DESC, id DESC
    """
    found = store.rows(sql, {"profile": profile, "simulated": int(simulated)})
    if not found:
        return None
    day = found[0]["local_date"]
    answers: dict[str, bool] = {}
    for row in found:
        if row["local_date"] == day:
            answers.setdefault(row["question"], bool(row["yes"]))
    return Screening(day, answers)


def last_zero_n(
    store: Store, profile: str, *, tool: str, sensor_address: str, simulated: bool
) -> float | None:
    """Return the newest zero of a set-up, N, or None."""
    sql = """
        SELECT zero_n FROM zeros
        WHERE profile = :profile AND tool = :tool AND sensor_address = :address
            AND simulated = :simulated AND NOT imported
        ORDER BY started_utc DESC, id DESC LIMIT 1
    """
    asked = {
        "profile": profile,
        "tool": tool,
        "address": sensor_address,
        "simulated": int(simulated),
    }
    found = store.row(sql, asked)
    return None if found is None else float(found["zero_n"])
