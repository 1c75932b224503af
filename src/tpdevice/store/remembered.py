"""What a person need not say twice: who they are, which sensor, and notes beside a session."""

from dataclasses import dataclass
from datetime import datetime

from tpdevice.core.errors import NotInStore
from tpdevice.core.tape import RECORDING
from tpdevice.store.database import Store
from tpdevice.store.write import profile_id, utc_text


@dataclass(frozen=True, slots=True)
class Sensor:
    """A sensor that was used before."""

    kind: str
    """Key of its driver."""
    address: str
    name: str
    last_used_utc: str


@dataclass(frozen=True, slots=True)
class Place:
    """A set-up that was used before."""

    point: str
    side: str
    tool: str
    support: str


def remembered_sensor(store: Store) -> Sensor | None:
    """Return the real sensor that was used last, or None."""
    found = remembered_sensors(store)
    return found[0] if found else None


def remembered_sensors(store: Store) -> tuple[Sensor, ...]:
    """Return every real sensor that was used, newest first."""
    sql = """
        SELECT kind, address, name, last_used_utc FROM sensor
        WHERE NOT simulated AND kind <> :none ORDER BY last_used_utc DESC, id DESC
    """
    return tuple(Sensor(**row) for row in store.rows(sql, {"none": RECORDING}))


def remember_sensor(store: Store, kind: str, *, address: str, name: str, now: datetime) -> None:
    """Keep a sensor that was chosen, before its first session."""
    sql = """
        INSERT INTO sensor (kind, address, name, simulated, last_used_utc)
        VALUES (:kind, :address, :name, 0, :used)
        ON CONFLICT (kind, address, simulated)
        DO UPDATE SET name = excluded.name, last_used_utc = excluded.last_used_utc
    """
    asked = {"kind": kind, "address": address, "name": name, "used": utc_text(now)}
    with store.transaction():
        store.change(sql, asked)


def profiles(store: Store, *, include_simulated: bool = False) -> tuple[str, ...]:
    """Return the names of profiles, the one used last first."""
    sql = """
        SELECT profile FROM newest_sessions
        WHERE :simulated OR NOT simulated
        GROUP BY profile ORDER BY MAX(started_utc) DESC
    """
    found = store.rows(sql, {"simulated": int(include_simulated)})
    return tuple(row["profile"] for row in found)


def last_place(store: Store, profile: str, *, simulated: bool = False) -> Place | None:
    """Return where and with what a profile pressed last, or None."""
    sql = """
        SELECT v.point, v.side, v.tool, v.support FROM newest_sessions v
        WHERE v.profile = :profile AND v.simulated = :simulated AND NOT v.imported
        ORDER BY v.started_utc DESC, v.id DESC LIMIT 1
    """
    found = store.row(sql, {"profile": profile, "simulated": int(simulated)})
    return None if found is None else Place(**found)


def last_rig(store: Store, profile: str, *, tool: str, simulated: bool = False) -> float | None:
    """Return the rig multiplier that this tool of a profile was last used with, or None."""
    sql = """
        SELECT v.rig_multiplier FROM newest_sessions v
        WHERE v.profile = :profile AND v.tool = :tool AND v.simulated = :simulated
            AND NOT v.imported
        ORDER BY v.started_utc DESC, v.id DESC LIMIT 1
    """
    asked = {"profile": profile, "tool": tool, "simulated": int(simulated)}
    found = store.row(sql, asked)
    return None if found is None else float(found["rig_multiplier"])


def add_note(store: Store, session_id: int, text: str, *, now: datetime) -> None:
    """Put a person's own words beside a session.

    Raises
    ------
    NotInStore
        If there is no such session.
    """
    found = store.row("SELECT profile FROM sessions WHERE id = :id", {"id": session_id})
    if found is None:
        raise NotInStore(str(store.path), f"has no session {session_id}.")
    with store.transaction():
        store.insert(
            "note",
            {
                "profile_id": profile_id(store, found["profile"]),
                "session_id": session_id,
                "written_utc": utc_text(now),
                "text": text,
            },
        )
