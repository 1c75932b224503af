"""One file per kind of sensor: bytes to readings, no I/O."""

from collections.abc import Callable, Mapping
from typing import Final

from tpdevice.core.driver import Driver, Match
from tpdevice.core.errors import UnknownDevice
from tpdevice.core.options import Option, chosen
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

Options = tuple[tuple[str, str], ...]
"""How a person set a kind up that cannot know by itself, name and value."""

DRIVERS: Final[dict[str, Callable[..., Driver]]] = {
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
        make = DRIVERS[key]
    except KeyError:
        raise UnknownDevice(key, tuple(DRIVERS)) from None
    if not options:
        return make()
    if not options_of(key):
        chosen(key, (), dict(options))  # raises
    return make(dict(options))


def options_of(key: str) -> tuple[Option, ...]:
    """Return what a person may say of a sensor of this kind; nothing for those that know."""
    return getattr(DRIVERS[key], "options", ())


def said_by(key: str, advert: Advert) -> Options:
    """Return the options that an advert itself says, such as that there is a ball."""
    say: Callable[[Advert], Options] = getattr(DRIVERS[key], "said_by", lambda _: ())
    return say(advert)


def said_of_itself(key: str, about: Mapping[str, str]) -> Options:
    """Return the options that a sensor says of itself once it is connected."""
    say: Callable[[Mapping[str, str]], Options] = getattr(
        DRIVERS[key], "said_of_itself", lambda _: ()
    )
    return say(about)


def driver_of(header: Header) -> Driver:
    """Return a fresh decoder for the sensor of a session; see `driver`."""
    return driver(header.device_key, header.device_options)


def candidates(advert: Advert) -> list[tuple[Match, str]]:
    """Return how sure it is that an advert is of each kind, the surest first, without the rest."""
    scored = [(driver(key).matches(advert), key) for key in DRIVERS]
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
