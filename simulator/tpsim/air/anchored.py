"""A link with a radio's delays: nothing moves but at its connection events."""

import asyncio
from random import Random

from tpsim.air.contact import AirConnection, Contact, Later, Parcel
from tpsim.air.radio import CENTRAL, SENSOR, Exchange, Radio


class AnchoredContact(Contact):
    """Packets wait for the next anchor point; what is lost goes again at the one after."""

    def __init__(
        self,
        central: AirConnection,
        sensor: AirConnection,
        *,
        radio: Radio,
        rng: Random,
        later: Later,
    ) -> None:
        super().__init__(central, sensor, supervision_s=radio.supervision_s, later=later)
        self._exchange: Exchange[Parcel] = Exchange(radio, rng)
        self._interval_s = radio.interval_ms / 1e3
        self._now_s = asyncio.get_running_loop().time
        self._anchor_s = self._now_s() + rng.random() * self._interval_s
        self._heard_s = [self._anchor_s, self._anchor_s]
        self._wait()

    def send(self, sender: AirConnection, parcel: Parcel) -> None:
        """Have it sent at the next event that has room for it."""
        self._exchange.put(CENTRAL if sender is self.ends[CENTRAL] else SENSOR, parcel)

    def lose(self) -> None:
        """Let neither hear the other any more; the events go on, and nothing is heard in them."""
        self._is_lost = True

    def _wait(self) -> None:
        self._later(max(self._anchor_s - self._now_s(), 0.0), self._on_anchor)

    def _on_anchor(self) -> None:
        """Have the event that is due, and those that a busy computer missed."""
        while self._anchor_s <= self._now_s() and self._is_on():
            self._event()
            self._anchor_s += self._interval_s
        if self._is_on():
            self._wait()

    def _is_on(self) -> bool:
        return any(end.is_up for end in self.ends)

    def _event(self) -> None:
        audible = not self._is_lost
        # Whoever hung up still sends what it has: its goodbye comes last.
        speaking = [
            audible and (end.is_up or self._exchange.waiting(side) > 0)
            for side, end in enumerate(self.ends)
        ]
        heard = self._exchange.event(speaking=(speaking[CENTRAL], speaking[SENSOR]))
        for side, parcel in heard.packets:
            self._deliver(self.ends[side], parcel)
        for side, silent in enumerate(heard.silent):
            if not silent:
                self._heard_s[side] = self._anchor_s
        if self._anchor_s - min(self._heard_s) >= self.supervision_s:
            self._time_out()
