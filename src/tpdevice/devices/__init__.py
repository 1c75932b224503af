"""One file per kind of sensor: bytes to readings, no I/O."""

from collections.abc import Callable
from typing import Final

from tpdevice.core.driver import Driver, Match
from tpdevice.core.errors import UnknownDevice
from tpdevice.core.options import Options, chosen
from tpdevice.core.tape import Header
from tpdevice.core.wire import Advert
from tpdevice.devices.acaia import Acaia
from tpdevice.devices.adafruit_barometer import AdafruitBarometer
from tpdevice.devices.bookoo import Bookoo
from tpdevice.devices.bookoo_em import BookooEm
from tpdevice.devices.bthome import Bthome
from tpdevice.devices.climbro import Climbro
from tpdevice.devices.cts500 import Cts500
from tpdevice.devices.decent import Decent
from tpdevice.devices.entralpi import Entralpi
from tpdevice.devices.eufy import Eufy
from tpdevice.devices.felicita import Felicita
from tpdevice.devices.force_board import ForceBoard
from tpdevice.devices.frez import Frez
from tpdevice.devices.go_direct.driver import GoDirect
from tpdevice.devices.mi_scale import MiScale
from tpdevice.devices.motherboard import Motherboard
from tpdevice.devices.okok import Okok
from tpdevice.devices.open_force.driver import OpenForce
from tpdevice.devices.pressensor import Pressensor
from tpdevice.devices.progressor import Progressor
from tpdevice.devices.qn import Qn
from tpdevice.devices.sig_force import SigForce
from tpdevice.devices.sig_pressure import SigPressure
from tpdevice.devices.sig_weight import SigWeight
from tpdevice.devices.skale import Skale
from tpdevice.devices.smartboard import SmartBoard
from tpdevice.devices.soehnle import Soehnle
from tpdevice.devices.squegg import Squegg
from tpdevice.devices.teraforce import TeraForce
from tpdevice.devices.uart_text import UartText
from tpdevice.devices.value import Value
from tpdevice.devices.wh_c06 import WhC06

DRIVERS: Final[dict[str, type[Driver]]] = {
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
"""Every supported kind of sensor, by key; each call makes the decoder of one connection."""


def driver(key: str, options: Options = ()) -> Driver:
    """Return a fresh decoder for a kind of sensor.

    Raises
    ------
    UnknownDevice
        If there is no such kind.
    UsageError
        If its options make no sense.
    """
    try:
        kind = DRIVERS[key]
    except KeyError:
        raise UnknownDevice(key, tuple(DRIVERS)) from None
    if not options:
        return kind()
    if not kind.options:
        chosen(key, (), dict(options))  # raises
    make: Callable[..., Driver] = kind
    return make(dict(options))


def driver_of(header: Header) -> Driver:
    """Return a fresh decoder for the sensor of a session; see `driver`."""
    return driver(header.device_key, header.device_options)


def candidates(advert: Advert) -> list[tuple[Match, str]]:
    """Return how sure it is that an advert is of each kind, the surest first, without the rest."""
    scored = [(kind.matches(advert), key) for key, kind in DRIVERS.items()]
    return sorted([pair for pair in scored if pair[0]], key=lambda pair: -pair[0])


def find(advert: Advert) -> str | None:
    """Return the key of the one kind that this advert surely or likely is, or None.

    A service that many kinds use never decides alone, nor does the surer of two that both claim
    it by their name.
    """
    scored = candidates(advert)
    if not scored or scored[0][0] < Match.LIKELY:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]
