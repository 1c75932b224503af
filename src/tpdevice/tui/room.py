"""A screen outside of a session: home, the body, the log, settings. It leaves by a message.

A room binds its keys without priority, so that a field for text in it gets its letters.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from tpdevice.tui.actions import ROOM_BY_NAME, meant
from tpdevice.tui.look import Look
from tpdevice.tui.messages import Chosen


class Go(Message):
    """Somebody wants to another room, with what it needs to know, such as a point."""

    def __init__(self, to: str, about: Mapping[str, object] = MappingProxyType({})) -> None:
        super().__init__()
        self.to = to
        self.about = about


class Back(Message):
    """Somebody wants back to where they came from."""


def keys_of(*names: str) -> list[BindingType]:
    """Return the bindings of some rows of the rooms' table, for a room's `BINDINGS`."""
    return [
        Binding(key, f"chosen('{name}')", ROOM_BY_NAME[name].label, show=False)
        for name in names
        for key in ROOM_BY_NAME[name].keys
    ]


class Room(Screen[None]):
    """One room. Whoever opens it gives it what it shows; it asks nobody."""

    NAME: ClassVar[str] = ""
    """What `Go` calls it, where it can be given a new view; empty where it cannot."""
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = keys_of("back")

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def renew(self, view: object) -> None:
        """Take a new view, after something changed while another room was open."""

    def frame(self) -> None:
        """Draw what moves by itself; called at most 30 times a second while this is in front."""

    def chosen(self, name: str, value: int = 0) -> None:
        """Do what a key or a touch means: by default, lead to the room of that name."""
        del value
        if name == "back":
            self.action_back()
        else:
            self.go(name)

    def action_chosen(self, name: str, value: int = 0) -> None:
        """Take a key."""
        self.chosen(name, value)

    def on_chosen(self, message: Chosen) -> None:
        """Take a click or a touch like a key."""
        message.stop()
        self.chosen(meant(message.name), message.value)

    def go(self, to: str, **about: object) -> None:
        """Ask to be taken to another room."""
        self.post_message(Go(to, about))

    def action_back(self) -> None:
        """Ask to be taken back."""
        self.post_message(Back())
