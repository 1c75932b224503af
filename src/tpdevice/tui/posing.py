"""A small figure in a pose, and on its way from one to the next. Pure."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import JOINTS, Movement, Pose
from tpdevice.runtime.content import movements, points
from tpdevice.tui.pixels import SUB, Pixels, blank
from tpdevice.tui.strokes import Poly

Joints = tuple[tuple[float, float], ...]
"""Where each of `JOINTS` is, in their order."""

Across = NDArray[np.floating[Any]]

FAR, TRUNK, NEAR, FLOOR, SEAT = 1, 2, 3, 4, 5
"""Pixels of the limbs behind, trunk and head, the limbs in front, the floor, what is sat on."""

_THICK: Final = 0.034
"""Half the width of a limb."""
_HEAD: Final = 0.076
_FOOT: Final = 0.075
_SEAT: Final = 0.1
"""Half the width of what is sat on."""
_LEVEL: Final = 0.14
"""Less than so much between hip and knee is level: the figure sits. Chosen."""
_AT: Final = {name: number for number, name in enumerate(JOINTS)}
_LIMBS: Final = (
    ("shoulder", "elbow"), ("elbow", "hand"), ("hip", "knee"), ("knee", "foot"),
)  # fmt: skip


def movement_of(point: str, key: str = "") -> Movement | None:
    """Return what lengthens after a point, or a movement by its key, if the atlas knows it."""
    if key:
        return movements().get(key)
    found = points().get(point)
    return None if found is None else movements().get(found.figure)


def joints(pose: Pose, side: Side) -> Joints:
    """Return a pose as it is after pressing on a side; poses are made for the right."""
    left = side is Side.LEFT
    places = [pose[name] for name in JOINTS]
    return tuple([(1 - x, y) if left else (x, y) for x, y in places])


def between(poses: Sequence[Joints], share: float) -> Joints:
    """Return where a figure is on its way from the first pose to the last, 0 to 1."""
    along = min(max(share, 0.0), 1.0) * (len(poses) - 1)
    first = min(int(along), max(len(poses) - 2, 0))
    part = along - first
    start, end = poses[first], poses[min(first + 1, len(poses) - 1)]
    return tuple(
        [
            (x0 + part * (x1 - x0), y0 + part * (y1 - y0))
            for (x0, y0), (x1, y1) in zip(start, end, strict=True)
        ]
    )


def furthest(poses: Sequence[Joints]) -> Joints:
    """Return the pose that is furthest from the first one: what the movement is about."""
    first = np.array(poses[0])
    return max(poses, key=lambda pose: float(np.hypot(*(np.array(pose) - first).T).sum()))


def sits(pose: Joints) -> bool:
    """Return whether a figure needs something to sit on."""
    hip = pose[_AT["hip"]][1]
    if max(pose[_AT[name]][1] for name in ("l_knee", "r_knee")) > 1 - _LEVEL:
        return False
    for sign in ("l", "r"):
        knee, foot = pose[_AT[f"{sign}_knee"]][1], pose[_AT[f"{sign}_foot"]][1]
        if abs(hip - knee) < _LEVEL and foot - knee > _LEVEL:
            return True
    return False


@lru_cache(256)
def posed(pose: Joints, columns: int, rows: int, *, facing: int = 0) -> Pixels:
    """Return the figure as pixels, as large as fits and standing on the floor.

    `facing` is where it looks: 1 to the right, -1 to the left, 0 to us or away from us.
    """
    pixels = blank(columns, rows)
    size = min(columns / 2, rows) * SUB
    x = (np.arange(columns * SUB)[None, :] + 0.5 - columns * SUB / 2) / (2 * size) + 0.5
    y = (np.arange(rows * SUB)[:, None] + 0.5 - rows * SUB) / size + 1
    pixels[(y > 1 - 1.5 / size) & (y <= 1) & (x >= 0) & (x <= 1)] = FLOOR
    if sits(pose):
        _seat(pixels, x, y, pose)
    for value, sign in ((FAR, "l"), (NEAR, "r")):
        if value == NEAR:
            _trunk(pixels, x, y, pose)
        for one, other in _LIMBS:
            _bone(pixels, (x, y), _place(pose, f"{sign}_{one}"), _place(pose, f"{sign}_{other}"),
                  value)  # fmt: skip
        _foot(pixels, (x, y), pose, sign, value=value, facing=facing)
    pixels.flags.writeable = False
    return pixels


def _place(pose: Joints, name: str) -> NDArray[np.float64]:
    return np.array(pose[_AT[name]])


def _seat(pixels: Pixels, x: Across, y: Across, pose: Joints) -> None:
    hip = _place(pose, "hip")
    top = hip[1] + 1.4 * _THICK
    pixels[(np.abs(x - hip[0]) < _SEAT) & (y > top) & (y <= 1)] = SEAT


def _foot(
    pixels: Pixels, at: tuple[Across, Across], pose: Joints, sign: str, *, value: int, facing: int
) -> None:
    """Draw a foot under a shin that stands; one that lies shows none."""
    ankle, knee = _place(pose, f"{sign}_foot"), _place(pose, f"{sign}_knee")
    if facing and ankle[1] - knee[1] > abs(ankle[0] - knee[0]):
        _bone(pixels, at, ankle, ankle + np.array([_FOOT * facing, 0.0]), value)


def _trunk(pixels: Pixels, x: Across, y: Across, pose: Joints) -> None:
    head, neck, hip = (_place(pose, name) for name in ("head", "neck", "hip"))
    for sign in ("l", "r"):
        _bone(pixels, (x, y), neck, _place(pose, f"{sign}_shoulder"), TRUNK)
        _bone(pixels, (x, y), hip, _place(pose, f"{sign}_hip"), TRUNK)
        _bone(pixels, (x, y), _place(pose, f"{sign}_shoulder"), _place(pose, f"{sign}_hip"), TRUNK)
    corners = [pose[_AT[name]] for name in ("l_shoulder", "r_shoulder", "r_hip", "l_hip")]
    pixels[Poly(tuple(corners)).mask(x, y)] = TRUNK
    _bone(pixels, (x, y), neck, hip, TRUNK, thick=1.6 * _THICK)
    _bone(pixels, (x, y), neck, head, TRUNK, thick=0.9 * _THICK)
    pixels[np.hypot(x - head[0], y - head[1]) < _HEAD] = TRUNK


def _bone(
    pixels: Pixels,
    at: tuple[Across, Across],
    one: NDArray[np.float64],
    other: NDArray[np.float64],
    value: int,
    *,
    thick: float = _THICK,
) -> None:
    """Draw a limb with round ends; only the pixels around it are looked at."""
    (columns, x), (rows, y) = (
        _near(axis, ends, thick)
        for axis, ends in zip(at, zip(one, other, strict=True), strict=True)
    )
    dx, dy = other - one
    length = dx * dx + dy * dy or 1e-9
    along = np.clip(((x - one[0]) * dx + (y - one[1]) * dy) / length, 0, 1)
    away = np.hypot(x - one[0] - along * dx, y - one[1] - along * dy)
    pixels[rows, columns][away < thick] = value


def _near(axis: Across, ends: tuple[float, float], thick: float) -> tuple[slice, Across]:
    """Return which part of an axis a limb can touch; an axis has one long side."""
    flat = axis.ravel()
    first, after = np.searchsorted(flat, (min(ends) - thick, max(ends) + thick))
    part = flat[first:after]
    return slice(first, after), part[None, :] if axis.shape[0] == 1 else part[:, None]
