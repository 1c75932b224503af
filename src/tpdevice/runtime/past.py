"""What the log says that matters for the session to come."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from pathlib import Path

from tpdevice.core.errors import NotInStore
from tpdevice.core.plan import Identity
from tpdevice.core.units import seconds
from tpdevice.runtime.care import LEFT_OUT
from tpdevice.runtime.care import here as care_here
from tpdevice.runtime.mending import as_it_stands, mend
from tpdevice.runtime.opening import Device, History
from tpdevice.runtime.ownplan import movements_of, planned_at
from tpdevice.session.screening import refused_for_good
from tpdevice.signal.easing import learned
from tpdevice.store.database import Store, open_for_reading
from tpdevice.store.history import (
    earlier_ratings,
    has_pressed,
    last_zero_n,
    latest_calibration,
    never_calibrated,
    newest_answers,
    used_here,
    used_today,
)
from tpdevice.store.read import open_sessions

SITTING_H = 1.0
"""Sessions that began within this time belong to one sitting. Chosen."""


def history_of(
    path: Path, identity: Identity, device: Device, *, local_date: str, simulated: bool
) -> History:
    """Read what earlier sessions mean for this one; a file that may not be written still tells.

    Simulated sessions count in no limit, but a simulated person's marks are kept for it.

    Raises
    ------
    StoreError
        If the file cannot be read.
    """
    profile, point, side = identity.profile, identity.point, identity.side
    try:
        store = open_for_reading(path)
    except NotInStore:
        return History()
    with store:
        mend(store)
        here = used_here(store, profile, point=point, side=side, local_date=local_date)
        sitting = datetime.now(UTC) - timedelta(hours=SITTING_H)
        used = used_today(store, profile, local_date=local_date, since=sitting)
        plan = planned_at(store, identity, today=date.fromisoformat(local_date))
        history = History(
            calibration=latest_calibration(
                store,
                identity,
                sensor_address=device.address,
                rig_multiplier=device.rig_multiplier,
                conversion=device.own_conversion,
                local_date=local_date,
                simulated=simulated,
            ),
            first_session=not has_pressed(store, profile, simulated=simulated),
            first_ramp_ever=never_calibrated(store, profile, simulated=simulated),
            refused=refused_for_good(newest_answers(store, profile, simulated=simulated)),
            new_place=not has_pressed(store, profile, simulated=simulated, point=point, side=side),
            zero_n=last_zero_n(
                store,
                profile,
                tool=identity.tool,
                sensor_address=device.address,
                simulated=simulated,
            ),
            fading=_fading(store, profile, simulated=simulated),
            planned=plan,
            movements=movements_of(plan),
            rest=LEFT_OUT if plan is not None and plan.left_out else None,
        )
        if simulated:
            return history
        care = care_here(store, identity)
        held_s, pressed_s = _open_now(store, identity, local_date=local_date)
        return replace(
            history,
            held_today_s=here.held_today_s + held_s,
            stopped_today=here.stopped_today,
            pressed_yesterday=here.pressed_yesterday,
            pressed_session_s=used.pressed_s + pressed_s,
            places_before=len([place for place in used.points if place != (point, side.value)]),
            rest=care.rest,
            lower_percent=care.lower_percent,
        )


def _fading(store: Store, profile: str, *, simulated: bool) -> tuple[float, ...]:
    """Return what a person's earlier holds taught, anywhere and with any tool."""
    holds = earlier_ratings(store, profile, simulated=simulated)
    return reduce(lambda weights, hold: learned(hold, weights), holds, ())


def _open_now(store: Store, identity: Identity, *, local_date: str) -> tuple[float, float]:
    """Return what sessions without an ending add to the log: held here, and pressed anywhere, s."""
    held_s = pressed_s = 0.0
    for line in open_sessions(store):
        counts = not line.simulated and line.local_date == local_date
        if not counts or line.profile != identity.profile:
            continue
        summary = as_it_stands(store, line.id)
        if summary is None:
            continue
        pressed_s += seconds(summary.pressed_ns) - line.pressed_s
        if (line.point, line.side) == (identity.point, identity.side):
            held_s += seconds(summary.buckets.held_ns) - line.held_s
    return max(held_s, 0.0), max(pressed_s, 0.0)
