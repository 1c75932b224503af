"""The sentences of a report, the same on a page and in Markdown."""

from typing import Final

from tpdevice.core import rules
from tpdevice.core.units import mn, newtons
from tpdevice.homework.progress import Done, gain
from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import Seconds, all_days, all_seconds, days_of, sore, strong
from tpdevice.homework.report.markseries import KINDS, Marked
from tpdevice.homework.report.papers import Asked, Papers
from tpdevice.homework.result import Delivered, Sensor

NOBODY_KNOWS: Final = (
    "What nobody knows: how much of any difference comes from pressing, from time or from "
    "expecting it; which force, how long and how often do most; and what a rating means for "
    "somebody else."
)
WHAT_IT_IS: Final = (
    "A log of exercise: what was asked, what was held, and what was reported. It judges no "
    "illness and no injury, and nobody watches it."
)
SIMULATED: Final = "SIMULATED: every session here came from a simulator, not from a person."
NOTHING_UNUSUAL: Final = "Nothing stands out."
NO_MARKS: Final = "No marks were made in these sessions."
NO_TRACES: Final = "This result holds no force over time."


def title(papers: Papers) -> str:
    """Return whose homework it is."""
    who = worded.short(papers.result.person) or "no name given"
    named = worded.short(papers.plan.title, 50)
    return f"Homework log · {who}" + (f" · {named}" if named else "")


def span(papers: Papers) -> str:
    """Return which days it tells of, for whom, and how it was made."""
    result, plan = papers.result, papers.plan
    whole = plan.last_day(result.first_day)
    days = f"{worded.day(result.first_day)} to {worded.full_day(result.until)}"
    ends = "" if result.until >= whole else f", the plan ends {worded.day(whole)}"
    whom = worded.short(plan.therapist.name)
    for_ = f" · for {whom}" if whom else ""
    made = (
        f" · made {worded.made_on(result.made_utc)} by tpdevice {worded.short(result.program, 40)}"
    )
    return f"{days}{ends}{for_}{made}"


def figures(papers: Papers) -> tuple[tuple[str, str], ...]:
    """Return the few numbers that tell most: each number, and what it counts."""
    days, seconds, sessions = all_days(papers), all_seconds(papers), papers.sessions
    percent = "-" if seconds.percent is None else f"{seconds.percent} %"
    of = f"{worded.minutes(seconds.held)} of {worded.minutes(seconds.asked)}"
    high = sum(strong(each) for each in sessions)
    said = [sore(papers.felt_of(each)) for each in sessions]
    answers = [each for each in said if each is not None]
    was_sore = sum(each >= rules.SORE for each in answers)
    return (
        (f"{days.counted} of {len(days.asked)}", "days asked that were done"),
        (percent, f"of the time asked was held in the band: {of}"),
        (f"{high} of {len(sessions)}", f"sessions rated {rules.RATING_STRONG} or more"),
        (
            f"{was_sore} of {len(answers)}",
            f"answers of soreness {rules.SORE} or more the day after",
        ),
    )


def wanted(asked: Asked, papers: Papers) -> str:
    """Return what was asked at one place."""
    point = asked.point
    days = " ".join(day.value.capitalize() for day in papers.plan.days_of(point))
    band = "band by own marks"
    if point.band_n is not None:
        low, high = sorted(point.band_n)
        band = f"{low:g} to {high:g} N"
    cap = f", at most {point.cap_n:g} N" if point.cap_n is not None else ""
    tool = worded.short(point.tool, 40)
    return f"{days}: {asked.repetitions} × {asked.hold_s:g} s, {band}{cap}, {tool}"


def did(asked: Asked, papers: Papers) -> str:
    """Return the days of one place in words."""
    days = days_of(asked, papers)
    moved = len(days.other) - days.beyond
    parts = [f"{days.counted} of {worded.counted(len(days.asked), 'day')}"]
    parts += [f"{moved} on another day"] if moved > 0 else []
    parts += [f"{worded.counted(days.beyond, 'day')} more"] if days.beyond else []
    return ", ".join(parts)


def spent(seconds: Seconds) -> str:
    """Return where the time of the holds went; *no data* stands apart."""
    share = "" if seconds.percent is None else f" ({seconds.percent} %)"
    return (
        f"{seconds.held:.0f} of {seconds.asked:.0f} s in band{share}; below "
        f"{seconds.below:.0f}, above {seconds.above:.0f} s; no data {seconds.no_data:.0f} s"
    )


def reported(asked: Asked, papers: Papers) -> str:
    """Return what the program's own rule makes of the weeks at one place."""
    done = [_done(each) for each in asked.sessions]
    return f"Reported over the weeks: {gain(done, today=papers.result.until.toordinal())}."


def _done(session: Delivered) -> Done:
    first = session.ratings[0] if session.ratings else None
    return Done(
        day=session.local_date.toordinal(),
        start_rating=session.first_rating,
        start_mn=None if first is None else mn(first.force_n),
        rig=f"{session.tool}\n{session.sensor.kind}\n{session.sensor.name}\n"
        f"{session.sensor.multiplier}\n{session.conversion}",
        outcome=session.outcome,
    )


def lone_mark(marked: Marked) -> str:
    """Return the marks of one session, which nothing can be compared with."""
    known = [(kind, mark) for kind in KINDS if (mark := marked.of(kind)) is not None]
    said = [
        f"{kind} {newtons(mark.force_mn):.1f} ± {newtons(mark.error_mn):.1f} N"
        for kind, mark in known
    ]
    return f"{worded.day(marked.day)}: {', '.join(said)}; nothing to compare yet"


def sensors(papers: Papers) -> tuple[str, ...]:
    """Return what measured, each with how well it is known."""
    found = dict.fromkeys(each.sensor for each in papers.sessions)
    return tuple([_sensor(each) for each in found])


def _sensor(sensor: Sensor) -> str:
    name = worded.short(sensor.name, 40)
    named = f" {name}" if name and name != sensor.kind else ""
    rig = "" if sensor.multiplier == 1 else f", rig × {sensor.multiplier:g}"
    if sensor.checked_date is None:
        return f"{worded.short(sensor.kind, 40)}{named}{rig}: never checked with a known weight"
    off = "" if sensor.error_n is None else f", within {sensor.error_n:.1f} N"
    checked = worded.full_day(sensor.checked_date)
    return f"{worded.short(sensor.kind, 40)}{named}{rig}: checked with a weight {checked}{off}"
