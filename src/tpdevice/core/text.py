"""Names that others chose, made fit for a terminal and for a line of a log."""

import unicodedata

_SPACES = frozenset("\t\n\v\f\r\u2028\u2029\x85")
_DROPPED = frozenset({"Cc", "Cf"})
"""Control characters, and the invisible ones that turn the direction of text around."""


def harmless(text: str) -> str:
    """Return text without control characters, on one line, with single blanks.

    A raw escape in a Bluetooth name would otherwise reach the terminal as a command.
    """
    if not text.isprintable():
        text = "".join([_kept(char) for char in text])
    return " ".join(text.split())


def sentence(text: str) -> str:
    """Return text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def _kept(char: str) -> str:
    if char in _SPACES:
        return " "
    category = unicodedata.category(char)
    if category in _DROPPED:
        return ""
    return "\N{REPLACEMENT CHARACTER}" if category == "Cs" else char
