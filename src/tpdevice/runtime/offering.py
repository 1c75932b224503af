"""The atlas as plans see it."""

from functools import cache

from tpdevice.homework.offered import Offer, Offered
from tpdevice.runtime import content
from tpdevice.runtime.atlas import Never, Point
from tpdevice.runtime.contentfiles import ENGLISH


@cache
def offered(language: str = ENGLISH) -> Offered:
    """Return what a plan may ask for, and what not."""
    return Offered(
        points={key: _offer(point) for key, point in content.points(language).items()},
        never={
            word.lower(): _why(never)
            for key, never in content.never(language).items()
            for word in (key, never.label, *never.words)
        },
        movements={key: each.text for key, each in content.movements(language).items()},
        themes=content.themes(language),
        stop=content.general(language).stop,
    )


def _offer(point: Point) -> Offer:
    return Offer(
        key=point.key,
        plain=point.plain,
        label=point.label,
        sides=point.sides,
        supports=point.supports,
        gentle=point.gentle,
        ceiling_n=point.ceiling_n,
        hold_s=point.hold_s,
        repetitions=point.repetitions,
        themes=point.themes,
        where=point.where,
        care=point.care,
        tool=point.tool,
        positions=point.positions,
        movement=point.figure,
        words=point.words,
    )


def _why(never: Never) -> str:
    return f"{never.label}: never offered. {never.why}"
