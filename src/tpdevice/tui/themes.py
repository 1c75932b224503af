"""What each named colour is in each theme, as a field and as ink.

A name of the palette stands for a meaning, and is the dark theme's own value. The cue of two
metres away is a bright field with dark letters in every theme; but where the page itself is
light, the same meaning written on the page needs a dark ink. So every theme has two tables.
A colour that no table knows stays as it is, such as one that was looked up before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tpdevice.core.settings import Theme
from tpdevice.tui import palette as named

_MORE, _LESS, _STOP, _ASK, _REST, _SLOW, _DONE = (
    named.TONES[tone] for tone in ("more", "less", "stop", "ask", "rest", "slow", "done")
)


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme: what differs from the dark one."""

    fields: Mapping[int, int]
    """Of grounds, and of everything that is drawn in a picture."""
    inks: Mapping[int, int]
    """Of letters and lines, where it is not the same as a field."""

    def field(self, colour: int) -> int:
        """Return a named colour as it is as a ground or in a picture."""
        return self.fields.get(colour, colour)

    def ink(self, colour: int) -> int:
        """Return a named colour as it is as a letter or a line."""
        return self.inks.get(colour) or self.fields.get(colour, colour)


_LIGHT: Final = Colours(
    {
        named.GROUND: 0xF8FAFB, named.PANEL: 0xEAEFF3, named.TROUGH: 0xD3DBE2,
        named.LINE: 0x8796A4, named.TEXT: 0x101A22, named.MUTED: 0x3D4A56,
        named.IDLE: 0x414D59, named.CAP: 0xBECAD5, named.GOOD: 0x59D29E,
        named.BAND: 0xC4EBDC, named.HATCH: 0x33806F, named.AREA: 0xCFE3F2,
        named.ORB: 0x6C86E0, named.ORB_IN: 0x9BB0FA, named.ORB_RING: 0xB3C0E8,
        named.BODY: 0x91A5B7,
    },
    {
        named.GOOD: 0x075136, _MORE: 0x0A4675, _LESS: 0x743700, _STOP: 0x891F16,
        _ASK: 0x5A4300, _REST: 0x323F94, _SLOW: 0x722C69, _DONE: 0x35424D,
        named.MADE_UP: 0x6B1A85, named.ORB: 0x2F419B, named.ORB_IN: 0x2F419B,
        named.CAP: 0x3D4A56,
    },
)  # fmt: skip

_CONTRAST: Final = Colours(
    {
        named.GROUND: 0x000000, named.PANEL: 0x000001, named.TROUGH: 0x16191C,
        named.LINE: 0xC9D2DA, named.TEXT: 0xFFFFFF, named.MUTED: 0xDFE7EE,
        named.INK: 0x000002, named.CAP: 0xF4F8FB, named.IDLE: 0xDCE3EA,
        named.GOOD: 0x7DFFC0, named.BAND: 0x04302D, named.HATCH: 0x7FDBCB,
        named.AREA: 0x14283A, named.ORB: 0xA9BCFF, named.ORB_IN: 0xD5DFFF,
        named.ORB_RING: 0x7C97E6, named.BODY: 0x8FA6BB, named.MADE_UP: 0xF5C4FF,
        _MORE: 0x8FD2FF, _LESS: 0xFFC470, _STOP: 0xFFBDB3, _ASK: 0xFFEC96,
        _REST: 0xCFDAFF, _SLOW: 0xFFDCFA, _DONE: 0xF0F5F9,
    },
    {},
)  # fmt: skip

_SAFE: Final = Colours(
    {
        named.GOOD: 0x99F8CA, _MORE: 0x46B3FB, _LESS: 0xFFB62A, _STOP: 0xFE897E, _ASK: 0xFEDA6A,
        _REST: 0xB9CAFF, _SLOW: 0xCDB7CF, _DONE: 0xE9EFFA,
    },
    {},
)  # fmt: skip
"""Near the dark theme's, moved apart until no two tones meet for any kind of colour vision."""

THEMES: Final = {
    Theme.DARK: Colours({}, {}),
    Theme.LIGHT: _LIGHT,
    Theme.CONTRAST: _CONTRAST,
    Theme.SAFE: _SAFE,
}


def css_variables(theme: Theme) -> dict[str, str]:
    """Return what the style sheets call the colours that no widget of ours draws."""
    colours = THEMES[theme]
    return {
        "ground": _hex(colours.field(named.GROUND)),
        "panel-ground": _hex(colours.field(named.PANEL)),
        "thumb": _hex(colours.field(named.LINE)),
        "words": _hex(colours.ink(named.TEXT)),
        "glow": _hex(colours.ink(named.GOOD)),
    }


def _hex(colour: int) -> str:
    return f"#{colour:06x}"
