"""One sitting: a session guided live, in the terminal UI or in plain lines, and kept."""

import logging
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tpdevice.ble.sighting import Sighting
from tpdevice.cli.ending import report, save_elsewhere, tell_kept, told_to_quit
from tpdevice.cli.output import talk
from tpdevice.cli.plain import PlainCues, listen
from tpdevice.core.errors import StoreError, UsageError
from tpdevice.core.plan import Identity
from tpdevice.core.tape import Header
from tpdevice.devices import driver
from tpdevice.runtime.content import questions
from tpdevice.runtime.door import Search
from tpdevice.runtime.live import Live, Prepared
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.targets import Target
from tpdevice.session.summary import SIGNAL_EXIT_CODES


def wants_plain(*, plain: bool) -> bool:
    """Return whether to print lines; said on stderr when it is so only because of the output.

    Raises
    ------
    UsageError
        If there is no stdout at all: nobody could be told to come off.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise UsageError(
            "stdout is closed: there is nowhere to show what to do.",
            hint="Start it in a terminal, or with stdout open.",
        )
    if plain:
        return True
    if sys.stdout.isatty():
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


FindPlace = Callable[[Callable[[str], None], Search], AbstractContextManager[Place]]
"""Runs on the session's thread, so that the screen is there at once. It is given what to tell the
person meanwhile, and what ends a long search early."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What became of a session in the log, and how to put it elsewhere."""

    session_id: int | None
    error: StoreError | None
    save_elsewhere: Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class _Sitting:
    """What does not change while one sits."""

    path: Path
    find_place: FindPlace
    wishes: Wishes
    plain: bool
    simulated: bool
    seed: int | None
    kept: list[_Kept] = field(default_factory=list)
    """At most one: what became of the session in the log."""

    @contextmanager
    def prepare(self, seat: Seat, search: Search) -> Iterator[Prepared]:
        """Find the sensor, open the session, and close what keeps it."""
        # Here and not above: the database takes a tenth of a second to load, and a screen waits.
        from tpdevice.runtime.recorder import StoreRecorder

        def trouble(text: str) -> None:
            seat.troubles.append(text)
            if self.plain:
                talk(text)

        def status(text: str) -> None:
            seat.status = text
            if self.plain:
                talk(text)

        with self.find_place(status, search) as place:
            first = self._opened(place, trouble)
            recorder = StoreRecorder(
                self.path,
                first,
                on_trouble=lambda error: trouble(
                    f"{error} {error.hint} The session goes on in memory."
                ),
                on_recovered=lambda: trouble("The session can be stored again."),
            )
            try:
                yield Prepared(first, driver(place.key), place.sighting, place.target, recorder)
            finally:
                kept = recorder.close()
                self.kept.append(_Kept(kept.session_id, kept.error, recorder.save_elsewhere))

    def _opened(self, place: Place, trouble: Callable[[str], None]) -> Header:
        """Return the first entry of the tape."""
        advert = place.sighting.advert
        device = Device(driver(place.key).spec, advert.name, advert.address)
        history = history_or_none(
            self.path, place.identity, device, simulated=self.simulated, trouble=trouble
        )
        return header(
            place.identity,
            device,
            history=history,
            wishes=self.wishes,
            local_date=today(),
            simulated=self.simulated,
            seed=self.seed,
        )


def sit(
    path: Path,
    find_place: FindPlace,
    *,
    wishes: Wishes,
    plain: bool,
    simulated: bool,
    seed: int | None = None,
) -> int:
    """Guide one session to its end, keep it, and return the exit code.

    Raises
    ------
    TpError
        If the session could not go on. What was measured is kept.
    """
    # What libraries have to say would go across the screen; `tpdevice -v` lets them.
    logging.basicConfig(handlers=[logging.NullHandler()])
    sitting = _Sitting(path, find_place, wishes, plain, simulated, seed)
    lost: list[OSError] = []
    ends: list[Callable[[str], None]] = []

    def unheard(error: OSError) -> None:
        # Whoever cannot be told to come off must not be told to press.
        lost.append(error)
        talk(f"Come off: stdout takes no more lines ({error.strerror}). The session ends.")
        ends[0]("stdout closed")

    cues = PlainCues(simulated=simulated, on_unheard=unheard)
    live = Live(
        sitting.prepare, sinks=(cues,) if plain else (), on_status=talk if plain else _ignored
    )
    ends.append(live.quit)
    _guide(live, plain=plain, simulated=simulated)
    return _ended(live, sitting, heard=not lost)


def _ended(live: Live, sitting: _Sitting, *, heard: bool) -> int:
    """Show what was done, see that it is kept, and return the exit code."""
    seat, code = live.seat, 1
    if seat.summary is not None and seat.header is not None:
        code = report(seat.summary, seat.header, heard=heard)
    elif live.error is None:
        talk(seat.failure)
        code = SIGNAL_EXIT_CODES.get(live.quit_by, 0)
    for kept in sitting.kept:
        if kept.error is not None:
            saved = save_elsewhere(kept.save_elsewhere, kept.error)
            code = code if saved else code or 1
        elif kept.session_id is not None:
            tell_kept(sitting.path, kept.session_id)
    if live.error is not None:
        raise live.error
    return code


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
    from tpdevice.runtime.past import history_of

    try:
        return history_of(path, identity, device, local_date=today(), simulated=simulated)
    except StoreError as error:
        trouble(f"{error} {error.hint}")
        trouble("What you did earlier today cannot be counted.")
        return History()


def _guide(live: Live, *, plain: bool, simulated: bool) -> None:
    if plain:
        _guide_in_lines(live)
        return
    from tpdevice.tui.app import Left, SessionApp

    app = SessionApp(live.seat, questions=questions(), simulated=simulated, on_painted=live.start)
    with told_to_quit(live.quit, lambda: app.exit(Left.QUIT)):
        try:
            app.run()
        finally:
            _leave(live)


def _leave(live: Live) -> None:
    """End a session whose screen is gone; whoever closes it early ends it as by Ctrl-C."""
    if live.started:
        live.quit("SIGINT")
        _wait_for(live)


def _guide_in_lines(live: Live) -> None:
    # Nobody draws, so nobody takes the samples away.
    live.seat.blocks = deque(maxlen=0)
    with told_to_quit(live.quit):
        live.start()
        give_back = listen(live.press)
        try:
            _wait_for(live)
        finally:
            give_back()


def _wait_for(live: Live) -> None:
    while not live.join(0.2):
        pass


def _ignored(_: str) -> None:
    """Take no note: the screen shows it."""
