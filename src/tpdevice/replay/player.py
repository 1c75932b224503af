"""A tape run again through the same code, and what came out differently."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from tpdevice.core.cue import Told
from tpdevice.core.driver import Driver
from tpdevice.core.errors import TapeError
from tpdevice.core.record import Row, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Header
from tpdevice.session.effects import Effect, Log, Show
from tpdevice.session.fold import Fold


@dataclass(slots=True)
class Played:
    """Everything that a tape brings when it is played."""

    rows: list[Row] = field(default_factory=list)
    cues: list[Told] = field(default_factory=list)
    blocks: list[SampleBlock] = field(default_factory=list)

    @property
    def summary(self) -> Summary | None:
        """The ending; None when the tape stops before it."""
        return next((row for row in reversed(self.rows) if isinstance(row, Summary)), None)

    def take(self, effects: Iterable[Effect]) -> None:
        """Add what a step brought."""
        for effect in effects:
            if isinstance(effect, Log):
                self.rows.append(effect.row)
            elif isinstance(effect, Show):
                self.cues.append(effect.told)


def play(header: Header, entries: Iterable[Entry], driver: Driver) -> Played:
    """Run a tape. What the session asked of the world then stands on the tape already.

    Raises
    ------
    TapeError
        If its numbers are beyond what any session can have.
    """
    try:
        return _played(header, entries, driver)
    except (ArithmeticError, ValueError) as error:
        raise TapeError(
            f"The tape holds numbers that no session can have: {error}.",
            hint="Export the tape again with `tpdevice tape export`, or ask whoever sent it to.",
        ) from error


def _played(header: Header, entries: Iterable[Entry], driver: Driver) -> Played:
    played = Played()
    fold = Fold(header, driver)
    played.take(fold.first)
    for entry in entries:
        folded = fold.feed(entry)
        played.blocks.extend(folded.blocks)
        played.take(folded.effects)
    return played


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not as it was recorded; None where there is no such row."""

    index: int
    recorded: Row | None
    replayed: Row | None


def differences(recorded: Iterable[Row], replayed: Iterable[Row]) -> list[Difference]:
    """Compare rows of one kind, in order; one that is missing makes no difference of the rest."""
    old, new = list(recorded), list(replayed)
    pieces = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        Difference(old_from + i, *pair)
        for what, old_from, old_to, new_from, new_to in pieces
        if what != "equal"
        for i, pair in enumerate(zip_longest(old[old_from:old_to], new[new_from:new_to]))
    ]
