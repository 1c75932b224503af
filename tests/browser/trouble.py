"""What can keep these tests from running; nothing is wrong with the project then."""


class NotHere(Exception):
    """This computer has no browser that can be driven."""

    def __init__(self, reason: str, *, next_step: str) -> None:
        super().__init__(reason)
        self.next_step = next_step
