"""What of a clinic is said in words, and in which colour: a sign goes with every kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tpdevice.clinic.asking import Days
from tpdevice.clinic.overview import Client, Overview, total
from tpdevice.homework.adherence import Share
from tpdevice.homework.standout import Kind
from tpdevice.tui.palette import MUTED, TONES

SIGNS: Final = {
    Kind.WARNING: ("!", TONES["stop"]),
    Kind.OVER_CAP: ("▲", TONES["less"]),
    Kind.RATING: ("◉", TONES["ask"]),
    Kind.STOPPED: ("▼", TONES["rest"]),
    Kind.MISSED: ("×", MUTED),
}
"""A sign for each kind, and its colour, which only helps."""
GRAVE: Final = (Kind.WARNING, Kind.OVER_CAP, Kind.RATING, Kind.STOPPED)
"""What happened in a session or after it. Missed days are adherence, and counted there."""
_WORDS: Final = {
    Kind.WARNING: ("sign", "signs", "sign"),
    Kind.OVER_CAP: ("over cap", "over cap", "cap"),
    Kind.RATING: ("rated 7+", "rated 7+", "7+"),
    Kind.STOPPED: ("stopped", "stopped", "stop"),
    Kind.MISSED: ("day missed", "days missed", "missed"),
}
"""For one, for several, and where there is little room."""
NOTHING: Final = "nothing stands out"


@dataclass(frozen=True, slots=True)
class Tally:
    """What all clients that count come to together."""

    span: str
    """Such as `28 days, 2026-05-05 to 2026-06-01`."""
    clients: int
    noticed: int
    """With anything that happened in a session."""
    quiet: int
    days: Share
    held: Share
    weeks: tuple[tuple[int, int], ...]
    """Days done of days asked in each week, the oldest first."""


def tally(found: Overview) -> Tally:
    """Return what an overview comes to; simulated clients stand apart from real ones."""
    days, every = found.days, found.counting
    return Tally(
        f"{how_long(days)}, {days.since} to {days.today}",
        len(every),
        sum(stands_out(each) for each in every),
        sum(each.quiet_days is not None for each in every),
        total(each.days for each in every),
        total(each.held for each in every),
        tuple([(int(w["days_done"] or 0), int(w["days_asked"] or 0)) for w in found.weeks]),
    )


def how_long(days: Days) -> str:
    """Return how many days something is about, such as `28 days`."""
    return "1 day" if days.recent == 1 else f"{days.recent} days"


def stands_out(client: Client) -> bool:
    """Say whether anything of a client's sessions is to be looked at."""
    return any(client.counts.get(kind) for kind in GRAVE)


def counted(client: Client, *, short: bool = False) -> Iterator[tuple[str, int]]:
    """Yield what there is of a client in words, such as `▲ 4 over cap`, with its colour."""
    for kind in _WORDS:
        number = client.counts.get(kind, 0)
        if number:
            sign, ink = SIGNS[kind]
            yield f"{sign} {number} {_WORDS[kind][2 if short else number != 1]}", ink


def percent(share: Share) -> str:
    """Return a share in per cent, or that nothing was asked."""
    return "–" if share.percent is None else f"{share.percent} %"


def of(share: Share) -> str:
    """Return what was done of what was asked."""
    return f"{share.done:.0f} of {share.asked:.0f}"


def ratings(client: Client) -> str:
    """Return the mean of first and last ratings, such as `6.4 → 4.4`."""
    if client.first_rating is None:
        return "–"
    last = "" if client.last_rating is None else f" → {client.last_rating:.1f}"
    return f"{client.first_rating:.1f}{last}"


def heard(client: Client) -> tuple[str, bool]:
    """Return when somebody pressed last, or for how long nobody has, and whether that is it."""
    if client.quiet_days is not None:
        return f"QUIET {client.quiet_days} days", True
    if client.pressed is not None:
        return client.pressed.isoformat(), False
    return ("no result yet" if client.until is None else "not yet"), False


def bar(share: Share, room: int) -> tuple[str, str]:
    """Return what is done and what is not as two stretches of a bar."""
    done = room * (share.percent or 0) // 100
    return "━" * done, "─" * (room - done)


def sought(clients: Iterable[Client], words: str) -> tuple[Client, ...]:
    """Return the clients with these words in their names."""
    asked = words.casefold().strip()
    return tuple([each for each in clients if asked in each.name.casefold()])
