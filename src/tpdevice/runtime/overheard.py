"""A sensor that is listened to in the background, while somebody is asked questions in lines."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tpdevice.ble.sighting import Sighting
from tpdevice.core.driver import Driver
from tpdevice.core.ports import Clock
from tpdevice.runtime.listening import Ear, listening
from tpdevice.runtime.targets import Target


@contextmanager
def overheard(
    sighting: Sighting, decoder: Driver, target: Target, *, clock: Clock | None = None
) -> Iterator[Ear]:
    """Connect on a thread of its own, and listen until left.

    A prompt stops the thread it is asked on, and the link must not stop with it. On the main
    thread Ctrl-C still ends the prompt.

    Raises
    ------
    LinkError
        If it does not connect.
    """
    background = _Background(sighting, decoder, target, clock)
    background.start()
    try:
        yield background.ear()
    finally:
        background.leave()


class _Background:
    def __init__(
        self, sighting: Sighting, decoder: Driver, target: Target, clock: Clock | None
    ) -> None:
        self._what = sighting, decoder, target
        self._clock = clock
        self._thread = threading.Thread(target=self._main, name="overheard", daemon=True)
        self._known = threading.Event()
        """Set when it listens, or never will."""
        self._ear: Ear | None = None
        self._error: BaseException | None = None
        self._work: tuple[asyncio.AbstractEventLoop, asyncio.Task[None]] | None = None

    def start(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def ear(self) -> Ear:
        """Return who listens, once there is a connection."""
        self._known.wait()
        if self._ear is None:
            assert self._error is not None
            raise self._error
        return self._ear

    def leave(self) -> None:
        """Say goodbye to the sensor, and come back when that is done."""
        if self._work is not None:
            loop, task = self._work
            with suppress(RuntimeError):  # the loop has ended by itself
                loop.call_soon_threadsafe(task.cancel)
        self._thread.join()

    def _main(self) -> None:
        try:
            asyncio.run(self._listen())
        except BaseException as error:  # noqa: BLE001 - whoever waits raises it
            self._error = error
        finally:
            self._known.set()

    async def _listen(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._work = asyncio.get_running_loop(), task
        sighting, decoder, target = self._what
        async with listening(sighting, decoder, target, clock=self._clock) as ear:
            self._ear = ear
            self._known.set()
            await asyncio.Event().wait()
