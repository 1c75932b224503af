"""Textual's driver for browsers, with what a server needs that keeps the program going.

`tpdevice serve` names it to Textual. It watches parts of Textual that have no public name; a test
runs it against a server.
"""

import os
from contextlib import suppress
from functools import partial
from typing import Any, Final

from textual import messages
from textual.drivers.web_driver import WebDriver
from textual.widgets import Input, TextArea

from tpdevice.tui.messages import Unwatched

_TYPED_INTO: Final = (Input, TextArea)


class Served(WebDriver):
    """Draws into a pipe, and lives no longer than the pipe it is told by."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._write = partial(self._written)
        self._typing = False
        """Whether the page was told that letters are wanted."""

    def run_input_thread(self) -> None:
        """Take what is sent until the pipe closes; the server is gone then, and so is the app."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._loop.call_soon_threadsafe(self._app.post_message, messages.ExitApp())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server says beside keys."""
        answers = {"pulse": self._pulse, "repaint": self._repaint, "unwatched": self._unwatched}
        answer = answers.get(packet_type)
        if answer is None:
            super().on_meta(packet_type, payload)
        else:
            # This is another thread; and an answer from the app's own says that it lives.
            self._loop.call_soon_threadsafe(answer)

    def _written(self, data: bytes) -> int:
        """Write all of it, unless nobody reads any more: the app then ends by its closed input."""
        left = memoryview(data)
        with suppress(BrokenPipeError):
            while left:
                left = left[os.write(self.fileno, left) :]
        return len(data)

    def _pulse(self) -> None:
        self.write_meta({"type": "pulse"})
        typing = isinstance(self._app.focused, _TYPED_INTO)
        if typing is not self._typing:
            self._typing = typing
            self.write_meta({"type": "typing", "on": typing})

    def _repaint(self) -> None:
        """Draw everything: a browser that has just come has nothing to build on."""
        self._typing = False
        self._app.refresh(layout=True)

    def _unwatched(self) -> None:
        self._app.post_message(Unwatched())
