"""For NO_COLOR: everything in the terminal's own two colours."""

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_OWN = Style.from_color(RichColor.default(), RichColor.default())


class Colourless(LineFilter):
    """Takes colours away and leaves bold and reverse; a missing style is no reason to fail."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments without colours."""
        del background
        return [
            Segment(text, _OWN if style is None else style + _OWN, control)
            for text, style, control in segments
        ]
