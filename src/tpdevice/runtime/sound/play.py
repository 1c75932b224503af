"""What is to be heard, as plain values: they travel to another process and into a file."""

from enum import StrEnum

from msgspec import Struct

from tpdevice.core.cue import Priority


class Tone(StrEnum):
    """Every sound that is not a word."""

    MORE = "more"
    LESS = "less"
    GOOD = "good"
    STOP = "stop"
    ASK = "ask"
    REST = "rest"
    SLOW = "slow"
    DONE = "done"
    COUNT = "count"
    """One of the last seconds of a hold."""
    PHASE = "phase"
    """A new part of the session began."""
    LOST = "lost"
    """No force can be seen."""
    BACK = "back"
    """Force can be seen again."""


class Play(Struct, frozen=True):
    """One thing to be heard."""

    tone: Tone | None
    """First, at once; None: only a word."""
    priority: Priority = Priority.GUIDE
    after: tuple[Tone, ...] = ()
    """Marks that follow it."""
    word: str = ""
    """Spoken at last; nothing without a voice."""
    more: tuple[str, ...] = ()
    """Spoken after it, one sentence after the other."""
    waits: bool = False
    """Heard behind all that sounds, and cuts nothing."""
    delay_ns: int = 0
    only_if_silent: bool = False
    """Left out where anything else sounds, as the seconds of a countdown are."""
