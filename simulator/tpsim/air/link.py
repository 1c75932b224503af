"""The ether: carries adverts and links between virtual controllers, and can fall silent."""

import asyncio
from collections.abc import Callable, Iterator

from bumble.controller import Connection, Controller
from bumble.core import PhysicalTransport
from bumble.hci import Address, HCI_ErrorCode
from bumble.link import LocalLink
from bumble.ll import AdvertisingPdu, ConnectInd, ControlPdu

SUPERVISION_S = 0.4
"""Silence after which both ends call a link lost, s. Source: what BlueZ 5.66 asks for, rounded."""

End = tuple[Controller, Connection]
"""One end of a link: who holds it, and what it looks like from there."""


class AirLink(LocalLink):
    """One room full of radio.

    Stock ``LocalLink`` names the sender by its random address, so a host that uses its public one
    is never answered, and it raises when the peer has left. Here a link is known by both of its
    addresses, and what nobody can hear is dropped.
    """

    def __init__(self, supervision_s: float = SUPERVISION_S) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._supervision_s = supervision_s
        self._silent: set[Controller] = set()
        self._timers: set[asyncio.TimerHandle] = set()

    def silence(self, controller: Controller, seconds: float) -> None:
        """Make a controller unheard and deaf for a while; its links die of it.

        It comes back after `seconds`, but never before its old links have timed out.
        """
        doomed = list(self._ends_at(controller))
        self._silent.add(controller)
        if doomed:
            self._later(self._supervision_s, lambda: _time_out(doomed))
        away_s = max(seconds, self._supervision_s if doomed else 0.0)
        self._later(away_s, lambda: self._silent.discard(controller))

    def abandon(self, controller: Controller) -> None:
        """Forget a controller's links without a word; its peers notice by the silence."""
        left = [end for end in self._ends_at(controller) if end[0] is not controller]
        controller.le_connections.clear()
        if left:
            self._later(self._supervision_s, lambda: _time_out(left))

    def leave(self, controller: Controller) -> None:
        """Take a controller out of the room for good."""
        self.abandon(controller)
        self.controllers.discard(controller)
        self._silent.discard(controller)

    def close(self) -> None:
        """Forget every pending time-out."""
        while self._timers:
            self._timers.pop().cancel()

    def is_connectable(self, address: Address) -> bool:
        """Tell whether a peripheral with this address listens for a connection right now."""
        return any(
            c.le_legacy_advertiser.enabled and c.le_legacy_advertiser.address == address
            for c in self.controllers - self._silent
        )

    def send_advertising_pdu(self, sender_controller: Controller, packet: AdvertisingPdu) -> None:
        """Deliver to everyone else who can hear."""
        if sender_controller in self._silent:
            return
        for controller in self.controllers - self._silent - {sender_controller}:
            if isinstance(packet, ConnectInd):
                # At once: two centrals that heard the same advert must not both win.
                controller.on_ll_advertising_pdu(packet)
            else:
                _soon(controller.on_ll_advertising_pdu, packet)

    def send_acl_data(
        self,
        sender_controller: Controller,
        destination_address: Address,
        transport: PhysicalTransport,
        data: bytes,
    ) -> None:
        """Deliver to the other end of the link, or to nobody."""
        here = sender_controller.le_connections.get(destination_address)
        if here and (far := self._far_end(sender_controller, here)):
            _soon(far[0].on_link_acl_data, here.self_address, transport, data)

    def send_ll_control_pdu(
        self, sender_address: Address, receiver_address: Address, packet: ControlPdu
    ) -> None:
        """Deliver to the other end of the link, or to nobody."""
        for controller in self.controllers:
            here = controller.le_connections.get(receiver_address)
            if here and here.self_address == sender_address:
                if far := self._far_end(controller, here):
                    _soon(far[0].on_ll_control_pdu, sender_address, packet)
                return

    def _far_end(self, controller: Controller, here: Connection) -> End | None:
        if controller in self._silent:
            return None
        for other in self.controllers - self._silent - {controller}:
            there = other.le_connections.get(here.self_address)
            if there and there.self_address == here.peer_address:
                return other, there
        return None

    def _ends_at(self, controller: Controller) -> Iterator[End]:
        for here in controller.le_connections.values():
            yield controller, here
            if far := self._far_end(controller, here):
                yield far

    def _later(self, delay_s: float, action: Callable[[], None]) -> None:
        def fire() -> None:
            self._timers.discard(timer)
            action()

        timer = asyncio.get_running_loop().call_later(delay_s, fire)
        self._timers.add(timer)


def _time_out(ends: list[End]) -> None:
    for controller, connection in ends:
        if controller.le_connections.get(connection.peer_address) is connection:
            controller.on_le_disconnected(connection, HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)


def _soon(call: Callable[..., object], *args: object) -> None:
    asyncio.get_running_loop().call_soon(call, *args)
