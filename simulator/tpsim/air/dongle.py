"""The chip under a sensor, and what can be done to its radio."""

from typing import Any, Protocol

from bumble.hci import Address

from tpsim.air.controller import AirController
from tpsim.air.link import AirLink
from tpsim.air.traits import Traits


class Dongle(Protocol):
    """A chip that a sensor's host is plugged into."""

    source: Any
    """Where bumble's host hears it."""
    sink: Any
    """Where bumble's host speaks to it."""

    def taken(self) -> set[Address]:
        """Return the addresses that others in reach have."""

    def adopt(self, address: Address) -> None:
        """Take note of the address that the host is going to have."""

    def silence(self, seconds: float) -> bool:
        """Be unheard and deaf for a while, links die of it; False if only a reset does that."""

    def ignore_calls(self, seconds: float) -> None:
        """Answer nobody who would connect."""

    def pull(self) -> None:
        """Take it away for good."""


class AirDongle:
    """A virtual chip in a simulated room."""

    def __init__(self, air: AirLink, name: str, traits: Traits) -> None:
        self._air = air
        self.chip = AirController(name, air, rssi_dbm=traits.rssi_dbm, radio=traits.radio)
        self.source = self.sink = self.chip

    def taken(self) -> set[Address]:
        """Return the addresses of everybody in the room, this chip's own too."""
        return {chip.random_address for chip in self._air.controllers}

    def adopt(self, address: Address) -> None:
        """Have the address already now, so that nobody else takes it."""
        self.chip.random_address = address

    def silence(self, seconds: float) -> bool:
        """Be unheard and deaf for a while; links die of it."""
        self._air.silence(self.chip, seconds)
        return True

    def ignore_calls(self, seconds: float) -> None:
        """Answer nobody who would connect."""
        self._air.ignore_calls(self.chip, seconds)

    def pull(self) -> None:
        """Take it away for good."""
        self.chip.advertiser.stop()
        self._air.leave(self.chip)
