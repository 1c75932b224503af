"""A page that must be read to its end, and the sign that says so while there is more of it."""

from collections.abc import Hashable
from typing import Final

from textual.containers import VerticalScroll

from tpdevice.tui.grid import Grid
from tpdevice.tui.look import Look
from tpdevice.tui.palette import INK, tone
from tpdevice.tui.widgets.page import Lines, Page
from tpdevice.tui.widgets.painted import Painted

_MORE: Final = "▼ more below, then yes or no: scroll with the arrow keys"
_SHORT: Final = "▼ more below, then yes or no"


class Reading(VerticalScroll):
    """Scrolls a page, and knows whether its end was seen."""

    def __init__(self) -> None:
        self._page = Page()
        super().__init__(self._page)
        self._lines: Lines = ()
        self._end_seen = False

    def write(self, lines: Lines, look: Look) -> None:
        """Take new lines; other ones are read from their beginning."""
        self._page.write(lines, look)
        if lines != self._lines:
            self._lines, self._end_seen = lines, False
            self.scroll_home(animate=False, immediate=True)

    @property
    def end_seen(self) -> bool:
        """Whether all of the page was in sight at some time."""
        return self._end_seen

    def read_on(self) -> None:
        """Show the next part."""
        self.scroll_page_down(animate=False)

    def more_below(self, *, below: int) -> bool:
        """Return whether the end was never seen; `below` rows come back when the sign goes."""
        room = self.scrollable_content_region
        if room.height == 0:
            return False
        rows = self._page.get_content_height(room.size, room.size, room.width)
        if self.scroll_offset.y + room.height + below >= rows:
            self._end_seen = True
        return not self._end_seen


class More(Painted[bool]):
    """The sign."""

    def facts(self, subject: bool) -> Hashable:  # noqa: FBT001
        """Return whether it is there."""
        return subject

    def paint(self, grid: Grid, subject: bool) -> None:  # noqa: FBT001
        """Write it in the colours of a question."""
        if subject:
            grid.fill(0, 0, grid.width, grid.height, ground=tone("ask"))
            grid.centred(0, _MORE if grid.width > len(_MORE) else _SHORT, ink=INK, bold=True)
