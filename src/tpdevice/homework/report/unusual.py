"""What somebody should see first: signs, what was too much, and what was left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tpdevice.core import rules
from tpdevice.core.record import Ending
from tpdevice.homework.adherence import Days
from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import (
    begun,
    days_of,
    early,
    highest,
    left_out,
    much_above,
    strong,
)
from tpdevice.homework.report.papers import Asked, Papers
from tpdevice.homework.result import Felt

_REASON_MOST: Final = 80
"""Characters of why a session ended. Chosen: the longest that the program itself gives has 63."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """One line."""

    what: str
    """In a few words, with how often."""
    when: str
    """The days and the rest."""
    grave: bool = False
    """It says that it was too much, or that somebody should look at it."""


def unusual(papers: Papers) -> tuple[Unusual, ...]:
    """Return every exception, the gravest first."""
    found = (
        *_reported(papers),
        *_stopped(papers),
        *_over_cap(papers),
        *_above(papers),
        *_strong(papers),
        *_missed(papers),
        *_beside(papers),
        *_sensor(papers),
        *_record(papers),
    )
    return tuple(sorted(found, key=lambda each: not each.grave))


def _reported(papers: Papers) -> Iterator[Unusual]:
    uids = {each.uid for each in papers.sessions}
    felt = [each for each in papers.result.felt if each.uid in uids]
    signs = [each for each in felt if each.warning]
    bruises = [each for each in felt if each.bruise]
    sore = [each for each in felt if each.soreness >= rules.SORE]
    if signs:
        said = f"answered yes on {_told(signs)}; the questions asked for a doctor then"
        yield Unusual("A sign that somebody should look at was reported", said, grave=True)
    if bruises:
        yield Unusual("A bruise was reported", _told(bruises), grave=True)
    if sore:
        most = max(each.soreness for each in sore)
        what = f"Sore afterwards, {rules.SORE} or more: {worded.counted(len(sore), 'answer')}"
        yield Unusual(what, f"{most} at most; {_told(sore)}", grave=most >= rules.VERY_SORE)


def _told(felt: list[Felt]) -> str:
    return worded.days(each.local_date for each in felt)


def _stopped(papers: Papers) -> Iterator[Unusual]:
    every = papers.sessions
    safety = [each for each in every if each.ending == Ending.STOPPED_BY_GUARD]
    others = [each for each in every if early(each) and each not in safety]
    refused = [each for each in every if not begun(each)]
    if safety:
        why = _reasons([each.reason for each in safety])
        when = worded.days(each.local_date for each in safety)
        what = f"Stopped for safety: {worded.counted(len(safety), 'session')}"
        yield Unusual(what, f"{when}{why}", grave=True)
    if others:
        why = _reasons([each.reason or worded.ended(each.ending) for each in others])
        when = worded.days(each.local_date for each in others)
        yield Unusual(f"Ended early: {worded.counted(len(others), 'session')}", f"{when}{why}")
    if refused:
        why = _reasons([each.reason for each in refused])
        when = worded.days(each.local_date for each in refused)
        what = f"Did not begin: {worded.counted(len(refused), 'session')}"
        yield Unusual(what, f"{when}{why}")


def _reasons(said: list[str]) -> str:
    words = [worded.short(each.replace("_", " "), _REASON_MOST) for each in said if each]
    found = list(dict.fromkeys(words))
    return f" ({', '.join(found[:3])})" if found else ""


def _over_cap(papers: Papers) -> Iterator[Unusual]:
    over = [(each.local_date, moment) for each in papers.sessions for moment in each.over_cap]
    if over:
        peak = max((moment for _, moment in over), key=lambda each: each.peak_n - each.cap_n)
        what = f"Above the cap: {worded.counted(len(over), 'moment')}"
        most = f"{worded.force(peak.peak_n)} where {worded.force(peak.cap_n)} was the most"
        yield Unusual(what, f"{most}; {worded.days(when for when, _ in over)}", grave=True)


def _above(papers: Papers) -> Iterator[Unusual]:
    found = [each for each in papers.sessions if much_above(each)]
    if found:
        most = max(map(much_above, found))
        of = worded.counted(len(papers.sessions), "session")
        what = f"Much above the band: {len(found)} of {of}"
        when = worded.days(each.local_date for each in found)
        yield Unusual(what, f"{100 * most:.0f} % of the time at most; {when}", grave=True)


def _strong(papers: Papers) -> Iterator[Unusual]:
    found = [each for each in papers.sessions if strong(each)]
    if found:
        most = max(highest(each) or 0 for each in found)
        of = worded.counted(len(papers.sessions), "session")
        what = f"Rated {rules.RATING_STRONG} or more: {len(found)} of {of}"
        when = worded.days(each.local_date for each in found)
        yield Unusual(what, f"{most} at most; {when}", grave=True)


def _missed(papers: Papers) -> Iterator[Unusual]:
    for asked in papers.asked():
        days = days_of(asked, papers)
        lacking = len(days.asked) - days.counted
        if lacking:
            where = f" at {asked.name}" if len(papers.plan.points) > 1 else ""
            what = f"Missed{where}: {lacking} of {worded.counted(len(days.asked), 'day')}"
            moved = len(days.other)
            late = f"; {worded.counted(moved, 'other day')} counted instead" if moved else ""
            when = worded.days(days.missed) + late + _tried(asked, days) + _why(asked, papers)
            yield Unusual(what, when)
        elif days.beyond:
            what = f"More than asked at {asked.name}: {worded.counted(days.beyond, 'day')}"
            yield Unusual(what, f"done on {worded.days(days.other)}")


def _tried(asked: Asked, days: Days) -> str:
    """Return on which missed days there was a session in which nothing was held."""
    tried = {each.local_date for each in asked.sessions} & set(days.missed)
    return f"; tried on {worded.days(tried)}, and nothing held" if tried else ""


def _why(asked: Asked, papers: Papers) -> str:
    said = worded.reasons(each.reason for each in left_out(asked, papers))
    return f"; reasons given: {said}" if said else ""


def _beside(papers: Papers) -> Iterator[Unusual]:
    if beside := papers.beside:
        where = sorted({papers.name_of(each.point, each.side) for each in beside})
        what = f"Beside the plan: {worded.counted(len(beside), 'session')}"
        when = worded.days(each.local_date for each in beside)
        yield Unusual(what, f"{worded.short('; '.join(where), 90)}; {when}")


def _sensor(papers: Papers) -> Iterator[Unusual]:
    unknown = [each for each in papers.sessions if each.sensor.checked_date is None]
    if unknown:
        of = worded.counted(len(papers.sessions), "session")
        what = f"Sensor not checked with a known weight: {len(unknown)} of {of}"
        yield Unusual(what, "newtons may be off; times and ratings are not touched by it")


def _record(papers: Papers) -> Iterator[Unusual]:
    if papers.other_plan:
        what = "The plan at hand is not the one that was answered"
        yield Unusual(what, "its text differs, so 'asked' may not be what the person saw")
    if lost := _lost(papers):
        what = f"In an earlier result, and not in this one: {worded.counted(len(lost), 'session')}"
        yield Unusual(what, worded.days(lost))
    apart = sum(each.simulated for each in papers.result.sessions)
    if apart and not papers.simulated:
        what = f"SIMULATED, and not counted: {worded.counted(apart, 'session')}"
        yield Unusual(what, "they came from a simulator")


def _lost(papers: Papers) -> list[date]:
    plan = papers.result.plan_id
    here = {each.uid for each in papers.result.sessions}
    old = [each for result in papers.earlier if result.plan_id == plan for each in result.sessions]
    return [each.local_date for each in old if each.uid not in here]
