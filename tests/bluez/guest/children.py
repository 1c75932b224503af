"""Other programs, listened to line by line."""

import subprocess
import threading
import time
from collections.abc import Sequence
from typing import Final

PATIENCE_S: Final = 90.0
"""After so long something that should come is called missing. No test says how long it took."""
LEAVE_S: Final = 30.0


class Child:
    """A program with its lines, those of stderr among those of stdout."""

    def __init__(self, words: Sequence[str]) -> None:
        self.lines: list[str] = []
        self._read = 0
        self._news = threading.Condition()
        self._ended = False
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def until(self, part: str) -> str:
        """Return the next line with this in it; what came before is not looked at again."""
        due_s = time.monotonic() + PATIENCE_S
        with self._news:
            while True:
                while self._read < len(self.lines):
                    self._read += 1
                    if part in self.lines[self._read - 1]:
                        return self.lines[self._read - 1]
                left_s = due_s - time.monotonic()
                if self._ended or left_s <= 0:
                    why = "it ended" if self._ended else f"{PATIENCE_S:.0f} s went by"
                    raise AssertionError(f"{why} without {part!r}:\n{self.said}")
                self._news.wait(left_s)

    def say(self, line: str) -> None:
        """Write a line to its stdin."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def exit_code(self) -> int:
        """Wait for its end."""
        try:
            code = self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it does not end:\n{self.said}") from None
        self._reader.join(PATIENCE_S)
        return code

    @property
    def said(self) -> str:
        """Return all of its lines."""
        return "\n".join(self.lines)

    def end(self) -> None:
        """Ask it to leave, and see that it does."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End it without a word, as a crash does."""
        self._process.kill()
        self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.lines.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()
