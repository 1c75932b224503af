"""What stands out of all clients, the newest first: all of it, or one kind."""

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tpdevice.clinic.overview import Overview, Seen
from tpdevice.homework.standout import Kind
from tpdevice.tui.clinicwords import GRAVE, SIGNS, how_long
from tpdevice.tui.longroom import LongRoom
from tpdevice.tui.look import Look
from tpdevice.tui.palette import TEXT
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.kindbar import KindBar, Kinds
from tpdevice.tui.widgets.page import Line
from tpdevice.tui.widgets.seenlist import SeenList

_CHOICES: Final[tuple[tuple[str, tuple[Kind, ...]], ...]] = (
    ("in sessions", GRAVE),
    *[(str(kind), (kind,)) for kind in Kind],
    ("all", tuple(Kind)),
)
"""What can be shown: first what happened, without the many days on which nothing did."""
_NOTHING: Final = (Line(), Line("Nothing of this kind in these days.", TEXT))


class Exceptions(LongRoom[Seen]):
    """The newest first; the arrows to the sides choose a kind."""

    CSS = """
    Exceptions KindBar { height: 2; }
    Exceptions.-broad KindBar { height: 1; }
    Exceptions.-broad.-tall KindBar { margin: 1 0; }
    Exceptions.-narrow KindBar { height: 4; }
    Exceptions.-short KindBar, Exceptions.-flat KindBar { height: 1; }
    Exceptions SeenList { height: 1fr; margin: 0 1; }
    Exceptions.-narrow SeenList { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("open_client", "days", "turn_kind", "clinic_help"),
        Binding("left", "turn(-1)", show=False),
        Binding("q,e", "back", show=False),
    ]
    TAKES = "open_client"

    def __init__(self, look: Look, view: Overview) -> None:
        super().__init__(look, SeenList())
        self._view, self._choice = view, 0
        self._kinds = KindBar()

    def above(self) -> tuple[KindBar, SeenList]:
        """Return the kinds, and the list."""
        assert isinstance(self._list, SeenList)
        return (self._kinds, self._list)

    def renew(self, view: object) -> None:
        """Show other days."""
        if isinstance(view, Overview):
            self._view = view
            self.write()

    def write(self) -> None:
        """Show what there is of the kinds that were chosen."""
        view = self._view
        _, kinds = _CHOICES[self._choice]
        self.put(tuple([each for each in view.exceptions if each.kind in kinds]), _NOTHING)
        self._kinds.show(_counts(view, self._choice), self.look)
        opens = (self.TAKES,) if self._items else ()
        self._touch.show((*opens, "turn_kind", "days", "back"), self.look)
        self._keys.show((*opens, "turn_kind", "days", "clinic_help", "back"), self.look)

    def show_title(self) -> None:
        """Say for which days, and what is marked."""
        title = ("Exceptions", how_long(self._view.days), self.where())
        made_up = bool(self._items) and all(each.simulated for each in self._items)
        self._bar.show((" · ".join(filter(None, title)), made_up), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Do what a key or a touch means."""
        if name == "turn_kind":
            self.action_turn(1)
        elif name == "kind":
            self._show_kinds(value)
        else:
            super().chosen(name, value)

    def take(self, number: int) -> None:
        """Look at the client closer."""
        name = self._items[number].name
        found = [each.number for each in self._view.clients if each.name == name]
        if found:
            self.go("client", number=found[0])

    def action_turn(self, by: int) -> None:
        """Show other kinds."""
        self._show_kinds((self._choice + by) % len(_CHOICES))

    def _show_kinds(self, choice: int) -> None:
        self._choice, self._at = choice, 0
        self.write()


def _counts(view: Overview, choice: int) -> Kinds:
    found = dict.fromkeys(Kind, 0)
    for each in view.exceptions:
        found[each.kind] += 1
    words = []
    for name, kinds in _CHOICES:
        sign = f"{SIGNS[kinds[0]][0]} " if len(kinds) == 1 else ""
        words.append(f"{sign}{name} {sum(found[kind] for kind in kinds)}")
    inks = [SIGNS[kinds[0]][1] if len(kinds) == 1 else TEXT for _, kinds in _CHOICES]
    return Kinds(tuple(zip(words, inks, strict=True)), choice)
