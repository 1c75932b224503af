"""How to answer, in the terms of how somebody answers now: the one place where a key is named.

Cues themselves name none: they reach a touch screen, a clicker and a voice as well. Answers by the
ball have cues of their own, since the session itself knows of them.
"""

from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tpdevice.core.cue import Told


class By(StrEnum):
    """How somebody answers now."""

    KEYS = "keys"
    TOUCH = "touch"
    ONE_KEY = "one key"


class Words(Struct, frozen=True):
    """How to answer, to be read and to be heard."""

    text: str
    """At most 40 columns."""
    spoken: str


def _ways(keys: Words, touch: Words, one_key: Words) -> dict[By, Words]:
    return {By.KEYS: keys, By.TOUCH: touch, By.ONE_KEY: one_key}


WAYS: Final[dict[str, dict[By, Words]]] = {
    "question": _ways(
        Words("Answer: y is yes, n is no", "y is yes, n is no"),
        Words("Touch yes or no", "touch yes or no"),
        Words("Press for yes and no, one by one", "press, and again at your answer"),
    ),
    "zero_far": _ways(
        Words("Sensor really free? y is yes, n is no", "is it free? y or n"),
        Words("Sensor really free? Touch yes or no", "is it free? touch yes or no"),
        Words("Sensor really free? Press for answers", "is it free? press for the answers"),
    ),
    "calibrate_tender": _ways(
        Words("Slowly. Press t when first tender", "slowly more. press t when tender"),
        Words('Slowly. Touch "first tender" when it is', "slowly more. touch when tender"),
        Words("Slowly. Press when first tender", "slowly more. press when tender"),
    ),
    "calibrate_comfort": _ways(
        Words("On. Press c just before comfort ends", "on, more. c before comfort ends"),
        Words("On. Touch just before comfort ends", "on, more. touch before comfort ends"),
        Words("On. Press just before comfort ends", "on, more. press before comfort ends"),
    ),
    "rate": _ways(
        Words("Stay there. 0 to 10, sharp is s", "how strong, 0 to 10?"),
        Words("Stay there. Touch 0 to 10, or sharp", "how strong? touch 0 to 10"),
        Words("Press 0 to 10 times, or wait for a list", "how strong? press, or wait"),
    ),
    "paused": _ways(
        Words("Space goes on. Come off if you like", "paused. space goes on"),
        Words('Touch "go on". Come off if you like', "paused. touch to go on"),
        Words("Press to go on, three times to stop", "paused. press to go on"),
    ),
}
"""Of each cue that awaits something of a hand, by its key."""

EVERY_WAY: Final = tuple(words.spoken for ways in WAYS.values() for words in ways.values())
"""All of it that a voice has to say."""


def worded(told: Told, by: By) -> Told:
    """Return what is told in the terms of how it is answered."""
    words = WAYS.get(told.cue.key, {}).get(by)
    if words is None:
        return told
    cue = replace(told.cue, text=words.text, spoken=words.spoken)
    return replace(told, cue=cue, text=words.text)
