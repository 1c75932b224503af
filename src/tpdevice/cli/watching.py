"""The sensor at home: found and connected in the background, so that one sees that it works."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from tpdevice.ble.moved import moved
from tpdevice.cli.choosing import LOOK_S, SIMULATED_LOOK_S, set_up
from tpdevice.cli.lasttime import listened, remembered
from tpdevice.core.coaching import Coaching, coaching_of
from tpdevice.core.errors import DeviceNotFound, TpError
from tpdevice.core.text import harmless
from tpdevice.devices import find
from tpdevice.runtime.ahead import Ahead
from tpdevice.runtime.finding import Known, Setups, in_reach, known_as
from tpdevice.runtime.glimpse import Glimpse, follow
from tpdevice.runtime.listening import listening
from tpdevice.runtime.targets import Target
from tpdevice.store.remembered import Sensor

Tell = Callable[[str], None]
PATIENCE_S: Final = 60.0
"""How long a session that is to begin waits for its sensor. Chosen; as `run` does."""
RETRY_S: Final = 5.0
"""Between two attempts where Bluetooth or a connection failed. Chosen."""
WAKE: Final = "wake it up and hold it near"


class Watch:
    """Goes on until it is left; then the sensor is free for a session."""

    def __init__(self, path: Path, target: Target) -> None:
        self._path, self._target = path, target
        self._ahead: Ahead[None] | None = None
        self.known: Known | None = None
        """The sensor that was found."""
        self.glimpse = Glimpse()
        self.says = ""
        self.trouble = ""
        """Why it cannot be looked for, or does not connect."""

    def start(self) -> None:
        """Begin to look, and return at once."""
        self._ahead = Ahead(self._main)
        self._ahead.__enter__()

    def leave(self) -> Known | None:
        """Let the sensor go; come back when it is free, with what it is."""
        if self._ahead is not None:
            self._ahead.leave()
            self._ahead = None
        self.glimpse = Glimpse()
        return self.known

    async def _main(self) -> None:
        while True:
            try:
                await self._once()
            except TpError as error:
                self.trouble = f"{error} {error.hint}".strip()
            self.glimpse = Glimpse()
            await asyncio.sleep(RETRY_S)

    async def _once(self) -> None:
        known = await next_sensor(self._path, self._target, tell=self._tell)
        self.known, self.says = known, "connecting"
        async with listening(known.sighting, known.driver(), self._target) as ear:
            self.trouble = ""
            await follow(ear, known.conversion, self._show)

    def _tell(self, text: str) -> None:
        self.says, self.trouble = text, ""

    def _show(self, glimpse: Glimpse) -> None:
        self.glimpse = glimpse


async def waited_for(path: Path, target: Target, *, tell: Tell) -> Known:
    """Return the sensor to use, once it is heard.

    Raises
    ------
    DeviceNotFound
        If it is not heard in a minute.
    LinkError
        If Bluetooth cannot be used.
    """
    told = [""]

    def both(text: str) -> None:
        told[0] = text
        tell(text)

    work: Coroutine[Any, Any, Known] = next_sensor(path, target, tell=both)
    try:
        return await asyncio.wait_for(work, PATIENCE_S)
    except TimeoutError:
        raise DeviceNotFound(
            f"No sensor to use was heard: {told[0]}.",
            hint="Wake it up, hold it near, and close its phone app. "
            "`tpdevice doctor` looks closer; the lesson needs no sensor.",
        ) from None


async def next_sensor(path: Path, target: Target, *, tell: Tell) -> Known:
    """Return the sensor of last time, or the only one there is, as soon as it is heard.

    Raises
    ------
    LinkError
        If Bluetooth cannot be used.
    """
    setups = set_up(path, simulated=target.simulated)
    before = None if target.simulated else remembered(path)
    while True:
        if before is None:
            found = await _only_one(target, setups, tell=tell)
        else:
            found = await _last_time(before, target, setups, tell=tell)
        if found is not None:
            return found


async def _last_time(sensor: Sensor, target: Target, setups: Setups, *, tell: Tell) -> Known | None:
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
    return known


async def _only_one(target: Target, setups: Setups, *, tell: Tell) -> Known | None:
    """Return the sensor if there is one; among several nobody is chosen unasked."""
    seconds = SIMULATED_LOOK_S if target.simulated else LOOK_S
    found, _ = await in_reach(target, seconds=seconds, setups=setups)
    usable = [k for k in found if coaching_of(k.driver().spec)[0] is not Coaching.NONE]
    if len(usable) == 1:
        return usable[0]
    if usable:
        names = ", ".join(harmless(k.sighting.advert.name) for k in usable)
        tell(f"several are in reach ({names}); `tpdevice run` asks which")
    else:
        tell(f"looking for a sensor: {WAKE}")
    return None
