"""How to reach a sensor: the computer's own Bluetooth, or a simulator's."""

from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any, Final

from tpdevice.core.errors import UsageError

GROUP: Final = "tpdevice.bluetooth"
"""Entry points: a target string to keyword arguments for bleak's scanner and client."""


@dataclass(frozen=True, slots=True)
class Target:
    """Keyword arguments for bleak, and whether what is reached is simulated."""

    scanner: dict[str, Any] = field(default_factory=dict)
    client: dict[str, Any] = field(default_factory=dict)
    simulated: bool = False
    control: tuple[str, int] | None = None
    """Host and port where a simulated person sees and answers."""


REAL: Final = Target()
"""The computer's own adapter."""


def simulator(address: str, *, name: str = "sim") -> Target:
    """Return the way to a simulator at HOST:PORT.

    Raises
    ------
    UsageError
        If there is no simulator installed, or the address is none.
    """
    for entry_point in entry_points(group=GROUP, name=name):
        try:
            scanner, client = entry_point.load()(address)
        except ValueError as error:
            raise UsageError(f"--sim {address}: {error}.") from error
        host, _, port = address.rpartition(":")
        # The simulator's control port lies beside its radio's.
        return Target(scanner, client, simulated=True, control=(host, int(port) + 1))
    raise UsageError(
        "The simulator is not installed.",
        hint="Install the extra: `pip install 'tpdevice[sim]'`, or start through dev.py.",
    )
