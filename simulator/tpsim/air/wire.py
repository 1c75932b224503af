"""What the radio asks of a simulated sensor: bytes in, bytes out, on virtual time."""

from collections.abc import Sequence
from typing import Final, Protocol

VANISH: Final = "vanish"
"""Take the link away by silence, as a device out of range or without power does."""

GOODBYE: Final = "goodbye"
"""Take the link away politely, as a device that switches itself off does."""

Characteristic = tuple[str, Sequence[str], bytes]
"""UUID, properties such as ``notify`` or ``write-without-response``, first value."""

Service = tuple[str, Sequence[Characteristic]]
"""UUID and characteristics."""


class Wire(Protocol):
    """One sensor's side of the protocol: no radio, no clock, no waiting.

    Channels are lower-case 128-bit UUIDs of characteristics. Times are integer ns since the
    peripheral was switched on and never run backwards between calls.
    """

    @property
    def name(self) -> str:
        """Return the advertised name."""

    @property
    def services(self) -> Sequence[Service]:
        """Return the GATT table, in the order of its handles."""

    @property
    def advertised_uuids(self) -> Sequence[str]:
        """Return the service UUIDs in the advert."""

    def on_connect(self, at_ns: int) -> None:
        """Take note that a central has connected."""

    def on_disconnect(self, at_ns: int) -> None:
        """Take note that the link is gone, for whatever reason."""

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Take bytes that the central wrote."""

    def poll(self, until_ns: int) -> Sequence[tuple[int, str, bytes]]:
        """Return the notifications due by now, oldest first: due ns, channel, bytes."""

    def next_due_ns(self) -> int | None:
        """Return when the next notification is due, or None if none is planned."""

    def link_orders(self, until_ns: int) -> Sequence[tuple[int, str, float]]:
        """Return what the scenario does to the link by now: ns, kind, seconds away.

        For so many seconds the device is neither seen nor heard; then it advertises again.
        """
