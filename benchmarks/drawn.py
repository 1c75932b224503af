"""What `bench tui` watches: one screen with a session behind it, or a trace drawn by others.

Run by benchmarks/tui.py in a terminal of its own; ends by SIGTERM.
"""

import argparse
import asyncio
import json
import tempfile
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace
from textual.app import App, ComposeResult

from benchmarks.holding import first_entry, frames
from tpdevice.core.band import Band, BandKind
from tpdevice.core.settings import Settings, Theme
from tpdevice.core.units import NS_PER_S, mn, ns
from tpdevice.runtime.content import questions
from tpdevice.runtime.live import prompt
from tpdevice.runtime.seat import Seat
from tpdevice.session.engine import begin
from tpdevice.session.phases import Phase
from tpdevice.signal.smooth import opened
from tpdevice.tui.app import SessionApp
from tpdevice.tui.pace import FRAMES_PER_S
from tpdevice.tui.stagehand import Stagehand

RATE_HZ = 80.0
BAND = Band(BandKind.STANDARD, 34000, 46000, 40000, 2000, 57000, 55000, 7000)
STEP_S = 0.4
FIRST_N, LAST_N = 10, 33
WAYS = ("session", "numbers", "ours", "sweep", "textual-plot", "plotext", "sparkline")


def force_n(at_s: float) -> int:
    """Return the force of the numbers to be read off: another one each step."""
    return FIRST_N + int(at_s / STEP_S) % (LAST_N - FIRST_N + 1)


def lived(seat: Seat, folder: Path) -> None:
    """Run a whole session but for the radio: frames, engine, log."""
    from tpdevice.core.tape import LinkChange, LinkState, Tick
    from tpdevice.devices import driver
    from tpdevice.runtime.clock import HostClock
    from tpdevice.runtime.inbox import Inbox
    from tpdevice.runtime.recorder import StoreRecorder
    from tpdevice.runtime.runner import Runner

    async def run() -> None:
        assert seat.header is not None
        recorder = StoreRecorder(folder / "log.db", seat.header, on_trouble=lambda _: None)
        runner = Runner(
            seat.header, driver("progressor"), recorder=recorder, link=_Deaf(), seat=seat
        )
        inbox = Inbox(HostClock(), runner.feed)
        inbox.put(LinkChange(HostClock().now_ns(), LinkState.UP))
        loop = asyncio.get_running_loop()
        origin_s, next_tick_s = loop.time(), 0.1
        for frame in frames(RATE_HZ, 600.0):
            await asyncio.sleep(max(0.0, origin_s + frame.at_ns / 1e9 - loop.time()))
            if loop.time() - origin_s >= next_tick_s:
                next_tick_s += 0.1
                inbox.put(Tick(HostClock().now_ns()))
            inbox.frame(frame.channel, frame.data)

    with prompt():
        asyncio.run(run())


class _Deaf:
    def write(self, writes: object) -> None: ...

    def relink(self) -> None: ...


def told(seat: Seat, notes: Path) -> None:
    """Put one state a sample, each step another force, and note how late this thread was."""
    header = seat.header
    assert header is not None
    first, _ = begin(header, rate_hz=RATE_HZ, gap_ns=ns(0.5))
    first = replace(
        first, phase=Phase.HOLD, band=BAND, aim_mn=BAND.aim_mn, repetitions=3,
        sight=replace(first.sight, link_up=True, unseen_since_ns=None),
    )  # fmt: skip
    origin_ns, number, late_ms = time.monotonic_ns(), 0, deque[float](maxlen=20_000)
    shown: list[tuple[int, int]] = []
    while True:
        number += 1
        due_ns = origin_ns + int(number * NS_PER_S / RATE_HZ)
        time.sleep(max(0, due_ns - time.monotonic_ns()) / NS_PER_S)
        now_ns = time.monotonic_ns()
        late_ms.append((now_ns - due_ns) / 1e6)
        force = force_n((due_ns - origin_ns) / NS_PER_S)
        if not shown or shown[-1][1] != force:
            shown.append((now_ns, force))
            notes.write_text(json.dumps({"shown": shown[-200:], "late_ms": list(late_ms)[-4000:]}))
        t_ns = due_ns - origin_ns
        trail = opened(t_ns, mn(force), rate_hz=RATE_HZ)
        chain = replace(first.chain, t_ns=t_ns, force_mn=mn(force), trail=trail)
        seat.state = replace(first, now_ns=t_ns, chain=chain)
        seat.blocks.append(_block(t_ns, force))


def promptly(seat: Seat, notes: Path) -> None:
    """Do so on a thread that gets its turn as a session's does."""
    with prompt():
        told(seat, notes)


def _block(t_ns: int, force: float) -> Any:
    from tpdevice.core.samples import SampleBlock

    return SampleBlock.own(np.array([t_ns], dtype=np.int64), np.array([mn(force)], dtype=np.int64))


class Counted(Stagehand):
    """What moves the screens, with a file that says how many frames were drawn."""

    drawn = 0
    notes: Path | None = None

    async def frame(self) -> None:
        await super().frame()
        self.drawn += 1
        if self.notes is not None and self.drawn % 5 == 0:
            self.notes.write_text(str(self.drawn))


class Traced(App[None]):
    """Ten seconds at 80 Hz in one widget that fills the screen, drawn anew 30 times a second."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self._way = way
        self._force: deque[float] = deque(maxlen=800)
        self._origin_s = time.monotonic()
        self._blocks: deque[Any] = deque()
        self._at = 0
        self._widget, self._draw = getattr(self, f"_{way.replace('-', '_')}")()

    def compose(self) -> ComposeResult:
        yield self._widget

    def on_mount(self) -> None:
        self._widget.styles.height = "1fr"
        self.set_interval(1 / FRAMES_PER_S, self._frame)

    def _frame(self) -> None:
        until = int((time.monotonic() - self._origin_s) * RATE_HZ)
        for number in range(self._at, until):
            force = 40 + 6 * np.sin(number / 30) + np.sin(number * 1.7)
            self._force.append(float(force))
            self._blocks.append(_block(int(number * NS_PER_S / RATE_HZ), float(force)))
        self._at = until
        if len(self._force) > 2:
            self._draw()

    def _ours(self, *, sweep: bool = False) -> tuple[Any, Any]:
        from tpdevice.tui.look import Look
        from tpdevice.tui.present import present
        from tpdevice.tui.trace import Trace
        from tpdevice.tui.widgets.tracepanel import TracePanel, TraceView

        panel, trace = TracePanel(), Trace()
        state, _ = begin(first_entry(), rate_hz=RATE_HZ, gap_ns=ns(0.5))
        view = present(replace(state, phase=Phase.HOLD, band=BAND, aim_mn=BAND.aim_mn))
        look = Look(sweep=sweep)

        def draw() -> None:
            trace.take(self._blocks)
            panel.show(TraceView(trace, trace.newest_ns or 0, view.gauge, view.stats), look)

        return panel, draw

    def _sweep(self) -> tuple[Any, Any]:
        return self._ours(sweep=True)

    def _textual_plot(self) -> tuple[Any, Any]:
        from textual_plot import PlotWidget  # type: ignore[import-not-found]

        plot = PlotWidget()

        def draw() -> None:
            plot.clear()
            plot.plot(np.arange(len(self._force)) / RATE_HZ, np.array(self._force))

        return plot, draw

    def _plotext(self) -> tuple[Any, Any]:
        from textual_plotext import PlotextPlot  # type: ignore[import-not-found]

        plot = PlotextPlot()

        def draw() -> None:
            plot.plt.clear_data()
            plot.plt.plot(list(self._force))
            plot.refresh()

        return plot, draw

    def _sparkline(self) -> tuple[Any, Any]:
        from textual.widgets import Sparkline

        line = Sparkline([])

        def draw() -> None:
            line.data = list(self._force)

        return line, draw


def session(arguments: argparse.Namespace) -> None:
    """Show the session's own screens."""
    seat = Seat(first_entry(), lambda _action, _value: None)
    settings = Settings(
        theme=Theme(arguments.theme),
        sweep={"moving": False, "sweep": True}.get(arguments.trace),
        motion=not arguments.still,
    )
    with tempfile.TemporaryDirectory() as name:
        if arguments.way == "session":
            work = threading.Thread(target=lived, args=(seat, Path(name)), daemon=True)
        else:
            work = threading.Thread(target=promptly, args=(seat, arguments.notes), daemon=True)

        def bring(app: SessionApp) -> Stagehand:
            work.start()
            hand = Counted(app, seat, questions=questions(), simulated=True)
            hand.notes = arguments.frames
            return hand

        SessionApp(bring, settings=settings, simulated=True).run()


def main() -> None:
    """Draw until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--theme", default=Theme.DARK)
    parser.add_argument("--trace", choices=("by the line", "moving", "sweep"))
    parser.add_argument("--still", action="store_true")
    parser.add_argument("--notes", type=Path)
    parser.add_argument("--frames", type=Path)
    arguments = parser.parse_args()
    if arguments.way in ("session", "numbers"):
        session(arguments)
    else:
        Traced(arguments.way).run()


if __name__ == "__main__":
    main()
