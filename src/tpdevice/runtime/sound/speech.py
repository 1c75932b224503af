"""Which sentences a voice says when: at once, late where they were not made yet, or once more."""

from collections.abc import Iterable
from typing import Final, Protocol

from tpdevice.core.cue import Told
from tpdevice.core.units import ns
from tpdevice.runtime.sound.sentences import length_s, sentences
from tpdevice.session.phases import Phase
from tpdevice.session.state import State

AGAIN_S: Final = {"yes_no": 15.0, "rating": 5.0}
"""A question that still stands so long after it was said is said once more, by its kind. Chosen: a
thought, and a part of the patience that there is with a rating."""
ECHO_S: Final = 1.0
"""A confirmation takes so long, with the tone before it, about. Chosen."""


class Spoken(Protocol):
    """What has words as files."""

    def file(self, text: str) -> str:
        """Return the file of a text, or nothing."""


class Speech:
    """Follows what is told, and says what is to be said of it, as files."""

    def __init__(self, voice: Spoken) -> None:
        self._voice = voice
        self._told: Told | None = None
        self._late = False
        """Some of it was not made yet; a question is said as soon as it is."""
        self._once_more = False
        """It was said a second time, whether wanted or not."""
        self._until_ns = 0
        """When it will have been said, about."""
        self._read = ""
        """Id of the question that was last read to its end."""
        self._echo, self._echo_until_ns = "", 0
        """What was answered, and until when a cue would cut it."""

    def files(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the files of sentences; nothing unless all of them are there."""
        found = tuple([self._voice.file(text) for text in texts if text])
        return found if all(found) else ()

    def of(self, told: Told) -> tuple[str, ...]:
        """Return what is said of a cue at once: what was answered, and then the cue."""
        if told.at_ns < self._until_ns:
            self._read = ""  # it was cut
        goes_on = bool(told.question_id) and told.question_id == self._read and not told.again
        said = (told.cue.spoken,) if goes_on else sentences(told)
        self._told, self._once_more = told, told.again
        echo = self.files((self._echoed(told),))
        files = self._begun(said, told.at_ns)
        return (*echo, *(files or self.files((told.cue.spoken,))))

    def _echoed(self, told: Told) -> str:
        """Return what was answered; what a cue cuts is said with that one."""
        if told.phase == Phase.STOPPED:
            return ""
        if told.echo:
            self._echo, self._echo_until_ns = told.echo, told.at_ns + ns(ECHO_S)
        return self._echo if told.at_ns < self._echo_until_ns else ""

    def due(self, state: State) -> tuple[str, ...]:
        """Return what is to be said of a question beside the cues: late, or once more."""
        told = self._told
        if told is None or told.cue.question is None or not _stands(told, state):
            return ()
        patience_ns = ns(AGAIN_S[told.cue.question])
        once_more = not self._once_more and state.now_ns >= self._until_ns + patience_ns
        if not (self._late or once_more):
            return ()
        late = self._late
        files = self._begun(sentences(told), state.now_ns)
        self._once_more = self._once_more or (not late and bool(files))
        return files

    def _begun(self, said: tuple[str, ...], at_ns: int) -> tuple[str, ...]:
        """Return the files of sentences that are said from now on, if all are there."""
        assert self._told is not None
        files = self.files(said)
        self._late = not files
        if files:
            self._until_ns = at_ns + ns(length_s(said))
            self._read = self._told.question_id or self._read
        return files


def _stands(told: Told, state: State) -> bool:
    """Say whether nothing newer was told."""
    return state.told is not None and state.told.at_ns <= told.at_ns
