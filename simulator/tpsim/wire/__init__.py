"""What each kind of sensor says on the air, written from its page in `docs/protocols/`."""

from typing import Final

from tpsim.wire.bthome import Bthome
from tpsim.wire.cts500 import Cts500
from tpsim.wire.device import Device
from tpsim.wire.entralpi import Entralpi
from tpsim.wire.frez import Frez
from tpsim.wire.progressor import Progressor
from tpsim.wire.sig_force import SigForce
from tpsim.wire.sig_weight import SigWeight
from tpsim.wire.wh_c06 import WhC06
from tpsim.wire.squegg import Squegg
from tpsim.wire.teraforce import TeraForce

KINDS: Final[dict[str, type[Device]]] = {
    "bthome": Bthome,
    "cts500": Cts500,
    "entralpi": Entralpi,
    "frez": Frez,
    "progressor": Progressor,
    "sig-force": SigForce,
    "sig-weight": SigWeight,
    "wh-c06": WhC06,
    "squegg": Squegg,
    "teraforce": TeraForce,
}
"""Every simulated kind of sensor, by the key of its driver."""
