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
    LOW = "below the band"
    SAGGED = "sinking towards the bottom of the band"
    OVER = "above the band"
    RISEN = "rising towards the top of the band"
    THERE = "about to be where it is to stay"
    RAMP_TOP = "ramp came to its end"
