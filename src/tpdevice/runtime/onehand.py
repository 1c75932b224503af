"""One key in a running session: presses in, keys for the session and words for the sinks out."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from tpdevice.core.action import Action
from tpdevice.core.cue import Cue, Direction, Priority, Told
from tpdevice.core.ports import CueSink
from tpdevice.runtime.onekey import OneKey, Out, looked, pressed, words
from tpdevice.runtime.onelist import Do
from tpdevice.runtime.pressabout import Say, about
from tpdevice.runtime.seat import Seat
from tpdevice.session.answering import By

KEY: Final = "one_key"
"""Key of the cues that say how to answer, or say an answer back."""


class OneHand:
    """Takes presses from any thread; `look` must be called several times a second."""

    def __init__(
        self,
        seat: Seat,
        *,
        sinks: Sequence[CueSink] = (),
        clock_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Take who hears the words: lines, a voice. A screen asks for `words` instead."""
        self._seat, self._sinks, self._clock_ns = seat, tuple(sinks), clock_ns
        seat.by = By.ONE_KEY
        self._key = OneKey()
        self._lock = threading.Lock()

    def press(self) -> None:
        """Take one press of the one key, whichever it was."""
        self._turn(pressed)

    def stop(self) -> None:
        """Stop at once."""
        self._seat.press(Action.STOP, 0)

    def look(self) -> None:
        """Let time go on."""
        self._turn(looked)

    @property
    def words(self) -> Say | None:
        """What stands on a screen now."""
        return words(self._key, self._clock_ns())

    def _turn(self, step: Callable[..., tuple[OneKey, tuple[Out, ...]]]) -> None:
        state = self._seat.state
        if state is None:
            return
        with self._lock:
            self._key, outs = step(self._key, self._clock_ns(), about(state))
        for out in outs:
            if isinstance(out, Do):
                self._seat.press(out.action, out.value)
            else:
                self._say(out)

    def _say(self, said: Say) -> None:
        state = self._seat.state
        assert state is not None
        spoken = said.spoken or said.word.lower()
        cue = Cue(
            KEY, said.word, said.text, said.tone, Direction.NONE, Priority.ASK, 0.0, spoken=spoken
        )
        told = Told(state.now_ns, cue, state.phase, "one key", text=said.text)
        for sink in self._sinks:
            sink.show(told)
