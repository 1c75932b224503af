"""Where the server listens, and how its link reads."""

import socket
from dataclasses import dataclass
from typing import Final

from tpdevice.core.errors import LinkError

LOOPBACK: Final = "127.0.0.1"
_ELSEWHERE: Final = ("192.0.2.1", 9)
"""An address that no computer has. Source: RFC 5737. Nothing is sent to it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one server can be reached."""

    host: str
    port: int

    @property
    def hosts(self) -> frozenset[str]:
        """Every value of a Host header that is ours."""
        names = {self._name} | ({"localhost"} if self.host == LOOPBACK else set())
        return frozenset(f"{name}:{self.port}" for name in names)

    @property
    def _name(self) -> str:
        """How browsers write the host."""
        return f"[{self.host}]" if ":" in self.host else self.host.lower()

    def link(self, ticket: str) -> str:
        """Return the link to open.

        The ticket stands behind the #: it is never sent with a request for a page, so that it is
        in no log, and whoever only previews the link does not use it up.
        """
        return f"http://{self._name}:{self.port}/#{ticket}"


def in_the_network() -> str:
    """Return this computer's address in its network.

    Raises
    ------
    LinkError
        If it has none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)  # chooses a way, and sends nothing
        except OSError as error:
            raise LinkError(
                "This computer is in no network that a phone could share.",
                hint="Connect it, or name its address with --address.",
            ) from error
        return str(probe.getsockname()[0])
