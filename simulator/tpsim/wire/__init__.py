"""What each kind of sensor says on the air, written from its page in `docs/protocols/`."""

from typing import Final

from tpsim.wire.acaia import Acaia
from tpsim.wire.adafruit_barometer import AdafruitBarometer
from tpsim.wire.bookoo import Bookoo
from tpsim.wire.bookoo_em import BookooEm
from tpsim.wire.bthome import Bthome
from tpsim.wire.climbro import Climbro
from tpsim.wire.clones import Crimpdeq, Hangman, Mito, OldCrimpdeq
from tpsim.wire.cts500 import Cts500
from tpsim.wire.decent import Decent
from tpsim.wire.device import Device
from tpsim.wire.entralpi import Entralpi
from tpsim.wire.eufy import Eufy
from tpsim.wire.felicita import Felicita
from tpsim.wire.force_board import ForceBoard
from tpsim.wire.frez import Frez
from tpsim.wire.go_direct import GoDirect
from tpsim.wire.mi_scale import MiScale
from tpsim.wire.motherboard import Motherboard
from tpsim.wire.okok import Okok
from tpsim.wire.open_force import OpenForce
from tpsim.wire.pressensor import Pressensor
from tpsim.wire.progressor import Progressor
from tpsim.wire.qn import Qn
from tpsim.wire.sig_force import SigForce
from tpsim.wire.sig_pressure import SigPressure
from tpsim.wire.sig_weight import SigWeight
from tpsim.wire.skale import Skale
from tpsim.wire.smartboard import SmartBoard
from tpsim.wire.soehnle import Soehnle
from tpsim.wire.squegg import Squegg
from tpsim.wire.teraforce import TeraForce
from tpsim.wire.uart_text import UartText
from tpsim.wire.value import Value
from tpsim.wire.wh_c06 import WhC06

KINDS: Final[dict[str, type[Device]]] = {
    "acaia": Acaia,
    "adafruit-barometer": AdafruitBarometer,
    "bookoo": Bookoo,
    "bookoo-em": BookooEm,
    "bthome": Bthome,
    "climbro": Climbro,
    "cts500": Cts500,
    "decent": Decent,
    "entralpi": Entralpi,
    "eufy": Eufy,
    "felicita": Felicita,
    "force-board": ForceBoard,
    "frez": Frez,
    "go-direct": GoDirect,
    "mi-scale": MiScale,
    "motherboard": Motherboard,
    "okok": Okok,
    "open-force": OpenForce,
    "pressensor": Pressensor,
    "progressor": Progressor,
    "qn": Qn,
    "sig-force": SigForce,
    "sig-pressure": SigPressure,
    "sig-weight": SigWeight,
    "skale": Skale,
    "smartboard": SmartBoard,
    "soehnle": Soehnle,
    "squegg": Squegg,
    "teraforce": TeraForce,
    "uart-text": UartText,
    "value": Value,
    "wh-c06": WhC06,
}
"""Every simulated kind of sensor, by the key of its driver."""

CLONES: Final[dict[str, type[Device]]] = {
    "crimpdeq": Crimpdeq,
    "crimpdeq-2025": OldCrimpdeq,
    "hangman": Hangman,
    "mito": Mito,
}
"""Devices that speak as a Progressor does, by the name of their firmware."""


def find(name: str) -> tuple[str, type[Device]]:
    """Return the key of the driver for a simulated device, and the device itself.

    Raises
    ------
    ValueError
        If there is no such device.
    """
    if name in CLONES:
        return "progressor", CLONES[name]
    if name in KINDS:
        return name, KINDS[name]
    raise ValueError(f"device {name!r} is none of {', '.join([*KINDS, *CLONES])}")
