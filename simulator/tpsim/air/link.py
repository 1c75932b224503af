"""The ether: carries adverts and links between virtual controllers, and can fall silent."""

import asyncio
from collections.abc import Callable
from random import Random
from typing import cast

from bumble.controller import Controller
from bumble.hci import Address
from bumble.link import LocalLink
from bumble.ll import AdvertisingPdu

from tpsim.air.anchored import AnchoredContact
from tpsim.air.chip import Chip
from tpsim.air.contact import AirConnection, Contact

SUPERVISION_S = 0.4
"""Silence after which both ends call a link lost, s. Source: what BlueZ 5.66 asks for, rounded."""


class AirLink(LocalLink):
    """One room full of radio.

    Stock ``LocalLink`` names the sender by its random address, so a host that uses its public one
    is never answered, and it raises when the peer has left. Here the two ends of a link know each
    other, and what nobody can hear is dropped.
    """

    def __init__(self, supervision_s: float = SUPERVISION_S) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._supervision_s = supervision_s
        self._silent_until_s: dict[Controller, float] = {}
        self._ignoring_until_s: dict[Controller, float] = {}
        self._calls: dict[Address, int] = {}
        self._timers: set[asyncio.TimerHandle] = set()

    def silence(self, chip: Controller, seconds: float) -> None:
        """Make a chip unheard and deaf for a while; its links die of it.

        It comes back after `seconds`, but never before its old links have timed out.
        """
        doomed = _contacts(chip)
        for contact in doomed:
            contact.lose()
        away_s = max([seconds, *(contact.supervision_s for contact in doomed)])
        self._silent_until_s[chip] = _now_s() + away_s

    def ignore_calls(self, chip: Controller, seconds: float) -> None:
        """Have a chip answer nobody who would connect, for a while."""
        self._ignoring_until_s[chip] = _now_s() + seconds

    def abandon(self, chip: Controller) -> None:
        """Forget a chip's links without a word; its peers notice by the silence."""
        for contact in _contacts(chip):
            contact.lose()
        chip.le_connections.clear()

    def leave(self, chip: Controller) -> None:
        """Take a chip out of the room for good."""
        self.abandon(chip)
        self.controllers.discard(chip)
        self._silent_until_s.pop(chip, None)
        self._ignoring_until_s.pop(chip, None)

    def close(self) -> None:
        """Forget every pending time-out."""
        while self._timers:
            self._timers.pop().cancel()

    def who_answers(self, address: Address) -> Chip | None:
        """Return the chip that would take a call to this address right now."""
        for chip in self._heard() - _still(self._ignoring_until_s):
            if chip.advertiser.takes_calls and chip.advertiser.address == address:
                return chip
        return None

    def join(self, central: AirConnection, sensor: AirConnection) -> None:
        """Make a link of its two ends, as the sensor's radio is."""
        radio, address = sensor.controller.radio, sensor.self_address
        if radio is None:
            Contact(central, sensor, supervision_s=self._supervision_s, later=self._later)
            return
        self._calls[address] = call = self._calls.get(address, 0) + 1
        rng = Random(f"{radio.seed} {address} {call}")
        AnchoredContact(central, sensor, radio=radio, rng=rng, later=self._later)

    def send_advertising_pdu(self, sender_controller: Controller, packet: AdvertisingPdu) -> None:
        """Deliver to everyone else who listens."""
        here = self._heard()
        if sender_controller not in here:
            return
        for chip in here:
            if chip.listens and chip is not sender_controller:
                asyncio.get_running_loop().call_soon(chip.on_ll_advertising_pdu, packet)

    def _heard(self) -> set[Chip]:
        return cast("set[Chip]", self.controllers - _still(self._silent_until_s))

    def _later(self, delay_s: float, action: Callable[[], None]) -> None:
        def fire() -> None:
            self._timers.discard(timer)
            action()

        timer = asyncio.get_running_loop().call_later(delay_s, fire)
        self._timers.add(timer)


def _contacts(chip: Controller) -> list[Contact]:
    return [cast("AirConnection", end).contact for end in chip.le_connections.values()]


def _still(until_s: dict[Controller, float]) -> set[Controller]:
    now_s = _now_s() if until_s else 0.0
    return {chip for chip, end_s in until_s.items() if now_s < end_s}


def _now_s() -> float:
    return asyncio.get_running_loop().time()
