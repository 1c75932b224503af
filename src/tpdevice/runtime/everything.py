"""Listening to all that a device sends, without knowing what it is."""

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.wire import Advert, Readings, WireEvent, Write


class Everything(Driver):
    """A decoder that understands nothing: each packet is a value, its length in bytes."""

    def __init__(self, channels: tuple[str, ...], *, starts: tuple[Write, ...] = ()) -> None:
        """Take the characteristics to subscribe to, and what a person says starts the stream."""
        self._starts = starts
        self.spec = DriverSpec(
            key="everything",
            label="a device that nobody knows",
            notify=channels,
            raw_unit="bytes",
            n_per_raw=None,
            rate_hz=1.0,
            range_raw=512.0,
            resolution_raw=1.0,
            has_clock=False,
            advert_only=False,
            mode=Mode.PUSH,
            certainty=Certainty.GUESS,
            source="nobody",
            verified_on_hardware=False,
            quantity=Quantity.COUNTS,
            by_hand=True,
        )

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say no: it is no kind of sensor."""
        return Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return what a person said starts it."""
        return self._starts

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Take one packet, whatever it is."""
        return (Readings((float(len(data)),), None),) if data else ()
