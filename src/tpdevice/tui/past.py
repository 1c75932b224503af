"""What rooms show of the past, in words and figures; nothing in it claims more than the log."""

from dataclasses import dataclass

from tpdevice.core.samples import SampleBlock
from tpdevice.core.settings import Unit


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session of the log."""

    number: int
    """In the log."""
    when: str
    place: str
    tool: str
    held: str
    """Such as `held 54 s`, or that it was only read."""
    ratings: str
    """Such as `6 → 4`; empty where there is none."""
    outcome: str
    ended: str
    """Empty where it came to its own end."""
    mark: str = ""
    """SIMULATED, imported, or empty."""


@dataclass(frozen=True, slots=True)
class LogView:
    """Past sessions, newest first."""

    sessions: tuple[PastSession, ...] = ()


@dataclass(frozen=True, slots=True)
class PastHold:
    """One hold of a past session."""

    name: str
    """With the time that was asked."""
    lines: tuple[str, ...]
    """Where its time went, and what came of it."""
    rated: tuple[str, ...] = ()
    """Each answer with its force."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Force over a whole session."""

    samples: SampleBlock
    """At least one."""
    holds: tuple[tuple[int, int, int], ...] = ()
    """Number, start and end of each, ns of session time."""
    band_mn: tuple[int, int] | None = None
    """What was asked for first."""
    unit: Unit = Unit.N


@dataclass(frozen=True, slots=True, eq=False)
class PastPage:
    """One session in full."""

    place: str
    mark: str
    """SIMULATED, imported, or empty."""
    head: tuple[str, ...]
    """When, with what, and how much was asked for."""
    holds: tuple[PastHold, ...]
    told: tuple[str, ...]
    """What is said of all of it, and why it ended."""
    later: tuple[str, ...] = ()
    """What was answered a day or more later."""
    notes: tuple[str, ...] = ()
    course: Course | None = None
    """None where no trace is kept."""
    trouble: str = ""
    """Why the trace cannot be shown, where it is damaged."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark with its error, in the person's unit."""

    date: str
    """ISO 8601."""
    force: float
    error: float
    """The true mark lies so far above or below at most, in 19 of 20 cases."""


@dataclass(frozen=True, slots=True)
class Rated:
    """The ratings of one session."""

    date: str
    """ISO 8601."""
    first: int
    last: int | None
    """None where it was rated once."""
    sore: int | None = None
    """To the touch on the next day, where that was said."""

    @property
    def text(self) -> str:
        """Return both, such as `6 → 4`."""
        return f"{self.first}" if self.last is None else f"{self.first} → {self.last}"


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything of one place with one tool: only such newtons may be compared."""

    place: str
    tool: str
    unit: str
    tender: tuple[Dot, ...]
    comfort: tuple[Dot, ...]
    sentences: tuple[str, ...]
    """What may be said of marks, of force at the same rating, time in band, and the day after."""
    ratings: tuple[Rated, ...]
    """Newest first."""
    simulated: bool = False
    helped: tuple[str, ...] = ()
    """What went together at the place, with every tool."""
    months: tuple[tuple[str, ...], ...] = ()
    """Each as lines: its name, a calendar, and what it comes to."""


@dataclass(frozen=True, slots=True)
class TrendsView:
    """One trend for each place and tool."""

    trends: tuple[Trend, ...] = ()
    since: str = ""
    """Where older sessions are left out, the local date of the oldest that is not."""
