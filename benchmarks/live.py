"""A live session: from the air to a cue, its share of a core, its memory, and how fast it starts.

Run: python3 dev.py bench live [--json] [--quick] [--only PART …]
"""

import asyncio
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from struct import iter_unpack

from benchmarks import stepper
from benchmarks.figures import Board, Figure, options, percentiles
from benchmarks.holding import first_entry, frames
from benchmarks.kernel import virtual_session
from tpdevice.core.cue import Told
from tpdevice.core.tape import Entry, Frame, LinkChange, LinkState, Tare, Tick
from tpdevice.devices import driver
from tpdevice.runtime.clock import HostClock
from tpdevice.runtime.inbox import Inbox
from tpdevice.runtime.live import prompt
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.recorder import StoreRecorder
from tpdevice.runtime.runner import Runner
from tpdevice.runtime.seat import Seat
from tpdevice.session.cues import CUES
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import list_sessions, read_tape

COLUMNS, LINES = 120, 40
PARTS = ("help", "home", "screen", "process", "line", "memory")
STARTS = 5
"""Times that home is started; in between nothing of it is left but what the system caches."""


class _Deaf:
    """A link that nobody listens to."""

    def write(self, writes: object) -> None:
        """Take bytes."""

    def relink(self) -> None:
        """Do nothing."""


class _Ear:
    """Notes when a cue is shown."""

    def __init__(self) -> None:
        self.shown_ns: list[int] = []

    def show(self, told: Told) -> None:
        """Note the time."""
        self.shown_ns.append(time.monotonic_ns())


async def _in_process(rate_hz: float, seconds: float, path: Path) -> list[Figure]:
    """Feed notifications at their real pace and time each until all that it brings is done."""
    clock, ear = HostClock(), _Ear()
    first = first_entry()
    recorder = StoreRecorder(path, first, on_trouble=lambda error: sys.exit(str(error)))
    runner = Runner(first, driver("progressor"), recorder=recorder, link=_Deaf(), sinks=(ear,))
    all_ms: list[float] = []
    cue_ms: list[float] = []

    def feed(entry: Entry) -> None:
        before = len(ear.shown_ns)
        runner.feed(entry)
        if isinstance(entry, Frame):
            now_ns = clock.now_ns()
            all_ms.append((now_ns - entry.at_ns) / 1e6)
            if len(ear.shown_ns) > before:
                cue_ms.append(all_ms[-1])

    inbox = Inbox(clock, feed)
    inbox.put(LinkChange(clock.now_ns(), LinkState.UP))
    loop = asyncio.get_running_loop()
    origin_s = loop.time()
    next_tick_s = 0.1
    with prompt():
        for frame in frames(rate_hz, seconds, steps=True):
            due_s = origin_s + frame.at_ns / 1e9
            await asyncio.sleep(max(0.0, due_s - loop.time()))
            if loop.time() - origin_s >= next_tick_s:
                next_tick_s += 0.1
                inbox.put(Tick(clock.now_ns()))
            inbox.frame(frame.channel, frame.data)
    recorder.close()
    figures = percentiles(f"frame to all done in process, {rate_hz:g} Hz", all_ms, "ms")
    label = f"frame to cue in process, {rate_hz:g} Hz"
    return figures + percentiles(label, cue_ms, "ms", goal="<= 1")


def _to_another_process(folder: Path, sessions: int) -> list[Figure]:
    """Time from a sensor's notify to the cue line of the program, less the dwell."""
    late_ms: list[float] = []
    sent = lost = 0
    for number in range(sessions):
        path = folder / f"air{number}.db"
        notified, late = _one_session(path)
        stored_us = _stored_us(path)
        due = [us for us, _, _ in notified if us <= max(stored_us)]
        sent, lost = sent + len(due), lost + len(set(due) - stored_us)
        late_ms += late
    figures = percentiles(
        "notify to cue line of another process, over the dwell", late_ms, "ms", goal="<= 5"
    )
    return [*figures, Figure("notified and not in the log", lost, "samples", "<= 0", f"{sent}")]


def _stored_us(path: Path) -> set[int]:
    """Return the device times of all samples on the tape."""
    with open_for_reading(path) as store:
        (line,) = list_sessions(store, include_simulated=True)
        frames = [entry for entry in read_tape(store, line.id)[1] if isinstance(entry, Frame)]
    pairs = [pair for f in frames if f.data[0] == 1 for pair in iter_unpack("<fI", f.data[2:])]
    return {us for _, us in pairs}


def _one_session(database: Path) -> tuple[list[tuple[int, int, float]], list[float]]:
    sensor = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stepper"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert sensor.stdout is not None
    assert sensor.stderr is not None
    assert sensor.stdin is not None
    where = json.loads(sensor.stdout.readline())
    sent: list[tuple[int, int, float]] = []

    def read_sent(stream: object = sensor.stderr) -> None:
        for line in stream:  # type: ignore[attr-defined]
            us, at_ns, force = line.split()
            sent.append((int(us), int(at_ns), float(force)))

    reader = threading.Thread(target=read_sent, daemon=True)
    reader.start()
    guided = subprocess.Popen(
        [
            *(sys.executable, "-m", "tpdevice.cli.main", "--db", str(database), "run", "--plain"),
            *("--sim", where["hci"], "--no-calibration", "--profile", "bench", "--point", "UT"),
            *("--side", "right", "--tool", "bench", "--support", "hand"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert guided.stdout is not None
    assert guided.stdin is not None
    guided.stdin.write("n\nn\nn\ny\n")
    guided.stdin.flush()
    less_ns = []
    lighter = [CUES[key].text for key in ("less", "match_less")]
    for line in guided.stdout:
        now_ns = time.monotonic_ns()
        if any(text in line for text in lighter):
            less_ns.append(now_ns)
        if "COME OFF" in line:
            break
        if CUES["release"].text in line:
            guided.stdin.write("q\n")
            guided.stdin.flush()
    guided.stdin.close()
    guided.wait(30)
    sensor.stdin.close()
    sensor.wait(10)
    reader.join(5)
    return sent, _lateness_ms(sent, less_ns)


def _lateness_ms(sent: list[tuple[int, int, float]], less_ns: list[int]) -> list[float]:
    """Match each notification that ended a dwell with the first cue after it."""
    dwell_us = 300_000
    ends: list[int] = []
    over_since: int | None = None
    done = False
    for us, at_ns, force in sent:
        if force < stepper.OVER_N:
            over_since, done = None, False
            continue
        over_since = us if over_since is None else over_since
        if not done and us - over_since >= dwell_us:
            ends.append(at_ns)
            done = True
    late = []
    for end_ns in ends:
        after = [cue_ns for cue_ns in less_ns if 0 <= cue_ns - end_ns < 1_000_000_000]
        late += [(after[0] - end_ns) / 1e6] if after else []
    return late


def _memory(folder: Path, minutes: int) -> Figure:
    """Feed whole sessions as fast as the recorder stores them, and see what stays behind.

    The sessions are lived beforehand, with a simulated person in their every phase.
    """
    tapes: list[MemoryRecorder] = []
    lived_ns = 0
    while lived_ns < minutes * 60e9:
        tapes.append(kept := virtual_session(len(tapes) + 1)[1])
        lived_ns += kept.entries[-1].at_ns
    gc.collect()
    began_kb = 0
    for number, tape in enumerate(tapes):
        path = folder / f"memory{number}.db"
        seat = Seat(tape.header, lambda _action, _value: None)
        recorder = StoreRecorder(path, tape.header, on_trouble=lambda e: sys.exit(str(e)))
        decoder = driver("progressor")
        runner = Runner(tape.header, decoder, recorder=recorder, link=_Deaf(), seat=seat)
        for entry in tape.entries:
            if isinstance(entry, Tare):
                continue  # the session takes its zeros itself
            runner.feed(entry)
            if not isinstance(entry, Tick):
                continue
            while seat.blocks:
                seat.blocks.popleft()
            if entry.at_ns % 500_000_000 == 0:
                recorder.flush()
                while recorder.backlog.inbox > 80:
                    time.sleep(0.001)
            if not began_kb and entry.at_ns >= 60_000_000_000:
                began_kb = _resident_kb()
        if not runner.over:
            raise RuntimeError(f"a session came to {runner.state.phase} and not to its end")
        recorder.close()
    gc.collect()
    grown_mb = (_resident_kb() - began_kb) / 1024
    what = f"memory growth over {lived_ns / 60e9:.0f} minutes, after the first"
    return Figure(what, grown_mb, "MB", "<= 5", f"{len(tapes)} whole sessions")


def _resident_kb(pid: int | str = "self") -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def _screen(folder: Path, seconds: float) -> list[Figure]:
    """Start the demo in a terminal of its own: first paint, share of a core, memory."""
    import pty

    _child_cpu_ms("-c", "import tpdevice.cli.commands.demo, tpdevice.tui.app")
    command = [sys.executable, "-m", "tpdevice.cli.main", "--db", str(folder / "s.db"), "demo"]
    # Longer than a short session is: a whole one, looked at after its first minute.
    settle_s = 60.0 if seconds > 120 else 10.0
    if settle_s < 60:
        command.append("--short")
    began = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(command[0], command)
    _resize(terminal)
    first_paint_s = 0.0
    seen = b""
    drawn = 0
    cpu_began: tuple[float, float] | None = None
    began_kb = 0
    while time.monotonic() - began < seconds:
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:
            break
        seen = (seen + chunk)[-200_000:]
        drawn += len(chunk)
        if not first_paint_s and b"SIMULATED" in seen:
            first_paint_s = time.monotonic() - began
        if cpu_began is None and time.monotonic() - began > settle_s:
            cpu_began, drawn = (time.monotonic(), _cpu_s(pid)), 0
            began_kb = _resident_kb(pid)
    figures = [Figure("first paint of the demo", first_paint_s * 1000, "ms", "<= 400")]
    if cpu_began is not None:
        span = time.monotonic() - cpu_began[0]
        share = 100 * (_cpu_s(pid) - cpu_began[1]) / span
        figures.append(
            Figure("live session with its screen", share, "% of a core", "<= 15", f"{span:.0f} s")
        )
        grown_mb = (_resident_kb(pid) - began_kb) / 1024
        of = f"{span:.0f} s, after the first {settle_s:.0f}"
        figures.append(Figure("memory growth with its screen", grown_mb, "MB", "", of))
        figures.append(Figure("written to the terminal", drawn / 1024 / span, "kB/s"))
    os.write(terminal, b"\x1b")
    time.sleep(1.0)
    os.write(terminal, b"q")
    os.close(terminal)
    os.waitpid(pid, 0)
    return figures


def as_installed(folder: Path) -> None:
    """Let every process that is started find compiled modules, as an installer leaves them.

    Where the environment forbids to write them, most of a start would be compiling.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")


def _home(folder: Path) -> list[Figure]:
    """Start home in a terminal of its own: first picture, home itself, and what it costs to stay.

    The first picture says that it loads; home is there when its sentence is.
    """
    signs = (b"Loading", b"See in three minutes")
    _seen_s(folder, signs)  # compiles what is not compiled yet
    starts = [_seen_s(folder, signs) for _ in range(STARTS)]
    figures: list[Figure] = []
    for number, what in enumerate(("first picture of home", "home itself")):
        wall_s, cpu_s = (
            statistics.median(each) for each in zip(*[s[number] for s in starts], strict=True)
        )
        goal = "<= 400" if number == 0 else ""
        figures.append(Figure(what, 1000 * wall_s, "ms", goal, f"median of {STARTS}"))
        figures.append(Figure(f"{what}, CPU", 1000 * cpu_s, "ms of CPU"))
    alone = statistics.median([_child_cpu_ms("-c", "import textual.app") for _ in range(STARTS)])
    about = "without drawing anything"
    return [*figures, Figure("of which Python and Textual alone", alone, "ms of CPU", "", about)]


def _seen_s(folder: Path, signs: tuple[bytes, ...]) -> list[tuple[float, float]]:
    """Return when home showed each of some words, s since its start, and the CPU until then, s."""
    import pty

    command = [sys.executable, "-m", "tpdevice.cli.main", "--db", str(folder / "none.db")]
    began = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(command[0], command)
    _resize(terminal)
    seen, found = b"", list[tuple[float, float]]()
    while len(found) < len(signs):
        seen += os.read(terminal, 65_536)
        while len(found) < len(signs) and signs[len(found)] in seen:
            found.append((time.monotonic() - began, _cpu_s(pid)))
    os.write(terminal, b"q")
    with suppress(OSError):  # read to the end, which comes as an error on Linux
        while os.read(terminal, 65_536):
            pass
    os.close(terminal)
    os.waitpid(pid, 0)
    return found


def _resize(terminal: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = int(fields[11]) + int(fields[12])
    return ticks / float(os.sysconf("SC_CLK_TCK"))


def _help() -> list[Figure]:
    """Return what `--help` costs, beside Python itself and the library that reads options."""
    commands = {
        "--help, all of it": ("-m", "tpdevice.cli.main", "--help"),
        "of which Python itself": ("-c", "pass"),
        "of which Python and click": ("-c", "import click"),
    }
    _child_cpu_ms(*commands["--help, all of it"])  # compiles what is not compiled yet
    spent_ms: dict[str, list[float]] = {what: [] for what in commands}
    for _ in range(9):  # in turn, so that a slow moment is everybody's
        for what, arguments in commands.items():
            spent_ms[what].append(_child_cpu_ms(*arguments))
    goals = {"--help, all of it": "<= 60"}
    return [
        Figure(what, statistics.median(some), "ms of CPU", goals.get(what, ""), "median of 9")
        for what, some in spent_ms.items()
    ]


def _child_cpu_ms(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the time, for a look")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts")
    parser.add_argument("--screen", type=float, metavar="SECONDS", help="how long to watch it")
    arguments = parser.parse_args()
    quick, only = arguments.quick, arguments.only
    seconds = 15.0 if quick else 60.0
    board = Board(as_json=arguments.json)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_installed(folder)
        if "help" in only:
            board.add(_help())
        if "home" in only:
            board.add(_home(folder))
        if "screen" in only:
            board.add(_screen(folder, arguments.screen or (25.0 if quick else 50.0)))
        if "process" in only:
            for rate_hz in (80.0, 1000.0):
                board.add(asyncio.run(_in_process(rate_hz, seconds, folder / f"{rate_hz:g}.db")))
        if "line" in only:
            board.add(_to_another_process(folder, 1 if quick else 3))
        if "memory" in only:
            # In a process of its own: what was measured before left memory to be used again.
            with get_context("spawn").Pool(1) as pool:
                board.add([pool.apply(_memory, (folder, 4 if quick else 20))])
    board.close()


if __name__ == "__main__":
    main()
