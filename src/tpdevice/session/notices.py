"""What the chain may stop for, and what it then means to the phase."""

from enum import StrEnum


class Notice(StrEnum):
    """A fact about force or time that a phase waits for."""

    ENTERED = "came into the band"
    SETTLED = "settled in the band"
    OUT_LONG = "out of the band for long"
    LONG_ENOUGH = "pressed long enough in one go"
    FREE = "free of pressure"
    RESTED = "free for the whole rest"
    MATCHED = "force is at the reference"
    MARK = "held time came to its next mark"
    DEADLINE = "time is up"
    CUE = "a cue may change"
    RAMP_TOP = "ramp came to its end"
