"""A link as a QR code for a terminal, two modules a character, dark on light on any background."""

from itertools import zip_longest
from typing import Final

_QUIET: Final = 2
"""Light modules around it. Chosen: half of what the standard asks for, and cameras read it."""
_DARK_ON_LIGHT: Final = "\x1b[38;5;16;48;5;231m"
_PLAIN: Final = "\x1b[0m"
_HALVES: Final = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_lines(text: str) -> list[str]:
    """Return the lines to print."""
    import segno

    code = segno.make_qr(text, error="l")
    rows = [list(row) for row in code.matrix_iter(border=_QUIET)]
    return [
        _DARK_ON_LIGHT
        + "".join([_HALVES[bool(a), bool(b)] for a, b in zip(above, below, strict=True)])
        + _PLAIN
        for above, below in zip_longest(rows[::2], rows[1::2], fillvalue=[0] * len(rows[0]))
    ]
