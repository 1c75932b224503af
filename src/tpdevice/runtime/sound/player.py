"""The way to the process that plays: a queue and a thread, so that nobody waits for sound."""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Final

import msgspec

from tpdevice.core.errors import NoSound
from tpdevice.runtime.sound.device import NO_EXTRA
from tpdevice.runtime.sound.play import Play
from tpdevice.runtime.sound.playing import DRAIN_S, Began

WORD_S: Final = 3.5
"""At the end, for so long what sounds is heard on. Chosen: the longest tone and a word."""
STARTS: Final = 3
"""How often a process is started anew that ended, as when headphones are unplugged. Chosen."""

Fallback = Callable[[Play], object]


def missing() -> NoSound | None:
    """Return why no process needs to be started to know that nothing plays; or None."""
    if find_spec("sounddevice") is None:
        return NoSound("The library for sound is not installed.", hint=NO_EXTRA)
    return None


def command(volume: float) -> list[str]:
    """Return what starts the process that plays."""
    return [sys.executable, "-m", "tpdevice.runtime.sound.playing", str(volume)]


class Player:
    """Plays through a process of its own, and rings the bell where that cannot play."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        unable: NoSound | None = None,
        fallback: Fallback = lambda _: None,
        on_begun: Callable[[Began], object] = lambda _: None,
        on_trouble: Callable[[NoSound], object] = lambda _: None,
    ) -> None:
        """Take what is called, on the player's thread, once it plays or cannot.

        `unable` is why no process needs to be started to know that.
        """
        self._unable = unable
        self._command = list(command)
        self._fallback = fallback
        self._on_begun = on_begun
        self._on_trouble = on_trouble
        self._plays: queue.SimpleQueue[Play | None] = queue.SimpleQueue()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._main, name="sound", daemon=True)

    def start(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def put(self, play: Play, at_ns: int) -> None:
        """Have something heard now, from any thread; returns at once."""
        self._plays.put(play)

    @property
    def alive(self) -> bool:
        """Whether its thread or its process still is."""
        child = self._child
        return self._thread.is_alive() or (child is not None and child.poll() is None)

    def hush(self) -> None:
        """Say no more, at once."""
        child = self._child
        if child is not None:
            child.kill()

    def close(self, *, wait_s: float = WORD_S) -> None:
        """Let what sounds be heard, then end; a process that takes longer is ended."""
        self._plays.put(None)
        self._thread.join(wait_s)
        child = self._child
        if self._thread.is_alive() and child is not None:
            child.kill()
            self._thread.join(1.0)

    def _main(self) -> None:
        play: Play | None = None
        for _ in range(STARTS):
            began = self._begin()
            if began.error:
                break
            self._on_begun(began)
            play = self._hand_on(self._newest(play))
            if play is None:
                self._end()
                return
            self._end()
        self._on_trouble(self._why(began))
        self._ring(play)

    def _begin(self) -> Began:
        if self._unable is not None:
            return Began(error=str(self._unable), hint=self._unable.hint)
        try:
            self._child = _started(self._command)
        except OSError as error:
            return Began(error=f"The process that plays did not begin: {error.strerror}.")
        assert self._child.stdout is not None
        try:
            began = msgspec.json.decode(self._child.stdout.readline(), type=Began)
        except msgspec.DecodeError:
            began = Began(error="The process that plays did not begin.")
        if began.error:
            self._end()
        return began

    def _newest(self, play: Play | None) -> Play | None:
        """Return the newest of what waits: what was told before is over. None is the end."""
        with suppress(queue.Empty):
            while (newer := self._plays.get_nowait()) is not None:
                play = newer
            self._plays.put(None)  # behind the last cue, which is heard all the same
        return self._plays.get() if play is None else play

    def _hand_on(self, play: Play | None) -> Play | None:
        """Write what comes; return what could not be written, or None at the end."""
        assert self._child is not None
        assert self._child.stdin is not None
        while play is not None:
            try:
                self._child.stdin.write(msgspec.json.encode(play) + b"\n")
                self._child.stdin.flush()
            except OSError:
                return play
            play = self._plays.get()
        return None

    def _end(self) -> None:
        child = self._child
        assert child is not None
        for pipe in (child.stdin, child.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        try:
            child.wait(DRAIN_S + 0.5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _why(self, began: Began) -> NoSound:
        said = began.error or "The sound device went away."
        return NoSound(said, hint=began.hint)

    def _ring(self, play: Play | None) -> None:
        play = self._newest(play)
        while play is not None:
            self._fallback(play)
            play = self._plays.get()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its words would go across the screen
        start_new_session=True,  # Ctrl-C is for the session, which ends this in its order
    )
