"""What was really done of a plan: the words of a result file. Names are optional.

Newtons, seconds and counts as in the log's tables. It tells what happened, and judges nothing.
"""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from tpdevice.core import rules

VERSION: Final = 1
TRACE_HZ: Final = 5
"""Values a second of the thin trace that a report draws. Chosen: a hold is 300 of them."""
_LARGEST: Final = 10_000_000
"""Seconds, newtons, millinewtons and counts of months stay below it. Chosen."""

_FEW: Final = Meta(max_length=1_000)
"""What one session has of holds, answers and notes, at most. Chosen."""
_MANY: Final = Meta(max_length=5_000)
"""Sessions of one plan, and what was said after them, at most. Chosen: a year, twelve a day."""

Text = Annotated[str, Meta(max_length=2_000)]
Uid = Annotated[str, Meta(min_length=1, max_length=2_000)]
Number = Annotated[float, Meta(gt=-_LARGEST, lt=_LARGEST)]
Count = Annotated[int, Meta(gt=-_LARGEST, lt=_LARGEST)]
Rating = Annotated[int, Meta(ge=rules.RATING_MIN, le=rules.RATING_MAX)]


class Hold(Struct, frozen=True):
    """One repetition. The times add up from its start to its end."""

    asked_s: Number
    held_s: Number
    settling_s: Number
    below_s: Number
    above_s: Number
    no_data_s: Number
    paused_s: Number
    mean_n: Number | None
    peak_n: Number
    impulse_n_s: Number
    first_rating: Rating | None
    last_rating: Rating | None
    outcome: Text


class Rated(Struct, frozen=True):
    """One answer, 0 to 10."""

    repetition: Count
    held_s: Number
    rating: Rating | None
    matched: bool
    force_n: Number


class OverCap(Struct, frozen=True):
    """A moment above what the plan or the ceiling allowed."""

    at_s: Number
    lasted_s: Number
    peak_n: Number
    cap_n: Number


class Sensor(Struct, frozen=True):
    """What measured, and how well it is known to."""

    kind: Text
    name: Text
    multiplier: Number
    """Newtons on the body for one at the sensor."""
    checked_date: date | None = None
    """When a known weight was last put on; None: never."""
    error_n: Number | None = None


class Trace(Struct, frozen=True):
    """Force over a session at `TRACE_HZ`: the mean of each step, mN; None where nothing came."""

    step_s: Annotated[float, Meta(ge=0.001, lt=_LARGEST)]
    force_mn: tuple[Count | None, ...]


class Delivered(Struct, frozen=True):
    """One session."""

    uid: Uid
    started_utc: Text
    local_date: date
    point: Text
    side: Text
    tool: Text
    support: Text
    asked: bool
    """Whether the plan asked for this place; what was done beside it is told as well."""
    repetitions_asked: Count
    band_n: tuple[Number, Number] | None
    tender_n: Number | None
    comfort_n: Number | None
    sensor: Sensor
    holds: Annotated[tuple[Hold, ...], _FEW]
    ratings: Annotated[tuple[Rated, ...], _FEW]
    over_cap: Annotated[tuple[OverCap, ...], _FEW]
    first_rating: Rating | None
    last_rating: Rating | None
    outcome: Text
    ending: Text
    reason: Text
    simulated: bool = False
    notes: Annotated[tuple[Text, ...], _FEW] = ()
    trace: Trace | None = None
    tender_ramps: Count | None = None
    """Ramps of this session that `tender_n` is the mean of; 0: it is of an earlier session; None:
    not told."""
    comfort_ramps: Count | None = None
    conversion: Text = ""
    """Tells the known weight or map of the ball behind these newtons from any other; empty: as the
    sensor's kind has it, or not told."""


class Felt(Struct, frozen=True):
    """What was said a day or more after a session."""

    uid: Uid
    """Of the session."""
    after_h: Count
    local_date: date
    soreness: Rating
    bruise: bool
    warning: bool


class LeftOut(Struct, frozen=True):
    """Why a place of the plan was not done on a day, as the person said it by one key."""

    local_date: date
    point: Text
    side: Text
    reason: Text


class Result(Struct, frozen=True):
    """Everything of one plan, from its first day to the day on which it was written."""

    plan_id: Text
    issue: Count
    plan_digest: Text
    """SHA-256 of the plan's text as it was sent, hexadecimal."""
    uid: Uid
    """Of this result: one that comes twice is taken once."""
    person: Text
    """Empty where the person wished it so."""
    made_utc: Text
    first_day: date
    until: date
    program: Text
    sessions: Annotated[tuple[Delivered, ...], _MANY]
    felt: Annotated[tuple[Felt, ...], _MANY] = ()
    result_version: Literal[1] = VERSION
    left_out: Annotated[tuple[LeftOut, ...], _MANY] = ()
    """At most one for each place and day."""
