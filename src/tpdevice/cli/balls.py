"""The ball of which a map is to be made: the sensor in it, among those in reach."""

from pathlib import Path

from tpdevice.cli import choosing
from tpdevice.cli.output import talk
from tpdevice.core.driver import Quantity
from tpdevice.core.errors import DeviceNotFound, UsageError
from tpdevice.core.text import harmless
from tpdevice.devices import driver
from tpdevice.runtime.finding import Known, in_reach
from tpdevice.runtime.targets import Target


async def ball_in_reach(
    path: Path, target: Target, *, address: str | None, kind: str | None
) -> Known:
    """Return the ball to map: the one with this address, the only one, or the one chosen.

    Raises
    ------
    DeviceNotFound
        If there is none.
    UsageError
        If it shows no pressure, or nobody can be asked which.
    UnknownDevice
        If there is no such kind.
    LinkError
        If Bluetooth cannot be used.
    """
    if kind is not None:
        driver(kind)  # there is no need to listen for what there is not
    if address is None:
        return await _any(path, target, kind)
    known = await choosing.choose_sensor(path, target, address=address, kind=kind)
    if known.driver().spec.quantity is not Quantity.PRESSURE:
        name = harmless(known.sighting.advert.name) or address
        raise UsageError(
            f"{name} ({known.key}) shows no pressure in a ball, and needs no map.",
            hint="If it measures one: `tpdevice set-up` says so of a sensor that can do both.",
        )
    return known


async def _any(path: Path, target: Target, kind: str | None) -> Known:
    talk("Looking for a sensor in a ball...")
    look_s = choosing.SIMULATED_LOOK_S if target.simulated else choosing.LOOK_S
    setups = choosing.set_up(path, simulated=target.simulated)
    found, _ = await in_reach(target, seconds=look_s, setups=setups, kind=kind)
    balls = [known for known in found if known.driver().spec.quantity is Quantity.PRESSURE]
    if not balls:
        raise DeviceNotFound(
            "No sensor in a ball was heard.",
            hint="Squeeze it to wake it, and hold it near. Where its advert does not say what it "
            "is, name it with --device and --kind.",
        )
    return balls[0] if len(balls) == 1 else choosing.pick(balls)
