"""A screen outside of a session: home, the body, the log, settings. It leaves by a message."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from tpdevice.tui.look import Look


class Go(Message):
    """Somebody wants to another room, with what it needs to know, such as a point."""

    def __init__(self, to: str, about: Mapping[str, object] = MappingProxyType({})) -> None:
        super().__init__()
        self.to = to
        self.about = about


class Back(Message):
    """Somebody wants back to where they came from."""


class Room(Screen[None]):
    """One room. Whoever opens it gives it what it shows; it asks nobody."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def go(self, to: str, **about: object) -> None:
        """Ask to be taken to another room."""
        self.post_message(Go(to, about))

    def action_back(self) -> None:
        """Ask to be taken back."""
        self.post_message(Back())
