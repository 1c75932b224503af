"""One sitting: a session guided live, in the terminal UI or in plain lines, and kept."""

import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

import click

from tpdevice.ble.scan import Sighting
from tpdevice.cli.output import talk
from tpdevice.cli.plain import PlainCues, listen
from tpdevice.cli.wording import summary_lines
from tpdevice.core.errors import StoreError
from tpdevice.core.plan import Identity
from tpdevice.core.record import Summary
from tpdevice.core.tape import Header
from tpdevice.devices import driver
from tpdevice.runtime.content import questions
from tpdevice.runtime.live import Live, Prepared
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.past import history_of
from tpdevice.runtime.recorder import Kept, StoreRecorder
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.targets import Target
from tpdevice.session.summary import SIGNAL_EXIT_CODES

_SIGNALS = [name for name in SIGNAL_EXIT_CODES if hasattr(signal, name)]
LEAVING_S = 10.0
"""How long the sensor's good-bye and the last commit may take. Chosen."""


def wants_plain(*, plain: bool) -> bool:
    """Return whether to print lines; said on stderr when it is so only because of the output."""
    if plain:
        return True
    if sys.stdout is not None and sys.stdout.isatty():
        return False
    talk("stdout is no terminal: plain lines instead of the screen (as with --plain).")
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """Who presses where, and the sensor that was found for it."""

    identity: Identity
    sighting: Sighting
    key: str
    """Of the sensor's driver."""
    target: Target


def sit(
    path: Path,
    find_place: Callable[[Callable[[str], None]], AbstractContextManager[Place]],
    *,
    wishes: Wishes,
    plain: bool,
    simulated: bool,
    seed: int | None = None,
) -> int:
    """Guide one session to its end, keep it, and return the exit code.

    `find_place` runs on the session's thread, so that the screen is there at once.
    """
    kept: list[Kept] = []
    recorders: list[StoreRecorder] = []

    @contextmanager
    def prepare(seat: Seat) -> Iterator[Prepared]:
        def status(text: str) -> None:
            seat.status = text
            if plain:
                talk(text)

        def trouble(text: str) -> None:
            seat.troubles.append(text)
            if plain:
                talk(text)

        with find_place(status) as place:
            first = opened(
                path, place, wishes=wishes, simulated=simulated, seed=seed, trouble=trouble
            )
            recorder = StoreRecorder(
                path,
                first,
                on_trouble=lambda error: trouble(
                    f"{error} {error.hint} The session goes on in memory."
                ),
            )
            recorders.append(recorder)
            try:
                yield Prepared(first, driver(place.key), place.sighting, place.target, recorder)
            finally:
                kept.append(recorder.close())

    live = Live(prepare, sinks=(PlainCues(simulated=simulated),) if plain else ())
    with told_to_quit(live.quit):
        _guide(live, plain=plain)
    session_id = None
    if kept:
        session_id = kept[0].session_id
        if kept[0].error is not None:
            save_elsewhere(recorders[0].save_elsewhere, kept[0].error)
    if live.error is not None:
        raise live.error
    return report(live.seat.summary, live.seat.header, session_id=session_id)


def opened(
    path: Path,
    place: Place,
    *,
    wishes: Wishes,
    simulated: bool,
    seed: int | None,
    trouble: Callable[[str], None],
) -> Header:
    """Return the first entry of the tape."""
    advert = place.sighting.advert
    device = Device(driver(place.key).spec, advert.name, advert.address)
    return header(
        place.identity,
        device,
        history=history_or_none(path, place.identity, device, simulated=simulated, trouble=trouble),
        wishes=wishes,
        local_date=today(),
        simulated=simulated,
        seed=seed,
    )


def today() -> str:
    """Return the date where the person is."""
    return datetime.now().astimezone().date().isoformat()


def history_or_none(
    path: Path,
    identity: Identity,
    device: Device,
    *,
    simulated: bool,
    trouble: Callable[[str], None],
) -> History:
    """Return what the log says; a file that cannot be read does not stop a session."""
    try:
        return history_of(path, identity, device, local_date=today(), simulated=simulated)
    except StoreError as error:
        trouble(f"{error} {error.hint}")
        trouble("What you did earlier today cannot be counted.")
        return History()


def _guide(live: Live, *, plain: bool) -> None:
    if plain:
        # Nobody draws, so nobody takes the samples away.
        live.seat.blocks = deque(maxlen=0)
        live.start()
        give_back = listen(live.press)
        try:
            while not live.join(0.2):
                pass
        finally:
            give_back()
        return
    from tpdevice.tui.app import SessionApp

    live.start()
    SessionApp(live.seat, questions=questions()).run()
    # Whoever closes the screen early ends the session as by Ctrl-C.
    live.quit("SIGINT")
    live.join(LEAVING_S)


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


def report(summary: Summary | None, first: Header | None, *, session_id: int | None) -> int:
    """Print the summary and return the exit code of the session."""
    if summary is None or first is None:
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
