"""What a terminal can show: which characters, and whether colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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

    @property
    def ascii(self) -> bool:
        """Whether nothing but ASCII may be written."""
        return self.glyphs is Glyphs.ASCII

    def plain(self, text: str) -> str:
        """Return text in characters that this terminal has."""
        if not self.ascii or text.isascii():
            return text
        return text.translate(_IN_ASCII).encode("ascii", "replace").decode("ascii")


_IN_ASCII: Final = str.maketrans(
    {
        "●": "*", "◉": "@", "○": "o", "✓": "+", "✗": "x", "·": "-", "−": "-", "–": "-", "—": "-",
        "’": "'", "…": ".", "▲": "^", "▼": "v", "◎": "@", "■": "#", "→": ">", "↓": "v", "◀": "<",
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
