"""What the screen costs: CPU, bytes, and the delay from a sample to the terminal, also a slow one.

Run: python3 dev.py bench tui [--json] [--quick] [--only PART …]
"""

import json
import os
import re
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.drawn import FIRST_N, LAST_N
from benchmarks.figures import Board, Figure, options, percentiles
from benchmarks.line import SIZE, Line, python
from tpdevice.core.settings import Theme

PARTS = ("demo", "screens", "themes", "delay", "others")
SIZES = ((120, 40), (80, 24), (44, 42))
SCREENS = {"giant": b"", "dashboard": b"d"}
"""Each screen of a session, and the key that leads to it."""
SLOW = 20_000.0
"""Bytes a second. Source: what a poor SSH line was measured with."""
SSH_BUFFER = 400_000
"""Bytes that SSH and a network may hold. Assumed."""
NEEDS = {"textual-plot": "textual_plot", "plotext": "textual_plotext", "sparkline": "textual"}


def drawn_by(path: Path) -> int:
    """Return how many frames a program drew so far."""
    text = path.read_text() if path.exists() else ""
    return int(text or 0)


def watched(line: Line, seconds: float, *, settle_s: float) -> tuple[float, float]:
    """Return the share of a core, per cent, and kB a second, after the first seconds."""
    _until(line, settle_s)
    cpu_s, began_s, drawn = line.cpu_s(), time.monotonic(), line.bytes
    _until(line, seconds)
    span_s = time.monotonic() - began_s
    return 100 * (line.cpu_s() - cpu_s) / span_s, (line.bytes - drawn) / 1000 / span_s


def _until(line: Line, seconds: float) -> None:
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        if not line.turn():
            raise RuntimeError(f"it ended too early:\n{line.screen.text}")


def _costs(what: str, line: Line, seconds: float, *, settle_s: float, goal: str) -> list[Figure]:
    share, kb = watched(line, seconds, settle_s=settle_s)
    line.close()
    return [
        Figure(f"{what}: CPU", share, "% of a core", goal, f"{seconds:.0f} s"),
        Figure(f"{what}: written", kb, "kB/s"),
    ]


def demo(seconds: float, folder: Path) -> Iterator[list[Figure]]:
    """Yield the whole program: simulated radio, Bluetooth library, engine, log and screen."""
    for name, keys in SCREENS.items():
        database = str(folder / f"{name}.db")
        line = Line(python("-m", "tpdevice.cli.main", "--db", database, "demo"))
        _until(line, 8.0)
        line.press(keys)
        yield _costs(f"whole demo, {name}", line, 3 * seconds, settle_s=2.0, goal="<= 15")


def _lived(
    what: str,
    keys: bytes,
    more: tuple[str, ...],
    seconds: float,
    folder: Path,
    *,
    size: tuple[int, int] = SIZE,
) -> list[Figure]:
    """Return what one screen costs with frames, engine and log behind it."""
    frames = folder / "frames"
    command = python("-m", "benchmarks.drawn", "session", "--frames", str(frames), *more)
    line = Line(command, size=size)
    _until(line, 3.0)
    line.press(keys)
    _until(line, 8.0)
    before, began_s = drawn_by(frames), time.monotonic()
    figures = _costs(what, line, seconds, settle_s=0.1, goal="<= 15")
    rate = (drawn_by(frames) - before) / (time.monotonic() - began_s)
    return [*figures, Figure(f"{what}: drawn", rate, "frames/s", ">= 25")]


def screens(seconds: float, folder: Path) -> Iterator[list[Figure]]:
    """Yield each screen with frames, engine and log behind it."""
    for size in SIZES:
        for name, keys in SCREENS.items():
            what = f"{name} {_of(size)}"
            yield _lived(what, keys, ("--trace", "moving"), seconds, folder, size=size)
    for name, keys, more in (
        ("dashboard, sweep", b"d", ("--trace", "sweep")),
        ("giant, reduced motion", b"", ("--still",)),
    ):
        yield _lived(name, keys, more, seconds, folder)


def themes(seconds: float, folder: Path) -> Iterator[list[Figure]]:
    """Yield the dashboard in every theme."""
    for theme in Theme:
        yield _lived(f"dashboard, {theme}", b"d", ("--theme", theme), seconds, folder)


def delays(seconds: float, folder: Path) -> Iterator[list[Figure]]:
    """Yield how long after its sample a figure stands on the terminal, and what is late for it."""
    slow: dict[str, Any] = {"bytes_per_s": SLOW}
    lines: dict[str, dict[str, Any]] = {"quick": {}, "20 kB/s": slow}
    for size in SIZES:
        for line, how in lines.items():
            for name, keys in SCREENS.items():
                what = f"{line}, {name} {_of(size)}"
                yield _delay(what, keys, (), how | {"size": size}, seconds, folder / "notes.json")
    for name, keys, more, how in (
        ("20 kB/s, dashboard, sweep", b"d", ("--trace", "sweep"), slow),
        ("20 kB/s and 400 kB of buffers", b"d", (), slow | {"buffer": SSH_BUFFER}),
        ("20 kB/s, never answers", b"d", (), slow | {"answers": False}),
    ):
        yield _delay(name, keys, more, how, seconds, folder / "notes.json")


def _of(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def _delay(
    name: str,
    keys: bytes,
    more: tuple[str, ...],
    how: dict[str, Any],
    seconds: float,
    notes: Path,
) -> list[Figure]:
    command = python("-m", "benchmarks.drawn", "numbers", "--notes", str(notes), *more)
    line = Line(command, **how)
    _until(line, 4.0)
    line.press(keys)
    # A new screen takes seconds of a slow line; what it takes is looked at apart from this.
    _until(line, 16.0 if "bytes_per_s" in how else 6.0)
    before = line.bytes
    found = _read_off(line, seconds)
    kb = (line.bytes - before) / 1000 / seconds
    line.close()
    told = json.loads(notes.read_text())
    wanted = [(at_ns, force) for at_ns, force in told["shown"] if at_ns >= found[0][0]]
    late_ms = [ms for at_ns, force in wanted for ms in _seen_ms(found, at_ns, force)]
    missed = len(wanted) - len(late_ms)
    return [
        *percentiles(f"sample to terminal, {name}", late_ms, "ms"),
        Figure(f"figures never seen, {name}", missed, "figures", "", f"of {len(wanted)}"),
        Figure(f"written, {name}", kb, "kB/s"),
        percentiles(f"session's thread late, {name}", told["late_ms"], "ms")[1],
    ]


def _read_off(line: Line, seconds: float) -> list[tuple[int, int]]:
    """Return when another figure stood on the terminal, and which."""
    found: list[tuple[int, int]] = []
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        line.turn()
        said = re.search(r"██ +(\d+) N", line.screen.text)
        force = None if said is None else int(said[1])
        if (
            force is not None
            and FIRST_N <= force <= LAST_N
            and (not found or found[-1][1] != force)
        ):
            found.append((time.monotonic_ns(), force))
    return found


def _seen_ms(found: list[tuple[int, int]], at_ns: int, force: int) -> list[float]:
    """Return how long after `at_ns` the figure stood there, or nothing if it never did."""
    after = [seen_ns for seen_ns, shown in found if shown == force and seen_ns >= at_ns]
    late_ms = [(seen_ns - at_ns) / 1e6 for seen_ns in after[:1]]
    return [ms for ms in late_ms if ms < 8_000]


def others(seconds: float) -> Iterator[list[Figure]]:
    """Yield the trace alone, 120 by 40 cells, beside what else could draw it."""
    for way in ("ours", "sweep", *NEEDS):
        if find_spec(NEEDS.get(way, "tpdevice")) is None:
            yield [Figure(f"trace by {way}", float("nan"), "", "", "not installed")]
            continue
        try:
            yield _costs(
                f"trace by {way}",
                Line(python("-m", "benchmarks.drawn", way)),
                seconds,
                settle_s=12.0,
                goal="",
            )
        except RuntimeError:
            yield [Figure(f"trace by {way}", float("nan"), "", "", "does not run here")]


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--quick", action="store_true", help="a third of the time, for a look")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts")
    arguments = parser.parse_args()
    seconds = 7.0 if arguments.quick else 20.0
    board = Board(as_json=arguments.json)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {
            "demo": lambda: demo(seconds, folder),
            "screens": lambda: screens(seconds, folder),
            "themes": lambda: themes(seconds, folder),
            "delay": lambda: delays(seconds, folder),
            "others": lambda: others(seconds),
        }
        for part in arguments.only:
            for figures in parts[part]():
                board.add(figures)
            board.add([Figure("load of the machine", os.getloadavg()[0], "", "", "one minute")])
    board.close()


if __name__ == "__main__":
    main()
