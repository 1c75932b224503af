"""Marks over sessions as far as a result tells of them, and what may be said of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from tpdevice.core.units import mn
from tpdevice.homework.past import Place
from tpdevice.homework.report import worded
from tpdevice.homework.report.papers import Papers, counting, place_of
from tpdevice.homework.result import Delivered
from tpdevice.session.thresholds import Estimate, compared

KINDS: Final = ("threshold", "comfort mark")


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of one session."""

    day: date
    tender: Estimate | None
    comfort: Estimate | None

    def of(self, kind: str) -> Estimate | None:
        """Return one of both, by the name that people read."""
        return self.tender if kind == KINDS[0] else self.comfort


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one place, tool, sensor, rig and conversion: its newtons may be compared."""

    place: Place
    tool: str
    marked: tuple[Marked, ...]
    """Oldest first, at least one."""

    def said(self) -> tuple[str, ...]:
        """Return what may be said of each kind of mark since the first."""
        return tuple([self._said(kind) for kind in KINDS])

    def _said(self, kind: str) -> str:
        found = compared((worded.full_day(each.day), each.of(kind)) for each in self.marked)
        if found is None:
            return f"{kind}: nothing to compare yet"
        if found.about_percent is None:
            return f"{kind}: no change since {found.since} that one can tell from chance"
        return f"{kind}: about {found.about_percent} % {found.change} than on {found.since}"


_Owner = tuple[str, str, str, str, str, float, str]


def series_of(papers: Papers) -> tuple[Series, ...]:
    """Return every series of marks, by place; of two maps of a ball the newer last."""
    every = {each.uid: each for result in papers.earlier for each in result.sessions}
    every |= {each.uid: each for each in papers.result.sessions}
    sessions = counting(every.values(), simulated=papers.simulated)
    owned: defaultdict[_Owner, list[Delivered]] = defaultdict(list)
    for each in sessions:
        owned[_owner(each)].append(each)
    ordered = sorted(owned.items(), key=lambda one: one[0][:-1])
    found = ((owner, _fresh(pressed)) for owner, pressed in ordered)
    return tuple([Series(Place(*owner[:2]), owner[2], marked) for owner, marked in found if marked])


def _owner(session: Delivered) -> _Owner:
    place, sensor = place_of(session), session.sensor
    whose = (place.point, place.side, session.tool)
    return (*whose, sensor.kind, sensor.name, sensor.multiplier, session.conversion)


def _fresh(sessions: list[Delivered]) -> tuple[Marked, ...]:
    """Return the marks that were made anew: those of an older session are kept for some days."""
    found, before = [], None
    for each in sessions:
        marks = (each.tender_n, each.comfort_n)
        if marks != before and each.tender_n is not None and each.tender_ramps != 0:
            found.append(_marked(each, each.tender_n))
        before = marks
    return tuple(found)


def _marked(session: Delivered, tender_n: float) -> Marked:
    # Where nobody tells how many ramps there were, the widest error holds: that of one.
    tender = Estimate(mn(tender_n), session.tender_ramps or 1)
    if session.comfort_n is None:
        return Marked(session.local_date, tender, None)
    comfort = Estimate(mn(session.comfort_n), session.comfort_ramps or 1)
    return Marked(session.local_date, tender, comfort)
