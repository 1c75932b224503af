"""What a terminal can show: which characters, and whether colours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from tpdevice.core.settings import Settings, Theme
from tpdevice.tui.palette import mix
from tpdevice.tui.themes import THEMES


class Glyphs(StrEnum):
    """Which characters a terminal has."""

    BLOCKS = "quadrants and eighths"
    HALVES = "half blocks"
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class Look:
    """How everything is drawn."""

    glyphs: Glyphs = Glyphs.BLOCKS
    colour: bool = True
    braille: bool = True
    """Whether the trace may use braille dots, which are finer but missing in some fonts."""
    motion: bool = True
    """False: nothing moves that does not have to; what moves elsewhere is said in words."""
    theme: Theme = Theme.DARK
    sweep: bool | None = None
    """Whether the trace is written from left to right over the old one, as an ECG is; None where
    the line decides."""
    slow_line: bool = False
    """Whether the terminal is too far away for more than that."""

    @property
    def ascii(self) -> bool:
        """Whether nothing but ASCII may be written."""
        return self.glyphs is Glyphs.ASCII

    @property
    def still_trace(self) -> bool:
        """Whether what was drawn of the trace stays in its place until it is written over."""
        wished = self.slow_line if self.sweep is None else self.sweep
        return wished or not self.motion

    @property
    def slowed(self) -> bool:
        """Whether that is so because of the line alone."""
        return self.still_trace and self.sweep is None and self.motion

    def field(self, colour: int) -> int:
        """Return a colour of the palette as it is as a ground, or in a picture."""
        return THEMES[self.theme].field(colour)

    def ink(self, colour: int) -> int:
        """Return a colour of the palette as it is as a letter or a line."""
        return THEMES[self.theme].ink(colour)

    def mix(self, under: int, over: int, share: float) -> int:
        """Return `share` of one field on another, both named in the palette."""
        return mix(self.field(under), self.field(over), share)

    def worn(self, settings: Settings) -> "Look":
        """Return this look as one person likes it; a terminal without colours has no theme."""
        theme = settings.theme if self.colour else Theme.DARK
        return replace(self, theme=theme, motion=settings.motion, sweep=settings.sweep)

    def plain(self, text: str) -> str:
        """Return text in characters that this terminal has."""
        if not self.ascii or text.isascii():
            return text
        return text.translate(_IN_ASCII).encode("ascii", "replace").decode("ascii")


_IN_ASCII: Final = str.maketrans(
    {
        "●": "*", "◉": "@", "○": "o", "✓": "+", "✗": "x", "×": "x", "·": "-", "−": "-", "–": "-",
        "—": "-", "’": "'", "…": ".", "▲": "^", "▼": "v", "◎": "@", "■": "#", "→": ">", "↓": "v",
        "←": "<", "↑": "^", "◀": "<", "□": "o", "▸": ">",
        "━": "=", "─": "-", "│": "|", "╱": "/", "┌": "+", "┐": "+", "└": "+", "┘": "+",
        "▏": "|", "▕": "|", "▁": "_", "▔": "-", "█": "#", "▒": ":", "░": ".", "≥": ">", "≤": "<",
    }
)  # fmt: skip


def look_for(environ: Mapping[str, str], *, encoding: str) -> Look:
    """Return how to draw on the terminal that `environ` describes.

    A locale that is set and is not UTF-8 gets ASCII. None set at all, as in many containers,
    says nothing of the terminal, so that the encoding of the stream decides. `NO_COLOR` counts
    when it is not empty. Source: no-color.org.
    """
    colour = not environ.get("NO_COLOR")
    terminal = environ.get("TERM", "")
    if not _utf8(environ, encoding=encoding):
        return Look(Glyphs.ASCII, colour=colour, braille=False)
    if terminal == "linux":
        return Look(Glyphs.HALVES, colour=colour, braille=False)
    return Look(colour=colour)


def _utf8(environ: Mapping[str, str], *, encoding: str) -> bool:
    locale = next((environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(key)), "")
    named = locale or encoding
    return named.lower().replace("-", "").find("utf8") >= 0
