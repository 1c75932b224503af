"""Words from the system's own speech, made once, kept as files, and never waited for."""

import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from tpdevice.runtime.sound.engines import Engine

PATIENCE_S: Final = 15.0
"""How long one word may take to be made. Chosen: PowerShell alone may take seconds to start."""
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
        self._asked: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._main, name="voice", daemon=True)

    def start(self, texts: Iterable[str]) -> None:
        """Begin to make what will be said, and return at once."""
        for text in texts:
            self._asked.put(text)
        self._thread.start()

    def file(self, text: str) -> str:
        """Return the file of a text, or nothing while there is none; never waits.

        What was not known before is made for the next time.
        """
        found = self._made.get(text)
        if found is None and text:
            self._asked.put(text)
        return found or ""

    def make(self, texts: Iterable[str]) -> list[str]:
        """Make texts here and now; return those that could not be made."""
        return [text for text in dict.fromkeys(texts) if not self._made_now(text)]

    def close(self) -> None:
        """Make no more."""
        self._asked.put(None)

    def _main(self) -> None:
        while (text := self._asked.get()) is not None:
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
        rendering = self._engine.rendering(text, fresh)
        try:
            subprocess.run(  # noqa: S603  the system's speech program, with our own texts
                rendering.command,
                env={**os.environ, **rendering.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_S,
                check=True,
            )
            if not fresh.stat().st_size:
                return ""
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        return str(path)
