"""Questions that are asked while a sensor is listened to."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def asked(ask: Callable[[], T]) -> T:
    """Return what a question returns that waits for a person.

    It waits on a thread of its own: on the loop's, what a sensor sends would pile up and be
    taken for what it sends after the answer. A daemon, so that Ctrl-C need not wait for Enter.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def wait() -> None:
        try:
            said = ask()
        except BaseException as error:  # noqa: BLE001 - whoever asked hears of it, also of Ctrl-D
            _hand_over(loop, answer, error=error)
        else:
            _hand_over(loop, answer, said)

    threading.Thread(target=wait, name="question", daemon=True).start()
    return await answer


def _hand_over(
    loop: asyncio.AbstractEventLoop,
    answer: "asyncio.Future[T]",
    said: T | None = None,
    *,
    error: BaseException | None = None,
) -> None:
    def give() -> None:
        if answer.done():  # nobody waits any more
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(said)  # type: ignore[arg-type]

    with suppress(RuntimeError):  # the loop has ended
        loop.call_soon_threadsafe(give)
