"""From the record of a session to its last screen. It says what was reported, never more."""

from typing import Final

from tpdevice.core.record import Buckets, Ending, Outcome, RepetitionRow, Summary
from tpdevice.core.settings import Unit, fine_text
from tpdevice.core.tape import Header
from tpdevice.core.text import harmless, sentence
from tpdevice.core.units import NS_PER_S
from tpdevice.homework.spacing import explained
from tpdevice.session.cues import CUES
from tpdevice.session.outcomes import OUTCOMES
from tpdevice.session.sight import NO_LIVE_FORCE
from tpdevice.session.situation import not_begun
from tpdevice.tui.shapes import shape_for
from tpdevice.tui.view import CueView, Part, RepetitionLine, SummaryView

_QUOTED: Final = 2
"""Points between two answers that are quoted. Source: what is called important on 0-10 scales."""
_ENDINGS: Final = {
    Ending.FINISHED: "All done",
    Ending.READ: "Read and logged",
    Ending.STOPPED_BY_PERSON: "Stopped by you",
    Ending.STOPPED_BY_GUARD: "Stopped for safety",
    Ending.SCREENED_OUT: "Not started: an answer spoke against it",
    Ending.NOT_OFFERED: "Not offered here",
    Ending.UNTOUCHED: "Ended, since nobody pressed",
    Ending.INTERRUPTED: "Interrupted: the sensor was gone",
    Ending.QUIT: "The program was ended",
}
_SAYS_WHY: Final = frozenset({Ending.STOPPED_BY_GUARD, Ending.NOT_OFFERED})
_CUES: Final = {
    Ending.FINISHED: ("done", "DONE", "Move a little, drink, breathe"),
    Ending.READ: ("done", "DONE", "Read and logged, nothing counted"),
    Ending.STOPPED_BY_PERSON: ("stop", "STOPPED", "Enough for now. That is fine"),
    Ending.STOPPED_BY_GUARD: ("stop", "STOPPED", "Enough at this place for today"),
    Ending.SCREENED_OUT: ("stop", "NOT NOW", "Please read why"),
    Ending.NOT_OFFERED: ("stop", "NOT HERE", "Not with this tool at this place"),
    Ending.UNTOUCHED: ("rest", "ENDED", "Nobody pressed. Nothing was counted"),
    Ending.INTERRUPTED: ("stop", "NO SENSOR", "What was held is kept"),
    Ending.QUIT: ("stop", "STOPPED", "What was held is kept"),
}
_SHAPE_KEYS: Final = {Ending.SCREENED_OUT: "refused", Ending.NOT_OFFERED: "not_offered"}


def sum_up(
    summary: Summary,
    header: Header,
    *,
    advice: str = "",
    trouble: str = "",
    unit: Unit = Unit.N,
) -> SummaryView:
    """Return the last screen; `advice` is what a screening answer brought."""
    key, (tone, word, text) = _cue(summary, header)
    parts = total_parts(summary)
    return SummaryView(
        title=harmless(header.rules.label) or harmless(header.identity.point),
        side=header.identity.side,
        tool=harmless(header.identity.tool),
        simulated=header.simulated,
        cue=CueView(word, text, tone, shape_for(key, tone)),
        ending=_ending(summary),
        advice=harmless(advice) or explained(summary.reason),
        parts=parts,
        total_s=sum(part.time_s for part in parts),
        rating=_rating(summary.first_rating, summary.last_rating),
        outcome=_outcome(summary, unit),
        not_coached="" if summary.read is None else f"Not coached: {harmless(summary.read.why)}",
        facts=_facts(summary, unit),
        lines=tuple([_line(row, unit) for row in summary.repetitions]),
        trouble=harmless(trouble),
    )


def _cue(summary: Summary, header: Header) -> tuple[str, tuple[str, str, str]]:
    """Return key, tone, word and text; what a limit kept from beginning says that it did."""
    key = not_begun(header, summary.reason)
    if summary.ending is not Ending.NOT_OFFERED or key == "not_offered":
        return _SHAPE_KEYS.get(summary.ending, ""), _CUES[summary.ending]
    cue = CUES[key]
    return key, (cue.tone, cue.word, cue.text)


def _outcome(summary: Summary, unit: Unit) -> str:
    if summary.repetitions:
        return reported(summary)
    return "Nothing was held" if summary.read is None else sentence(read_text(summary, unit=unit))


def read_text(summary: Summary, *, unit: Unit = Unit.N) -> str:
    """Return what was read without coaching, or nothing where nothing was."""
    if summary.read is None:
        return ""
    seen_s, no_data_s = (
        round(t / NS_PER_S) for t in (summary.read.seen_ns, summary.read.no_data_ns)
    )
    no_data = f" · no data {no_data_s}" if no_data_s else ""
    return f"read for {seen_s} s{no_data} · peak {fine_text(summary.peak_mn, unit)}"


def reported(summary: Summary) -> str:
    """Return what may be said of a session; of the first hold that eased, from what to what.

    A first and a last answer that lie closer than two points are not quoted: the whole hold was
    judged, and they would say less than it does.
    """
    said = OUTCOMES[summary.outcome]
    if summary.outcome is not Outcome.EASED:
        return said
    for row in summary.repetitions:
        first, last = row.first_rating, row.last_rating
        if row.outcome is not Outcome.EASED or first is None or last is None:
            continue
        if first - last >= _QUOTED:
            force = "at matched force" if row.matched else "force computed out"
            return f"{said}: about {first} to about {last}, {force}"
    return said


def whole_seconds(buckets: Buckets) -> tuple[Part, ...]:
    """Return where the time went in whole seconds that add up to the whole, rounded.

    The largest remainders are rounded up. The four that everybody asks for are always there.
    """
    exact = {
        "held": buckets.held_ns,
        "below": buckets.below_ns,
        "above": buckets.above_ns,
        "no data": buckets.no_data_ns,
        "settling": buckets.settling_ns,
        "paused": buckets.paused_ns,
    }
    whole = {name: time_ns // NS_PER_S for name, time_ns in exact.items()}
    total_s = (buckets.total_ns + NS_PER_S // 2) // NS_PER_S
    by_rest = sorted(exact, key=lambda name: exact[name] % NS_PER_S, reverse=True)
    for name in by_rest[: total_s - sum(whole.values())]:
        whole[name] += 1
    always = ("held", "below", "above", "no data")
    return tuple([Part(name, s) for name, s in whole.items() if s or name in always])


def total_parts(summary: Summary) -> tuple[Part, ...]:
    """Return where the time of all holds went: the sums of what stands beside each of them."""
    if not summary.repetitions:
        return whole_seconds(summary.buckets)
    sums: dict[str, int] = {}
    for row in summary.repetitions:
        for part in whole_seconds(row.buckets):
            sums[part.name] = sums.get(part.name, 0) + part.time_s
    return tuple([Part(name, time_s) for name, time_s in sums.items()])


def _ending(summary: Summary) -> str:
    if summary.ending is Ending.INTERRUPTED and summary.reason.startswith(NO_LIVE_FORCE):
        return f"Interrupted: {harmless(summary.reason)}"
    words = _ENDINGS[summary.ending]
    if summary.ending in _SAYS_WHY and summary.reason:
        return f"{words}: {harmless(summary.reason)}"
    return words


def _rating(first: int | None, last: int | None) -> str:
    if first is None:
        return "not rated"
    return f"{first}, rated once" if last is None else f"{first} → {last}"


def _facts(summary: Summary, unit: Unit) -> tuple[str, ...]:
    facts = [f"peak {fine_text(summary.peak_mn, unit)}", counted(summary.cues, "cue")]
    if summary.bad_frames:
        facts.append(counted(summary.bad_frames, "bad frame"))
    if summary.let_go and summary.outcome is not Outcome.LET_GO:
        facts.append("you felt it let go")
    return tuple(facts)


def counted(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _line(row: RepetitionRow, unit: Unit) -> RepetitionLine:
    held_s = next(part.time_s for part in whole_seconds(row.buckets) if part.name == "held")
    return RepetitionLine(
        name=f"hold {row.repetition}",
        held=f"{held_s} s",
        mean="–" if row.mean_mn is None else fine_text(row.mean_mn, unit),
        peak=fine_text(row.peak_mn, unit),
        rating=_rating(row.first_rating, row.last_rating).removesuffix(", rated once"),
        outcome=str(row.outcome),
    )


def parts_text(summary: SummaryView) -> str:
    """Return where the time went, in words whose figures add up."""
    first, *rest = summary.parts
    words = [f"{first.name} {first.time_s} s", *[f"{p.name} {p.time_s}" for p in rest]]
    return " · ".join(words) + f" = {summary.total_s} s"
