"""What rooms show of the past, in words and figures; nothing in it claims more than the log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session of the log."""

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
    number: int = 0
    """Of the log."""


@dataclass(frozen=True, slots=True)
class LogView:
    """Past sessions, newest first."""

    sessions: tuple[PastSession, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark with its error, in the person's unit."""

    date: str
    """ISO 8601."""
    force: float
    error: float
    """The true mark lies so far above or below at most, in 19 of 20 cases."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything of one place with one tool: only such newtons may be compared."""

    place: str
    tool: str
    unit: str
    tender: tuple[Dot, ...]
    comfort: tuple[Dot, ...]
    sentences: tuple[str, ...]
    """What may be said of each kind of mark."""
    ratings: tuple[tuple[str, str], ...]
    """Date, and ratings first and last; newest first."""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class TrendsView:
    """One trend for each place and tool."""

    trends: tuple[Trend, ...] = ()
