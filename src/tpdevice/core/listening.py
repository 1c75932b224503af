"""What a driver does for a sensor to which nothing is ever written."""

from tpdevice.core.wire import Write


class Listening:
    """A decoder that asks for nothing and keeps nothing alive."""

    def start(self) -> tuple[Write, ...]:
        """Return nothing: the sensor sends by itself."""
        return ()

    def requested(self, opcode: int) -> None:
        """Take note of nothing: it is never asked."""

    def stop(self) -> tuple[Write, ...]:
        """Return nothing: it is never told."""
        return ()

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Return nothing: it needs no keep-alive."""
        return ()
