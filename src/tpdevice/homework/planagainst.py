"""A plan against the atlas and the rules of a session: what cannot be, and what is unwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tpdevice.core import rules
from tpdevice.homework.offered import Offer, Offered
from tpdevice.homework.plan import Day, Plan, PlanPoint
from tpdevice.homework.planfile import Read
from tpdevice.homework.planlines import Path, line_of
from tpdevice.homework.problems import Problem, nearest
from tpdevice.homework.spacing import fitting, pressing_s

_DAYS: Final = tuple(Day)

Days = tuple[Day, ...]


def against(plan: Plan, offered: Offered, lines: dict[Path, int]) -> tuple[Problem, ...]:
    """Return errors and hints in the order of the file's lines."""
    points = dict(enumerate(plan.points))
    days = {number: plan.days_of(point) for number, point in points.items()}
    found = [
        *_places(points, offered, lines),
        *_excluded(points, plan.exclude, offered, lines=lines),
        *_twice(points, lines),
        *_week(points, days, lines),
        *_sittings(points, days, offered, lines=lines),
    ]
    return _in_order(found)


def partly(read: Read, offered: Offered) -> tuple[Problem, ...]:
    """Return everything that is wrong with a file that cannot be read as a plan.

    What can be read of it is held against the atlas, too; what cannot is told once.
    """
    told = {problem.key for problem in read.problems}
    somewhere = {
        number: point
        for number, point in read.places.items()
        if f"points[{number + 1}].side" not in told
    }
    days = {
        number: point.days or read.days
        for number, point in read.places.items()
        if f"points[{number + 1}].days" not in told
    }
    more = [
        *_places(read.places, offered, read.lines),
        *_excluded(read.places, read.exclude, offered, lines=read.lines),
        *_twice(somewhere, read.lines),
        *_week(read.places, days, read.lines),
    ]
    return _in_order([*read.problems, *[each for each in more if each.key not in told]])


def _in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.hint)))


def _places(
    points: Mapping[int, PlanPoint], offered: Offered, lines: dict[Path, int]
) -> Iterator[Problem]:
    """Yield what is wrong with places by themselves; each has its number from 0."""
    for number, point in points.items():
        offer = offered.points.get(point.point)
        found = (
            _unknown(point, offered)
            if offer is None
            else [*_place(point, offer), *_force(point, offer), *_dose(point, offer)]
        )
        for key, what, hint in [*found, *_movements(point, offered)]:
            yield _problem(lines, number, key, what, hint=hint, meant=_meant(key, point, offered))


Found = tuple[str, str, bool]
"""Key, what is wrong, and whether it is only a hint."""


def _problem(
    lines: dict[Path, int], number: int, key: str, what: str, *, hint: bool, meant: str
) -> Problem:
    line = line_of(lines, ("points", number, key))
    return Problem(line, f"points[{number + 1}].{key}", what, meant, hint=hint)


def _unknown(point: PlanPoint, offered: Offered) -> list[Found]:
    never = offered.never.get(point.point.lower())
    return [("point", never or f"The atlas has no place {point.point!r}.", False)]


def _meant(key: str, point: PlanPoint, offered: Offered) -> str:
    if key == "point" and point.point not in offered.points:
        return "" if point.point.lower() in offered.never else _like(point.point, offered)
    if key == "movements":
        wrong = next((m for m in point.movements if m not in offered.movements), "")
        return nearest(wrong, offered.movements)
    return ""


def _like(text: str, offered: Offered) -> str:
    """Return the id of the place that is most like a text: an id, a name, or what people say."""
    ids = nearest(text, offered.points)
    if ids:
        return ids
    words = {
        word: offer.key
        for offer in offered.points.values()
        for word in (offer.plain, offer.label, *offer.words)
    }
    return words.get(nearest(text, words), "")


def _place(point: PlanPoint, offer: Offer) -> Iterator[Found]:
    if point.side not in offer.sides:
        yield "side", f"{offer.key} has no side {str(point.side)!r}: {_or(offer.sides)}.", False
    if point.support is None or point.support in offer.supports:
        return
    ways = _or(offer.supports)
    if offer.offers(point.support):
        yield "support", f"The atlas has {offer.key} with {ways}.", True
    else:
        yield "support", f"{offer.key} is offered only with {ways}. {offer.care}", False


def _force(point: PlanPoint, offer: Offer) -> Iterator[Found]:
    ceiling_n = offer.ceiling_n
    if point.cap_n is not None and point.cap_n > ceiling_n:
        what = f"The ceiling at {offer.key} is {ceiling_n:g} N; a plan can only lower it."
        yield "cap_n", what, False
    if point.band_n is None:
        return
    low_n, high_n = point.band_n
    ceiling_n = min(ceiling_n, point.cap_n or ceiling_n)
    most_n = rules.TOP_PER_CEILING * ceiling_n
    if low_n >= high_n:
        yield "band_n", "The lower edge comes first.", False
    elif (high_n - low_n) / (high_n + low_n) < rules.NARROWEST:
        yield "band_n", "Too narrow for anybody to stay in.", False
    if high_n > ceiling_n:
        yield "band_n", f"Its top is above the ceiling here, {ceiling_n:g} N.", False
    elif high_n > most_n:
        what = f"A band ends at {most_n:.0f} N here, below the ceiling of {ceiling_n:g} N."
        yield "band_n", what, True


def _dose(point: PlanPoint, offer: Offer) -> Iterator[Found]:
    if point.hold_s is not None and point.hold_s > offer.hold_s:
        what = f"A hold at {offer.key} is at most {offer.hold_s:g} s; a plan can only shorten it."
        yield "hold_s", what, False
    if point.hold_s is not None and point.hold_s < rules.SHORTEST_HOLD_S:
        what = f"Less than {rules.SHORTEST_HOLD_S:g} s in a session counts as not held."
        yield "hold_s", what, True
    if point.repetitions is not None and point.repetitions > offer.repetitions:
        yield "repetitions", f"At {offer.key} {offer.repetitions} are the most.", False


def _movements(point: PlanPoint, offered: Offered) -> Iterator[Found]:
    for name in point.movements:
        if name not in offered.movements:
            yield "movements", f"The atlas has no movement {name!r}.", False
            return


def _excluded(
    points: Mapping[int, PlanPoint],
    exclude: tuple[str, ...],
    offered: Offered,
    *,
    lines: dict[Path, int],
) -> Iterator[Problem]:
    for name in exclude:
        if name not in offered.points and name.lower() not in offered.never:
            what = f"The atlas has no place {name!r}, so nothing would be left out."
            yield Problem(line_of(lines, ("exclude",)), "exclude", what, _like(name, offered))
    for number, point in points.items():
        if point.point in exclude:
            what = f"{point.point} is asked for here and left out by `exclude`."
            yield _problem(lines, number, "point", what, hint=False, meant="")


def _week(
    points: Mapping[int, PlanPoint], days: Mapping[int, Days], lines: dict[Path, int]
) -> Iterator[Problem]:
    """Yield what is wrong with days; `days` are those of each place."""
    full = [day for day in _DAYS if len(_on(day, days)) > rules.PLACES_PER_SITTING]
    if full:
        what = (
            f"{_and(full)}: more than {rules.PLACES_PER_SITTING} places in a day. Give places "
            "`days` of their own."
        )
        yield Problem(line_of(lines, ("days",)), "days", what)
    for number, its_days in days.items():
        close = _following(its_days)
        if close:
            own = points[number].days
            what = f"{_and(close)} follow each other; every other day is kinder to the same place."
            at: Path = ("points", number, "days") if own else ("days",)
            key = f"points[{number + 1}].days" if own else "days"
            yield Problem(line_of(lines, at), key, what, hint=True)
            if not own:
                return


def _on(day: Day, days: Mapping[int, Days]) -> list[int]:
    return [number for number, its_days in days.items() if day in its_days]


def _sittings(
    points: Mapping[int, PlanPoint],
    days: Mapping[int, Days],
    offered: Offered,
    *,
    lines: dict[Path, int],
) -> Iterator[Problem]:
    """Yield a hint where the places of one day ask for more than a sitting has, once."""
    for day in _DAYS:
        known = [points[n] for n in _on(day, days) if points[n].point in offered.points]
        asked = [_asked(point, offered) for point in known]
        long_s = sum(pressing_s(hold_s, times) for hold_s, times in asked)
        if len(asked) != rules.PLACES_PER_SITTING or long_s <= rules.PRESSED_PER_SITTING_S:
            continue
        fits = " and ".join([f"{min(fitting(s, len(asked)), n)} x {s:g} s" for s, n in asked])
        what = (
            f"{day}: about {long_s / 60:.0f} minutes of pressing, and a sitting ends at "
            f"{rules.PRESSED_PER_SITTING_S / 60:.0f}: the second place would get fewer holds. "
            f"{fits} fit; or give places `days` of their own."
        )
        yield Problem(line_of(lines, ("days",)), "days", what, hint=True)
        return


def _asked(point: PlanPoint, offered: Offered) -> tuple[float, int]:
    """Return how long and how often a place is to be held, as home takes it."""
    offer = offered.points[point.point]
    return point.hold_s or offer.hold_s, point.repetitions or offer.repetitions


def _twice(points: Mapping[int, PlanPoint], lines: dict[Path, int]) -> Iterator[Problem]:
    seen: Counter[tuple[str, str]] = Counter()
    for number, point in points.items():
        seen[point.point, point.side] += 1
        if seen[point.point, point.side] > 1:
            what = f"{point.point}, {point.side}, stands in the plan already."
            yield _problem(lines, number, "point", what, hint=False, meant="")


def _following(days: Days) -> list[Day]:
    """Return the days that have another one right before or after them; Sunday meets Monday."""
    numbers = {day.number for day in days}
    around = {day: {(day.number + 1) % 7, (day.number - 1) % 7} for day in days}
    return [day for day in _DAYS if around.get(day, set()) & numbers]


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(words)


def _and(words: list[Day]) -> str:
    return ", ".join(words)
