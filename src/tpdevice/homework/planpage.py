"""A plan in plain words: sections for the terminal, and one page for people without the program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap
from typing import Final

from tpdevice.core import rules
from tpdevice.core.text import harmless, sentence
from tpdevice.homework.offered import Offer, Offered
from tpdevice.homework.plan import Day, Plan, PlanPoint

_NAMES: Final = dict(
    zip(
        Day,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_BREATH_S: Final = 5
"""One slow breath. Chosen."""
_GENTLE: Final = (
    "Very lightly: only until it just begins to be tender, and no further. This is a gentle place."
)
_STRONG: Final = (
    f"Comfortably intense, {rules.RATING_LIGHT + 1} to {rules.RATING_STRONG - 1} of 10: you can "
    f"breathe on and would not want more. At {rules.RATING_STRONG} ease off; at "
    f"{rules.RATING_STOP} come off."
)
_SORE: Final = (
    "A little sore on the next day is common. If it is still clearly sore, wait until it is not. "
    "With a bruise, rest that place for three days and ask for less. Dark urine, fever, swelling, "
    "weakness or numbness: do not press, and see a doctor."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands under it by name."""

    heading: str
    rows: tuple[tuple[str, str], ...]


def sections(plan: Plan, offered: Offered, *, first: date | None = None) -> tuple[Section, ...]:
    """Return what is asked for, in plain words; `first` is the first day, where it is known."""
    return (
        Section(harmless(plan.title) or "Homework", tuple(_whole(plan, offered, first))),
        *[_place(plan, point, offered) for point in plan.points],
    )


def page(plan: Plan, offered: Offered, *, first: date | None = None) -> tuple[Section, ...]:
    """Return everything that somebody needs who has only the paper."""
    who = harmless(plan.therapist.name) or "whoever gave you this page"
    care = Section(
        "When to stop, and whom to ask",
        (
            ("Stop", offered.stop),
            ("Afterwards", _SORE),
            ("Ask", f"{sentence(who)}. Bring this page along."),
            ("Mind", "Letting go is always right. More force does not do more."),
        ),
    )
    return (*sections(plan, offered, first=first), care)


def as_text(found: Sequence[Section]) -> str:
    """Return a page of plain text, lines of at most 76 columns."""
    return "\n".join([line for section in found for line in (*_text(section), "")])


def as_html(found: Sequence[Section], *, title: str) -> str:
    """Return a page that is whole by itself and prints on one sheet."""
    body = "\n".join([line for section in found for line in _html(section)])
    return _HTML.format(title=escape(harmless(title)), body=body)


def _whole(plan: Plan, offered: Offered, first: date | None) -> Iterator[tuple[str, str]]:
    first = first or plan.first_day
    yield "For", harmless(plan.person)
    if plan.therapist.name:
        yield "From", harmless(plan.therapist.name)
    weeks = "one week" if plan.weeks == 1 else f"{plan.weeks} weeks"
    if first is None:
        yield "When", f"{weeks}, from the day on which it is opened; {days_text(plan.days)}."
    else:
        last = plan.last_day(first)
        yield "When", f"{weeks}, {day_text(first)} to {day_text(last)}; {days_text(plan.days)}."
    if plan.exclude:
        yield "Not", f"{_listed([_name(key, offered) for key in plan.exclude])}, for now."
    yield from _notes(plan.notes)


def _place(plan: Plan, point: PlanPoint, offered: Offered) -> Section:
    offer = offered.points[point.point]
    return Section(
        f"{sentence(offer.plain)}, {point.side}",
        tuple([(name, text) for name, text in _rows(plan, point, offer, offered) if text]),
    )


def _rows(
    plan: Plan, point: PlanPoint, offer: Offer, offered: Offered
) -> Iterator[tuple[str, str]]:
    if point.days:
        yield "When", f"{days_text(plan.days_of(point))}."
    yield "Where", offer.where
    support = point.support or offer.supports[0]
    how = offer.positions.get(support, "")
    yield "With", f"{sentence(harmless(point.tool))}. {how}".strip()
    yield "How long", _long(point, offer)
    yield "How strong", _strong(point, offer)
    yield "Take care", offer.care
    moves = point.movements or (offer.movement,)
    yield "Then", " ".join([offered.movements.get(each, "") for each in moves])
    yield from _notes(point.notes)


def _long(point: PlanPoint, offer: Offer) -> str:
    hold_s, times = point.hold_s or offer.hold_s, point.repetitions or offer.repetitions
    breaths = max(round(hold_s / _BREATH_S), 1)
    once = f"{hold_s:g} seconds, about {breaths} slow breaths"
    if times == 1:
        return f"Once, {once}."
    rest_s = 30 if point.rest_s is None else point.rest_s
    often = "Twice" if times == 2 else f"{times} times"
    return f"{often} {once}; {rest_s:g} seconds free of pressure in between."


def _strong(point: PlanPoint, offer: Offer) -> str:
    words = _GENTLE if offer.gentle else _STRONG
    if point.band_n is not None:
        low_n, high_n = point.band_n
        words += f" On the sensor between {low_n:g} and {high_n:g} N."
    if point.cap_n is not None:
        words += f" Never more than {point.cap_n:g} N."
    return words


def _notes(text: str) -> Iterator[tuple[str, str]]:
    if text.strip():
        yield "Note", harmless(text)


def _name(key: str, offered: Offered) -> str:
    offer = offered.points.get(key)
    return key if offer is None else offer.plain


def day_text(day: date) -> str:
    """Return a date as people say it."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def days_text(days: Iterable[Day]) -> str:
    """Return days of the week as people say them."""
    names = [_NAMES[day] for day in sorted(days, key=lambda day: day.number)]
    return "every day" if len(names) == len(Day) else f"on {_listed(names)}"


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _text(section: Section) -> Iterator[str]:
    yield section.heading
    yield "-" * len(section.heading)
    for name, text in section.rows:
        first, later = f"{name:<12}", " " * 12
        yield from wrap(text, 76, initial_indent=first, subsequent_indent=later)


def _html(section: Section) -> Iterator[str]:
    yield f"<section><h2>{escape(section.heading)}</h2><dl>"
    for name, text in section.rows:
        yield f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"
    yield "</dl></section>"


_HTML: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 14mm; }}
body {{ font: 15px/1.4 system-ui, sans-serif; color: #111; background: #fff; max-width: 44em;
  margin: 1.5em auto; padding: 0 1em; }}
h2 {{ font-size: 1.15em; margin: 1em 0 .3em; border-bottom: 1px solid #999; }}
dl {{ display: grid; grid-template-columns: 6.5em 1fr; gap: .2em .8em; margin: 0; }}
dt {{ font-weight: 600; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
section {{ break-inside: avoid; }}
@media print {{ body {{ font-size: 11px; margin: 0; padding: 0; max-width: none; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
