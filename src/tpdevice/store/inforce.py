"""What was in force while a session ran: marks, band, caps, and what measured."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Final

import msgspec

from tpdevice.core.band import Band, Thresholds
from tpdevice.core.record import MarksRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header
from tpdevice.core.units import mn, newtons, seconds
from tpdevice.homework.result import OverCap, Sensor
from tpdevice.session.bandrule import band_for, outer_ceiling_mn
from tpdevice.signal.thinned import above
from tpdevice.store.database import Store
from tpdevice.store.read import SessionPage
from tpdevice.store.rigs import checks

_DIGITS: Final = 12
"""Of a digest. Chosen: nobody makes so many maps that two would be alike."""

Marks = tuple[int, int | None, int | None]
"""From when on, ns; first tender and comfort, mN."""


def marks_in_force(page: SessionPage) -> list[Marks]:
    """Return which marks were in force from when on: kept ones first, then those of the session."""
    kept = page.header.calibration
    first: Marks = (0, None, None)
    if kept is not None:
        first = (0, _mn(kept.tender_n), _mn(kept.comfort_n))
    return [first, *map(_found, page.marks)]


def _found(row: MarksRow) -> Marks:
    return row.at_ns, row.tender_mn, row.comfort_mn


def band_of(header: Header, marks: Thresholds) -> Band | None:
    """Return the band that a session made of these marks, or None where it made none."""
    band = band_for(
        marks,
        support=header.identity.support,
        point=header.rules,
        limits=header.limits,
    )
    return band if isinstance(band, Band) else None


def over_cap(
    trace: SampleBlock, header: Header, marks: Sequence[Marks], *, cap_n: float | None
) -> tuple[OverCap, ...]:
    """Return the moments above what plan, place, sensor and marks allowed, the lowest of them."""
    outer = outer_ceiling_mn(header.rules, header.limits)
    most = outer if cap_n is None else min(outer, mn(cap_n))
    caps = [(at_ns, min(most, _ceiling(header, Thresholds(t, c)))) for at_ns, t, c in marks]
    return tuple(
        [
            OverCap(
                at_s=seconds(each.start_ns),
                lasted_s=seconds(each.end_ns - each.start_ns),
                peak_n=newtons(each.peak_mn),
                cap_n=newtons(each.cap_mn),
            )
            for each in above(trace, caps)
        ]
    )


def _ceiling(header: Header, marks: Thresholds) -> int:
    band = band_of(header, marks)
    return outer_ceiling_mn(header.rules, header.limits) if band is None else band.ceiling_mn


def sensor_of(store: Store, header: Header) -> Sensor:
    """Return what measured; the check that the session knew of, or the newest before it."""
    rig = header.rig
    when, error_n = (None, None) if rig is None else (rig.checked_date, rig.error_n)
    if rig is None:
        when, error_n = _checked_before(store, header)
    return Sensor(
        kind=header.device_key,
        name=header.device_name,
        multiplier=header.rig_multiplier,
        checked_date=None if when is None else date.fromisoformat(when),
        error_n=error_n,
    )


def conversion_of(header: Header) -> str:
    """Return what tells a person's own conversion from any other; empty where the kind's holds."""
    if header.conversion is None:
        return ""
    return sha256(msgspec.json.encode(header.conversion)).hexdigest()[:_DIGITS]


def _checked_before(store: Store, header: Header) -> tuple[str | None, float | None]:
    who, tool = header.identity.profile, header.identity.tool
    for check in checks(store, simulated=header.simulated, profile=who, tool=tool):
        same = check.address.upper() == header.device_address.upper()
        if same and check.date <= header.local_date:
            return check.date, check.checked.error_n
    return None, None


def _mn(force_n: float | None) -> int | None:
    return None if force_n is None else mn(force_n)
