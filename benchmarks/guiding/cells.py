"""Which people are held in which way: one list of courses for each row of the table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from benchmarks.guiding.course import WAYS, Course
from tpsim.population import SUPPORTS
from tpsim.sensor import SENSORS

COMPARED: Final = ("no feedback", "live number", "one-sided", "raw zone", "plain cues", "ours")
WAYWARD: Final = ("ignores", "late", "overshoots", "asleep", "coughs", "lifts_off", "far_too_hard")

TORNADO: Final[tuple[tuple[str, str, float, float], ...]] = (
    ("wander", "wander", 0.5, 1.5),
    ("beat near 1 Hz", "beat", 0.5, 2.0),
    ("breath", "breath", 0.0, 2.0),
    ("depth of slack", "slack", 0.5, 1.4),
    ("time constant of slack", "slack_s", 0.6, 1.6),
    ("slack that a correction renews", "slack_again", 0.0, 4.0),
    ("shifts of posture", "posture_per_min", 0.0, 2.0),
    ("reaction time", "reaction_s", 0.7, 1.5),
    ("pace of a slow correction", "slowly_per_s", 0.6, 1.6),
    ("how well one stops at a word", "stop_sd", 0.0, 2.0),
    ("corrections not followed", "disobeys", 0.0, 4.0),
    ("tissue that is felt and corrected", "force_sense_per_s", 0.3, 2.0),
)
"""What is assumed of people: its name, the field, and the factors that it is moved by."""


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
    few, some = max(2, people // 8), max(2, people // 5)
    blank = Course("ours", "hand", 0, seed_base)

    def cell(part: str, name: str, count: int, course: Course) -> Cell:
        made = tuple([replace(course, index=i) for i in range(count)])
        return Cell(part, name, course.way, course.support, made)

    for support, way in product(SUPPORTS, WAYS):
        yield cell("supports", support, people, replace(blank, way=way, support=support))
    for sensor, support, way in product(SENSORS, ("hand", "lying"), COMPARED):
        course = replace(blank, way=way, support=support, sensor=sensor)
        yield cell("sensors", sensor, few, course)
    for support, way in product(SUPPORTS, ("plain cues", "ours")):
        course = replace(blank, way=way, support=support, own=True)
        yield cell("own bands", support, some, course)
    for scenario, way in product(WAYWARD, ("plain cues", "ours")):
        yield cell("wayward", scenario, few, replace(blank, way=way, scenario=scenario))
    for way in COMPARED:
        yield cell("silence of 3.5 s", "hand", few, replace(blank, way=way, stall_s=3.5))
    for support in ("hand", "lying"):
        yield cell("moved", AS_ASSUMED, some, replace(blank, support=support))
    for name, field, low, high in TORNADO:
        for factor, support in product((low, high), ("hand", "lying")):
            course = replace(blank, support=support, changes=((field, factor),))
            yield cell("moved", f"{name} x {factor:g}", some, course)
