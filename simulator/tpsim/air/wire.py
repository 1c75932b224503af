"""What the radio asks of a simulated sensor: bytes in, bytes out, on virtual time."""

from collections.abc import Sequence
from typing import Final, Protocol

VANISH: Final = "vanish"
"""Take the link away by silence, as a device out of range or without power does."""

GOODBYE: Final = "goodbye"
"""Take the link away politely, as a device that switches itself off does."""

IGNORE: Final = "ignore"
"""Advertise, and let whoever calls wait. Touches no link that is there.

Not before a real BlueZ: seen over /dev/vhci, when a call that it has begun comes to nothing, Linux
6.1.192 corrupts a list of its own, and bluetoothd dies of it."""

REFUSE: Final = "refuse"
"""Advertise, take each call and hang up without a word. Touches no link that is there; and not
before a real BlueZ either."""

HELD: Final = "held"
"""Be with another central: say goodbye to ours, and advertise no more."""

NEW_ADDRESS: Final = "new_address"
"""Vanish, and come back as somebody else: same name, other address."""

ATT_NOISE: Final = "att_noise"
"""Nonsense between the notifications, on the channel of the attribute protocol itself."""

ADAPTER_OFF: Final = "adapter_off"
"""Not the sensor's doing: the central's own Bluetooth is switched off."""

ADAPTER_GONE: Final = "adapter_gone"
"""Not the sensor's doing: the central's own Bluetooth adapter is pulled out."""

DAEMON: Final = "daemon"
"""Not the sensor's doing: the central's own Bluetooth service dies, and comes back later."""

MANUFACTURER: Final = "manufacturer/"
"""Channel of what is advertised under a company id: four hex digits follow, lower case."""

SERVICE_DATA: Final = "service/"
"""Channel of what is advertised under a service: its 128-bit UUID follows, lower case."""

RAW_ATT: Final = "att"
"""Channel of raw attribute protocol packets, right or wrong; sent as they are."""

Characteristic = tuple[str, Sequence[str], bytes]
"""UUID, properties such as ``notify`` or ``write-without-response``, first value."""

Service = tuple[str, Sequence[Characteristic]]
"""UUID and characteristics."""


class Wire(Protocol):
    """One sensor's side of the protocol: no radio, no clock, no waiting.

    Channels are lower-case 128-bit UUIDs of characteristics, or the pseudo-channels above. Times
    are integer ns since the peripheral was switched on and never run backwards between calls.
    A wire may have more to say of itself, see `tpsim.air.traits`.
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
        """Return what is to be sent by now, oldest first: due ns, channel, bytes.

        On a characteristic, a notification or an indication, as the central asked. On a
        pseudo-channel of adverts, what is advertised from now on; it replaces what was advertised
        under the same kind of channel.
        """

    def next_due_ns(self) -> int | None:
        """Return when the next of that is due, or None if none is planned."""

    def link_orders(self, until_ns: int) -> Sequence[tuple[int, str, float]]:
        """Return what the scenario does to the link by now: ns, kind, for how many seconds.

        For so long the device is neither seen nor heard, or whatever the kind says; then it is as
        it was before, and advertises.
        """
