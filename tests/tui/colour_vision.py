"""How far apart two colours are for people who see colours in different ways."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

VISIONS: dict[str, Matrix] = {
    "normal": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
"""Linear RGB as it is seen. Source: Machado, Oliveira and Fernandes 2009, severity 1.0; they call
their tritanopia an approximation."""

_TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
"""Source: IEC 61966-2-1, sRGB under D65."""
_WHITE = np.array([0.95047, 1.0, 1.08883])


def difference(one: int, other: int, vision: Matrix) -> float:
    """Return the distance of two colours in CIELAB 1976; about 2.3 is just noticeable."""
    return float(np.linalg.norm(_lab(one, vision) - _lab(other, vision)))


def _lab(colour: int, vision: Matrix) -> Matrix:
    parts = np.array([(colour >> s) & 255 for s in (16, 8, 0)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = _TO_XYZ @ np.clip(vision @ linear, 0, 1) / _WHITE
    x, y, z = np.where(seen > 216 / 24389, np.cbrt(seen), (24389 / 27 * seen + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
