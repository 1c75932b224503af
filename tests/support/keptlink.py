"""A link that runs over the fake radio, and whoever hears it."""

import asyncio
from collections.abc import Callable
from typing import Any

from fakeradio import CONTROL, DATA, SERVICE, FakeRadio, handle

from tpdevice.ble.link import BleLink
from tpdevice.core.wire import Advert, Write

START, STOP = b"\x65", b"\x66"


def same_kind(advert: Advert) -> bool:
    """Say yes to a sensor of the fake radio."""
    return SERVICE in advert.services


class Ears:
    """Whatever the link tells, in order; one may wait for the next."""

    def __init__(self) -> None:
        self.all: asyncio.Queue[tuple[str, object]] = asyncio.Queue()
        self.statuses: list[str] = []

    def on_frame(self, channel: str, data: bytes) -> None:
        self.all.put_nowait(("frame", data) if channel == DATA else (channel, data))

    def on_up(self, note: str) -> None:
        self.all.put_nowait(("up", note))

    def on_down(self, reason: str) -> None:
        self.all.put_nowait(("down", reason))

    def on_status(self, text: str) -> None:
        self.statuses.append(text)

    async def next(self) -> tuple[str, object]:
        return await self.all.get()


class Kept:
    """A link that runs, over a fake radio."""

    def __init__(self, **more: Any) -> None:
        self.radio = FakeRadio()
        self.ears = Ears()
        self.handle = handle()
        self.link = BleLink(
            self.handle,
            notify=(DATA,),
            scanner_arguments=self.radio.scanner,
            client_arguments=self.radio.client,
            listener=self.ears,
            same_kind=same_kind,
            **more,
        )
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.task = asyncio.create_task(self.link.run(lambda: (Write(CONTROL, STOP),)))

    async def until(self, so_far: Callable[[], bool]) -> None:
        while not so_far():  # noqa: ASYNC110 - there is nothing to wait for but the loop
            await asyncio.sleep(0)

    async def end(self) -> None:
        assert self.task is not None
        self.task.cancel()
        await asyncio.wait({self.task})
