"""A log of a person who pressed some days ago, for what is asked and said afterwards."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sitting import header

from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.core.record import Buckets, Ending, Outcome, RatingRow, RepetitionRow, Summary
from tpdevice.core.units import ns
from tpdevice.homework.past import Answer
from tpdevice.store.database import open_store
from tpdevice.store.followups import keep_answer, past_of
from tpdevice.store.keeping import keep_session
from tpdevice.store.write import Start, finished

ADA = Identity("Ada", "UT", Side.LEFT, "cane", Support.CANE)
MINUTE = Buckets(held_ns=ns(60))


def press(
    path: Path,
    at: datetime,
    identity: Identity = ADA,
    *,
    start: int = 6,
    simulated: bool = False,
    **ending: Any,
) -> int:
    """Store a session that held a minute; return its number."""
    first = header(identity=identity, simulated=simulated, local_date=at.date().isoformat())
    rated = RatingRow(
        at_ns=ns(10),
        repetition=1,
        due_s=0.0,
        held_ns=0,
        value=start,
        matched=True,
        force_mn=40_000,
        reference_mn=40_000,
    )
    row = RepetitionRow(
        repetition=1,
        start_ns=ns(10),
        end_ns=ns(70),
        buckets=MINUTE,
        mean_mn=40_000,
        peak_mn=45_000,
        impulse_mn_ns=1,
        first_rating=start,
        last_rating=start,
        outcome=Outcome.NO_CLEAR_CHANGE,
        let_go=False,
        cues=0,
    )
    summary = Summary(
        end_ns=ns(80),
        ending=Ending.FINISHED,
        reason="all done",
        exit_code=0,
        buckets=MINUTE,
        repetitions=(row,),
        first_rating=start,
        last_rating=start,
        outcome=row.outcome,
        let_go=False,
        peak_mn=45_000,
        pressed_ns=ns(60),
        cues=0,
        bad_frames=0,
    )
    uid = f"{identity}{at}{simulated}"
    whole = finished([], [], (rated, replace(summary, **ending)))
    return keep_session(path, first, start=Start(at, uid), whole=whole)


def say(
    path: Path,
    session: int,
    soreness: int = 0,
    *,
    after_h: int = 24,
    bruise: bool = False,
    warning: bool = False,
) -> None:
    """Keep what was said of a session at the hour of its check."""
    with open_store(path) as store:
        (about,) = [each for each in past_of(store, "Ada").pressed if each.session == session]
        at_s = about.at_s + after_h * 3600
        told = Answer(about, after_h, at_s, soreness, bruise, warning)
        assert keep_answer(store, told, local_date=date.fromordinal(about.day + 1).isoformat())
