"""What each kind of sensor says on the air, written from its page in `docs/protocols/`."""

from typing import Final

from tpsim.wire.device import Device
from tpsim.wire.progressor import Progressor

KINDS: Final[dict[str, type[Device]]] = {
    "progressor": Progressor,
}
"""Every simulated kind of sensor, by the key of its driver."""
