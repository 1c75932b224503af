"""All about one place, as lines to read: finding it, pressing it, keeping away, and afterwards."""

from tpdevice.core.band import PRESSED, Support
from tpdevice.core.plan import Side
from tpdevice.core.settings import force_text
from tpdevice.core.text import harmless, sentence
from tpdevice.core.units import mn
from tpdevice.runtime.atlas import Pattern, Point
from tpdevice.tui.bodymarks import letters
from tpdevice.tui.bodyview import BodyView
from tpdevice.tui.palette import GOOD, MUTED, ORB_IN, TEXT, TONES
from tpdevice.tui.telling import gates, standing
from tpdevice.tui.widgets.page import Line, Lines


def page_of(view: BodyView, key: str, side: Side) -> Lines:
    """Return everything about a point on a side."""
    point = view.points[key]
    parts = (
        _title(view, point, side),
        _part("Find it", point.where, view.general.find),
        *[_part(sentence(PRESSED[way]), text) for way, text in _ways(point)],
        _part("With what", point.tool),
        _part("Keep away", point.care, ink=TONES["less"]),
        _part("Stop at once", view.general.stop, ink=TONES["less"]),
        _part("How much", *_dose(view, point)),
        _part("Often felt", point.felt, view.general.felt),
        _afterwards(view, point),
        _part("Before and after", point.self_test),
        _part("What is behind it", point.bigger, _paired(view, point)),
    )
    lines: list[Line] = []
    for part in filter(None, parts):
        lines += [*([Line()] if lines else []), *part]
    return tuple(lines)


def _title(view: BodyView, point: Point, side: Side) -> Lines:
    return (
        Line(harmless(point.plain), TEXT, bold=True),
        Line(f"{harmless(point.label)} · {side}", MUTED),
        *standing(view, point.key, side),
        *gates(point),
    )


def _part(title: str, *texts: str, ink: int = TEXT) -> Lines:
    """Return a heading with its paragraphs, or nothing where there is nothing to say."""
    first, *more = [harmless(text) for text in texts if text] or [""]
    if not first:
        return ()
    rest = [Line(text, MUTED) for text in more]
    return (Line(title, ORB_IN, bold=True), Line(first, ink), *rest)


def _ways(point: Point) -> list[tuple[Support, str]]:
    """Return how to press, for each support that is offered here, the best first."""
    said = [(way, point.positions.get(way, "")) for way in point.supports]
    found = [(way, text) for way, text in said if text]
    return found or [(way, point.do) for way in point.supports[:1]]


def _dose(view: BodyView, point: Point) -> tuple[str, ...]:
    times = f"{point.repetitions} times {point.hold_s:.0f} s, with rests between."
    ceiling = force_text(mn(point.ceiling_n), view.unit)
    low, high = (mn(n) for n in (point.sanity_low_n, point.sanity_high_n))
    low_text = force_text(low, view.unit).split()[0]
    usual = f"It often becomes tender at {low_text} to {force_text(high, view.unit)}."
    return f"{times} Never above {ceiling}, and yours may be far below.", usual


def _afterwards(view: BodyView, point: Point) -> Lines:
    movement = view.movements.get(point.figure)
    if movement is None:
        return _part("Afterwards", point.lengthen)
    how_long = f"{movement.seconds:.0f} s, twice, with easy breath and no bouncing."
    return _part("Afterwards", movement.text, how_long, movement.later)


def _paired(view: BodyView, point: Point) -> str:
    names = [view.points[key].plain for key in point.pairs if key in view.points]
    return f"Goes with: {', '.join(names)}." if names else ""


def patterns_of(view: BodyView, key: str) -> tuple[Pattern, ...]:
    """Return the bigger patterns that a point belongs to."""
    return tuple([each for each in view.patterns.values() if key in each.points])


def pattern_page(view: BodyView, key: str) -> Lines:
    """Return what often lies behind a place that comes back again and again."""
    point = view.points[key]
    lines = [
        Line("Do not chase one knot", TEXT, bold=True),
        Line(harmless(view.general.bigger), TEXT),
        *_spaced(_part(point.plain[:1].upper() + point.plain[1:], point.bigger)),
    ]
    for pattern in patterns_of(view, key):
        title = harmless(pattern.plain)
        lines += _spaced(_part(title[:1].upper() + title[1:], pattern.text))
    others = partners(view, key)
    if others:
        lines += [Line(), Line("Places that belong to it", ORB_IN, bold=True)]
        named = letters(view.points)
        lines += [
            Line(harmless(view.points[other].plain), GOOD, sign=f"{named.get(other, '·')}  ")
            for other in others
        ]
    return tuple(lines)


def partners(view: BodyView, key: str) -> tuple[str, ...]:
    """Return the other points of the same patterns, each once."""
    keys = [*view.points[key].pairs]
    keys += [other for pattern in patterns_of(view, key) for other in pattern.points]
    return tuple(dict.fromkeys([other for other in keys if other != key and other in view.points]))


def _spaced(part: Lines) -> Lines:
    return (Line(), *part) if part else ()
