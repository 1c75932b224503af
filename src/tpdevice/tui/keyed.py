"""A screen that takes a session's keys. Rooms do not: letters are typed there."""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from tpdevice.tui.bindings import bindings


class Keyed(Screen[None]):
    """Space pauses and Escape stops here, whatever has the focus."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
