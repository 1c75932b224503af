"""Where somebody presses, and with what: each place as it was pressed last."""

from dataclasses import dataclass

from tpdevice.store.database import Store


@dataclass(frozen=True, slots=True)
class PressedPlace:
    """One point and side."""

    point: str
    side: str
    tool: str
    support: str
    local_date: str
    """When it was pressed last, where the person was."""


def pressed_places(
    store: Store, profile: str, *, since: str, simulated: bool
) -> tuple[PressedPlace, ...]:
    """Return where a profile pressed since a date, the place of longest ago first."""
    sql = """
        SELECT v.point, v.side, v.tool, s.support, MAX(v.started_utc) AS newest,
            v.local_date
        FROM sessions v JOIN session s ON s.id = v.id
        WHERE v.profile = :profile AND v.simulated = :simulated AND NOT v.imported
            AND v.pressed_s > 0 AND v.local_date >= :since
        GROUP BY v.point, v.side ORDER BY newest
    """
    asked = {"profile": profile, "since": since, "simulated": int(simulated)}
    return tuple(
        PressedPlace(row["point"], row["side"], row["tool"], row["support"], row["local_date"])
        for row in store.rows(sql, asked)
    )


def known_tools(store: Store, profile: str, *, simulated: bool) -> tuple[tuple[str, str], ...]:
    """Return each tool of a profile and how it was pressed last, the one used last first."""
    sql = """
        SELECT v.tool, v.support, MAX(v.started_utc) AS newest
        FROM newest_sessions v
        WHERE v.profile = :profile AND v.simulated = :simulated AND NOT v.imported
        GROUP BY v.tool ORDER BY newest DESC
    """
    rows = store.rows(sql, {"profile": profile, "simulated": int(simulated)})
    return tuple((row["tool"], row["support"]) for row in rows)
