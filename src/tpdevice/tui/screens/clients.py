"""All clients of a clinic, who needs a look first, first; or only who has gone quiet."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tpdevice.clinic.overview import Client, Overview
from tpdevice.tui.clinicwords import sought, tally
from tpdevice.tui.longroom import LongRoom
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.clientlist import ClientList
from tpdevice.tui.widgets.page import Line
from tpdevice.tui.widgets.tallyband import TallyBand

_EMPTY: Final = (
    Line(),
    Line("Nobody is here yet.", TEXT, bold=True),
    Line("Put plans as you sent them and results as they came into one folder, then:", TEXT),
    Line(),
    Line("tpdevice clinic import FOLDER", TEXT, bold=True, sign="  "),
    Line(),
    Line("The same folder can be imported every day. Nothing leaves this computer.", MUTED),
)
_NOBODY: Final = (Line(), Line("Nobody is called so. Esc shows all again.", TEXT))
_NOBODY_QUIET: Final = (
    Line(),
    Line("Nobody has gone quiet.", TEXT, bold=True),
    Line("Whoever has a plan that runs has pressed in the last days.", MUTED),
)


class Clients(LongRoom[Client]):
    """The first room of a clinic."""

    CSS = """
    Clients TallyBand { height: 2; }
    Clients.-broad.-tall TallyBand { height: 8; margin: 1 0; }
    Clients.-narrow TallyBand { height: 3; }
    Clients.-short TallyBand, Clients.-flat TallyBand { height: 1; }
    Clients.-sliver TallyBand { display: none; }
    Clients ClientList { height: 1fr; margin: 0 1; }
    Clients.-broad ClientList { margin: 0; }
    Clients.-narrow ClientList { margin: 1 0; }
    Clients Input { display: none; height: 1; border: none; padding: 0 1; margin: 0 1; }
    Clients Input:focus { border: none; }
    Clients.-finding Input { display: block; }
    Clients.-wide KeyBar { height: 2; }
    Clients.-broad KeyBar { height: 1; }
    Clients.-wide.-short KeyBar, Clients.-wide.-flat KeyBar { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("open_client", "find_client", "days", "exceptions", "quiet"),
        *keys_of("clinic_help", "leave_clinic"),
    ]
    TAKES = "open_client"

    def __init__(self, look: Look, view: Overview) -> None:
        super().__init__(look, ClientList())
        self._view, self._quiet = view, False
        self._tally = TallyBand()
        self._input = Input(placeholder="find: part of a name", compact=True)

    def above(self) -> Sequence[Widget]:
        """Return sums, the field for a name, and the list."""
        return (self._tally, self._input, self._list)

    def renew(self, view: object) -> None:
        """Show other days, and stay at the same client."""
        if isinstance(view, Overview):
            self._view = view
            self._follow()

    def write(self) -> None:
        """Show who there is."""
        view, words = self._view, self._input.value
        self._tally.display = bool(view.clients)
        self._tally.show(tally(view), self.look)
        everybody = view.quiet if self._quiet else view.clients
        nothing = _EMPTY if not view.clients else _NOBODY if words.strip() else _NOBODY_QUIET
        self.put(sought(everybody, words), nothing)
        self._offer()

    def show_title(self) -> None:
        """Say in which order they stand, and who is marked."""
        order = "Gone quiet, the longest first" if self._quiet else "Who needs a look first"
        made_up = bool(self._items) and all(each.simulated for each in self._items)
        self._bar.show((" · ".join(filter(None, (order, self.where()))), made_up), self.look)

    def _offer(self) -> None:
        last = "back" if self._quiet or self.has_class("-finding") else "leave_clinic"
        if not self._view.clients:
            self._touch.show((last,), self.look)
            self._keys.show(("clinic_help", last), self.look)
            return
        opens = (self.TAKES,) if self._items else ()
        quiet = "all_clients" if self._quiet else "quiet"
        self._touch.show((*opens, "exceptions", last), self.look)
        # On a phone the last of them have no room, and a button instead.
        keys = ("find_client", "days", quiet, "clinic_help", "exceptions", *opens)
        self._keys.show((*keys, last), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Do what a key or a touch means."""
        if name == "find_client":
            self.set_class(True, "-finding")  # noqa: FBT003
            self._input.focus()
            self._offer()
        elif name == "quiet":
            self._quiet = not self._quiet
            self._follow()
        elif name == "leave_clinic":
            self.go("leave")
        else:
            super().chosen(name, value)

    def take(self, number: int) -> None:
        """Look at a client closer."""
        self.go("client", number=self._items[number].number)

    def action_back(self) -> None:
        """Show all again; once all are shown, leave."""
        if self.has_class("-finding"):
            self._stop_finding()
        elif self._quiet:
            self.chosen("quiet")
        else:
            self.go("leave")

    def _stop_finding(self) -> None:
        self.set_focus(None)
        self.set_class(False, "-finding")  # noqa: FBT003
        with self.prevent(Input.Changed):
            self._input.value = ""
        self._follow()

    def _follow(self) -> None:
        """Show who there is now, and stay at the one who was marked, if they are there."""
        here = self._items[self._at].number if self._items else None
        self.write()
        numbers = [each.number for each in self._items]
        self._at = numbers.index(here) if here in numbers else 0
        self.write()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look for what was typed so far."""
        message.stop()
        self._at = 0
        self.write()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the list, and open the only one there is."""
        message.stop()
        self.set_focus(None)
        if len(self._items) == 1:
            self.chosen(self.TAKES)
