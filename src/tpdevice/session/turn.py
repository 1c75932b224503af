"""One step in the making: a state that is replaced, and the effects so far."""

from tpdevice.core.record import Happened, Row
from tpdevice.session.effects import Effect, Log
from tpdevice.session.state import State


class Turn:
    """What `engine.step` works on; it never outlives the step."""

    __slots__ = ("effects", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.effects: list[Effect] = []

    def row(self, row: Row) -> None:
        """Keep a row."""
        self.effects.append(Log(row))

    def note(
        self, kind: str, name: str, cause: str = "", *, value: int | None = None, unit: str = ""
    ) -> None:
        """Keep one line of the log."""
        state = self.state
        self.row(
            Happened(state.now_ns, kind, name, state.phase, state.repetition, cause, value, unit)
        )

    def at(self, now_ns: int) -> None:
        """Move time on; it never goes back."""
        if now_ns > self.state.now_ns:
            self.state = self.state.later(now_ns)
