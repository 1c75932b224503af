"""What a press of the one key is about, by what a session waits for, and how that is said."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from tpdevice.session.answering import WAYS, By
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
    tone: str = "ask"


BEAT: Final = "count"
"""The tone of what comes in a list: short, so that the word is heard while its answer stands."""


def _hint(word: str, cue: str) -> Say:
    words = WAYS[cue][By.ONE_KEY]
    return Say(word, words.text, words.spoken)


HINTS: Final = {
    Kind.RATING: _hint("HOW STRONG", "rate"),
    Kind.CHOICE: _hint("YES OR NO", "question"),
    Kind.TENDER: _hint("PRESS", "calibrate_tender"),
    Kind.COMFORT: _hint("PRESS", "calibrate_comfort"),
    Kind.RESUME: _hint("PAUSED", "paused"),
}
"""How to answer, as the cue says it too."""


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
