"""Which people are held in which way: one list of courses for each row of the table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from benchmarks.guiding.course import WAYS, Course
from tpsim.population import SUPPORTS
from tpsim.sensor import SENSORS

COMPARED: Final = ("no feedback", "live number", "one-sided", "raw zone", "plain cues", "ours")
_BOTH: Final = ("plain cues", "ours")
WAYWARD: Final[dict[str, tuple[str, ...]]] = {
    "obedient": (*_BOTH, "ours, asking"),
    "ignores": _BOTH,
    "late": ("ours, asking",),
    "overshoots": _BOTH,
    "asleep": _BOTH,
    "coughs": _BOTH,
    "lifts_off": ("ours, asking",),
    "far_too_hard": _BOTH,
}
"""Which ways each is guided in, the obedient beside them. Who answers late, or takes the hand away
to answer, has to be asked something."""

TORNADO: Final[tuple[tuple[str, str, float, float], ...]] = (
    ("wander", "wander", 0.5, 1.5),
    ("beat near 1 Hz", "beat", 0.5, 2.0),
    ("breath", "breath", 0.0, 2.0),
    ("depth of slack", "slack", 0.5, 1.4),
    ("time constant of slack", "slack_s", 0.6, 1.6),
    ("shifts of posture", "posture_per_min", 0.0, 2.0),
    ("reaction time", "reaction_s", 0.7, 1.5),
    ("pace of a slow correction", "slowly_per_s", 0.6, 1.6),
    ("how well one stops at a word", "stop_sd", 0.0, 2.0),
    ("corrections not followed", "disobeys", 0.0, 4.0),
    ("tissue that is felt", "force_sense_per_s", 0.3, 2.0),
)
"""What is assumed of people: its name, the field, and the factors that it is moved by."""

RENEWED: Final = ("slack that is renewed", "slack_again")
RENEWS: Final = {"hand": (0.0, 0.5), "lying": (0.25, 0.5)}
"""Share of the loss that a correction renews: set and not multiplied, since lying it is 0."""

AS_ASSUMED: Final = "nothing moved"


@dataclass(frozen=True, slots=True)
class Cell:
    """One row: what it is about, and its courses."""

    part: str
    name: str
    way: str
    support: str
    courses: tuple[Course, ...]


def cells(people: int, seed_base: int) -> Iterator[Cell]:
    """Yield every row for so many people; parts that matter less take fewer."""
    fewer, few, some = max(2, people // 16), max(2, people // 8), max(2, people // 5)
    blank = Course("ours", "hand", 0, seed_base)
    for support, way in product(SUPPORTS, WAYS):
        yield _cell("supports", support, people, replace(blank, way=way, support=support))
    for sensor, support, way in product(SENSORS, SUPPORTS, COMPARED):
        course = replace(blank, way=way, support=support, sensor=sensor)
        yield _cell("sensors", sensor, few if support in ("hand", "lying") else fewer, course)
    for support, way in product(SUPPORTS, _BOTH):
        course = replace(blank, way=way, support=support, own=True)
        yield _cell("own bands", support, some, course)
    for scenario, ways in WAYWARD.items():
        for way in ways:
            yield _cell("wayward", scenario, few, replace(blank, way=way, scenario=scenario))
    for way in COMPARED:
        yield _cell("silence of 3.5 s", "hand", few, replace(blank, way=way, stall_s=3.5))
    yield from _moved(some, blank)


def _moved(count: int, blank: Course) -> Iterator[Cell]:
    """Yield what becomes of ours with one assumption moved, both ways."""
    for support in RENEWS:
        yield _cell("moved", AS_ASSUMED, count, replace(blank, support=support))
    for name, field, low, high in TORNADO:
        for factor, support in product((low, high), RENEWS):
            course = replace(blank, support=support, changes=((field, factor),))
            yield _cell("moved", f"{name} x {factor:g}", count, course)
    name, field = RENEWED
    for support, values in RENEWS.items():
        for value in values:
            course = replace(blank, support=support, sets=((field, value),))
            yield _cell("moved", f"{name} = {value:g}", count, course)


def _cell(part: str, name: str, count: int, course: Course) -> Cell:
    made = tuple([replace(course, index=i) for i in range(count)])
    return Cell(part, name, course.way, course.support, made)
