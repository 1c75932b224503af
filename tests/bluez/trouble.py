"""What can keep the rig from running, and whose fault it is."""


class NotHere(Exception):
    """This computer cannot run the rig; nothing is wrong with the project."""

    def __init__(self, reason: str, *, next_step: str) -> None:
        super().__init__(reason)
        self.next_step = next_step


class Broken(Exception):
    """The rig does not work; the text says how."""
