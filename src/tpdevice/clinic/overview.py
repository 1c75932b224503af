"""All clients on one page: who needs a look first, who keeps to the plan, who has gone quiet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tpdevice.clinic.asking import Days, ask
from tpdevice.clinic.tables import KINDS
from tpdevice.homework.adherence import Share
from tpdevice.homework.standout import Kind
from tpdevice.store.clinic.daynumbers import day_of
from tpdevice.store.database import Row, Store

QUIET_DAYS: Final = 10
"""Without a session, while a plan runs. Chosen: a weekend and a week away are no silence."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client, lately."""

    number: int
    name: str
    sessions: int
    days: Share
    held: Share
    """Seconds in the band."""
    counts: dict[Kind, int]
    pressed: date | None
    """The last day on which anything was pressed, ever."""
    until: date | None
    """The last day that any result tells of; None before the first."""
    last: date | None
    """The last day of the newest plan."""
    today: date
    runs: bool
    """Whether a plan runs today, as far as is known."""
    began: date | None
    """The first day of the newest plan that runs."""
    first_rating: float | None
    last_rating: float | None
    no_data_s: float
    simulated: bool

    @property
    def quiet_days(self) -> int | None:
        """Days since the last session, or since a first plan began, where they are many."""
        since = self.pressed or self.began
        if not self.runs or since is None:
            return None
        passed = (self.today - since).days
        return passed if passed >= QUIET_DAYS else None

    @property
    def grave(self) -> tuple[int, ...]:
        """What decides the order, the gravest first: signs, cap, ratings, stops, silence, days."""
        counted = [self.counts[kind] for kind in Kind]
        return (*counted[:-1], self.quiet_days or 0, counted[-1])


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing to look at, of one client."""

    name: str
    kind: Kind
    day: date
    place: str
    words: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of a clinic that one page shows."""

    days: Days
    clients: tuple[Client, ...]
    """Who needs a look first, first."""
    exceptions: tuple[Seen, ...]
    """The newest first."""
    weeks: tuple[Row, ...]

    @property
    def counting(self) -> tuple[Client, ...]:
        """Return the clients that count; simulated ones stand apart from real ones, always."""
        real = tuple([each for each in self.clients if not each.simulated])
        return real or self.clients

    @property
    def quiet(self) -> tuple[Client, ...]:
        """Return who has gone quiet, the longest first."""
        found = [each for each in self.clients if each.quiet_days is not None]
        return tuple(sorted(found, key=lambda each: -(each.quiet_days or 0)))


def overview(store: Store, days: Days) -> Overview:
    """Return everything that one page shows."""
    return Overview(
        days,
        clients(store, days),
        tuple([_exception(row) for row in ask(store, "exceptions", days)]),
        tuple(ask(store, "weeks", days)),
    )


def clients(store: Store, days: Days) -> tuple[Client, ...]:
    """Return every client, who needs a look first, first."""
    found = [_client(row, days.today) for row in ask(store, "clients", days)]
    return tuple(sorted(found, key=lambda each: ([-n for n in each.grave], each.name.casefold())))


def total(shares: Iterable[Share]) -> Share:
    """Return what all of them come to together."""
    every = tuple(shares)
    return Share(sum(each.done for each in every), sum(each.asked for each in every))


def _client(row: Row, today: date) -> Client:
    return Client(
        number=row["client_id"],
        name=row["name"],
        sessions=row["sessions"] or 0,
        days=Share(row["days_done"] or 0, row["days_asked"] or 0),
        held=Share(row["held_s"] or 0.0, row["asked_s"] or 0.0),
        counts={kind: row[column] or 0 for kind, column in KINDS.items()},
        pressed=_day(row["pressed_day"]),
        until=_day(row["until_day"]),
        last=_day(row["last_day"]),
        today=today,
        runs=bool(row["runs"]),
        began=_day(row["first_day"]),
        first_rating=row["first_rating"],
        last_rating=row["last_rating"],
        no_data_s=row["no_data_s"] or 0.0,
        simulated=bool(row["simulated"]),
    )


def _day(number: int | None) -> date | None:
    return None if number is None else day_of(number)


def _exception(row: Row) -> Seen:
    return Seen(
        row["name"],
        Kind(row["kind"]),
        date.fromisoformat(row["local_date"]),
        f"{row['point']} {row['side']}".strip(),
        row["words"],
        bool(row["simulated"]),
    )
