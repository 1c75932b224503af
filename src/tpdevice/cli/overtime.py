"""What may be said of one place over many sessions: only changes that the data can carry."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpdevice.core.band import PRESSED
from tpdevice.core.settings import Unit, in_unit
from tpdevice.core.text import harmless
from tpdevice.homework.helped import LEAST_SESSIONS, Together
from tpdevice.homework.overtime import FeltSame, Middle, Once, felt_same, middle
from tpdevice.session.thresholds import Change, Compared, Estimate, compared

_SORE: Final = "next_day_soreness"
_IN_BAND: Final = "in_band_percent"


def sentences(sessions: Sequence[Once], unit: Unit) -> Iterator[str]:
    """Yield what may be said of a place, within each way of pressing."""
    ways = by_rig(sessions)
    for alike in ways:
        named = _named(alike, ways)
        yield named + _felt_text(felt_same(alike), unit)
        yield named + _threshold_text(threshold_compared(alike))
    for name in _NAMES:
        yield from _middle_text(sessions, name)


def within_tool(sessions: Sequence[Once], unit: Unit) -> Iterator[str]:
    """Yield the force at the same rating within each way of pressing, time in band, and soreness.

    All are of one tool; where its sensor or scale was changed, the days tell which is which.
    """
    ways = by_rig(sessions)
    for alike in ways:
        days = f"{_days(alike)}, " if len(ways) > 1 else ""
        yield days + _felt_text(felt_same(alike), unit)
    for name in (_IN_BAND, _SORE):
        yield from _middle_text(sessions, name)


def _named(alike: Sequence[Once], ways: Sequence[Sequence[Once]]) -> str:
    """Return what tells a way of pressing from others: its tool, or else its days, too."""
    if len(ways) == 1:
        return ""
    tool = alike[0].tool
    only = sum(other[0].tool == tool for other in ways) == 1
    return f"{harmless(tool)}{'' if only else f', {_days(alike)}'}: "


def _days(alike: Sequence[Once]) -> str:
    return f"{alike[0].local_date} to {alike[-1].local_date}"


def by_rig(sessions: Sequence[Once]) -> list[list[Once]]:
    """Return sessions by their way of pressing: only within it newtons are compared."""
    rigs = dict.fromkeys(each.rig for each in sessions)
    return [[each for each in sessions if each.rig == rig] for rig in rigs]


def _felt_text(found: FeltSame | None, unit: Unit) -> str:
    if found is None:
        return "force at the same rating: too few sessions to compare"
    first, last, error = (
        in_unit(force_n, unit) for force_n in (found.first_n, found.last_n, found.error_n)
    )
    forces = (
        f"force rated {found.rating}: {first:.1f} {unit} in the first {found.each_end} sessions, "
        f"{last:.1f} ± {error:.1f} {unit} in the last {found.each_end}"
    )
    if found.change is Change.NONE:
        return f"{forces}; no change that one can tell from chance"
    return f"{forces}; about {found.about_percent} % {found.change}"


def threshold_compared(alike: Sequence[Once]) -> Compared | None:
    """Compare the newest threshold of one way of pressing with its first."""
    return compared(
        (each.local_date, Estimate(round(1000 * each.threshold_n), each.threshold_ramps))
        for each in alike
        if each.threshold_n is not None
    )


def _threshold_text(found: Compared | None) -> str:
    if found is None:
        return "threshold: nothing to compare yet"
    if found.about_percent is None:
        return f"threshold: no change since {found.since} that one can tell from chance"
    return f"threshold: about {found.about_percent} % {found.change} than on {found.since}"


def _middle_text(sessions: Sequence[Once], name: str) -> Iterator[str]:
    found = middles(sessions)[name]
    if found is not None:
        many = f"{found.sessions} session" + ("" if found.sessions == 1 else "s")
        yield f"{_NAMES[name]}: {found.median:g} in the median of {many}"


def middles(sessions: Sequence[Once]) -> dict[str, Middle | None]:
    """Return the median of each figure, with of how many sessions it is."""
    return {
        "held_s": middle(round(each.held_s) for each in sessions),
        _IN_BAND: middle(each.in_band_percent for each in sessions),
        "first_rating": middle(each.first_rating for each in sessions),
        "last_rating": middle(each.last_rating for each in sessions),
        _SORE: middle(each.next_day_soreness for each in sessions),
    }


def helped_lines(found: Sequence[Together]) -> Iterator[str]:
    """Yield a line for each kind of session; of too few, that they are too few."""
    if not found:
        yield f"Nothing yet: it takes {LEAST_SESSIONS} rated sessions of a kind."
    for each in found:
        whose = f"{_kind(each)}: {each.sessions} session{'s' * (each.sessions != 1)}"
        if not each.enough:
            yield f"{whose}; too few to say anything, it takes {LEAST_SESSIONS}"
            continue
        said = [f"eased or let go was reported after {each.reported}"]
        if each.fall is not None:
            said.append(f"ratings fell by {each.fall.median:g} in the median")
        if each.soreness is not None:
            said.append(
                f"soreness the next day {each.soreness.median:g} ({each.soreness.sessions} answers)"
            )
        yield f"{whose}; {', '.join(said)}"


def _kind(each: Together) -> str:
    """Return what is alike in some sessions, so that a cane and to press with a cane are two."""
    if each.what == "how":
        return f"pressed {PRESSED.get(each.value, harmless(each.value))}"
    return f"tool {harmless(each.value)}" if each.what == "tool" else each.value


_NAMES: Final = {
    "held_s": "seconds held",
    _IN_BAND: "percent of the time in the band",
    "first_rating": "first rating",
    "last_rating": "last rating",
    _SORE: "soreness the next day",
}
