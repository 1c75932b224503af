"""Joins the numbers of `atlas.toml` and `movements.toml` with the words of one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

from tpdevice.core.band import Support
from tpdevice.core.errors import PlanError
from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import (
    JOINTS,
    General,
    Movement,
    Never,
    Pattern,
    Point,
    Region,
    Spot,
    View,
)
from tpdevice.runtime.contentfiles import read, read_words

ATLAS: Final = "atlas.toml"
MOVEMENTS: Final = "movements.toml"
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _PointFacts:
    gentle: bool
    ceiling_n: float
    sanity_low_n: float
    sanity_high_n: float
    hold_s: float
    repetitions: int
    sides: tuple[Side, ...]
    supports: tuple[Support, ...]
    themes: tuple[str, ...]
    refers: tuple[str, ...]
    figure: str
    spots: tuple[Spot, ...]
    locked_by: str = ""


@dataclass(frozen=True, slots=True)
class _Spots:
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Atlas:
    points: dict[str, _PointFacts]
    regions: dict[str, _Spots]
    never: dict[str, _Spots]
    patterns: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Moves:
    view: View
    seconds: float
    poses: tuple[dict[str, tuple[float, float] | str], ...]


@dataclass(frozen=True, slots=True)
class _Figures:
    stances: dict[str, dict[str, tuple[float, float]]]
    movements: dict[str, _Moves]


@dataclass(frozen=True, slots=True)
class _PointWords:
    label: str
    plain: str
    where: str
    felt: str
    do: str
    care: str
    tool: str
    lengthen: str
    positions: dict[Support, str]
    self_test: str = ""
    bigger: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _RegionWords:
    plain: str
    words: tuple[str, ...] = ()
    care: str = ""


@dataclass(frozen=True, slots=True)
class _NeverWords:
    label: str
    why: str
    instead: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _PatternWords:
    plain: str
    text: str


@dataclass(frozen=True, slots=True)
class _MoveWords:
    text: str
    later: str = ""


@dataclass(frozen=True, slots=True)
class _Texts:
    general: General
    themes: dict[str, str]
    points: dict[str, _PointWords]
    regions: dict[str, _RegionWords]
    never: dict[str, _NeverWords]
    patterns: dict[str, _PatternWords]
    movements: dict[str, _MoveWords]


@cache
def points(language: str) -> dict[str, Point]:
    """Return every point; `pairs` follow from the patterns."""
    facts, words = _atlas(), _texts(language)
    _same_keys("points", facts.points, words.points)
    return {key: _point(key, each, words.points[key]) for key, each in facts.points.items()}


@cache
def regions(language: str) -> dict[str, Region]:
    """Return every region; its points are those that name it, by how early they do."""
    facts, words = _atlas(), _texts(language)
    _same_keys("regions", facts.regions, words.regions)
    return {
        key: Region(key=key, spots=each.spots, points=_felt(key), **_fields(words.regions[key]))
        for key, each in facts.regions.items()
    }


@cache
def never(language: str) -> dict[str, Never]:
    """Return every place that is not offered."""
    facts, words = _atlas().never, _texts(language).never
    _same_keys("never", facts, words)
    return {
        key: Never(key=key, spots=each.spots, **_fields(words[key])) for key, each in facts.items()
    }


@cache
def patterns(language: str) -> dict[str, Pattern]:
    """Return every pattern."""
    facts, words = _atlas().patterns, _texts(language).patterns
    _same_keys("patterns", facts, words)
    return {
        key: Pattern(key, words[key].plain, words[key].text, keys) for key, keys in facts.items()
    }


@cache
def movements(language: str) -> dict[str, Movement]:
    """Return every movement, each pose complete."""
    figures, words = read(MOVEMENTS, _Figures), _texts(language).movements
    _same_keys("movements", figures.movements, words)
    return {
        key: Movement(
            key, words[key].text, words[key].later, each.view, each.seconds, _poses(figures, key)
        )
        for key, each in figures.movements.items()
    }


def general(language: str) -> General:
    """Return what holds for every point."""
    return _texts(language).general


def themes(language: str) -> dict[str, str]:
    """Return every theme in plain words."""
    return _texts(language).themes


def _point(key: str, facts: _PointFacts, words: _PointWords) -> Point:
    _known(f"points.{key}.themes", facts.themes, _texts("en").themes)
    _known(f"points.{key}.refers", facts.refers, _atlas().regions)
    if set(words.positions) != set(facts.supports):
        raise PlanError(ATLAS, f"points.{key}.supports and the positions of the texts differ.")
    return Point(key=key, pairs=_pairs(key), **_fields(facts), **_fields(words))


def _fields(values: object) -> dict[str, Any]:
    return {name: getattr(values, name) for name in values.__match_args__}  # type: ignore[attr-defined]


def _pairs(key: str) -> tuple[str, ...]:
    together = [each for keys in _atlas().patterns.values() if key in keys for each in keys]
    return tuple(dict.fromkeys([each for each in together if each != key]))


def _felt(region: str) -> tuple[str, ...]:
    ranked = [
        (facts.refers.index(region), number, key)
        for number, (key, facts) in enumerate(_atlas().points.items())
        if region in facts.refers
    ]
    return tuple([key for _, _, key in sorted(ranked)])


def _poses(figures: _Figures, key: str) -> tuple[dict[str, tuple[float, float]], ...]:
    return tuple([_pose(figures, key, pose) for pose in figures.movements[key].poses])


def _pose(
    figures: _Figures, key: str, pose: Mapping[str, tuple[float, float] | str]
) -> dict[str, tuple[float, float]]:
    """Return a stance with the joints that this pose has elsewhere."""
    stance = str(pose.get("stance", ""))
    _known(f"movements.{key}.poses.stance", (stance,), figures.stances)
    own = {joint: at for joint, at in pose.items() if not isinstance(at, str)}
    _known(f"movements.{key}.poses", own, JOINTS)
    return figures.stances[stance] | own


def _same_keys(part: str, facts: Mapping[str, object], words: Mapping[str, object]) -> None:
    for key in _differing(facts, words):
        raise PlanError(ATLAS, f"{part}.{key} has numbers or words, and not both.")


def _differing(facts: Mapping[str, object], words: Mapping[str, object]) -> Iterator[str]:
    yield from sorted(facts.keys() ^ words.keys())


def _known(where: str, keys: Any, known: Any) -> None:
    for key in keys:
        if key not in known:
            raise PlanError(ATLAS, f"{where} names {key!r}, which is not there.")


@cache
def _atlas() -> _Atlas:
    return read(ATLAS, _Atlas)


@cache
def _texts(language: str) -> _Texts:
    return read_words("texts", _Texts, language=language)
