"""One sitting: a session guided live, in the terminal UI or in plain lines, and kept."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import click

from tpdevice.ble.scan import Sighting
from tpdevice.cli.output import talk
from tpdevice.cli.plain import PlainCues, listen
from tpdevice.cli.wording import summary_lines
from tpdevice.core.errors import StoreError
from tpdevice.core.plan import Identity
from tpdevice.core.ports import CueSink
from tpdevice.core.record import Summary
from tpdevice.core.tape import Header
from tpdevice.devices import driver
from tpdevice.runtime.live import Live
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.past import history_of
from tpdevice.runtime.recorder import StoreRecorder
from tpdevice.runtime.targets import Target
from tpdevice.session.summary import SIGNAL_EXIT_CODES

_SIGNALS = [name for name in SIGNAL_EXIT_CODES if hasattr(signal, name)]


def wants_plain(*, plain: bool) -> bool:
    """Return whether to print lines; said on stderr when it is so only because of the output."""
    if plain:
        return True
    if sys.stdout is not None and sys.stdout.isatty():
        return False
    talk("stdout is no terminal: plain lines instead of the screen (as with --plain).")
    return True


def opened(
    path: Path,
    identity: Identity,
    device: Device,
    *,
    wishes: Wishes,
    simulated: bool,
    seed: int | None = None,
) -> Header:
    """Return the first entry of the tape; a file that cannot be read does not stop a session."""
    today = date.today().isoformat()
    try:
        history = history_of(path, identity, device, local_date=today, simulated=simulated)
    except StoreError as error:
        talk(f"{error} {error.hint}")
        talk("The session goes on in memory; what you did earlier today cannot be counted.")
        history = History()
    return header(
        identity,
        device,
        history=history,
        wishes=wishes,
        local_date=today,
        simulated=simulated,
        seed=seed,
    )


def sit(path: Path, first: Header, *, sighting: Sighting, target: Target, plain: bool) -> int:
    """Guide one session to its end, keep it, and return the exit code."""
    troubles: list[str] = []

    def on_trouble(error: StoreError) -> None:
        sentence = f"{error} {error.hint} The session goes on in memory."
        troubles.append(sentence)
        if plain:
            talk(sentence)

    recorder = StoreRecorder(path, first, on_trouble=on_trouble)
    sinks: tuple[CueSink, ...] = (PlainCues(simulated=first.simulated),) if plain else ()
    live = Live(
        first,
        driver(first.device_key),
        sighting=sighting,
        target=target,
        recorder=recorder,
        sinks=sinks,
    )
    live.seat.troubles = troubles
    try:
        with told_to_quit(live.quit):
            _guide(live, plain=plain)
    finally:
        kept = recorder.close()
        if kept.error is not None:
            save_elsewhere(recorder.save_elsewhere, kept.error)
    if live.error is not None:
        raise live.error
    return report(live.seat.summary, first, session_id=kept.session_id)


def _guide(live: Live, *, plain: bool) -> None:
    if plain:
        live.start()
        give_back = listen(live.press)
        try:
            while not live.join(0.2):
                pass
        finally:
            give_back()
        return
    from tpdevice.runtime.content import questions
    from tpdevice.tui.app import SessionApp

    live.start()
    SessionApp(live.seat, questions=questions()).run()
    # Whoever closes the screen early ends the session as by Ctrl-C.
    live.quit("SIGINT")
    live.join(10.0)


@contextmanager
def told_to_quit(quit_: Callable[[str], None]) -> Iterator[None]:
    """Turn signals into the end of the session, so that everything measured is stored."""

    def on_signal(number: int, _: FrameType | None) -> None:
        quit_(signal.Signals(number).name)

    before = {name: signal.signal(getattr(signal, name), on_signal) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def report(summary: Summary | None, first: Header, *, session_id: int | None) -> int:
    """Print the summary and return the exit code of the session."""
    if summary is None:
        talk("The session ended before it began; nothing was measured.")
        return 1
    click.echo("")
    for line in summary_lines(summary, first):
        click.echo(line)
    if session_id is not None:
        talk(f"Kept as session {session_id}: `tpdevice show {session_id}`.")
    return summary.exit_code


def save_elsewhere(save: Callable[[Path], int], error: StoreError) -> None:
    """Offer another file for a session that could not be stored."""
    talk(f"Not stored: {error} {error.hint}")
    default = Path.cwd() / "tpdevice-rescued.db"
    while True:
        path = default
        if sys.stdin is not None and sys.stdin.isatty():
            path = Path(click.prompt("Save this session to", default=str(default), err=True))
        try:
            save(path)
        except StoreError as again:
            talk(f"{again} {again.hint}")
            if not (sys.stdin is not None and sys.stdin.isatty()):
                return
        else:
            talk(f"Saved to {path}. Look at it with `tpdevice --db {path} log`.")
            return
