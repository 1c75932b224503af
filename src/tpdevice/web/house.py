"""The one program that is shown, and the one browser that shows it: a newer one takes over."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from tpdevice.web import packets
from tpdevice.web.child import LEAVE_S, Child
from tpdevice.web.packets import Note
from tpdevice.web.viewer import Viewer
from tpdevice.web.watching import PULSE_S, UNSEEN_S, Watch
from tpdevice.web.wishes import Again, Keys, Seen, Size, Wish


class Told(Protocol):
    """What the person at the computer is told."""

    def line(self, text: str) -> None:
        """Pass on what the program printed before or after its screens."""

    def unseen(self) -> None:
        """Say that nobody sees the screen."""

    def seen_again(self) -> None:
        """Say that somebody does again."""

    def taken_over(self) -> None:
        """Say that another browser has it now."""

    def ended(self, code: int) -> None:
        """Say that the program has ended."""


class House:
    """Keeps the program going while browsers come and go."""

    def __init__(
        self, arguments: Sequence[str], told: Told, *, clock_s: Callable[[], float]
    ) -> None:
        """Take the command line of the program, and who is told what happens."""
        self._arguments = tuple(arguments)
        self._told = told
        self._clock_s = clock_s
        self._watch = Watch()
        self._viewer: Viewer | None = None
        self._child: Child | None = None
        self._answered_s: float | None = None
        """When the program answered a pulse last; None while it only starts."""
        self._running: asyncio.Task[None] | None = None
        self._dismissing: set[asyncio.Task[None]] = set()
        self._over = False
        """Whether a run has ended, and nobody asked for another."""
        self._closing = False
        self._size = Size(80, 24)

    async def receive(self, viewer: Viewer) -> None:
        """Show everything to this browser until it leaves or another takes over."""
        before, self._viewer = self._viewer, viewer
        if before is not None:
            self._told.taken_over()
            self._dismiss(before, "taken", "another browser has taken over")
        sending = asyncio.create_task(viewer.send())
        try:
            await viewer.listen(lambda wish: self._take(viewer, wish))
        finally:
            sending.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await sending
            if self._viewer is viewer:
                self._viewer = None

    async def pulse(self) -> None:
        """Ask again and again who is there, and tell where nobody is."""
        while True:
            self.beat()
            await asyncio.sleep(PULSE_S)

    def beat(self) -> None:
        """Ask once. The question goes through the program, so that the answer speaks for both."""
        self._send(packets.note("pulse"))
        if self._answered_s is None:
            self._tell("pulse")
        if self._lives() and self._watch.lost(self._clock_s()):
            self._send(packets.note("unwatched"))
            self._told.unseen()

    def _lives(self) -> bool:
        """Return whether the program answers: where it hangs, no page can, and says so itself."""
        answered_s = self._answered_s
        fresh = answered_s is not None and self._clock_s() - answered_s <= UNSEEN_S
        return fresh and not self._closing

    def repaint(self) -> None:
        """Ask for a whole new picture."""
        self._send(packets.note("repaint"))

    async def close(self) -> None:
        """End the program, and let the browser go."""
        self._closing = True
        running = self._running
        if running is not None:
            self._send(packets.note("quit"))
            await asyncio.wait({running}, timeout=LEAVE_S)
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
        if self._viewer is not None:
            self._dismiss(self._viewer, "closed", "the server ends")
        await asyncio.gather(*self._dismissing)

    def _take(self, viewer: Viewer, wish: Wish) -> None:
        if viewer is not self._viewer:
            return  # it was taken over; what it still sends means nothing
        match wish:
            case Keys(text):
                self._send(packets.keys(text))
            case Size():
                self._fit(wish)
            case Seen(in_view):
                self._see(in_view=in_view)
            case Again():
                self._start()

    def _see(self, *, in_view: bool) -> None:
        if in_view and self._watch.seen(self._clock_s()):
            self._told.seen_again()

    def _fit(self, size: Size) -> None:
        """Draw for a screen of this size, and start the program for the first one."""
        self._size = size
        if self._over:
            self._tell("ended")
            return
        self._start()
        self._send(packets.note("resize", width=size.columns, height=size.rows))
        self._send(packets.note("focus"))
        self.repaint()

    def _start(self) -> None:
        """Start the program, unless it runs."""
        self._see(in_view=True)
        if self._running is not None:
            return
        self._over = False
        self._child = Child(
            self._arguments,
            on_drawn=self._drawn,
            on_note=self._noted,
            on_line=self._told.line,
        )
        self._running = asyncio.create_task(self._run(self._child))

    async def _run(self, child: Child) -> None:
        try:
            code = await child.run(self._size)
        finally:
            self._child, self._running, self._over, self._answered_s = None, None, True, None
        self._told.ended(code)
        self._tell("ended")

    def _drawn(self, data: bytes) -> None:
        if self._viewer is not None:
            self._viewer.draw(data)

    def _noted(self, note: Note) -> None:
        """Pass on what the page understands."""
        kind = note.about.get("type")
        if kind == "pulse":
            self._answered_s = self._clock_s()
            self._tell("pulse")
        elif kind == "typing":
            self._tell("typing", bool(note.about.get("on")))

    def _tell(self, kind: str, *about: object) -> None:
        if self._viewer is not None:
            self._viewer.tell(kind, *about)

    def _dismiss(self, viewer: Viewer, kind: str, why: str) -> None:
        # Not waited for: a phone that sleeps would hold up the one that takes over.
        task = asyncio.create_task(viewer.dismiss(kind, why))
        self._dismissing.add(task)
        task.add_done_callback(self._dismissing.discard)

    def _send(self, packet: bytes) -> None:
        if self._child is not None:
            self._child.send(packet)
