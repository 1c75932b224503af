"""What a session leaves behind: rows that one asks questions of later.

Forces are integer mN and times integer ns here; the store turns them into newtons and seconds.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Outcome(StrEnum):
    """What may be said of a repetition or a session; never that something was released."""

    EASED = "eased"
    LET_GO = "let go"
    ROSE = "rose"
    FADED = "came down"
    NO_CLEAR_CHANGE = "no clear change"
    NOT_RATED = "not rated"


class Ending(StrEnum):
    """How a session ended."""

    FINISHED = "finished"
    READ = "only read"
    STOPPED_BY_PERSON = "stopped by you"
    STOPPED_BY_GUARD = "stopped for safety"
    SCREENED_OUT = "not started"
    NOT_OFFERED = "not offered"
    UNTOUCHED = "nobody pressed"
    INTERRUPTED = "interrupted"
    QUIT = "program ended"


class Happened(Struct, frozen=True):
    """One line of the log: something happened, and why."""

    at_ns: int
    kind: str
    """`phase`, `cue`, `zero`, `link`, `mark`, `answer`, `fault`, `band`, `key` …"""
    name: str
    """The phase entered, the cue's key, the kind of fault …"""
    phase: str
    repetition: int
    cause: str = ""
    value: int | None = None
    """A number that belongs to it, in the unit that `unit` names."""
    unit: str = ""


class RatingRow(Struct, frozen=True):
    """One answer to "how strong is it", 0 to 10."""

    at_ns: int
    repetition: int
    due_s: float
    """The held time at which it was due."""
    held_ns: int
    value: int | None
    """None: asked, not answered."""
    matched: bool
    """Force was within 5 % of the reference for 2 s before the question."""
    force_mn: int
    reference_mn: int | None


def all_matched(ratings: Iterable[RatingRow]) -> bool:
    """Return whether every answer of a hold was given at the reference; there must be some."""
    answered = [rating.matched for rating in ratings if rating.value is not None]
    return bool(answered) and all(answered)


class MarksRow(Struct, frozen=True):
    """The thresholds that CALIBRATE found."""

    at_ns: int
    tender_mn: int
    comfort_mn: int | None
    ramps: int
    """How many ramps `tender_mn` is the mean of; practice is not counted."""
    comfort_ramps: int | None = None
    """How many of them have a comfort ceiling; None where an old log does not tell."""

    @property
    def comfort_marks(self) -> int:
        """How many marks `comfort_mn` is the mean of, as far as is known."""
        return self.ramps if self.comfort_ramps is None else self.comfort_ramps


class ZeroRow(Struct, frozen=True):
    """The zero in use from here on."""

    at_ns: int
    zero_mn: int


class Buckets(Struct, frozen=True):
    """Where the time of a hold went, ns. The fields add up to the whole."""

    held_ns: int = 0
    settling_ns: int = 0
    below_ns: int = 0
    above_ns: int = 0
    no_data_ns: int = 0
    paused_ns: int = 0

    @property
    def total_ns(self) -> int:
        """Return the sum of all buckets, ns."""
        return (
            self.held_ns
            + self.settling_ns
            + self.below_ns
            + self.above_ns
            + self.no_data_ns
            + self.paused_ns
        )

    def plus(self, other: "Buckets") -> "Buckets":
        """Return the bucket-wise sum."""
        return Buckets(
            self.held_ns + other.held_ns,
            self.settling_ns + other.settling_ns,
            self.below_ns + other.below_ns,
            self.above_ns + other.above_ns,
            self.no_data_ns + other.no_data_ns,
            self.paused_ns + other.paused_ns,
        )


class RepetitionRow(Struct, frozen=True):
    """What was delivered in one repetition."""

    repetition: int
    start_ns: int
    """Start of the first hold."""
    end_ns: int
    """End of the hold."""
    buckets: Buckets
    mean_mn: int | None
    """Mean force while held, or None when nothing was held."""
    peak_mn: int
    impulse_mn_ns: int
    """Force times time while held, mN·ns."""
    first_rating: int | None
    last_rating: int | None
    outcome: Outcome
    let_go: bool
    """The person pressed the key."""
    cues: int
    matched: bool = False
    """Every answer was given at the reference. In the log it follows from the ratings."""


class Read(Struct, frozen=True):
    """What was read and logged without coaching; pauses left out."""

    seen_ns: int
    """Time between values that followed each other, ns."""
    no_data_ns: int
    why: str
    """Why it was not coached."""


class Summary(Struct, frozen=True):
    """A whole session in one record."""

    end_ns: int
    ending: Ending
    reason: str
    exit_code: int
    buckets: Buckets
    repetitions: tuple[RepetitionRow, ...]
    first_rating: int | None
    last_rating: int | None
    outcome: Outcome
    let_go: bool
    peak_mn: int
    pressed_ns: int
    """All time not free of pressure, ns."""
    cues: int
    bad_frames: int
    read: Read | None = None
    """None where nothing was read without coaching."""


Row = Happened | RatingRow | MarksRow | ZeroRow | RepetitionRow | Summary
