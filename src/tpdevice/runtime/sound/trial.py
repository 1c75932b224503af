"""Every tone and word once, with its name: for whoever learns them, and for who hears nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tpdevice.core.cue import Priority
from tpdevice.runtime.sound.play import Play, Tone

MEANINGS: Final[dict[Tone, str]] = {
    Tone.MORE: "rising: a little more",
    Tone.LESS: "falling: a little lighter, or off",
    Tone.GOOD: "a chord that stands: there, stay",
    Tone.STOP: "three beats: stop, come off",
    Tone.ASK: "a bell, twice: a question",
    Tone.REST: "low and soft: rest",
    Tone.SLOW: "beats that slow down: slower",
    Tone.DONE: "three notes down: done",
    Tone.COUNT: "one beat: a second of the last three",
    Tone.PHASE: "a trill: a new part begins",
    Tone.LOST: "falling to pieces: no data",
    Tone.BACK: "coming together: data again",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to be heard, and what it means."""

    name: str
    means: str
    play: Play


def trials(words: Iterable[tuple[str, str]]) -> Iterator[Trial]:
    """Yield each tone, and each word of which there is a file."""
    for tone, means in MEANINGS.items():
        # Neither urgent nor calm: nothing is cut, and nothing is left out.
        yield Trial(tone, means, Play(tone, Priority.GUIDE))
    for words_, file in words:
        yield Trial(f"“{words_}”", "spoken", Play(None, Priority.GUIDE, word=file))
