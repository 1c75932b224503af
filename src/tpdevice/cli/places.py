"""A place of the atlas in full, in words and as data; the same for terminal and reference page."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from tpdevice.core import rules
from tpdevice.core.text import sentence
from tpdevice.runtime import content
from tpdevice.runtime.atlas import Never, Point, Region
from tpdevice.runtime.opening import REST_S
from tpdevice.runtime.searching import Hit


def in_full(point: Point) -> list[tuple[str, str]]:
    """Return everything that is known of a place, as pairs of a name and words."""
    movement = content.movements()[point.figure]
    pairs = [
        ("where", point.where),
        ("felt", point.felt),
        ("press", point.do),
        *point.positions.items(),
        ("tool", point.tool),
        ("mind", point.care),
        ("band", band(point)),
        ("dose", dose(point)),
        ("first", lock(point)),
        ("then", f"{point.lengthen}. {movement.text}"),
        ("later", movement.later),
        ("compare", point.self_test),
        ("bigger", point.bigger),
        ("with", "; ".join(_called(point.pairs))),
        ("for", "; ".join(content.themes()[theme] for theme in point.themes)),
    ]
    return [(str(name), words) for name, words in pairs if words]


def band(point: Point) -> str:
    """Return how strong it may get, in words."""
    gentle = f"gentle, at most {rules.GENTLE[1]:g} of first tender"
    kind = gentle if point.gentle else "between your two marks"
    usual = f"first tender is usually {point.sanity_low_n:g} to {point.sanity_high_n:g} N"
    return f"{kind}; never above {point.ceiling_n:g} N; {usual}"


def dose(point: Point) -> str:
    """Return how long and how often, in words."""
    sides = " or ".join(point.sides)
    return f"{point.repetitions} x {point.hold_s:g} s, {REST_S:g} s between; {sides}"


def lock(point: Point) -> str:
    """Return what is asked each time before it, or nothing."""
    if not point.locked_by:
        return ""
    question = content.questions()[point.locked_by]
    items = "; ".join(item[:1].lower() + item[1:] for item in question.items)
    return f"Asked each time: {question.title} {sentence(items)}. If so: {question.advice}"


def felt_in(region: Region) -> list[str]:
    """Return the places that often feel in a region, each with its id."""
    return _called(region.points)


def _called(keys: Iterable[str]) -> list[str]:
    return [f"{key} {content.point(key).plain}" for key in keys]


def point_data(point: Point) -> dict[str, Any]:
    """Return everything that is known of a place, for programs."""
    return asdict(point) | {"movement": asdict(content.movements()[point.figure])}


def never_data(place: Never) -> dict[str, Any]:
    """Return what is never offered, for programs."""
    return asdict(place)


def atlas_data() -> dict[str, Any]:
    """Return the whole atlas, for programs."""
    return {
        "general": asdict(content.general()),
        "points": [point_data(point) for point in content.points().values()],
        "never": [never_data(place) for place in content.never().values()],
        "regions": [asdict(region) for region in content.regions().values()],
        "patterns": [asdict(pattern) for pattern in content.patterns().values()],
        "themes": content.themes(),
    }


def hit_data(hit: Hit) -> dict[str, Any]:
    """Return what words led to, for programs."""
    return asdict(hit)
