"""What was really done of a plan: the words of a result file. Names are optional.

Newtons, seconds and counts as in the log's tables. It tells what happened, and judges nothing.
"""

from datetime import date
from typing import Final, Literal

from msgspec import Struct

VERSION: Final = 1
TRACE_HZ: Final = 5
"""Values a second of the thin trace that a report draws. Chosen: a hold is 300 of them."""


class Hold(Struct, frozen=True):
    """One repetition. The times add up from its start to its end."""

    asked_s: float
    held_s: float
    settling_s: float
    below_s: float
    above_s: float
    no_data_s: float
    paused_s: float
    mean_n: float | None
    peak_n: float
    impulse_n_s: float
    first_rating: int | None
    last_rating: int | None
    outcome: str


class Rated(Struct, frozen=True):
    """One answer, 0 to 10."""

    repetition: int
    held_s: float
    rating: int | None
    matched: bool
    force_n: float


class OverCap(Struct, frozen=True):
    """A moment above what the plan or the ceiling allowed."""

    at_s: float
    lasted_s: float
    peak_n: float
    cap_n: float


class Sensor(Struct, frozen=True):
    """What measured, and how well it is known to."""

    kind: str
    name: str
    multiplier: float
    """Newtons on the body for one at the sensor."""
    checked_date: date | None = None
    """When a known weight was last put on; None: never."""
    error_n: float | None = None


class Trace(Struct, frozen=True):
    """Force over a session at `TRACE_HZ`: the mean of each step, mN; None where nothing came."""

    step_s: float
    force_mn: tuple[int | None, ...]


class Delivered(Struct, frozen=True):
    """One session."""

    uid: str
    started_utc: str
    local_date: date
    point: str
    side: str
    tool: str
    support: str
    asked: bool
    """Whether the plan asked for this place; what was done beside it is told as well."""
    repetitions_asked: int
    band_n: tuple[float, float] | None
    tender_n: float | None
    comfort_n: float | None
    sensor: Sensor
    holds: tuple[Hold, ...]
    ratings: tuple[Rated, ...]
    over_cap: tuple[OverCap, ...]
    first_rating: int | None
    last_rating: int | None
    outcome: str
    ending: str
    reason: str
    simulated: bool = False
    notes: tuple[str, ...] = ()
    trace: Trace | None = None
    tender_ramps: int | None = None
    """Ramps of this session that `tender_n` is the mean of; 0: it is of an earlier session; None:
    not told."""
    comfort_ramps: int | None = None


class Felt(Struct, frozen=True):
    """What was said a day or more after a session."""

    uid: str
    """Of the session."""
    after_h: int
    local_date: date
    soreness: int
    bruise: bool
    warning: bool


class Result(Struct, frozen=True):
    """Everything of one plan, from its first day to the day on which it was written."""

    plan_id: str
    issue: int
    plan_digest: str
    """SHA-256 of the plan's text as it was sent, hexadecimal."""
    uid: str
    """Of this result: one that comes twice is taken once."""
    person: str
    """Empty where the person wished it so."""
    made_utc: str
    first_day: date
    until: date
    program: str
    sessions: tuple[Delivered, ...]
    felt: tuple[Felt, ...] = ()
    result_version: Literal[1] = VERSION
