"""The sentences of a clinic's report, the same on a page and in Markdown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from tpdevice.clinic.overview import QUIET_DAYS, Client, Overview, total
from tpdevice.core import rules
from tpdevice.homework.adherence import Share
from tpdevice.homework.report import worded
from tpdevice.homework.report.told import NOBODY_KNOWS
from tpdevice.homework.standout import Kind

WHAT_IT_IS: Final = (
    "A log of exercise of many people: what was asked, what was held, and what was reported. It "
    "judges nobody, and no illness and no injury; nobody watches it as it comes."
)
ORDER: Final = (
    f"Who stands first: signs, over the cap, rated {rules.RATING_STRONG} or more, stopped early, "
    f"quiet, missed days. Quiet: nothing pressed for {QUIET_DAYS} days or more while a plan runs, "
    "as far as results tell; somebody quiet may just not have sent one."
)
DAYS: Final = (
    "Counted as in a client's own report, and of these days only: what the plan asks for, while "
    "it lasts. A day counts once something was held in the band, on another day than asked too; "
    "more than asked makes up for nothing in another plan or at another place. The day of a result "
    "is not missed."
)
TIME: Final = (
    "Time without data is in no share. Ratings: means of the first and of the last answers of "
    "sessions."
)
FOOT: Final = (WHAT_IT_IS, ORDER, DAYS, TIME, NOBODY_KNOWS)
SIMULATED: Final = "SIMULATED: all clients are simulated; nobody pressed."
NOTHING_UNUSUAL: Final = "Nothing stands out. Missed days stand with each client below."
NOBODY_QUIET: Final = "Nobody has gone quiet."
NOBODY_HERE: Final = "No client is here yet."
NO_WEEKS: Final = "Nothing was asked for on these days."
_NAME_MOST: Final = 32
_SHORT: Final = {
    Kind.WARNING: ("sign", "signs"),
    Kind.OVER_CAP: ("over cap", "over cap"),
    Kind.RATING: (f"rated {rules.RATING_STRONG}+", f"rated {rules.RATING_STRONG}+"),
    Kind.STOPPED: ("stopped", "stopped"),
    Kind.MISSED: ("missed", "missed"),
}


def title(found: Overview) -> str:
    """Return what it is, and of which days."""
    since, today = found.days.since, found.days.today
    first = worded.day(since) if since.year == today.year else worded.full_day(since)
    return f"All clients · {first} to {worded.full_day(today)}"


def span(found: Overview) -> str:
    """Return how many days it looks back, and how far results reach."""
    reached = [each.until for each in found.clients if each.until is not None]
    newest = f" · the newest result reaches to {worded.full_day(max(reached))}" if reached else ""
    return f"{worded.counted(found.days.recent, 'day')} · made by tpdevice from results{newest}"


def all_simulated(found: Overview) -> bool:
    """Say whether there is nobody here but clients of a simulator."""
    return bool(found.clients) and all(each.simulated for each in found.clients)


def apart(found: Overview) -> str:
    """Return what is to be said of clients that are simulated among others."""
    number = len(found.clients) - len(found.counting)
    if not number:
        return ""
    who = worded.counted(number, "client is", "clients are")
    return f"{who} SIMULATED: in no figure above, but in the weeks below."


def figures(found: Overview) -> tuple[tuple[str, str], ...]:
    """Return the few numbers that tell most: each number, and what it counts."""
    every = found.counting
    days, held = total(each.days for each in every), total(each.held for each in every)
    quiet = sum(each.quiet_days is not None for each in every)
    return (
        (str(len(every)), "client" if len(every) == 1 else "clients"),
        (str(sum(map(stands_out, every))), "with something to see first"),
        (str(quiet), "gone quiet"),
        (percent(days), f"of the days asked were done: {of(days)}"),
        (percent(held), f"of the time asked was held in the band: {of_time(held)}"),
    )


def stands_out(client: Client) -> bool:
    """Say whether there is anything of a client to see first, missed days apart."""
    return any(n for kind, n in client.counts.items() if kind is not Kind.MISSED)


def named(name: str) -> str:
    """Return a client's name."""
    return worded.short(name, _NAME_MOST) or "no name given"


def percent(share: Share) -> str:
    """Return a share in words."""
    return "-" if share.percent is None else f"{share.percent} %"


def of(share: Share) -> str:
    """Return days done of those asked."""
    return f"{share.done:.0f} of {share.asked:.0f}"


def of_time(share: Share) -> str:
    """Return time held of that asked, in a unit that suits the longer one."""
    for unit, seconds in (("h", 3600), ("min", 60)):
        if share.asked >= 10 * seconds:
            return f"{share.done / seconds:.0f} of {share.asked / seconds:.0f} {unit}"
    return f"{share.done:.0f} of {share.asked:.0f} s"


def in_short(counts: Mapping[Kind, int]) -> str:
    """Return exceptions as counts, the gravest first."""
    return ", ".join([f"{n} {_SHORT[kind][n != 1]}" for kind, n in counts.items() if n])


def ratings(client: Client) -> str:
    """Return the mean of first answers, and that of last ones."""
    if client.first_rating is None:
        return "-"
    last = "" if client.last_rating is None else f" → {client.last_rating:.1f}"
    return f"{client.first_rating:.1f}{last}"


def pressed(client: Client) -> str:
    """Return when a client last pressed, and whether that is long ago."""
    quiet = " · quiet" if client.quiet_days is not None else ""
    if client.pressed is None:
        return ("not yet" if client.until else "no result yet") + quiet
    return day(client.pressed, client.today) + quiet


def silence(client: Client) -> str:
    """Return for how long a quiet client has pressed nothing, and been heard of by no result."""
    if client.pressed is None:
        said = f"{client.quiet_days} days; nothing pressed yet"
    else:
        said = f"{client.quiet_days} days; pressed {day(client.pressed, client.today)}"
    if client.until is None:
        return said
    return f"{said}, result to {day(client.until, client.today)}"


def unheard(found: Overview) -> str:
    """Return of whom no result has come yet, and who is not called quiet for it."""
    new = [each for each in found.clients if each.until is None and each.quiet_days is None]
    names = [named(each.name) for each in new]
    return f"No result yet: {listed(names, 8)}." if names else ""


def listed(names: Iterable[str], most: int) -> str:
    """Return names, and of many how many more."""
    every = list(names)
    more = len(every) - most
    return ", ".join(every[:most]) + (f" and {more} more" if more > 0 else "")


def day(when: date, today: date) -> str:
    """Return a day, with its year where that is another one."""
    return worded.day(when) if when.year == today.year else worded.full_day(when)
