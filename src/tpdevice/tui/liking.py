"""What can be liked one way or another, as one table: names, words, and what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from msgspec.structs import replace

from tpdevice.core.settings import Settings, Theme, Unit

_LOUDER: Final = 0.2
"""A step of the volume."""


@dataclass(frozen=True, slots=True)
class Liking:
    """One row of the settings."""

    field: str
    name: str
    help: str
    """What it does, at most 40 columns."""
    choices: tuple[Any, ...]
    text: Callable[[Any], str] = str

    def said(self, settings: Settings) -> str:
        """Return what is chosen, in words."""
        return self.text(getattr(settings, self.field))

    def turned(self, settings: Settings, by: int) -> Settings:
        """Return settings with the next choice, or the one before; the last leads to the first."""
        now = getattr(settings, self.field)
        nearest = min(range(len(self.choices)), key=lambda at: _apart(self.choices[at], now))
        chosen = self.choices[(nearest + by) % len(self.choices)]
        return replace(settings, **{self.field: chosen})


def _apart(one: Any, other: Any) -> float:
    if isinstance(one, float):
        return abs(one - float(other))
    return 0.0 if one == other else 1.0


def _switch(on: bool) -> str:  # noqa: FBT001
    return "on" if on else "off"


def _in_place(wished: bool | None) -> str:  # noqa: FBT001
    return "on slow lines" if wished is None else "always" if wished else "never"


def _per_cent(volume: float) -> str:
    return f"{100 * volume:.0f} %"


LIKINGS: Final = (
    Liking("unit", "unit of force", "kept in newtons, shown in this", tuple(Unit)),
    Liking("theme", "colours", "each can be read; none says it alone", tuple(Theme)),
    Liking("motion", "motion", "off: the orb stands still and says it", (True, False), _switch),
    Liking("sweep", "trace in place", "as an ECG, which is less to send", (None, True, False),
           _in_place),
    Liking("tones", "tones", "each cue has a tone of its own", (True, False), _switch),
    Liking("voice", "voice", "few words, by this computer's voice", (True, False), _switch),
    Liking("volume", "volume", "of tones and voice",
           tuple([round(step * _LOUDER, 1) for step in range(1, 6)]), _per_cent),
    Liking("one_key", "one key for all", "choices are offered one by one", (True, False), _switch),
)  # fmt: skip
