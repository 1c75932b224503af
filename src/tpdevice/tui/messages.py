"""What widgets tell the app."""

from textual.message import Message


class Chosen(Message):
    """Somebody clicked or touched an action."""

    def __init__(self, name: str, value: int = 0) -> None:
        super().__init__()
        self.name = name
        self.value = value


class Unwatched(Message):
    """Nobody sees the screen any more: the browser that showed it is gone, asleep or hidden."""
