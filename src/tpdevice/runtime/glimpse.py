"""The newest of a sensor outside of a session, for whoever draws it; no session, no judgement."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from tpdevice.core.conversion import Conversion
from tpdevice.core.units import mn, ns
from tpdevice.core.wire import Battery
from tpdevice.runtime.ear import Ear

EACH_S: Final = 0.1
"""Between two looks. Chosen; as ticks come in a session."""
TRAIL: Final = 100
"""Looks that are kept: ten seconds. Chosen."""
SILENT_S: Final = 2.0
"""Without a value for so long, nothing is live. Chosen: as for adverts in a session."""
GONE_S: Final = 20.0
"""Without a connection for so long, it is looked for anew. Chosen."""
_KEPT: Final = 50
"""Values that an ear keeps from one look to the next. Chosen."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was seen at one moment."""

    force_mn: int | None = None
    """None where nothing is live, or nobody knows what force a value means."""
    trail_mn: tuple[int | None, ...] = ()
    up: bool = False
    """Whether it is connected."""
    live: bool = False
    withheld: str = ""
    """Why the newest value was no force."""
    battery: Battery = field(default_factory=Battery)
    battery_low: bool = False


async def follow(ear: Ear, conversion: Conversion | None, show: Callable[[Glimpse], None]) -> None:
    """Show what an ear hears until its connection is gone for good."""
    trail: deque[int | None] = deque(maxlen=TRAIL)
    heard_ns = lost_ns = ear.clock.now_ns()
    newest: int | None = None
    while ear.clock.now_ns() - lost_ns < ns(GONE_S):
        now_ns, up = ear.clock.now_ns(), ear.up.is_set()
        if up:
            lost_ns = now_ns
        if ear.values:
            heard_ns, newest = ear.values[-1].at_ns, _force_mn(ear, conversion)
        live = now_ns - heard_ns < ns(SILENT_S) and up and newest is not None
        # An ear keeps all it hears, for as long as it has room: here nothing but the newest counts.
        del ear.values[:-_KEPT], ear.frames[:-_KEPT], ear.no_force[:-_KEPT]
        force_mn = newest if live else None
        trail.append(force_mn)
        show(Glimpse(force_mn, tuple(trail), up, live, ear.withheld, ear.battery, ear.battery_low))
        await asyncio.sleep(EACH_S)


def _force_mn(ear: Ear, conversion: Conversion | None) -> int | None:
    if conversion is None:
        return None
    with suppress(ValueError, OverflowError):
        return mn(conversion.n(ear.values[-1].raw))
    return None
