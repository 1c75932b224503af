"""What a person is told now."""

from enum import IntEnum, StrEnum

from msgspec import Struct


class Direction(StrEnum):
    """What a cue asks of the hand."""

    MORE = "more"
    LESS = "less"
    STAY = "stay"
    OFF = "off"
    NONE = "none"


class Priority(IntEnum):
    """Which cue wins when several could be shown."""

    CALM = 0
    GUIDE = 1
    CORRECT = 2
    ASK = 3
    WARN = 4
    STOP = 5


class Cue(Struct, frozen=True):
    """One situation's words. Imperative, second person, at most 40 columns each."""

    key: str
    word: str
    """The one big word."""
    text: str
    tone: str
    direction: Direction
    priority: Priority
    min_s: float
    """Shown at least this long before a cue of lower priority may follow, if that asks for no less
    force; 0 where none such can follow."""
    question: str | None = None
    """`rating` or `yes_no` when an answer is awaited."""
    spoken: str = ""
    """The few words that a voice says."""


class Told(Struct, frozen=True):
    """A cue at the moment it is shown, and why."""

    at_ns: int
    cue: Cue
    phase: str
    cause: str
    """The happening, or the guard's reason, that brought it."""
    question_id: str | None = None
    text: str = ""
    """The cue's own text, or one made for this moment, such as the movement to make."""
    items: tuple[str, ...] = ()
    """More to read, a line each, where there is time for it."""
    echo: str = ""
    """What was just answered, in a word: a voice says it before all else."""
    wakes: bool = False
    """Two short presses of the ball would wake it, and nobody was told so yet."""
    again: bool = False
    """Told once more because the person wanted it."""
