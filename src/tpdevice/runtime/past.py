"""What the log says that matters for the session to come."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tpdevice.core.plan import Identity
from tpdevice.runtime.mending import mend
from tpdevice.runtime.opening import Device, History
from tpdevice.store.database import open_store
from tpdevice.store.history import (
    held_today_s,
    is_first_session,
    last_zero_n,
    latest_calibration,
    never_calibrated,
    used_today,
)

SITTING_H = 1.0
"""Sessions that began within this time belong to one sitting. Chosen."""


def history_of(
    path: Path, identity: Identity, device: Device, *, local_date: str, simulated: bool
) -> History:
    """Read what earlier sessions mean for this one.

    Simulated sessions count in no limit, but a simulated person's marks are kept for it.

    Raises
    ------
    StoreError
        If the file cannot be read.
    """
    with open_store(path) as store:
        mend(store)
        profile = identity.profile
        sitting = datetime.now(UTC) - timedelta(hours=SITTING_H)
        used = used_today(store, profile, local_date=local_date, since=sitting)
        return History(
            calibration=latest_calibration(
                store,
                identity,
                local_date=local_date,
                rig_multiplier=device.rig_multiplier,
                simulated=simulated,
            ),
            first_session=is_first_session(store, profile, simulated=simulated),
            first_ramp_ever=never_calibrated(store, profile, simulated=simulated),
            zero_n=last_zero_n(
                store,
                profile,
                tool=identity.tool,
                sensor_address=device.address,
                simulated=simulated,
            ),
            held_today_s=0.0
            if simulated
            else held_today_s(
                store, profile, point=identity.point, side=identity.side, local_date=local_date
            ),
            pressed_session_s=0.0 if simulated else used.pressed_s,
        )
