"""How to reach a sensor: the computer's own Bluetooth, or a simulator's."""

from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any, Final

from tpdevice.core.errors import UsageError

GROUP: Final = "tpdevice.bluetooth"
"""Entry points: a target string to keyword arguments for bleak's scanner and client."""
_LAST_PORT: Final = 65_535


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


def with_person(control: str) -> Target:
    """Return the computer's own adapter with a simulated person who sees and answers.

    For a simulator that puts its sensor before a real Bluetooth; what it sends is simulated.

    Raises
    ------
    UsageError
        If the address is none.
    """
    host, _, port = control.rpartition(":")
    if not host or not _is_port(port):
        raise UsageError(
            f"--person {control}: that is no HOST:PORT.",
            hint="`tpsim serve` prints its control port, such as 127.0.0.1:47301.",
        )
    return Target(simulated=True, control=(host, int(port)))


def _is_port(text: str) -> bool:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT))
    return digits and 0 < int(text) <= _LAST_PORT
