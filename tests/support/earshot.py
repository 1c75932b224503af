"""Whoever only hears a session: what reaches the ear, with all that was cut, as a transcript."""

from dataclasses import dataclass

import numpy as np

from tpdevice.core.units import seconds
from tpdevice.runtime.sound.mixer import Kind, Mix, Placed
from tpdevice.runtime.sound.play import Play
from tpdevice.runtime.sound.sentences import WORD_S
from tpdevice.runtime.sound.tones import Pcm, tones

RATE_HZ = 8_000
CUT = "…"


@dataclass(frozen=True, slots=True)
class Sound:
    """One tone or sentence, as far as it was heard."""

    start_s: float
    end_s: float
    kind: Kind
    text: str


class TextVoice:
    """A voice whose files are the sentences themselves."""

    def file(self, text: str) -> str:
        return text


class Earshot:
    """An output that mixes as the program does, with words of about their length."""

    def __init__(self) -> None:
        self._tones = tones(RATE_HZ)
        self._mix = Mix(self._tones, RATE_HZ)
        self._words: dict[str, Pcm] = {}
        self._over: list[Placed] = []

    def put(self, play: Play, at_ns: int) -> None:
        at = round(seconds(at_ns) * RATE_HZ)
        self._over += [each for each in self._mix.placed if each.end <= at]
        self._mix = self._mix.after(at).take(play, at, word_pcm=self._word)

    def _word(self, text: str) -> Pcm:
        length = round(WORD_S * len(text.split()) * RATE_HZ)
        return self._words.setdefault(text, np.ones(length, np.float32))

    @property
    def heard(self) -> list[Sound]:
        """Return everything that was heard, in its order."""
        named = {id(pcm): name for name, pcm in (*self._tones.items(), *self._words.items())}
        placed = sorted((*self._over, *self._mix.placed), key=lambda each: each.start)
        return [_sound(each, str(named[id(each.pcm)])) for each in placed if each.end > each.start]

    def transcript(self) -> str:
        """Return it a line each: when, the tone or the words, and a mark where it was cut."""
        return "\n".join(_line(each) for each in self.heard) + "\n"


def _sound(placed: Placed, name: str) -> Sound:
    cut = placed.end - placed.start < len(placed.pcm)
    return Sound(
        placed.start / RATE_HZ, placed.end / RATE_HZ, placed.kind, name + (CUT if cut else "")
    )


def _line(sound: Sound) -> str:
    minutes, rest_s = divmod(sound.start_s, 60.0)
    words = f"“{sound.text}”" if sound.kind is Kind.WORD else f"♪ {sound.text}"
    return f"{int(minutes)}:{rest_s:04.1f}  {words}"
