"""What is told, as something to be heard."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from tpdevice.core.cue import Priority, Told
from tpdevice.runtime.sound.countdown import Countdown
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.sentences import of_place, result
from tpdevice.runtime.sound.speech import Speech, Spoken
from tpdevice.session.answering import By, worded
from tpdevice.session.cues import NUMBER_CUES
from tpdevice.session.phases import ENDED, Phase
from tpdevice.session.state import State
from tpdevice.session.summary import summarise

_UNSEEN: Final = frozenset({"come_off_unseen", "come_off_withheld"})
_NEW_PART: Final = frozenset(
    {Phase.CALIBRATE, Phase.APPROACH, Phase.READING, Phase.RELEASE, Phase.REST, Phase.LENGTHEN}
)
"""Phases whose beginning is marked; "there" says that the hold begins, and "done" the end."""


class Output(Protocol):
    """Where sound goes. Nothing in it may hold up whoever calls."""

    def put(self, play: Play, at_ns: int) -> None:
        """Take one thing that is heard from a session time on; live, that is now."""


class Sounds:
    """A `CueSink` that is heard, and that watches the session for the end of a hold."""

    def __init__(
        self,
        outputs: Sequence[Output] = (),
        *,
        voice: Spoken | None = None,
        tones: bool = True,
        by: Callable[[], By] = lambda: By.KEYS,
    ) -> None:
        """Take where sound goes, and what tells how the person answers now.

        Without tones only the voice is heard.
        """
        self._by = by
        self._outputs = tuple(outputs)
        self._speech = None if voice is None else Speech(voice)
        self._tones = tones
        self._before: Told | None = None
        self._lost = False
        self._countdown = Countdown()
        self._state: State | None = None

    def show(self, told: Told) -> None:
        """Have a cue heard."""
        told = worded(told, self._by())
        before, self._before = self._before, told
        lost, self._lost = self._lost, told.cue.key in _UNSEEN
        if nothing_new(told, before):
            return
        marks = tuple(_marks(told, before, lost=lost))
        said = () if self._speech is None else self._speech.of(told)
        # A short one in a list, so that the word is heard while its number stands.
        sound = Tone.COUNT if told.cue.key in NUMBER_CUES else Tone(told.cue.tone)
        tone, marks = (sound, marks) if self._tones else (None, ())
        self._say(said, told.cue.priority, told.at_ns, tone=tone, marks=marks)

    def look(self, state: State) -> None:
        """Say what is due of a question, and count the last seconds of a hold."""
        first, self._state = self._state is None, state
        if self._speech is not None:
            if first:
                self._speech.files(of_place(state.header))
            said = self._speech.due(state)
            if said:
                self._say(said, Priority.ASK, state.now_ns)
        self._count(state)

    def _count(self, state: State) -> None:
        if not self._tones or state.phase is not Phase.HOLD:
            return
        for due_ns in self._countdown.due(state):
            delay_ns = max(0, due_ns - state.now_ns)
            beat = Play(Tone.COUNT, Priority.CALM, delay_ns=delay_ns, only_if_silent=True)
            self._put(beat, state.now_ns)

    @property
    def result(self) -> tuple[str, ...]:
        """What a voice says of a session that is over, as sentences."""
        state = self._state
        if self._speech is None or state is None or state.phase not in ENDED:
            return ()
        return result(summarise(state))

    def say_result(self) -> None:
        """Say what came of the session, behind all that sounds."""
        if self._speech is not None and self._state is not None:
            said = self._speech.files(self.result)
            self._say(said, Priority.STOP, self._state.now_ns, waits=True)

    def _say(
        self,
        said: tuple[str, ...],
        priority: Priority,
        at_ns: int,
        *,
        tone: Tone | None = None,
        marks: tuple[Tone, ...] = (),
        waits: bool = False,
    ) -> None:
        word, *more = said or ("",)
        self._put(Play(tone, priority, marks, word, more=tuple(more), waits=waits), at_ns)

    def _put(self, play: Play, at_ns: int) -> None:
        if play.tone is None and not play.word:
            return
        for output in self._outputs:
            output.put(play, at_ns)


def nothing_new(told: Told, before: Told | None) -> bool:
    """Say whether all is still well: "good" is heard once, until something else was told."""
    if told.echo or told.again:
        return False
    if before is None or told.cue.priority is not Priority.CALM or told.phase != before.phase:
        return False
    return told.cue.tone == before.cue.tone == Tone.GOOD


def _marks(told: Told, before: Told | None, *, lost: bool) -> list[Tone]:
    """Return what follows a cue's tone: a new part, force lost from sight, or back in it."""
    unseen = told.cue.key in _UNSEEN
    marks = [Tone.LOST] if unseen and not lost else []
    if lost and not unseen and told.phase not in ENDED:
        marks.append(Tone.BACK)
    moved = before is not None and told.phase != before.phase and told.phase in _NEW_PART
    again = before is not None and before.phase == Phase.HOLD and told.phase == Phase.APPROACH
    return [*marks, Tone.PHASE] if moved and not again else marks
