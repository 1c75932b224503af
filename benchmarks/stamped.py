"""A Textual app that draws when its newest sample was taken: what `bench web` looks at.

Samples come 80 times a second and are drawn 30 times a second, as in a session.
"""

import time

from textual.app import App, ComposeResult
from textual.widgets import Static

RATE_HZ, FRAMES_PER_S = 80, 30


class Stamped(App[None]):
    """Draws the time of the newest sample, ns on the system's monotonic clock."""

    def compose(self) -> ComposeResult:
        yield Static(id="stamp")

    def on_mount(self) -> None:
        self._newest_ns = self._drawn_ns = 0
        self._stamp = self.query_one("#stamp", Static)
        self.set_interval(1 / RATE_HZ, self._take)
        self.set_interval(1 / FRAMES_PER_S, self._draw)

    def _take(self) -> None:
        self._newest_ns = time.monotonic_ns()

    def _draw(self) -> None:
        if self._newest_ns != self._drawn_ns:
            self._drawn_ns = self._newest_ns
            self._stamp.update(f"at {self._newest_ns} ns")


if __name__ == "__main__":
    Stamped().run()
