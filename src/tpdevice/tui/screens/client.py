"""One client: days as a calendar, forces and ratings at each place, exceptions and sessions."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from tpdevice.core.text import harmless
from tpdevice.tui.clinicpage import ClientPage, calendar, facts, forces, items, places, rated
from tpdevice.tui.clinicwords import how_long
from tpdevice.tui.longroom import LongRoom
from tpdevice.tui.look import Look
from tpdevice.tui.palette import TEXT
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.bandchart import BandChart
from tpdevice.tui.widgets.dayscalendar import DaysCalendar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.ratingchart import RatingChart
from tpdevice.tui.widgets.sessionlist import Item, SessionList

_NOTHING: Final = (Line(), Line("No session and no missed day in these days.", TEXT))


class ClientRoom(LongRoom[Item]):
    """Pictures above, and everything in lines below them."""

    CSS = """
    ClientRoom #facts { margin: 0 2; }
    ClientRoom.-tall #facts { margin: 1 2 0 2; }
    ClientRoom DaysCalendar { height: 10; margin: 0 1; }
    ClientRoom #charts { display: none; layout: horizontal; height: 10; margin: 0 1; }
    ClientRoom BandChart { width: 3fr; height: 100%; }
    ClientRoom RatingChart { width: 2fr; height: 100%; margin: 0 0 0 1; }
    ClientRoom.-turned #charts { display: block; }
    ClientRoom.-turned DaysCalendar { display: none; }
    ClientRoom.-tall.-broad DaysCalendar { display: block; margin: 1 1; }
    ClientRoom.-tall.-broad #charts { display: block; height: 12; }
    ClientRoom.-narrow #charts { layout: vertical; }
    ClientRoom.-narrow BandChart { width: 100%; }
    ClientRoom.-narrow RatingChart { display: none; }
    ClientRoom.-short DaysCalendar, ClientRoom.-flat DaysCalendar, ClientRoom.-sliver DaysCalendar,
    ClientRoom.-short #charts, ClientRoom.-flat #charts, ClientRoom.-sliver #charts,
    ClientRoom.-flat #facts, ClientRoom.-sliver #facts { display: none; }
    ClientRoom SessionList { height: 1fr; margin: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("turn_picture", "days", "clinic_help"),
        Binding("left", "turn(-1)", show=False),
        Binding("q,enter", "back", show=False),
    ]

    def __init__(self, look: Look, view: ClientPage) -> None:
        super().__init__(look, SessionList(marks=False))
        self._view, self._picture = view, 0
        self._rows_of, self._places = items(view), places(view)
        self._facts, self._calendar = Page(id="facts"), DaysCalendar()
        self._forces, self._ratings = BandChart(), RatingChart()

    def above(self) -> Sequence[Widget]:
        """Return sums, pictures and the list."""
        charts = Container(self._forces, self._ratings, id="charts")
        return (self._facts, self._calendar, charts, self._list)

    def renew(self, view: object) -> None:
        """Show other days."""
        if isinstance(view, ClientPage):
            self._view = view
            self._rows_of, self._places = items(view), places(view)
            self._picture, self._at = min(self._picture, len(self._places)), 0
            self.write()

    def write(self) -> None:
        """Show everything as it is now."""
        view = self._view
        self._facts.write(tuple(facts(view)), self.look)
        self.put(self._rows_of, _NOTHING)
        self._draw_picture()
        turns = ("turn_picture",) if self._places else ()
        self._touch.show((*turns, "days", "back"), self.look)
        self._keys.show((*turns, "days", "clinic_help", "back"), self.look)

    def show_title(self) -> None:
        """Say who it is, and for which days."""
        client = self._view.client
        name = f"{harmless(client.name)} · {how_long(self._view.days)}"
        self._bar.show((name, client.simulated), self.look)

    def _draw_picture(self) -> None:
        self._calendar.show(calendar(self._view), self.look)
        self.set_class(self._picture > 0, "-turned")
        if self._places:
            number = max(0, self._picture - 1)
            told = f" · {number + 1} of {len(self._places)}" if len(self._places) > 1 else ""
            where = self._places[number]
            self._forces.show(forces(self._view, where, told), self.look)
            self._ratings.show(rated(self._view, where), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Do what a key or a touch means."""
        if name == "turn_picture":
            self.action_turn(1)
        else:
            super().chosen(name, value)

    def action_turn(self, by: int) -> None:
        """Show days, or another place; where there is room for both, only places change."""
        both = self.has_class("-tall") and self.has_class("-broad")
        count = len(self._places)
        if both and count:
            self._picture = (max(0, self._picture - 1) + by) % count + 1
        else:
            self._picture = (self._picture + by) % (count + 1)
        self._draw_picture()
