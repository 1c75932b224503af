"""Texts from a file of somebody else's, made fit to be told, and refused where they hide things."""

import unicodedata
from typing import Final

from tpdevice.core.text import harmless
from tpdevice.homework import plankeys

_JOINERS: Final = "\u200c\u200d"
"""Invisible, and needed to write some languages."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def shown(text: str, most: int) -> str:
    """Return text as it may be shown, shortened."""
    whole = harmless(text[: 4 * most])
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def said(value: object) -> str:
    """Return what a value is, in words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text '{shown(value, 40)}'"
    if isinstance(value, list):
        return "this list" if value else "an empty list"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, int) and abs(value) >= 10**15:  # str() refuses the very long ones
        return "so large a number"
    return shown(str(value), 40)


def unfit(name: str, value: object) -> str:
    """Return why the texts in a value cannot be taken, or nothing."""
    for text in value if isinstance(value, list) else [value]:
        why = _unfit(name, text) if isinstance(text, str) else ""
        if why:
            return why
    return ""


def _unfit(name: str, text: str) -> str:
    long = name in plankeys.LONG
    kept = f"\n\t{_JOINERS}" if long else ""
    for char in text:
        if unicodedata.category(char) in _HIDDEN and char not in kept:
            return f"Holds a character that cannot be seen (U+{ord(char):04X}). Take it out."
    if long:
        return ""
    if text != " ".join(text.split()):
        return "Has blanks at an end, or two in a row. Take them out."
    if name in plankeys.FILE_LIKE and ("/" in text or "\\" in text or text.startswith(".")):
        return "A name has no / and no \\, and does not begin with a dot."
    return ""
