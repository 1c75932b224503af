"""A clinic as its rooms are given it: some clients with stories, and as many more as are wanted."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tpdevice.clinic.asking import Days
from tpdevice.clinic.overview import Client, Overview, Seen
from tpdevice.homework.adherence import Share
from tpdevice.homework.standout import Kind
from tpdevice.store.clinic.reading import KeptDay, KeptSession
from tpdevice.tui.clinicpage import ClientPage

TODAY: Final = date(2026, 5, 31)
DAYS: Final = Days(TODAY, 28)
NONE: Final = dict.fromkeys(Kind, 0)


def client(number: int, name: str, **changes: object) -> Client:
    """Return somebody who does what is asked, with changes."""
    made = Client(
        number=number,
        name=name,
        sessions=54,
        days=Share(27, 27),
        held=Share(17_850.4, 19_440.0),
        counts=dict(NONE),
        pressed=date(2026, 5, 30),
        until=date(2026, 5, 30),
        last=date(2026, 6, 14),
        today=TODAY,
        runs=True,
        began=date(2026, 5, 4),
        first_rating=5.1,
        last_rating=3.1,
        no_data_s=3.0,
        simulated=False,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


HARD: Final = client(
    1,
    "Dag",
    counts=NONE | {Kind.WARNING: 1, Kind.OVER_CAP: 12, Kind.RATING: 31, Kind.STOPPED: 2},
    first_rating=7.4,
)
QUIET: Final = client(
    2, "Elif", days=Share(11, 11), pressed=date(2026, 5, 14), until=date(2026, 5, 14)
)
QUIETER: Final = replace(QUIET, number=3, name="Uma", pressed=date(2026, 5, 1))
SPORADIC: Final = client(4, "Pia", days=Share(10, 26), counts=NONE | {Kind.MISSED: 16})
DILIGENT: Final = client(5, "Ana")
MADE_UP: Final = client(6, "Greta", simulated=True)
STORIES: Final = (HARD, QUIETER, QUIET, SPORADIC, DILIGENT, MADE_UP)
EXCEPTIONS: Final = (
    Seen("Dag", Kind.WARNING, date(2026, 5, 30), "RH left",
         "named a sign that somebody should look at, 24 h later", simulated=False),
    Seen("Dag", Kind.OVER_CAP, date(2026, 5, 30), "UT left",
         "3 times over the cap, 2.1 s in all; 48 N where 45 N", simulated=False),
    Seen("Pia", Kind.MISSED, date(2026, 5, 29), "", "nothing was done", simulated=False),
    Seen("Dag", Kind.STOPPED, date(2026, 5, 28), "UT left",
         "stopped by the person: Escape", simulated=False),
    Seen("Dag", Kind.RATING, date(2026, 5, 27), "UT left", "rated 8 of 10", simulated=False),
    Seen("Greta", Kind.RATING, date(2026, 5, 26), "UT left", "rated 7 of 10", simulated=True),
)  # fmt: skip


def overview_of(*clients: Client, exceptions: tuple[Seen, ...] = EXCEPTIONS) -> Overview:
    """Return these clients, in this order."""
    weeks = tuple(
        {"week_day": week, "days_asked": asked, "days_done": done}
        for week, (asked, done) in enumerate([(40, 40), (40, 31), (35, 20), (0, 0)])
    )
    return Overview(DAYS, clients, exceptions, weeks)


CLINIC: Final = overview_of(*STORIES)
EMPTY: Final = overview_of(exceptions=())


def crowd(count: int) -> Overview:
    """Return a clinic of so many clients."""
    return overview_of(*[client(number, f"Client {number:03}") for number in range(count)])


def kept(day: int, **changes: object) -> KeptSession:
    """Return a session of a day in May."""
    made = KeptSession(
        day=date(2026, 5, day),
        point="UT",
        side="left",
        tool="cane",
        simulated=False,
        band_n=(27.0, 36.0),
        mean_n=32.0,
        peak_n=38.0,
        held_s=172.6,
        asked_s=180.0,
        no_data_s=0.0,
        first_rating=6,
        last_rating=4,
        outcome="eased",
        ending="finished",
        soreness=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


SESSIONS: Final = (
    kept(30, soreness=3),
    kept(30, point="RH", tool="ball"),
    kept(28, ending="stopped by you", outcome="", last_rating=None, no_data_s=4.0),
    *[kept(day) for day in range(26, 11, -2)],
    kept(11, simulated=True),
)
_ASKED = [date(2026, 5, 10) + timedelta(days=n) for n in range(0, 19, 2)]
KNOWN: Final = (
    *[KeptDay(day, asked=True, done=day.day != 20) for day in _ASKED],
    KeptDay(date(2026, 5, 29), asked=False, done=True),
    KeptDay(date(2026, 5, 30), asked=True, done=True),
)
PAGE: Final = ClientPage(
    HARD,
    DAYS,
    known=KNOWN,
    sessions=SESSIONS,
    seen=tuple([each for each in EXCEPTIONS if each.name == "Dag"]),
    file=Path("/somewhere/result of may.tpresult"),
)
