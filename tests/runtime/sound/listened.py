"""A sitting that somebody listens to, and what they heard."""

from dataclasses import dataclass

from sitting import Sitting

from tpdevice.core.tape import Header
from tpdevice.core.units import seconds
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.sinks import Sounds
from tpdevice.session import events as ev
from tpdevice.session.effects import Show


class Ear:
    """An output that remembers."""

    def __init__(self) -> None:
        self.heard: list[tuple[Play, int]] = []

    def put(self, play: Play, at_ns: int) -> None:
        self.heard.append((play, at_ns))


class Spoken:
    """A voice that has every word."""

    def file(self, text: str) -> str:
        return f"{text}.wav"


@dataclass(frozen=True, slots=True)
class At:
    """A sound, and when it begins."""

    tone: Tone | None
    s: float


class ListenedTo(Sitting):
    """A session whose cues and states go to a sink for sound."""

    def __init__(
        self, opening: Header | None = None, *, voice: bool = False, tones: bool = True
    ) -> None:
        self.ear = Ear()
        self.sounds = Sounds([self.ear], voice=Spoken() if voice else None, tones=tones)
        super().__init__(opening)
        self._shown = 0
        self._hear()

    def feed(self, event: ev.Event) -> None:
        super().feed(event)
        self._hear()

    def _hear(self) -> None:
        new = self.effects[self._shown :]
        self._shown = len(self.effects)
        for effect in new:
            if isinstance(effect, Show):
                self.sounds.show(effect.told)
        self.sounds.look(self.state)

    @property
    def plays(self) -> list[Play]:
        return [play for play, _ in self.ear.heard]

    @property
    def tones(self) -> list[Tone | None]:
        return [play.tone for play in self.plays]

    def beats_s(self) -> list[float]:
        """Return when each beat of a countdown is due."""
        return [
            seconds(at_ns + play.delay_ns)
            for play, at_ns in self.ear.heard
            if play.tone is Tone.COUNT
        ]
