"""The board's `config.json`: whatever stands there, a board wakes with settings that work."""

import json

from force_sensor.scale import COUNTS_PER_N
from force_sensor.trouble import NONE, SETTING_WRONG, SETTINGS_UNREAD

FORCE = 1
PRESSURE = 2
KINDS = {"force": FORCE, "pressure": PRESSURE}

MOST_BYTES = 4096
"""More is not read: no settings are that long."""
NAME_BYTES = 20

NUMBERS = {
    "range_n": (196.133, 1.0, 5000.0),
    "jump_n": (50.0, 1.0, 5000.0),
    "jump_kpa": (5.0, 0.1, 100.0),
    "rate_hz": (80, 10, 80),
    "battery_divider": (0, 0, 10),
    "sleep_after_s": (300, 0, 86400),
}
"""Of each number: its default, its least and its greatest. All defaults are assumed."""


class Settings:
    """All settings, with their defaults where there is nothing better."""

    def __init__(self) -> None:
        self.kind = FORCE
        self.name = ""
        """Empty: the board makes one of its own number."""
        self.numbers = {key: default for key, (default, _, _) in NUMBERS.items()}
        self.zero_counts: int | None = None
        self.counts_per_n: float | None = None
        self.trouble = NONE
        self.wrong: list[str] = []
        """The keys whose values could not be taken."""

    @property
    def calibrated(self) -> bool:
        """Whether counts can be told in newtons."""
        return self.zero_counts is not None and self.counts_per_n is not None


def read(text: str) -> Settings:
    """Return the settings that a text holds; what is wrong in it has its default."""
    settings = Settings()
    try:
        given = json.loads(text) if len(text) <= MOST_BYTES else None
    except (ValueError, RuntimeError, MemoryError):
        given = None
    if not isinstance(given, dict):
        settings.trouble = SETTINGS_UNREAD
        return settings
    for key, value in given.items():
        if not _take(settings, key, value):
            settings.wrong.append(str(key))
    if settings.wrong:
        settings.trouble = SETTING_WRONG
    return settings


def _take(settings: Settings, key: str, value: object) -> bool:
    """Take one setting, if it can be; a null is as if it were not there, `_` begins a remark."""
    if value is None or key.startswith("_"):
        return True
    if key == "kind":
        settings.kind = KINDS.get(value, 0) if isinstance(value, str) else 0
        if not settings.kind:
            settings.kind = FORCE
            return False
        return True
    if key == "name":
        return _name(settings, value)
    return _number(settings, key, value)


def _name(settings: Settings, value: object) -> bool:
    if not isinstance(value, str) or not 0 < len(value) <= NAME_BYTES:
        return False
    if not all(" " <= letter <= "~" for letter in value):
        return False
    settings.name = value
    return True


def _number(settings: Settings, key: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if key == "zero_counts":
        if not isinstance(value, int) or not -(1 << 23) <= value < 1 << 23:
            return False
        settings.zero_counts = value
        return True
    if key == "counts_per_n":
        if not COUNTS_PER_N[0] <= abs(value) <= COUNTS_PER_N[1]:
            return False
        settings.counts_per_n = value
        return True
    if key not in NUMBERS:
        return False
    _, least, greatest = NUMBERS[key]
    if not least <= value <= greatest:
        return False
    settings.numbers[key] = value
    return True
