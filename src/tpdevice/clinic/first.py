"""What to see first, client by client: the gravest kind first, and the newest of each kind."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from tpdevice.clinic import told
from tpdevice.clinic.overview import Client, Overview, Seen
from tpdevice.core import rules
from tpdevice.homework.report import worded
from tpdevice.homework.standout import Kind

_KINDS_MOST: Final = 3
"""Kinds that are told of one client, before the rest is only counted. Chosen."""
_WORDS_MOST: Final = 90
_GRAVE: Final = (Kind.WARNING, Kind.OVER_CAP, Kind.RATING)


@dataclass(frozen=True, slots=True)
class Told:
    """One client with something to see first."""

    client: Client
    lines: tuple[tuple[str, str], ...]
    """What and how often, and the newest of it."""
    rest: str
    """What else there was, only counted."""

    @property
    def grave(self) -> bool:
        """Whether it was too much, or somebody should look at it."""
        return any(self.client.counts[kind] for kind in _GRAVE)


def to_see_first(found: Overview) -> tuple[Told, ...]:
    """Return each client with something to see first, the gravest first."""
    newest: dict[str, dict[Kind, Seen]] = defaultdict(dict)
    for each in found.exceptions:
        newest[each.name].setdefault(each.kind, each)
    return tuple(
        [_told(each, newest[each.name]) for each in found.clients if told.stands_out(each)]
    )


def _told(client: Client, newest: dict[Kind, Seen]) -> Told:
    kinds = [kind for kind, n in client.counts.items() if n and kind is not Kind.MISSED]
    lines = [
        (_what(kind, client.counts[kind]), _newest(newest.get(kind), client))
        for kind in kinds[:_KINDS_MOST]
    ]
    rest: dict[Kind, int] = {kind: client.counts[kind] for kind in kinds[_KINDS_MOST:]}
    return Told(client, tuple(lines), told.in_short(rest))


def _what(kind: Kind, number: int) -> str:
    match kind:
        case Kind.WARNING:
            return worded.counted(number, "sign")
        case Kind.OVER_CAP:
            return f"over the cap in {worded.counted(number, 'session')}"
        case Kind.RATING:
            most = rules.RATING_STRONG
            return f"rated {most} or more in {worded.counted(number, 'session')}"
        case Kind.STOPPED:
            return f"{worded.counted(number, 'session')} stopped early"
        case Kind.MISSED:
            return worded.counted(number, "day") + " missed"


def _newest(seen: Seen | None, client: Client) -> str:
    if seen is None:
        return ""
    where = f", {worded.short(seen.place, 30)}" if seen.place else ""
    last = "last " if client.counts[seen.kind] > 1 else ""
    return (
        f"{last}{told.day(seen.day, client.today)}{where}: {worded.short(seen.words, _WORDS_MOST)}"
    )
