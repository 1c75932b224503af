"""Who uses this machine, and what each of them likes."""

import msgspec

from tpdevice.core.settings import Settings
from tpdevice.store.database import Store
from tpdevice.store.write import profile_id


def people(store: Store) -> tuple[str, ...]:
    """Return who pressed here, chose settings or has a plan; who pressed last is first."""
    sql = """
        SELECT p.name AS profile FROM profile p
        LEFT JOIN newest_sessions v ON v.profile = p.name AND NOT v.simulated
        WHERE v.id IS NOT NULL OR p.settings_json IS NOT NULL
            OR EXISTS (SELECT 1 FROM plan n WHERE n.profile_id = p.id)
        GROUP BY p.id ORDER BY MAX(v.started_utc) DESC, p.name
    """
    return tuple(row["profile"] for row in store.rows(sql))


def settings_of(store: Store, profile: str) -> Settings:
    """Return what a person likes; the defaults where nothing is kept, or no sense to be made."""
    sql = "SELECT settings_json FROM profile WHERE name = :name"
    found = store.row(sql, {"name": profile})
    if found is None or found["settings_json"] is None:
        return Settings()
    try:
        return msgspec.json.decode(found["settings_json"], type=Settings)
    except msgspec.DecodeError:
        return Settings()


def keep_settings(store: Store, profile: str, settings: Settings) -> None:
    """Keep what a person likes; whoever was never here before is from now on."""
    with store.transaction():
        asked = {
            "id": profile_id(store, profile),
            "settings": msgspec.json.encode(settings).decode(),
        }
        store.change("UPDATE profile SET settings_json = :settings WHERE id = :id", asked)
