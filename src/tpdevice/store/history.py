"""What earlier sessions mean for the next one. Simulated and imported ones never count."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice

import msgspec

from tpdevice.core import rules
from tpdevice.core.conversion import Conversion
from tpdevice.core.plan import Calibration, Identity, Side
from tpdevice.core.record import Ending, RatingRow
from tpdevice.store import rows as columns
from tpdevice.store.database import Store
from tpdevice.store.write import utc_text


@dataclass(frozen=True, slots=True)
class UsedToday:
    """What a profile did on one day."""

    pressed_s: float
    points: tuple[tuple[str, str], ...]
    """Point and side of each place that was pressed, first used first."""


def latest_calibration(
    store: Store,
    identity: Identity,
    *,
    sensor_address: str,
    rig_multiplier: float,
    conversion: Conversion | None = None,
    local_date: str,
    simulated: bool,
) -> Calibration | None:
    """Return marks that are still valid for this person, place, tool, sensor and rig, or None.

    Marks that were made with another map of the ball, or by another known weight, are not: their
    newtons are others.
    """
    sql = """
        SELECT c.local_date, c.tender_n, c.comfort_n, c.ramps, s.header_json FROM calibrations c
        JOIN session s ON s.id = c.session_id JOIN sensor n ON n.id = s.sensor_id
        WHERE c.profile = :profile AND c.point = :point AND c.side = :side AND c.tool = :tool
            AND n.address = :address AND c.rig_multiplier = :rig
            AND c.simulated = :simulated AND NOT c.imported
            AND c.ramps >= :ramps AND c.local_date BETWEEN :oldest AND :newest
        ORDER BY c.local_date DESC, c.id DESC
    """
    today = date.fromisoformat(local_date)
    asked = {
        "profile": identity.profile,
        "point": identity.point,
        "side": identity.side.value,
        "tool": identity.tool,
        "address": sensor_address,
        "rig": float(rig_multiplier),
        "simulated": int(simulated),
        "ramps": rules.CALIBRATION_RAMPS,
        "oldest": (today - timedelta(days=rules.CALIBRATION_DAYS)).isoformat(),
        # Somebody who flies west over the date line calibrated "tomorrow".
        "newest": (today + timedelta(days=1)).isoformat(),
    }
    alike = (row for row in store.rows(sql, asked) if _made(row["header_json"]) == conversion)
    found = next(alike, None)
    if found is None:
        return None
    age = today - date.fromisoformat(found["local_date"])
    age_days = float(max(age.days, 0))
    return Calibration(found["tender_n"], found["comfort_n"], found["ramps"], age_days)


class _Made(msgspec.Struct):
    """What of a session's header its newtons came from."""

    conversion: Conversion | None = None


def _made(header_json: str) -> Conversion | None:
    """Return what a session's values were found to mean, or None where its kind said so."""
    try:
        return msgspec.json.decode(header_json, type=_Made).conversion
    except msgspec.DecodeError:
        return None


@dataclass(frozen=True, slots=True)
class UsedHere:
    """What a profile did at one point and side."""

    held_today_s: float
    stopped_today: bool
    """The guard stopped a session here today."""
    pressed_yesterday: bool


def used_here(store: Store, profile: str, *, point: str, side: Side, local_date: str) -> UsedHere:
    """Return what was done at a point today and the day before, with any tool."""
    sql = """
        SELECT
            COALESCE(SUM(held_s) FILTER (WHERE local_date = :day), 0.0) AS held_s,
            COUNT(*) FILTER (WHERE local_date = :day AND ending = :stopped) AS stopped,
            COUNT(*) FILTER (WHERE local_date = :before AND pressed_s > 0) AS before
        FROM counted_sessions
        WHERE +profile = :profile AND point = :point AND side = :side
            AND local_date IN (:day, :before)
    """
    asked = {
        "profile": profile,
        "point": point,
        "side": side.value,
        "day": local_date,
        "before": (date.fromisoformat(local_date) - timedelta(days=1)).isoformat(),
        "stopped": str(Ending.STOPPED_BY_GUARD),
    }
    found = store.row(sql, asked)
    assert found is not None
    return UsedHere(float(found["held_s"]), bool(found["stopped"]), bool(found["before"]))


def used_today(
    store: Store, profile: str, *, local_date: str, since: datetime | None = None
) -> UsedToday:
    """Return what a profile pressed on a day, and where; with `since` only what began after it."""
    sql = """
        SELECT point, side, SUM(pressed_s) AS pressed_s FROM counted_sessions
        WHERE +profile = :profile AND local_date = :day AND pressed_s > 0 AND started_utc >= :since
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


def has_pressed(
    store: Store,
    profile: str,
    *,
    simulated: bool,
    point: str | None = None,
    side: Side | None = None,
) -> bool:
    """Return whether this profile ever got past screening, anywhere or at one point and side."""
    sql = """
        SELECT 1 FROM sessions v
        WHERE v.profile = :profile AND v.simulated = :simulated AND NOT v.imported
            AND (:point IS NULL OR v.point = :point) AND (:side IS NULL OR v.side = :side)
            AND EXISTS (
                SELECT 1 FROM happening h
                WHERE h.session_id = v.id AND h.phase IN ('CALIBRATE', 'APPROACH', 'HOLD')
            )
        LIMIT 1
    """
    asked = {
        "profile": profile,
        "simulated": int(simulated),
        "point": point,
        "side": None if side is None else side.value,
    }
    return store.row(sql, asked) is not None


def never_calibrated(store: Store, profile: str, *, simulated: bool) -> bool:
    """Return whether the next ramp is the very first of this profile, and so for practice."""
    sql = """
        SELECT 1 FROM calibrations
        WHERE profile = :profile AND simulated = :simulated AND NOT imported LIMIT 1
    """
    return store.row(sql, {"profile": profile, "simulated": int(simulated)}) is None


def newest_answers(store: Store, profile: str, *, simulated: bool) -> dict[str, bool]:
    """Return the newest answer of a profile to each screening question that it was ever asked."""
    sql = """
        SELECT question, yes FROM answers
        WHERE profile = :profile AND simulated = :simulated AND NOT imported
        ORDER BY started_utc, id
    """
    found = store.rows(sql, {"profile": profile, "simulated": int(simulated)})
    return {row["question"]: bool(row["yes"]) for row in found}


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


def earlier_ratings(
    store: Store, profile: str, *, simulated: bool
) -> tuple[tuple[RatingRow, ...], ...]:
    """Return what a profile answered, hold by hold, the newest holds only, oldest first."""
    sql = """
        SELECT r.* FROM (
            SELECT v.id, v.started_utc FROM sessions v
            WHERE +v.profile = :profile AND v.simulated = :simulated AND NOT v.imported
                AND EXISTS (SELECT 1 FROM rating WHERE session_id = v.id)
            ORDER BY v.started_utc DESC, v.id DESC LIMIT :sessions
        ) newest JOIN rating r ON r.session_id = newest.id
        ORDER BY newest.started_utc DESC, r.session_id DESC, r.id DESC
    """
    # A session that was rated has a hold, so that so many of them have holds enough.
    asked = {"profile": profile, "simulated": int(simulated), "sessions": rules.EARLIER_HOLDS}
    found = store.rows(sql, asked)
    holds = groupby(found, key=lambda row: (row["session_id"], row["repetition"]))
    newest = [
        tuple(map(columns.rating, hold))[::-1] for _, hold in islice(holds, rules.EARLIER_HOLDS)
    ]
    return tuple(reversed(newest))
