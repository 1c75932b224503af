"""Something that could not be done: why, and what to do next."""

from tpdevice.core.text import harmless
from tpdevice.tui.look import Look
from tpdevice.tui.pageroom import PageRoom
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.widgets.page import Line


class Told(PageRoom):
    """Says it in its own words."""

    OFFERS = ("back",)

    def __init__(self, look: Look, said: str, hint: str) -> None:
        lines = (Line(), Line(harmless(said), TEXT), Line(), Line(harmless(hint), MUTED))
        super().__init__(look, "That did not work", lines)
