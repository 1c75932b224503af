"""One sitting: a session guided live, in the terminal UI or in plain lines, and kept."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tpdevice.cli import onekeyed
from tpdevice.cli.afterwards import export_after
from tpdevice.cli.ending import report, save_elsewhere, tell_kept
from tpdevice.cli.output import talk
from tpdevice.cli.plain import PlainCues, listen
from tpdevice.cli.preview import Preview
from tpdevice.cli.resting import tell_what_waits
from tpdevice.cli.saidback import said_back
from tpdevice.cli.signals import exit_code_of
from tpdevice.cli.sounding import Hearing, SoundWish
from tpdevice.core.action import Action
from tpdevice.core.coaching import in_words
from tpdevice.core.errors import StoreError
from tpdevice.core.plan import Identity
from tpdevice.core.record import Ending
from tpdevice.core.rig import RigNote
from tpdevice.core.rules import HELD_PER_DAY_S
from tpdevice.core.settings import Settings
from tpdevice.core.tape import Header
from tpdevice.homework.keepingto import asked_text
from tpdevice.homework.spacing import YESTERDAY
from tpdevice.runtime.carewords import lowered_text
from tpdevice.runtime.door import Search
from tpdevice.runtime.live import Live, Prepared
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.opening import Device, History, Wishes, header
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.targets import Target
from tpdevice.session.answering import By

if TYPE_CHECKING:  # to name it must cost no Bluetooth: a screen waits
    from tpdevice.runtime.finding import Known


_LOOK_S: Final = 0.2
_LOOK_CLOSELY_S: Final = 0.05
"""How often something is looked at beside a session; a list of answers must not lag. Chosen."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who presses where, and the sensor that was found for it."""

    identity: Identity
    sensor: "Known"
    target: Target
    rig_multiplier: float = 1.0
    """Newtons on the body for one newton at the sensor."""
    rig: RigNote | None = None
    """What a known weight said of that."""


FindPlace = Callable[[Callable[[str], None], Search], AbstractContextManager[Place]]
"""Runs on the session's thread, so that the screen is there at once. It is given what to tell the
person meanwhile, and what ends a long search early."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What became of a session in the log, and how to put it elsewhere."""

    session_id: int | None
    error: StoreError | None
    save_elsewhere: Callable[[Path], int]


class Sitting:
    """One session against a sensor that is yet to be found."""

    def __init__(
        self,
        path: Path,
        find_place: FindPlace,
        *,
        wishes: Wishes,
        plain: bool,
        simulated: bool,
        settings: Settings,
        sound: SoundWish,
        seed: int | None = None,
        one_key: bool = False,
    ) -> None:
        """Take what to do, and what whoever sits there likes and asked to hear.

        Raises
        ------
        UsageError
            If what is heard is to go to a file that cannot be written.
        """
        self._path = path
        self._find_place = find_place
        self._wishes = wishes
        self._plain = plain
        self._simulated = simulated
        self._seed = seed
        self._settings = settings
        self._kept: _Kept | None = None
        """What became of the session in the log."""
        self._lost = False
        """Whether stdout took no more lines."""
        cues = PlainCues(simulated=simulated, on_unheard=self._unheard, by=self._answers_by)
        self._hearing = Hearing(sound, say=self._said_of_sound, by=self._answers_by)
        self._live = Live(
            self._prepare,
            sinks=(self._hearing, *((cues,) if plain else ())),
            watchers=(self._hearing.look,),
            on_status=talk if plain else _ignored,
        )
        self.one_hand: OneHand | None = None
        """Where everything is done by one key: whom to tell of its presses."""
        if one_key or settings.one_key:
            hears = (self._hearing, *((cues,) if plain else ()))
            self.one_hand = OneHand(self._live.seat, sinks=hears)

    @property
    def simulated(self) -> bool:
        """Whether all of it is made up."""
        return self._simulated

    @property
    def seat(self) -> Seat:
        """What a screen watches."""
        return self._live.seat

    def start(self) -> None:
        """Begin, and return at once."""
        self._live.start()

    def in_lines(self) -> None:
        """Begin, print cues, take answers, and come back at the end."""
        # Nobody draws, so nobody takes the samples away.
        self._live.seat.blocks = deque(maxlen=0)
        self._live.start()
        hand = self.one_hand
        give_back = listen(self._answered) if hand is None else onekeyed.listen(hand)
        preview = Preview(talk, unit=self._settings.unit)

        def meanwhile() -> None:
            preview.look(self._live.seat.state)
            if hand is not None:
                hand.look()

        try:
            self.wait(meanwhile, every_s=_LOOK_S if hand is None else _LOOK_CLOSELY_S)
        finally:
            give_back()

    def _answered(self, action: Action, value: int) -> None:
        """Take an answer, and say it back: nobody sees what key was pressed."""
        words = said_back(self._live.seat.state, action, value)
        if words:
            talk(words)
        self._live.press(action, value)

    def quit(self, signal: str) -> None:
        """Ask for the end, from any thread."""
        if self._live.seat.summary is not None:
            self._hearing.hush()
        self._live.quit(signal)

    def wait(
        self, meanwhile: Callable[[], None] = lambda: None, *, every_s: float = _LOOK_S
    ) -> None:
        """Come back when the session has ended; do something now and then until it has."""
        while self._live.started and not self._live.join(every_s):
            meanwhile()

    @property
    def finished(self) -> bool:
        """Whether the session came to its own end, with nobody stopping it."""
        summary = self._live.seat.summary
        return summary is not None and summary.ending is Ending.FINISHED

    def ended(self) -> int:
        """Show what was done, see that it is kept, and return the exit code.

        Raises
        ------
        TpError
            If the session could not go on. What was measured is kept.
        """
        live, seat, code = self._live, self._live.seat, 1
        if seat.summary is not None and seat.header is not None:
            code = report(seat.summary, seat.header, heard=not self._lost, unit=self._settings.unit)
        elif live.error is None:
            talk(seat.failure)
            code = exit_code_of(live.quit_by) if live.quit_by else 0
        code = code if self.keep() else code or 1
        if live.error is not None:
            raise live.error
        return code

    @property
    def not_stored(self) -> StoreError | None:
        """Why the log did not take it, if it did not."""
        return None if self._kept is None else self._kept.error

    def keep(self) -> bool:
        """Say where it is kept; offer another file if the log did not take it.

        Return whether all that was measured is kept somewhere.
        """
        kept = self._kept
        if kept is not None and kept.error is not None:
            return save_elsewhere(kept.save_elsewhere, kept.error)
        if kept is not None and kept.session_id is not None:
            tell_kept(self._path, kept.session_id)
            if not self._simulated:
                export_after(self._path, kept.session_id, settings=self._settings)
        return True

    def _answers_by(self) -> By:
        return self._live.seat.by

    def _said_of_sound(self, text: str) -> None:
        if self._plain:
            talk(text)
        else:
            self._live.seat.troubles.append(text)

    def _unheard(self, error: OSError) -> None:
        # Whoever cannot be told to come off must not be told to press.
        self._lost = True
        talk(f"Come off: stdout takes no more lines ({error.strerror}). The session ends.")
        self._live.quit("stdout closed")

    @contextmanager
    def _prepare(self, seat: Seat, search: Search) -> Iterator[Prepared]:
        """Find the sensor, open the session, and close what keeps it."""
        # Here and not above: the database takes a tenth of a second to load, and a screen waits.
        from tpdevice.runtime.recorder import StoreRecorder

        def trouble(text: str) -> None:
            seat.troubles.append(text)
            if self._plain:
                talk(text)

        def status(text: str) -> None:
            seat.status = text
            if self._plain:
                talk(text)

        with self._find_place(status, search) as place, closing(self._hearing):
            self._hearing.open(self._settings)
            seat.speaks = self._hearing.speaks
            first = self._opened(place, trouble)
            recorder = StoreRecorder(
                self._path,
                first,
                on_trouble=lambda error: trouble(
                    f"{error} {error.hint} The session goes on in memory."
                ),
                on_recovered=lambda: trouble("The session can be stored again."),
            )
            try:
                sensor = place.sensor
                yield Prepared(first, sensor.driver(), sensor.sighting, place.target, recorder)
            finally:
                kept = recorder.close()
                self._kept = _Kept(kept.session_id, kept.error, recorder.save_elsewhere)

    def _opened(self, place: Place, trouble: Callable[[str], None]) -> Header:
        """Return the first entry of the tape."""
        sensor, advert = place.sensor, place.sensor.sighting.advert
        device = Device(
            sensor.driver().spec,
            advert.name,
            advert.address,
            place.rig_multiplier,
            place.rig,
            options=sensor.options,
            own_conversion=sensor.own_conversion,
            conversion_date=sensor.conversion_date,
            conversion_error_n=sensor.conversion_error_n,
            rate_hz=sensor.rate_hz,
        )
        history = history_or_none(
            self._path, place.identity, device, simulated=self._simulated, trouble=trouble
        )
        if history.held_today_s:
            held_s = min(history.held_today_s, HELD_PER_DAY_S)
            trouble(f"{held_s:.0f} of {HELD_PER_DAY_S:.0f} s were held here today already.")
        if history.pressed_yesterday:
            trouble(YESTERDAY)
        if history.lower_percent:
            trouble(lowered_text(history.lower_percent))
        if history.planned is not None and history.planned.point is not None:
            trouble(asked_text(history.planned.point))
        if not self._simulated:
            tell_what_waits(self._path, place.identity.profile, trouble)
        first = header(
            place.identity,
            device,
            history=history,
            wishes=self._wishes,
            local_date=today(),
            simulated=self._simulated,
            seed=self._seed,
        )
        words = in_words(first.coaching, first.why_not_more)
        if self._plain and words:
            talk(words)
        return first


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


def _ignored(_: str) -> None:
    """Take no note: the screen shows it."""
