"""One past session in full: what was asked, each hold with its answers, and the force over time."""

from collections.abc import Iterator, Sequence

from textual.widget import Widget

from tpdevice.tui.look import Look
from tpdevice.tui.pageroom import PageRoom
from tpdevice.tui.palette import MUTED, ORB_IN, TEXT, TONES
from tpdevice.tui.past import PastHold, PastPage
from tpdevice.tui.widgets.page import Line, Lines
from tpdevice.tui.widgets.stilltrace import StillTrace


class PastRoom(PageRoom):
    """A page, with the force above it where it is kept."""

    def __init__(self, look: Look, view: PastPage) -> None:
        made_up = view.mark == "SIMULATED"
        super().__init__(look, view.place, lines_of(view), simulated=made_up)
        self._course, self._chart = view.course, StillTrace()

    def above(self) -> Sequence[Widget]:
        """Return the force."""
        return () if self._course is None else (self._chart,)

    def on_mount(self) -> None:
        """Show the page."""
        super().on_mount()
        if self._course is not None:
            self._chart.show(self._course, self.look)


def lines_of(view: PastPage) -> Lines:
    """Return everything as lines to read."""
    first, *head = view.head
    mark = f" · {view.mark}" if view.mark else ""
    lines = [Line(f"{first}{mark}", TEXT, bold=True), *[Line(text, TEXT) for text in head]]
    for hold in view.holds:
        lines += [Line(), *_hold(hold)]
    lines += _part("In all", view.told)
    lines += _part("Afterwards", view.later)
    lines += _part("Noted", view.notes)
    if view.trouble:
        lines += [Line(), Line(view.trouble, TONES["less"], sign="! ")]
    return tuple(lines)


def _hold(hold: PastHold) -> Iterator[Line]:
    yield Line(hold.name, ORB_IN, bold=True)
    for text in hold.lines:
        yield Line(text, TEXT, sign="  ")
    for text in hold.rated:
        yield Line(text, MUTED, sign="  ")


def _part(name: str, texts: tuple[str, ...]) -> Iterator[Line]:
    if texts:
        yield Line()
        yield Line(name, ORB_IN, bold=True)
    for text in texts:
        yield Line(text, TEXT, sign="  ")
