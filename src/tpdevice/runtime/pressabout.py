"""What a press of the one key is about, by what a session waits for, and how that is said."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from tpdevice.session.phases import ENDED, Phase
from tpdevice.session.state import Stage, State


class Kind(StrEnum):
    """What a press is about."""

    PAUSE = "pause"
    RESUME = "go on"
    RATING = "how strong"
    CHOICE = "yes or no"
    TENDER = "first tender"
    COMFORT = "comfort mark"
    CLOSE = "close"


class About(Struct, frozen=True):
    """What a press is about now; another `name` is another question."""

    kind: Kind
    name: str = ""


class Say(Struct, frozen=True):
    """Words for whoever cannot look: the one big word, and what it means."""

    word: str
    text: str
    spoken: str = ""
    """What a voice says; else the word."""


HINTS: Final = {
    Kind.RATING: Say(
        "HOW STRONG", "Press 0 to 10 times, or hold it for 0", "how strong? press, and I count"
    ),
    Kind.CHOICE: Say(
        "YES OR NO", "Press for yes and no, one by one", "a question. press for the answers"
    ),
    Kind.TENDER: Say("PRESS", "Press when it is first tender", "press when it is tender"),
    Kind.COMFORT: Say("PRESS", "Press just before comfort ends", "press before comfort ends"),
    Kind.RESUME: Say("PAUSED", "Press to go on, three times to stop", "paused. press to go on"),
}
"""How to answer, at most 40 columns, where the cue does not say it."""


def about(state: State) -> About:
    """Return what a press is about in a session."""
    if state.phase in ENDED:
        return About(Kind.CLOSE)
    if state.paused:
        return About(Kind.RESUME)
    asked = None if state.told is None else state.told.cue.question
    if state.told is not None and asked == "yes_no":
        return About(Kind.CHOICE, state.told.question_id or "")
    if asked == "rating":
        return About(Kind.RATING, f"{state.repetition}.{len(state.hold.ratings)}")
    if state.phase is Phase.CALIBRATE and not state.zero.needed:
        stage, ramp = state.calibrating.stage, str(len(state.calibrating.ramps))
        if stage is Stage.TENDER:
            return About(Kind.TENDER, ramp)
        if stage is Stage.COMFORT:
            return About(Kind.COMFORT, ramp)
    return About(Kind.PAUSE)
