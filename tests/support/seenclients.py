"""Four clients of a clinic, of whom each has another story, and one of a simulator."""

from dataclasses import replace
from datetime import date, timedelta

from tpdevice.clinic.asking import Days
from tpdevice.clinic.overview import Client, Overview, Seen
from tpdevice.homework.adherence import Share
from tpdevice.homework.standout import Kind
from tpdevice.store.clinic.daynumbers import day_number
from tpdevice.store.database import Row

TODAY = date(2026, 10, 25)
MONDAY = date(2026, 9, 28)


def client(name: str, **values: object) -> Client:
    """Return one who did all that was asked, and of whom nothing stands out."""
    usual = Client(
        number=1,
        name=name,
        sessions=24,
        days=Share(12, 12),
        held=Share(2000.0, 2160.0),
        counts=dict.fromkeys(Kind, 0),
        pressed=date(2026, 10, 23),
        until=date(2026, 10, 24),
        last=date(2026, 11, 1),
        today=TODAY,
        runs=True,
        began=MONDAY,
        first_rating=5.25,
        last_rating=3.0,
        no_data_s=0.0,
        simulated=False,
    )
    return replace(usual, **values)  # type: ignore[arg-type]


def counts(**number: int) -> dict[Kind, int]:
    """Return how many exceptions of each kind there are."""
    return {kind: number.get(kind.name.lower(), 0) for kind in Kind}


def seen(name: str, kind: Kind, day: date, words: str, place: str = "UT left") -> Seen:
    """Return an exception."""
    return Seen(name, kind, day, place, words, simulated=False)


def week(number: int, asked: int, done: int, beside: int = 0) -> Row:
    """Return a week of all clients, by its number from the first."""
    monday = day_number(MONDAY + timedelta(weeks=number))
    return {
        "week_day": monday,
        "plans": 4,
        "days_asked": asked,
        "days_done": done,
        "days_beside": beside,
    }


HARD = client(
    "Wren",
    days=Share(12, 12),
    held=Share(2160.0, 2160.0),
    counts=counts(warning=1, over_cap=2, rating=9, stopped=3),
    first_rating=6.5,
    last_rating=7.0,
)
STOPPED = client("Ash", counts=counts(stopped=1, missed=2), days=Share(10, 12))
QUIET = client(
    "Birch",
    days=Share(3, 12),
    held=Share(500.0, 2160.0),
    counts=counts(missed=9),
    pressed=date(2026, 10, 6),
    no_data_s=30.0,
)
DILIGENT = client("Heron")
UNHEARD = client(
    "Newt",
    sessions=0,
    days=Share(0, 0),
    held=Share(0.0, 0.0),
    pressed=None,
    until=None,
    began=date(2026, 10, 19),
    first_rating=None,
    last_rating=None,
)
SEEN = (
    seen("Wren", Kind.RATING, date(2026, 10, 23), "rated 8 of 10"),
    seen("Wren", Kind.STOPPED, date(2026, 10, 23), "stopped for safety: rating of 8"),
    seen("Wren", Kind.OVER_CAP, date(2026, 10, 19), "once over the cap; 49 N where 42 N"),
    seen("Ash", Kind.STOPPED, date(2026, 10, 16), "stopped by the person: too strong"),
    seen("Wren", Kind.WARNING, date(2026, 10, 14), "named a sign, 24 h later"),
    seen("Wren", Kind.OVER_CAP, date(2026, 10, 7), "once over the cap; 44 N where 42 N"),
)
WEEKS = (week(0, 12, 12), week(1, 12, 9, 1), week(2, 12, 9), week(3, 12, 7))


def clinic(*clients: Client, seen: tuple[Seen, ...] = SEEN) -> Overview:
    """Return a clinic of these clients, or of those with a story."""
    every = clients or (HARD, STOPPED, QUIET, DILIGENT, UNHEARD)
    return Overview(Days(TODAY), every, seen, WEEKS)
