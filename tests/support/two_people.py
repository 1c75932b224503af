"""A log in which Ada has everything that a person can have, and Kim a little."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace
from some_session import HEADER, NOON, SUMMARY, on, store_one

from tpdevice.core.rig import Checked, RigKind
from tpdevice.core.settings import Settings, Theme
from tpdevice.store.database import open_store
from tpdevice.store.people import keep_settings
from tpdevice.store.remembered import add_note
from tpdevice.store.rigs import RigCheck, remember_check

ADAS_NOTE = "the blue ball was too small"
KIMS_NOTE = "slept badly"
OF_KIM = replace(on(HEADER, profile="Kim", tool="cane"), device_address="CC:DD")


def two_people(path: Path) -> None:
    """Store three sessions of Ada, one of them simulated and one cut off, and one of Kim."""
    store_one(path)
    store_one(path, on(HEADER, point="MID"), at=NOON + timedelta(days=1), summary=None)
    simulated = replace(HEADER, simulated=True)
    store_one(path, simulated, at=NOON + timedelta(days=2), summary=SUMMARY)
    store_one(path, OF_KIM, at=NOON + timedelta(days=3))
    check = RigCheck("Ada", "ball", "AA:BB", RigKind.LEVER, "2026-03-01", Checked(2.0, 0.1, (9.8,)))
    with open_store(path) as store:
        keep_settings(store, "Ada", Settings(theme=Theme.LIGHT))
        add_note(store, 1, ADAS_NOTE, now=NOON)
        add_note(store, 4, KIMS_NOTE, now=NOON)
        remember_check(store, check, simulated=False, now=NOON)
        with store.transaction():
            said = {"session_id": 1, "after_h": 24, "soreness": 3, "bruise": 0, "warning": 0}
            store.insert("follow_up", {**said, "answered_utc": "", "local_date": "2026-03-02"})
            store.insert(
                "sensor_setup",
                {
                    "address": "AA:BB",
                    "simulated": 0,
                    "kind": "progressor",
                    "name": "the grey one",
                    "options_json": "{}",
                    "made_utc": "",
                },
            )
