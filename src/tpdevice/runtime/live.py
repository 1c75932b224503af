"""A session in real time: the link, the clock and the engine on a thread of their own."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from tpdevice.ble.link import BleLink
from tpdevice.ble.scan import Sighting
from tpdevice.core.cue import Told
from tpdevice.core.driver import Driver
from tpdevice.core.errors import TpError
from tpdevice.core.ports import CueSink, Recorder
from tpdevice.core.tape import Action, Entry, Header, Key, LinkChange, LinkState, Quit, Tick
from tpdevice.runtime.clock import HostClock
from tpdevice.runtime.inbox import Inbox
from tpdevice.runtime.person import RemotePerson
from tpdevice.runtime.runner import Runner
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.targets import Target

log = logging.getLogger(__name__)

TICK_S = 0.1


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that a session needs before it can begin."""

    header: Header
    driver: Driver
    sighting: Sighting
    target: Target
    recorder: Recorder


class Live:
    """One session against a sensor; `start` it, watch its seat, `join` it."""

    def __init__(
        self,
        prepare: Callable[[Seat], AbstractContextManager[Prepared]],
        *,
        sinks: Sequence[CueSink] = (),
    ) -> None:
        """Take what finds the sensor and opens the session; it runs on the session's thread."""
        self._prepare = prepare
        self._sinks = tuple(sinks)
        self._inbox: Inbox | None = None
        self._finished = threading.Event()
        self._early: list[Callable[[int], Entry]] = []
        self._lock = threading.Lock()
        self._answered = False
        self._thread = threading.Thread(target=self._main, name="session", daemon=True)
        self.seat = Seat(None, self.press)
        self.error: TpError | None = None

    def start(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; return whether it came."""
        return self._finished.wait(timeout_s)

    def press(self, action: Action, value: int = 0) -> None:
        """Take a key from a person, from any thread."""
        self._answered = True
        self._put(lambda now_ns: Key(now_ns, action, value))

    def quit(self, signal: str) -> None:
        """End the session because the program is told to, from any thread."""
        self._put(lambda now_ns: Quit(now_ns, signal))

    def _put(self, make: Callable[[int], Entry]) -> None:
        """Hand an entry over to the session, or keep it until there is one."""
        with self._lock:
            if self._inbox is None:
                self._early.append(make)
                return
        with suppress(RuntimeError):  # the loop has ended: the session is over
            self._inbox.put_from_anywhere(make)

    def _open(self, inbox: Inbox, clock: HostClock) -> None:
        """Let keys in, first those that came before the session."""
        with self._lock:
            for make in self._early:
                inbox.put(make(clock.now_ns()))
            self._inbox = inbox

    def _main(self) -> None:
        try:
            with self._prepare(self.seat) as prepared:
                self.seat.header = prepared.header
                asyncio.run(self._run(prepared))
        except TpError as error:
            self._fail(error)
        except Exception as error:
            # A defect of ours: the screen must not hang on a session that is gone.
            log.exception("the session thread failed")
            self._fail(TpError(f"The session failed: {error!r}.", hint="That is a defect of ours."))
        finally:
            self.seat.finished = True
            self._finished.set()

    def _fail(self, error: TpError) -> None:
        self.error = error
        self.seat.failure = f"{error}\n{error.hint}".strip()

    async def _run(self, prepared: Prepared) -> None:
        clock = HostClock()
        over = asyncio.Event()
        ears = _Ears(self.seat, clock)
        link = BleLink(
            prepared.sighting.handle,
            notify=prepared.driver.spec.notify,
            scanner_arguments=prepared.target.scanner,
            client_arguments=prepared.target.client,
            listener=ears,
        )
        person = self._person(prepared.target, clock)
        sinks = (*self._sinks, self) if person is None else (*self._sinks, self, person)
        runner = Runner(
            prepared.header,
            prepared.driver,
            recorder=prepared.recorder,
            sinks=sinks,
            link=link,
            seat=self.seat,
        )

        def feed(entry: Entry) -> None:
            runner.feed(entry)
            if runner.over:
                over.set()

        ears.inbox = inbox = Inbox(clock, feed)
        self._open(inbox, clock)
        work = [link.run(prepared.driver.stop), _tick(inbox, clock)]
        if person is not None:
            work.append(person.run())
        await _until(over, work)
        self.seat.summary = runner.summary

    def show(self, told: Told) -> None:
        """Take note that a new cue is there: a simulated person may answer again."""
        self._answered = False

    def _person(self, target: Target, clock: HostClock) -> RemotePerson | None:
        if target.control is None:
            return None

        def on_key(action: Action, value: int) -> None:
            # A real key wins: once somebody has answered, the simulated person keeps quiet
            # until the next cue.
            if not self._answered and self._inbox is not None:
                self._inbox.put(Key(clock.now_ns(), action, value, "simulated"))

        return RemotePerson(*target.control, on_key)


class _Ears:
    """What the link tells, as entries."""

    def __init__(self, seat: Seat, clock: HostClock) -> None:
        self._seat = seat
        self._clock = clock
        self.inbox: Inbox | None = None

    def on_frame(self, channel: str, data: bytes) -> None:
        if self.inbox is not None:
            self.inbox.frame(channel, data)

    def on_up(self) -> None:
        self._change(LinkState.UP, "")

    def on_down(self, reason: str) -> None:
        self._change(LinkState.DOWN, reason)

    def on_status(self, text: str) -> None:
        self._seat.status = text

    def _change(self, state: LinkState, reason: str) -> None:
        if self.inbox is not None:
            self.inbox.put(LinkChange(self._clock.now_ns(), state, reason))


async def _until(over: asyncio.Event, work: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all the work until the session is over, or until the first of it fails."""
    end: asyncio.Task[object] = asyncio.create_task(over.wait())
    tasks: list[asyncio.Task[object]] = [end, *(asyncio.create_task(each) for each in work)]
    waiting = set(tasks)
    try:
        while not end.done():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _tick(inbox: Inbox, clock: HostClock) -> None:
    loop = asyncio.get_running_loop()
    due_s = loop.time()
    while True:
        # After a stall of the loop there is one tick, not a burst of them.
        due_s = max(due_s + TICK_S, loop.time())
        await asyncio.sleep(due_s - loop.time())
        inbox.put(Tick(clock.now_ns()))
