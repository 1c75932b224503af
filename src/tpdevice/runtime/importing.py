"""A recording of another program as a session that counts in no limit and no trend."""

import hashlib
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from tpdevice.core import rules
from tpdevice.core.coaching import Coaching
from tpdevice.core.plan import Identity, Limits, Prescription
from tpdevice.core.record import Buckets, Ending, Outcome, Read, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import RECORDING, TAPE_VERSION, Header
from tpdevice.replay.recording import Recording
from tpdevice.runtime import content
from tpdevice.session.measuring import measured
from tpdevice.store.database import open_for_reading
from tpdevice.store.keeping import keep_session
from tpdevice.store.write import Start, finished

WHY = "it came from another program"
_NOTHING_ASKED = Prescription(0.0, 0, 0.0, 0.0, 0, (), 0, 0.0)
_PRESSING_N = (rules.FREE_N / rules.FREE_PER_TENDER, 1e5)
"""A band of which every force that is not free of pressure may be a part, N."""


def keep_recording(log: Path, recording: Recording, identity: Identity, *, began: datetime) -> int:
    """Store a recording; return its number. Storing it again adds nothing.

    Raises
    ------
    StoreError
        If the file does not take it.
    """
    start = Start(began, uid_of(recording.block, identity.profile), imported=True)
    whole = finished([], [recording.block], [_summary(recording.block)])
    return keep_session(log, _header(identity, began), start=start, whole=whole)


def earlier(log: Path, recording: Recording, profile: str) -> int | None:
    """Return the session that is this recording already, whatever its file is called, or None."""
    if not log.exists():
        return None
    with open_for_reading(log) as store:
        asked = {"uid": uid_of(recording.block, profile)}
        found = store.row("SELECT id FROM session WHERE uid = :uid", asked)
    return None if found is None else int(found["id"])


def uid_of(block: SampleBlock, profile: str) -> str:
    """Return what tells a recording from every other: its forces over time, and whose they are."""
    digest = hashlib.sha256(profile.encode("utf-8", "replace") + b"\0")
    digest.update(block.t_ns.tobytes())
    digest.update(block.force_mn.tobytes())
    return f"recording {digest.hexdigest()[:32]}"


def _summary(block: SampleBlock) -> Summary:
    found = measured(block, _PRESSING_N, hold_s=None)
    return Summary(
        end_ns=int(block.t_ns[-1]),
        ending=Ending.READ,
        reason=WHY,
        exit_code=0,
        buckets=Buckets(),
        repetitions=(),
        first_rating=None,
        last_rating=None,
        outcome=Outcome.NOT_RATED,
        let_go=False,
        peak_mn=found.peak_mn,
        pressed_ns=found.pressed_ns,
        cues=0,
        bad_frames=0,
        read=Read(found.seen_ns, found.length_ns - found.seen_ns, WHY),
    )


def _header(identity: Identity, began: datetime) -> Header:
    return Header(
        tape_version=TAPE_VERSION,
        program=version("tpdevice"),
        seed=None,
        simulated=False,
        identity=identity,
        rules=content.point(identity.point).rules,
        prescription=_NOTHING_ASKED,
        limits=Limits(None, 0.0, 0.0, 0.0),
        calibration=None,
        calibrate=False,
        screen=(),
        device_key=RECORDING,
        device_name="",
        device_address="",
        rig_multiplier=1.0,
        zero_n=None,
        local_date=began.date().isoformat(),
        coaching=Coaching.NONE,
        why_not_more=WHY,
    )
