"""Who hears of a connection, and how the end of one is noted."""

import asyncio
from typing import Protocol


class Listener(Protocol):
    """Who hears of a connection. All calls come from the link's own event loop."""

    def on_frame(self, channel: str, data: bytes) -> None:
        """Take one notification, or what an advert carried."""

    def on_up(self, note: str) -> None:
        """Hear that the sensor is there: connected and subscribed to, or heard.

        `note` says what is out of the ordinary, such as a new address; else it is empty.
        """

    def on_down(self, reason: str) -> None:
        """Hear that the connection is gone."""

    def on_status(self, text: str) -> None:
        """Take a few words on what the link is doing."""


class Drop:
    """The end of one connection, and why it came."""

    def __init__(self) -> None:
        self.came = asyncio.Event()
        self.reason = ""

    def __call__(self, reason: str) -> None:
        """Note the first reason; later ones only follow from it."""
        if not self.came.is_set():
            self.reason = reason
            self.came.set()
