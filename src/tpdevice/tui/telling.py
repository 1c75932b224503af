"""What is said of a place, line by line: in the list beside the body, and on its own page."""

from tpdevice.core.plan import Side
from tpdevice.core.text import harmless
from tpdevice.runtime.atlas import Never, Point
from tpdevice.tui.bodymarks import Kind
from tpdevice.tui.bodyview import BodyView
from tpdevice.tui.choosing import Choosing, Way
from tpdevice.tui.palette import GOOD, MUTED, TEXT, TONES
from tpdevice.tui.widgets.page import Line, Lines

_INDENT = "  "


def told(now: Choosing) -> Lines:
    """Return what stands beside the drawing."""
    above = _way(now)
    match now.kind:
        case Kind.POINT:
            return (*above, *short(now.view, now.key, now.side))
        case Kind.NEVER:
            return (*above, *refused(now.view.never[now.key]))
        case Kind.REGION:
            return _region(now)
        case _:
            return (Line("Nothing was found.", TEXT, bold=True), Line(_OTHER_WORDS, MUTED))


_OTHER_WORDS = "Try a part of the body, such as temple, low back or forearm."


def _way(now: Choosing) -> Lines:
    if not (now.way is Way.HURTS and now.region) or now.asked:
        return ()
    region = now.view.regions[now.region]
    care = (Line(harmless(region.care), TONES["less"], sign="! "),) if region.care else ()
    return (Line(harmless(now.view.general.felt), MUTED), *care, Line())


def _region(now: Choosing) -> Lines:
    region = now.view.regions[now.key]
    places = [now.view.points[key].plain for key in region.points]
    return (
        Line(harmless(region.plain), TEXT, bold=True),
        Line(f"{now.side} side" if now.side is not Side.MIDDLE else "middle", MUTED),
        Line(),
        Line("Often felt here:", MUTED),
        *[Line(harmless(place), TEXT, sign="· ") for place in places],
        *(() if places else (Line("no place of this atlas", TEXT, sign="· "),)),
    )


def standing(view: BodyView, key: str, side: Side) -> Lines:
    """Return whether a place is free today, with a form and a word, not a colour alone.

    The drawing has no middle beside left and right, so that what rests there is told in words.
    """
    why = view.rests(key, side)
    here = _rests("rests today", why) if why else Line("free today", GOOD, sign="✓ ", bold=True)
    middle = view.rests(key, Side.MIDDLE)
    if not middle or middle == why:
        return (here,)
    return (here, _rests("rests today in the middle", middle))


def _rests(words: str, why: str) -> Line:
    return Line(f"{words}: {harmless(why)}", TONES["rest"], sign="( ", bold=True)


def short(view: BodyView, key: str, side: Side) -> Lines:
    """Return a point in a few lines."""
    point = view.points[key]
    felt = (Line(), Line(f"Often felt: {_small(point.felt)}", MUTED)) if point.felt else ()
    return (
        Line(harmless(point.plain), TEXT, bold=True),
        Line(f"{harmless(point.label)} · {side}", MUTED),
        *standing(view, key, side),
        *gates(point),
        Line(),
        Line(harmless(point.where), TEXT),
        *felt,
    )


def gates(point: Point) -> Lines:
    """Return what makes a point one to be careful with."""
    gentle = (Line("gentle: light pressure only", TONES["slow"], sign="~ "),)
    locked = (Line("a question about nerves comes first", TONES["ask"], sign="? "),)
    return (*(gentle if point.gentle else ()), *(locked if point.locked_by else ()))


def refused(place: Never) -> Lines:
    """Return a place that is not offered, why, and what may be done instead."""
    instead = (Line(), Line(f"Instead: {_small(place.instead)}", TEXT)) if place.instead else ()
    return (
        Line(harmless(place.label), TEXT, bold=True),
        Line("not offered here", TONES["stop"], sign="× ", bold=True),
        Line(),
        Line(harmless(place.why), TEXT),
        *instead,
    )


def _small(text: str) -> str:
    clean = harmless(text)
    return clean[:1].lower() + clean[1:]
