"""The sensors of one process: the first is pressed by the person, the others lie there."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from tpsim.wire import KINDS

MOST: Final = 50
"""Sensors in one process. Source: what one process carries at 80 Hz each, with room to spare."""
_MANY: Final = re.compile(r"(?P<kind>[a-z0-9-]+)(?:\*(?P<count>\d{1,2}))?")


class Served(Protocol):
    """A sensor that is served, and whoever is at its control port."""

    outbound: asyncio.Queue[dict[str, Any]]

    def on_message(self, message: dict[str, Any]) -> None:
        """Take a message from the control port."""


def kinds(asked: Sequence[str]) -> list[str]:
    """Return the kind of each sensor that is asked for, such as by `progressor*3`.

    Raises
    ------
    ValueError
        If there is no such kind, or they are too many.
    """
    found: list[str] = []
    for text in asked:
        match = _MANY.fullmatch(text)
        if match is None or match["kind"] not in KINDS:
            raise ValueError(f"device {text[:40]!r} is none of {', '.join(KINDS)}, nor KIND*N")
        found += [match["kind"]] * int(match["count"] or 1)
    if not 1 <= len(found) <= MOST:
        raise ValueError(f"{len(found)} devices; 1 to {MOST} fit into one process")
    return found


class Shelf:
    """Hands messages of the control port to the sensor that they are for."""

    def __init__(self, served: Sequence[Served]) -> None:
        self._served = served
        self.outbound = served[0].outbound
        """What is said to whoever listens, by any of them."""
        for each in served:
            each.outbound = self.outbound

    def on_message(self, message: Mapping[str, Any]) -> None:
        """Take a message; `sensor` says which one it is for, counted from 0.

        Raises
        ------
        ValueError
            If there is no such sensor, or it makes no sense of it.
        """
        which = message.get("sensor", 0)
        if isinstance(which, bool) or not isinstance(which, int):
            raise ValueError("sensor is no number")
        if not 0 <= which < len(self._served):
            raise ValueError(f"sensor {which} is none of 0 to {len(self._served) - 1}")
        self._served[which].on_message(dict(message))
