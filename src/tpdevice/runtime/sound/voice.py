"""Words from the system's own speech, made once, kept as files, and never waited for."""

import os
import queue
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from tpdevice.runtime.sound.engines import Engine, Rendering

PATIENCE_S: Final = 15.0
"""How long one word may take to be made. Chosen: PowerShell alone may take seconds to start."""
END_S: Final = 1.0
"""How long the end of one may take. Chosen: it is killed."""
_RECIPE: Final = "1"
"""Counted up when words are to be made anew."""


def cache_folder() -> Path:
    """Return where words are kept: the person's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("tpdevice", appauthor=False) / "voice"


class Voice:
    """Turns texts into files of speech, on a thread of its own."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self._made: dict[str, str] = {}
        self._wanted: set[str] = set()
        """What was asked for and is not there yet; each is asked for once."""
        self._next: deque[str] = deque()
        """What is to be made before all that waits: somebody wants to hear it now."""
        self._beginning = threading.Lock()
        self._over = False
        self._child: subprocess.Popen[bytes] | None = None
        self._asked: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._main, name="voice", daemon=True)

    def start(self, texts: Iterable[str]) -> None:
        """Begin to make what will be said, and return at once."""
        for text in texts:
            self._asked.put(text)
        self._thread.start()

    def file(self, text: str) -> str:
        """Return the file of a text, or nothing while there is none; never waits.

        What is not there is made next, for the next time that somebody asks.
        """
        found = self._made.get(text)
        if found is None and text and text not in self._wanted:
            self._wanted.add(text)
            self._next.append(text)
            self._asked.put("")  # nothing by itself: it wakes the thread
        return found or ""

    def make(self, texts: Iterable[str]) -> list[str]:
        """Make texts here and now; return those that could not be made."""
        return [text for text in dict.fromkeys(texts) if not self._made_now(text)]

    def close(self) -> None:
        """Make no more; a word that is being made is given up."""
        with self._beginning:
            self._over = True
            if self._child is not None:
                self._child.kill()
        self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join(END_S)

    def _main(self) -> None:
        while (text := self._asked.get()) is not None and not self._over:
            while self._next and not self._over:
                self._made_now(self._next.popleft())
            self._made_now(text)

    def _made_now(self, text: str) -> str:
        if text and text not in self._made:
            self._made[text] = self._kept_or_made(text)
        return self._made.get(text, "")

    def _kept_or_made(self, text: str) -> str:
        path = self._path(text)
        try:
            if path.is_file():
                return str(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            return self._render(text, path)
        except (OSError, subprocess.SubprocessError):
            return ""

    def _path(self, text: str) -> Path:
        key = "\n".join((_RECIPE, self._engine.key, self._engine.program, text))
        return self._folder / f"{sha256(key.encode()).hexdigest()[:20]}.wav"

    def _render(self, text: str, path: Path) -> str:
        """Make one file, whole or not at all."""
        descriptor, name = tempfile.mkstemp(suffix=".wav", dir=path.parent)
        os.close(descriptor)
        fresh = Path(name)
        try:
            code = self._called(self._engine.rendering(text, fresh))
            if code or not fresh.stat().st_size:
                return ""
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        return str(path)

    def _called(self, rendering: Rendering) -> int:
        """Run the speech program to its end, and return its exit code."""
        with self._beginning:
            if self._over:
                return 1
            child = self._child = _started(rendering)
        try:
            return child.wait(PATIENCE_S)
        finally:
            child.kill()
            child.wait()


class Prompt(Voice):
    """A voice that is waited for: on virtual time a word takes no time at all."""

    def file(self, text: str) -> str:
        """Return the file of a text, made now if it is not there; nothing if it cannot be."""
        return self._made_now(text)


def _started(rendering: Rendering) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  the system's speech program, with our own texts
        rendering.command,
        env={**os.environ, **rendering.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
