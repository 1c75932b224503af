"""Which sensor home takes: the one chosen, that of last time, or the only one there is."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from tpdevice.ble.moved import moved
from tpdevice.cli.choosing import LOOK_S, SIMULATED_LOOK_S, set_up
from tpdevice.cli.lasttime import listened, remembered
from tpdevice.core.coaching import Coaching, coaching_of
from tpdevice.core.errors import DeviceNotFound
from tpdevice.core.text import harmless
from tpdevice.devices import find
from tpdevice.runtime.finding import Known, Setups, in_reach, known_as
from tpdevice.runtime.targets import Target
from tpdevice.store.remembered import Sensor

Tell = Callable[[str], None]
Saw = Callable[[list[Known]], None]
PATIENCE_S: Final = 60.0
"""How long a session that is to begin waits for its sensor. Chosen; as `run` does."""
RETRY_S: Final = 5.0
"""Between two attempts where Bluetooth or a connection failed. Chosen."""
WAKE: Final = "wake it up and hold it near"
_AWAKE: Final = (
    "Wake it up, hold it near, and close its phone app. "
    "`tpdevice doctor` looks closer; the lesson needs no sensor."
)
_CHOOSE: Final = "Wake up the one that you want, or choose another at home: w."


async def waited_for(
    path: Path, target: Target, *, tell: Tell, chosen: Sensor | None = None
) -> Known:
    """Return the sensor to use, once it is heard.

    Raises
    ------
    DeviceNotFound
        If it is not heard in a minute.
    LinkError
        If Bluetooth cannot be used.
    """
    told, others = [""], list[list[Known]]()

    def both(text: str) -> None:
        told[0] = text
        tell(text)

    work: Coroutine[Any, Any, Known] = next_sensor(
        path, target, tell=both, chosen=chosen, saw=others.append
    )
    try:
        return await asyncio.wait_for(work, PATIENCE_S)
    except TimeoutError:
        raise DeviceNotFound(
            f"No sensor to use was heard: {told[0]}.",
            hint=_CHOOSE if others and others[-1] else _AWAKE,
        ) from None


async def next_sensor(
    path: Path,
    target: Target,
    *,
    tell: Tell,
    chosen: Sensor | None = None,
    saw: Saw = lambda _: None,
) -> Known:
    """Return the one chosen, that of last time, or the only one there is, as soon as it is heard.

    Parameters
    ----------
    saw
        Hears of which others somebody might choose, after each round; none: of none.

    Raises
    ------
    LinkError
        If Bluetooth cannot be used.
    """
    setups = set_up(path, simulated=target.simulated)
    before = chosen or (None if target.simulated else remembered(path))
    while True:
        if before is None:
            found = await _only_one(target, setups, tell=tell, saw=saw)
        else:
            found = await _last_time(before, target, setups, tell=tell, saw=saw)
        if found is not None:
            return found


async def _last_time(
    sensor: Sensor, target: Target, setups: Setups, *, tell: Tell, saw: Saw
) -> Known | None:
    name = harmless(sensor.name) or sensor.address
    tell(f"looking for {name}: {WAKE}")
    seen = await listened(target, sensor.address, LOOK_S)
    sighting = seen.get(sensor.address.upper()) or moved(
        seen.values(),
        address=sensor.address,
        name=sensor.name,
        same_kind=lambda advert: find(advert) == sensor.kind,
    )
    known = None if sighting is None else known_as(sighting, setups)
    if sighting is not None and known is None:
        tell(f"{name} does not say what it is; `tpdevice run --kind` does")
        await asyncio.sleep(RETRY_S)
    others = [each for s in seen.values() if (each := known_as(s, setups)) is not None]
    saw([] if known is not None else [each for each in others if _leads(each)])
    return known


def _leads(known: Known) -> bool:
    return coaching_of(known.driver().spec)[0] is not Coaching.NONE


async def _only_one(target: Target, setups: Setups, *, tell: Tell, saw: Saw) -> Known | None:
    """Return the sensor if there is one; among several nobody is chosen unasked."""
    seconds = SIMULATED_LOOK_S if target.simulated else LOOK_S
    found, _ = await in_reach(target, seconds=seconds, setups=setups)
    usable = [each for each in found if _leads(each)]
    saw(usable[1:] and usable)
    if len(usable) == 1:
        return usable[0]
    if usable:
        names = ", ".join(harmless(k.sighting.advert.name) for k in usable)
        tell(f"several are in reach ({names})")
    else:
        tell(f"looking for a sensor: {WAKE}")
    return None
