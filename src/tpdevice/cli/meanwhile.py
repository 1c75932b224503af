"""Questions that are asked while a sensor is listened to.

A prompt stops the thread it is asked on. So the sensor is listened to on another one: what it
sends would else pile up, and be taken for what it sends after the answer. And a prompt belongs on
the main thread: only there Ctrl-C ends it.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
_LOOK_S = 0.2
"""Between two looks at whether somebody pressed Ctrl-C, where a wait cannot be ended by it."""


class Meanwhile:
    """Runs work on a thread of its own, and asks on this one what the work wants to know."""

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._work: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None
        self._over = False

    async def asked(self, ask: Callable[[], T]) -> T:
        """Return what a question returns; the loop goes on while somebody thinks."""
        answer: Future[T] = Future()

        def put() -> None:
            try:
                answer.set_result(ask())
            except Exception as error:  # noqa: BLE001 - whoever asked hears of it
                answer.set_exception(error)

        self._questions.put(put)
        return await asyncio.wrap_future(answer)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the work returns, and ask its questions meanwhile.

        Raises
        ------
        KeyboardInterrupt
            If somebody pressed Ctrl-C; the work was ended in order before.
        """
        done: Future[T] = Future()
        thread = threading.Thread(target=self._main, args=(work, done), name="listening")
        thread.start()
        try:
            self._ask_on()
        except BaseException:
            self._leave()
            raise
        finally:
            thread.join()
        return done.result()

    def _ask_on(self) -> None:
        while True:
            try:
                question = self._questions.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if question is None:
                return
            question()

    def _main(self, work: Coroutine[Any, Any, T], done: "Future[T]") -> None:
        async def main() -> T:
            task = asyncio.ensure_future(work)
            self._work = asyncio.get_running_loop(), task
            if self._over:
                task.cancel()
            return await task

        try:
            done.set_result(asyncio.run(main()))
        except BaseException as error:  # noqa: BLE001 - it is raised where the work was asked for
            done.set_exception(error)
        finally:
            self._questions.put(None)

    def _leave(self) -> None:
        self._over = True
        if self._work is not None:
            loop, task = self._work
            with suppress(RuntimeError):  # it ended meanwhile
                loop.call_soon_threadsafe(task.cancel)
