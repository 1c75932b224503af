"""Joins the numbers of `atlas.toml` and `movements.toml` with the words of one language."""

from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Any, Final, cast

from msgspec.structs import asdict

from tpdevice.core.errors import PlanError
from tpdevice.runtime import atlasrows as rows
from tpdevice.runtime.atlas import JOINTS, General, Movement, Never, Pattern, Point, Pose, Region
from tpdevice.runtime.contentfiles import read, read_words

ATLAS: Final = "atlas.toml"
MOVEMENTS: Final = "movements.toml"


@cache
def points(language: str) -> dict[str, Point]:
    """Return every point; `pairs` follow from the patterns."""
    facts, words = _atlas().points, _texts(language).points
    _same_keys("points", facts, words)
    return {
        key: Point(key=key, pairs=_pairs(key), **_of_point(key, each, words[key]))
        for key, each in facts.items()
    }


@cache
def regions(language: str) -> dict[str, Region]:
    """Return every region; its points are those that name it, by how early they do."""
    facts, words = _atlas().regions, _texts(language).regions
    _same_keys("regions", facts, words)
    return {
        key: Region(key=key, spots=each.spots, points=_felt_in(key), **asdict(words[key]))
        for key, each in facts.items()
    }


@cache
def never(language: str) -> dict[str, Never]:
    """Return every place that is not offered."""
    facts, words = _atlas().never, _texts(language).never
    _same_keys("never", facts, words)
    return {
        key: Never(key=key, spots=each.spots, **asdict(words[key])) for key, each in facts.items()
    }


@cache
def patterns(language: str) -> dict[str, Pattern]:
    """Return every pattern."""
    facts, words = _atlas().patterns, _texts(language).patterns
    _same_keys("patterns", facts, words)
    for key, keys in facts.items():
        _known(ATLAS, f"patterns.{key}", keys, _atlas().points)
    return {key: Pattern(key=key, points=keys, **asdict(words[key])) for key, keys in facts.items()}


@cache
def movements(language: str) -> dict[str, Movement]:
    """Return every movement, each pose complete."""
    figures, words = _figures(), _texts(language).movements
    _same_keys("movements", figures.movements, words)
    return {
        key: Movement(
            key=key,
            view=each.view,
            seconds=each.seconds,
            poses=tuple([_pose(figures, key, pose) for pose in each.poses]),
            **asdict(words[key]),
        )
        for key, each in figures.movements.items()
    }


def general(language: str) -> General:
    """Return what holds for every point."""
    return _texts(language).general


def themes(language: str) -> dict[str, str]:
    """Return every theme in plain words."""
    return _texts(language).themes


def _of_point(key: str, facts: rows.PointFacts, words: rows.PointWords) -> dict[str, Any]:
    atlas, where = _atlas(), f"points.{key}"
    _known(ATLAS, f"{where}.refers", facts.refers, atlas.regions)
    _known(ATLAS, f"{where}.figure", (facts.figure,), _figures().movements)
    if set(words.positions) != set(facts.supports):
        raise PlanError(ATLAS, f"{where}.supports and the positions of the texts differ.")
    return asdict(facts) | asdict(words)


def _pairs(key: str) -> tuple[str, ...]:
    together = [each for keys in _atlas().patterns.values() if key in keys for each in keys]
    return tuple(dict.fromkeys([each for each in together if each != key]))


def _felt_in(region: str) -> tuple[str, ...]:
    ranked = [
        (facts.refers.index(region), number, key)
        for number, (key, facts) in enumerate(_atlas().points.items())
        if region in facts.refers
    ]
    return tuple([key for _, _, key in sorted(ranked)])


def _pose(figures: rows.Figures, key: str, pose: Mapping[str, rows.At | str]) -> Pose:
    """Return a stance with the joints that this pose has elsewhere."""
    stance, where = str(pose.get("stance", "")), f"movements.{key}.poses"
    _known(MOVEMENTS, where, (stance,), figures.stances)
    own = {joint: at for joint, at in pose.items() if joint != "stance"}
    _known(MOVEMENTS, where, own, JOINTS)
    return figures.stances[stance] | cast("dict[str, rows.At]", own)


def _same_keys(part: str, facts: Mapping[str, object], words: Mapping[str, object]) -> None:
    for key in sorted(facts.keys() ^ words.keys()):
        raise PlanError(ATLAS, f"{part}.{key} has numbers or words, and not both.")


def _known(file: str, where: str, keys: Iterable[str], known: Container[str]) -> None:
    for key in keys:
        if key not in known:
            raise PlanError(file, f"{where} names {key!r}, which is not there.")


@cache
def _atlas() -> rows.Atlas:
    return read(ATLAS, rows.Atlas)


@cache
def _figures() -> rows.Figures:
    return read(MOVEMENTS, rows.Figures)


@cache
def _texts(language: str) -> rows.Texts:
    texts = read_words("texts", rows.Texts, language=language)
    for key, point in _atlas().points.items():
        _known(ATLAS, f"points.{key}.themes", point.themes, texts.themes)
    return texts
