"""The sensor on the radio: a GATT server whose every byte comes from a wire."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from random import Random
from typing import Final

from tpsim.air import adverts, attnoise
from tpsim.air.chip import RSSI_DBM
from tpsim.air.dongle import AirDongle, Dongle
from tpsim.air.link import AirLink
from tpsim.air.station import Station
from tpsim.air.traits import traits_of
from tpsim.air.wire import (
    ADAPTER_GONE,
    ADAPTER_OFF,
    ATT_NOISE,
    DAEMON,
    GOODBYE,
    HELD,
    IGNORE,
    NEW_ADDRESS,
    RAW_ATT,
    REFUSE,
    VANISH,
    Wire,
)

TICK_S: Final = 0.02
"""Longest sleep between two looks at the wire, s. Assumed: well below anyone's reaction."""

OF_THE_CENTRAL: Final = (ADAPTER_OFF, ADAPTER_GONE, DAEMON)
"""Orders that are not about this sensor but about who listens to it."""

Adapter = Callable[[str, float], None]
"""Takes the central's own Bluetooth away: how, and for how many seconds."""


class Peripheral:
    """One sensor in the air.

    All that happens on the radio is put in a row and told to the wire by `run` alone, so a wire
    that raises ends `run` instead of being lost in the radio stack.
    """

    def __init__(
        self,
        wire: Wire,
        air: AirLink | Dongle,
        *,
        now_ns: Callable[[], int] = time.monotonic_ns,
        adapter: Adapter = lambda _kind, _seconds: None,
        rssi_dbm: int = RSSI_DBM,
    ) -> None:
        self._wire = wire
        self._now_ns = now_ns
        self._started_ns = now_ns()
        self._inbox: deque[Callable[[], None]] = deque()
        self._nap_ends: asyncio.Future[None] | None = None
        self._adapter = adapter
        self._noise = Random(wire.name)
        self._noisy_until_ns = 0
        traits = traits_of(wire, rssi_dbm=rssi_dbm)
        self.name, self.kind = wire.name, traits.kind
        self.dongle = AirDongle(air, wire.name, traits) if isinstance(air, AirLink) else air
        self._station = station = Station(wire, self.dongle, traits, self._on_write)
        station.on_up = lambda: self._put(self._wire.on_connect)
        station.on_down = lambda: self._put(self._wire.on_disconnect)
        self._orders: dict[str, Callable[[float], Awaitable[None]]] = {
            VANISH: station.vanish,
            GOODBYE: station.say_goodbye,
            HELD: station.say_goodbye,
            IGNORE: station.ignore,
            REFUSE: station.refuse,
            NEW_ADDRESS: station.move,
        }

    @property
    def address(self) -> str:
        """Return the Bluetooth address; it follows from the name."""
        return self._station.address

    async def run(self) -> None:
        """Live until cancelled.

        Raises
        ------
        OversizeNotification
            If the wire made a notification that is too long for the link.
        """
        try:
            await self._station.switch_on()
            while True:
                await self._station.keep_up()
                self._tell()
                until_ns = self._at_ns()
                await self._send(until_ns)
                await self._obey(until_ns)
                await self._nap()
        finally:
            self.dongle.pull()

    def _at_ns(self) -> int:
        return self._now_ns() - self._started_ns

    def _put(self, tell: Callable[[int], None]) -> None:
        """Have the wire told, with the time at which it happened."""
        at_ns = self._at_ns()
        self._inbox.append(lambda: tell(at_ns))
        self._wake()

    def _on_write(self, channel: str, data: bytes) -> None:
        self._put(lambda at_ns: self._wire.on_write(at_ns, channel, data))

    def _tell(self) -> None:
        while self._inbox:
            self._inbox.popleft()()

    async def _send(self, until_ns: int) -> None:
        station = self._station
        advertised = False
        for due_ns, channel, data in self._wire.poll(until_ns):
            if adverts.kind_of(channel):
                station.advertising.say(channel, data)
                advertised = True
            elif speaker := station.speaker:
                speaker.say(channel, data)
                if due_ns < self._noisy_until_ns and self._noise.random() < attnoise.SHARE:
                    speaker.say(RAW_ATT, attnoise.useless(self._noise))
        if advertised:
            await station.advertising.refresh()

    async def _obey(self, until_ns: int) -> None:
        for at_ns, kind, seconds in self._wire.link_orders(until_ns):
            if kind in OF_THE_CENTRAL:
                self._adapter(kind, seconds)
            elif kind == ATT_NOISE:
                self._noisy_until_ns = at_ns + round(seconds * 1e9)
            elif kind in self._orders:
                await self._orders[kind](seconds)
            else:
                known = ", ".join((*self._orders, ATT_NOISE, *OF_THE_CENTRAL))
                raise ValueError(f"a link order is one of {known}, not {kind}")

    async def _nap(self) -> None:
        if self._inbox:
            return
        due_ns = self._wire.next_due_ns()
        wait_s = TICK_S if due_ns is None else min(TICK_S, (due_ns - self._at_ns()) / 1e9)
        loop = asyncio.get_running_loop()
        # A future and a timer, and not a time-out on an event: at 50 sensors that would be the
        # costliest thing here.
        self._nap_ends = loop.create_future()
        timer = loop.call_later(max(wait_s, 0.0), self._wake)
        try:
            await self._nap_ends
        finally:
            timer.cancel()

    def _wake(self) -> None:
        if self._nap_ends and not self._nap_ends.done():
            self._nap_ends.set_result(None)
