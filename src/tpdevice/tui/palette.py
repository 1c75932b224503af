"""Colours as 0xRRGGBB, by name. Meaning is never carried by colour alone.

The values are those of the dark theme; `themes` says what a name is in the others.
"""

from functools import lru_cache
from typing import Final

GROUND: Final = 0x0A0E12
PANEL: Final = 0x10171E
TROUGH: Final = 0x18212B
LINE: Final = 0x3A4A59
TEXT: Final = 0xF2F6FA
MUTED: Final = 0x9AABBB
INK: Final = 0x05090C
"""Letters on a cue colour."""
CAP: Final = 0xBCC8D4
"""Key caps."""
IDLE: Final = 0x9AA9B8
"""Seconds that stand still."""
GOOD: Final = 0x95F5C8
BAND: Final = 0x144240
HATCH: Final = 0x3F8F83
AREA: Final = 0x1C3040
"""Under the trace."""
ORB: Final = 0x7B93EA
ORB_IN: Final = 0xAFC0FF
ORB_RING: Final = 0x40578F
BODY: Final = 0x647C92
MADE_UP: Final = 0xE79CFF
"""SIMULATED."""

TONES: Final[dict[str, int]] = {
    "more": 0x58B3F6,
    "good": GOOD,
    "less": 0xFFA12B,
    "stop": 0xFF9A8C,
    "ask": 0xFFDC6B,
    "rest": 0xB5C5FF,
    "slow": 0xF5C9F0,
    "done": 0xDCE7EF,
}
"""Field of the cue, by its tone."""


def tone(name: str) -> int:
    """Return the colour of a tone; one that nobody thought of looks like a question."""
    return TONES.get(name, TONES["ask"])


@lru_cache(4096)
def mix(under: int, over: int, share: float) -> int:
    """Return `share` of `over` on `under`, 0 to 1."""
    channels = [
        round(((under >> s) & 255) * (1 - share) + ((over >> s) & 255) * share) for s in (16, 8, 0)
    ]
    return channels[0] << 16 | channels[1] << 8 | channels[2]


@lru_cache(4096)
def luminance(colour: int) -> float:
    """Return relative luminance, 0 to 1. Source: WCAG 2.2."""
    linear = [_linear(((colour >> s) & 255) / 255) for s in (16, 8, 0)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: int, other: int) -> float:
    """Return the contrast ratio of two colours, 1 to 21. Source: WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
